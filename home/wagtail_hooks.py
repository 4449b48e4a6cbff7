from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from home.landing import landing_url


class WayOut(MenuItem):
    """Out of the back office: to the page of one's own, or to the lectures for who works only here."""

    def __init__(self):
        super().__init__(
            _("Leave writing"), reverse("home:lectures"), name="way-out", icon_name="home", order=1
        )

    def render_component(self, request):
        item = super().render_component(request)
        own = landing_url(request.user)
        if own != reverse("wagtailadmin_home"):
            item.url = own
        return item


@hooks.register("register_admin_menu_item")
def way_out():
    return WayOut()
