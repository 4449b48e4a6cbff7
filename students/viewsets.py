"""The registers that the department keeps in Wagtail's back office: places, schools, years, subjects.

Only the province admin opens them, and the province admin sees every row, so no row can be
seen that should not be. What belongs to one school (pupils, classes, staff) is not here: Wagtail's
choosers, history and reports know nothing of `visible_to`.
"""

from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages
from wagtail.admin.views.generic import DeleteView
from wagtail.admin.viewsets.model import ModelViewSet, ModelViewSetGroup
from wagtail.permission_policies.base import BasePermissionPolicy
from wagtail.permissions import register_permission_policy

from lms.held import why_not
from students.abilities import can
from students.models import AreaRecord, Campus, Place, School, SchoolYear, Subject, Term, User


class KeptByProvince(BasePermissionPolicy):
    """Add and change for who keeps the registers; nobody deletes: records point at every row."""

    def user_has_permission(self, user, action):
        return action in ("add", "change", "view", "choose") and can(user, "keep registers")

    def users_with_any_permission(self, actions):
        return User.objects.filter(is_superuser=True)

    def users_with_permission(self, action):
        return self.users_with_any_permission([action])


class KeptForever(DeleteView):
    """Whoever presses «delete» reads what hangs on the row, and what to do instead."""

    def dispatch(self, request, *args, **kwargs):
        if not can(request.user, "keep registers"):
            raise PermissionDenied
        kept = _("Rows of this register are never deleted: write the day on which it closed instead.")
        messages.error(request, why_not(self.object) or kept)
        return redirect(self.index_url_name)


class Register(ModelViewSet):
    delete_view_class = KeptForever
    list_export = []
    copy_view_enabled = False
    inspect_view_enabled = False
    list_per_page = 50


class Places(Register):
    model = Place
    icon = "site"
    form_fields = ["scheme", "code", "level", "kind", "name", "parent"]
    list_display = ["name", "level", "scheme", "code"]
    list_filter = ["scheme", "level"]
    search_fields = ["name", "code"]
    search_backend_name = None


class Areas(Register):
    model = AreaRecord
    icon = "site"
    form_fields = ["place", "area", "decision", "starts_on", "ends_on"]
    list_display = ["place", "area", "starts_on", "ends_on"]
    list_filter = ["area"]


class Schools(Register):
    model = School
    icon = "home"
    form_fields = [
        "code",
        "name",
        "kind",
        "levels",
        "commune",
        "old_commune",
        "address",
        "phone",
        "closed_on",
    ]
    list_display = ["name", "code", "commune", "kind"]
    list_filter = ["kind", "commune"]
    search_fields = ["name", "code"]
    search_backend_name = None


class Campuses(Register):
    model = Campus
    icon = "home"
    form_fields = ["school", "name", "village", "is_main", "signal", "has_power"]
    list_display = ["name", "school", "signal"]
    list_filter = ["signal"]
    search_fields = ["name", "school__name"]
    search_backend_name = None


class Years(Register):
    model = SchoolYear
    icon = "calendar"
    form_fields = ["code", "starts_on", "ends_on"]
    list_display = ["code", "starts_on", "ends_on"]


class Terms(Register):
    model = Term
    icon = "calendar-check"
    form_fields = ["year", "school", "number", "starts_on", "ends_on"]
    list_display = ["year", "number", "school", "starts_on", "ends_on"]


class Subjects(Register):
    model = Subject
    icon = "list-ul"
    form_fields = ["code", "name", "levels", "comment_only"]
    list_display = ["name", "code", "levels"]


REGISTERS = (Places, Areas, Schools, Campuses, Years, Terms, Subjects)


class Registers(ModelViewSetGroup):
    menu_label = _("Registers")
    menu_icon = "list-ul"
    menu_order = 300
    items = REGISTERS


def set_policies():
    """Before any viewset asks for a policy: who may keep these registers."""
    for register in REGISTERS:
        register_permission_policy(register.model, KeptByProvince(register.model), exact_class=True)
