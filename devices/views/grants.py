"""Connections that are given: list, a new one, the end of one."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from devices import granting
from devices.forms.grants import EndForm, GrantFilter, GrantForm
from devices.models import ConnectivityGrant
from devices.refusal import Refused
from devices.views.saving import plain_form
from students import looked
from students.abilities import can, requires
from students.models import School, Student


@require_safe
@requires("see devices")
def index(request):
    today = timezone.localdate()
    form = GrantFilter(request.GET, schools=School.objects.visible_to(request.user, to="see devices"))
    grants = form.narrow(ConnectivityGrant.objects.visible_to(request.user, to="see devices"), on=today)
    grants = grants.select_related("student", "household", "school", "point", "sim")
    page = Paginator(grants, 50).get_page(request.GET.get("page"))
    for given in page:
        given.runs = given.is_running(today)
    pupils = {given.student_id: given.student for given in page if given.student_id}
    looked.note(request.user, "connection", *pupils.values(), once_a_day=True)
    context = {"form": form, "page_obj": page, "may_manage": can(request.user, "manage devices")}
    return render(request, "devices/grants.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires("manage devices")
def add(request):
    """For the pupil whose page led here, else for a school or a support point."""
    student = None
    if key := request.GET.get("pupil"):
        students = Student.objects.visible_to(request.user, to="manage devices")
        student = get_object_or_404(students.select_related("household"), pk=uuid_or_404(key))
    first = {"starts_on": timezone.localdate()}
    form = GrantForm(request.POST or None, user=request.user, student=student, initial=first)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            granting.grant(
                form.grantee,
                told["kind"],
                told["source"],
                told["starts_on"],
                by=request.user,
                request_id=told["request_id"],
                ends_on=told["ends_on"],
                sim=told["sim"],
            )
        except Refused as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, _("The connection is noted."))
            return redirect("devices:grants")
    lead = _("A SIM card, Wi-Fi, a router or a voucher, from one day to another.")
    return _form(request, form, _("Give a connection"), _("Note it"), lead)


@require_http_methods(["GET", "HEAD", "POST"])
@requires("manage devices")
def end(request, pk):
    found = ConnectivityGrant.objects.visible_to(request.user, to="manage devices")
    given = get_object_or_404(found, pk=pk)
    form = EndForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        granting.end(given, form.cleaned_data["reason"], by=request.user)
        messages.success(request, _("Ended; it stays on the list."))
        return redirect("devices:grants")
    return _form(request, form, _("End: %(what)s") % {"what": given}, _("End it"))


def uuid_or_404(text):
    try:
        return UUID(text)
    except ValueError as error:
        raise Http404 from error


def _form(request, form, title, act, lead=""):
    return plain_form(request, form, title, act, reverse("devices:grants"), _("Connections given"), lead)
