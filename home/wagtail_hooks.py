from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets.button import Button

from home.landing import landing_url
from home.models import CultureEntryPage
from home.viewsets import Kinds, Topics, set_policies

set_policies()


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


@hooks.register("register_admin_viewset")
def topics():
    return Topics()


@hooks.register("register_admin_viewset")
def kinds():
    return Kinds()


@hooks.register("register_page_header_buttons")
def way_to_the_community(page, user, view_name, next_url=None):
    """From an entry of the archive to the word of its community."""
    if isinstance(page, CultureEntryPage) and page.pk:
        where = reverse("home:community_ask", args=[page.translation_key])
        yield Button(_("Ask the community"), where, icon_name="group", priority=64)
