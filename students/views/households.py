"""The household of a pupil with its certificates: read by few, and each look noted."""

from django.contrib import messages
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from lms import scan_views, scans
from lms.history import note_change
from students import looked
from students.abilities import can, requires
from students.forms.households import FORMS, HouseholdForm
from students.models import Student

SEE, WRITE = "see sensitive facts", "write down certificates"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires(SEE)
def detail(request, pk):
    student = _student_or_404(request, pk, to=SEE)
    may_write = _may_write(request.user, student)
    household = student.household
    if household is None:
        return _without_household(request, student, may_write)
    members = list(household.students.filter(erased_at=None))
    looked.note(request.user, "household's certificates", *members, once_a_day=True)
    seen = set(
        Student.objects.visible_to(request.user, to=SEE)
        .filter(household=household)
        .values_list("pk", flat=True)
    )
    context = {
        "student": student,
        "household": household,
        "members": [member for member in members if member.pk in seen],
        "elsewhere": sum(member.pk not in seen for member in members),
        "poverty": household.poverty_records.order_by("-starts_on"),
        "policies": household.policy_records.order_by("-starts_on"),
        "scans": household.scans.select_related("attached_by", "struck_by"),
        "may_write": may_write,
    }
    return render(request, "students/household.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires(WRITE)
def add(request, pk, kind):
    student = _with_household_or_404(request, pk, to=WRITE)
    form = _form_class(kind)
    record = form._meta.model(household=student.household)
    return _written(request, student, kind, form(request.POST or None, instance=record))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires(WRITE)
def edit(request, pk, kind, record):
    student = _with_household_or_404(request, pk, to=WRITE)
    form = _form_class(kind)
    found = get_object_or_404(form._meta.model, household=student.household, pk=record)
    if request.method != "POST":
        looked.note(request.user, "household's certificates", student, once_a_day=True)
    return _written(request, student, kind, form(request.POST or None, instance=found))


@csrf_exempt  # asked for in scan_views, behind a look at the size
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires(WRITE)
def attach(request, pk):
    return scan_views.attach(request, _signed(_with_household_or_404(request, pk, to=WRITE)))


@never_cache
@require_safe
@requires(SEE)
def scan(request, pk, scan):
    student = _with_household_or_404(request, pk, to=SEE)
    found = get_object_or_404(student.household.scans.standing(), pk=scan)
    looked.note(request.user, "scan of a certificate", student, once_a_day=True)
    return scans.as_response(found, "giay-chung-nhan")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires(WRITE)
def strike(request, pk, scan):
    student = _with_household_or_404(request, pk, to=WRITE)
    return scan_views.strike(request, _signed(student), get_object_or_404(student.household.scans, pk=scan))


def _without_household(request, student, may_write):
    """Whose household is not known has nothing to be shown; who may writes it down here."""
    if request.method == "POST" and not may_write:
        raise Http404
    guardian = student.guardianships.select_related("guardian").order_by("relation").first()
    form = HouseholdForm(
        request.POST or None,
        student=student,
        siblings=Student.objects.visible_to(request.user, to=WRITE),
        initial={"head_name": guardian.guardian.full_name if guardian else "", "village": student.village},
    )
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            household = form.save()
            note_change(
                by=request.user, act="write down the household", thing=student, after={"head": str(household)}
            )
        messages.success(request, _("The household is written down."))
        return redirect("students:household", student.pk)
    context = {"student": student, "form": form if may_write else None}
    status = 400 if request.method == "POST" else 200
    return render(request, "students/household_new.html", context, status=status)


def _written(request, student, kind, form):
    is_new = form.instance.pk is None
    if request.method == "POST" and form.is_valid():
        before = {} if is_new else form.before()
        with transaction.atomic():
            # Who was erased while this was typed gets nothing back.
            Student.objects.select_for_update(of=("self",)).get(pk=student.pk, erased_at=None)
            form.save()
            note_change(
                by=request.user,
                act="write down a certificate",
                thing=student,
                before=before,
                after=form.told(),
            )
        messages.success(request, _("The certificate is written down."))
        return redirect("students:household", student.pk)
    context = {"student": student, "kind": kind, "form": form, "is_new": is_new}
    status = 400 if request.method == "POST" else 200
    return render(request, "students/certificate_form.html", context, status=status)


def _form_class(kind):
    if kind not in FORMS:
        raise Http404
    return FORMS[kind]


def _may_write(user, student):
    visible = Student.objects.visible_to(user, to=WRITE)
    return can(user, WRITE) and visible.filter(pk=student.pk).exists()


def _student_or_404(request, pk, to):
    students = Student.objects.visible_to(request.user, to=to)
    return get_object_or_404(students.select_related("household", "school"), pk=pk)


def _with_household_or_404(request, pk, to):
    student = _student_or_404(request, pk, to)
    if student.household is None:
        raise Http404
    return student


def _signed(student):
    return scan_views.Signed(
        scans=student.household.scans,
        school_id=student.school_id,
        number=str(student.household),
        title=_("Certificate of the household of %(name)s") % {"name": student.household},
        back=reverse("students:household", args=[student.pk]),
    )
