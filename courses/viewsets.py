"""What the department keeps for all authors in the back office."""

from django.utils.translation import gettext_lazy as _
from wagtail.permissions import register_permission_policy

from courses.models import Licence
from students.viewsets import KeptByProvince, Register


class Licences(Register):
    model = Licence
    icon = "clipboard-list"
    menu_label = _("Licences")
    menu_order = 310
    add_to_admin_menu = True
    form_fields = ["code", "name", "meaning", "address", "names_a_holder", "may_be_copied", "place"]
    list_display = ["name", "may_be_copied", "names_a_holder"]


def set_policies():
    """Before the viewset asks for a policy: who may keep the licences."""
    register_permission_policy(Licence, KeptByProvince(Licence), exact_class=True)
