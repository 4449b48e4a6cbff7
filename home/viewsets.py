"""What the department keeps for the archive and the articles in the back office."""

from django.utils.translation import gettext_lazy as _
from wagtail.permissions import register_permission_policy

from home.models import CultureKind, NewsTopic
from students.viewsets import KeptByProvince, Register


class Topics(Register):
    model = NewsTopic
    icon = "tag"
    menu_label = _("Topics of articles")
    menu_order = 312
    add_to_admin_menu = True
    form_fields = ["code", "name", "place"]
    list_display = ["name", "code", "place"]


class Kinds(Register):
    model = CultureKind
    icon = "tag"
    menu_label = _("Kinds of culture")
    menu_order = 313
    add_to_admin_menu = True
    form_fields = ["code", "name", "place"]
    list_display = ["name", "code", "place"]


def set_policies():
    """Before the viewsets ask for a policy: who may keep the rows."""
    for model in (NewsTopic, CultureKind):
        register_permission_policy(model, KeptByProvince(model), exact_class=True)
