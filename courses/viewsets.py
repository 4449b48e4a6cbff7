"""What the department keeps for all authors in the back office."""

from django.utils.translation import gettext_lazy as _
from wagtail.permissions import register_permission_policy

from courses.models import Licence, SubjectPlan
from students.viewsets import KeptByProvince, Register


class Licences(Register):
    model = Licence
    icon = "clipboard-list"
    menu_label = _("Licences")
    menu_order = 310
    add_to_admin_menu = True
    form_fields = ["code", "name", "meaning", "address", "names_a_holder", "may_be_copied", "place"]
    list_display = ["name", "may_be_copied", "names_a_holder"]


class SubjectPlans(Register):
    model = SubjectPlan
    icon = "list-ul"
    menu_label = _("Plans of subjects")
    menu_order = 320
    add_to_admin_menu = True
    form_fields = ["subject", "grade", "regular", "is_tested"]
    list_display = ["subject", "grade", "regular", "is_tested"]


def set_policies():
    """Before a viewset asks for a policy: who may keep these registers."""
    for model in (Licence, SubjectPlan):
        register_permission_policy(model, KeptByProvince(model), exact_class=True)
