"""What the department keeps for all authors in the back office."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.model import ModelViewSetGroup
from wagtail.permissions import register_permission_policy

from courses.models import (
    Licence,
    SkillComponent,
    SkillDomain,
    SkillLevel,
    SkillStep,
    SubjectPlan,
)
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


class SkillDomains(Register):
    model = SkillDomain
    icon = "list-ul"
    form_fields = ["number", "name", "meaning"]
    list_display = ["name", "meaning"]


class SkillComponents(Register):
    model = SkillComponent
    icon = "list-ul"
    form_fields = ["domain", "code", "name", "meaning"]
    list_display = ["code", "name", "meaning"]
    list_filter = ["domain"]


class SkillLevels(Register):
    model = SkillLevel
    icon = "list-ul"
    form_fields = ["number", "name", "meaning"]
    list_display = ["number", "name", "meaning"]


class SkillSteps(Register):
    model = SkillStep
    icon = "check"
    form_fields = [
        *("title", "what", "component", "level", "proof", "quiz", "percent", "lecture", "is_offered")
    ]
    list_display = ["title", "component", "level", "proof", "is_offered"]
    list_filter = ["component", "level", "proof"]


class Skills(ModelViewSetGroup):
    menu_label = _("Digital skills")
    menu_icon = "check"
    menu_order = 330
    items = (SkillSteps, SkillComponents, SkillDomains, SkillLevels)


def set_policies():
    """Before a viewset asks for a policy: who may keep these registers."""
    for model in (Licence, SubjectPlan, SkillDomain, SkillComponent, SkillLevel, SkillStep):
        register_permission_policy(model, KeptByProvince(model), exact_class=True)
