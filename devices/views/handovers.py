"""Papers: the list, a new one, one of them, as PDF; a class's list to sign."""

from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from devices.forms.handovers import HandoverForm
from devices.handover import Request, hand_over
from devices.kitting import along, with_kits
from devices.models import Assignment, Device, Handover, Sim, equipped
from devices.noting import note_holders
from devices.papers import NO_NAME, handover_pdf, pupil_name, receiver_rows, receivers_pdf
from devices.refusal import Refused
from lms import downloads
from lms.shortlist import Shortlist
from lms.text import make_slug
from students import consents, looked
from students.abilities import can, requires
from students.models import Consent, School, SchoolClass, SchoolYear, Student

OFFERED = 200


@require_safe
@requires("see devices")
def index(request):
    papers = Handover.objects.visible_to(request.user, to="see devices").select_related("school", "pupil")
    page = Paginator(papers, 50).get_page(request.GET.get("page"))
    classes = SchoolClass.objects.visible_to(request.user, to="see devices").select_related("school", "year")
    if year := SchoolYear.objects.on(timezone.localdate()):
        classes = classes.filter(year=year)
    context = {
        "page_obj": page,
        "may_hand_over": can(request.user, "hand over devices"),
        "classes": classes if _looks_after_one_school(request.user) else [],
    }
    return render(request, "devices/handovers.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires("hand over devices")
def new(request):
    """First the pupil (class, then name), then the things and the receiver on one form."""
    student = _chosen(
        Student.objects.visible_to(request.user, to="hand over devices").studying(),
        "pk",
        request.GET.get("student"),
    )
    things = _things_named(request)
    if student is None:
        return _choose_pupil(request, things)
    form = HandoverForm(
        request.POST or None,
        user=request.user,
        student=student,
        initial={name: str(thing) for name, thing in things.items()},
    )
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                paper = hand_over(with_kits(form.as_request()))
                # A repeated request returns its paper, whosever it is: that family agreed to nothing here.
                if paper.pupil_id != student.pk:
                    raise Refused(
                        _("This pair was sent before with something else in it. Scan pupil and device again.")
                    )
                if form.cleaned_data["usage_agreed"]:
                    _record_consent(paper, by=request.user)
        except Refused as refusal:
            form.add_error(None, refusal.sentence)
        else:
            return redirect("devices:handover", paper.pk)
    held = Assignment.objects.open().filter(pupil=student).select_related("device__model", "sim", "accessory")
    in_stock = Device.objects.visible_to(request.user, to="hand over devices").filter(
        school=student.school, lifecycle="in_stock"
    )
    sims = Sim.objects.visible_to(request.user, to="hand over devices").filter(
        school=student.school, status="stock"
    )
    context = {
        "form": form,
        "student": student,
        "enrolment": student.current_enrolment(),
        "held": held,
        "kit_words": _kit_words(things.get("device"), student, request.user),
        "devices": Shortlist(in_stock.select_related("model"), OFFERED),
        "sims": Shortlist(sims, OFFERED),
    }
    status = 400 if request.method == "POST" else 200
    return render(request, "devices/handover_new.html", context, status=status)


@require_safe
@requires("see devices")
def detail(request, pk):
    paper = get_object_or_404(
        Handover.objects.visible_to(request.user, to="see devices").select_related(
            "school", "pupil__household", "giver"
        ),
        pk=pk,
    )
    lines = list(
        paper.lines.select_related(
            "device__model",
            "sim",
            "accessory",
            "returned_to",
            "returned_with",
            "voided_by",
            "household",
            "student",
            "instead_of__device",
        ).order_by("recorded_at")
    )
    context = {
        "paper": paper,
        "pupil_name": pupil_name(paper) if paper.pupil else "",
        "receiver_name": paper.receiver_name or NO_NAME,
        "today": timezone.localdate(),
        "lines": lines,
        "disputes": paper.disputes.select_related("answered_by"),
        "scans": paper.scans.select_related("attached_by", "struck_by"),
        "may_hand_over": can(request.user, "hand over devices"),
        "is_open": any(line.is_open for line in lines),
        "may_see_pupil": paper.pupil
        and Student.objects.visible_to(request.user, to="see devices").filter(pk=paper.pupil_id).exists(),
    }
    if context["disputes"]:
        note_holders(request.user, "dispute", paper.lines.select_related("pupil"))
    return render(request, "devices/handover.html", context)


@require_safe
@requires("see devices")
def paper(request, pk):
    """The «biên bản bàn giao» to print and sign."""
    paper = get_object_or_404(
        Handover.objects.visible_to(request.user, to="see devices").select_related(
            "school__commune", "pupil__household", "giver"
        ),
        pk=pk,
    )
    if paper.pupil:
        looked.note(request.user, "hand-over record", paper.pupil)
    name = f"bien-ban-ban-giao-{make_slug(paper.number.replace('/', '-'))}.pdf"
    return downloads.pdf(handover_pdf(paper), name)


@require_safe
@requires("see devices")
def receivers(request, uid):
    """The «danh sách ký nhận» of a class."""
    school_class = get_object_or_404(
        SchoolClass.objects.visible_to(request.user, to="see devices").select_related(
            "school__commune", "year"
        ),
        uid=uid,
    )
    students = Student.objects.sitting_in(school_class)
    looked.note(request.user, "list of recipients", *students)
    name = f"danh-sach-nhan-may-{make_slug(school_class.name)}.pdf"
    return downloads.pdf(receivers_pdf(school_class, receiver_rows(students)), name)


def _kit_words(device, student, by):
    """What goes along with a machine that lies in a kit, said before anything is written."""
    return along(Request(to=student, by=by, devices=[device])).sentence if device else ""


def _things_named(request):
    """The device or SIM from whose page one came, by the name it has in the address."""
    named = {
        "device": _chosen(
            Device.objects.visible_to(request.user, to="hand over devices").select_related("model"),
            "code",
            request.GET.get("device"),
        ),
        "sim": _chosen(
            Sim.objects.visible_to(request.user, to="hand over devices"), "iccid", request.GET.get("sim")
        ),
    }
    return {name: thing for name, thing in named.items() if thing}


def _choose_pupil(request, things):
    classes = SchoolClass.objects.visible_to(request.user, to="hand over devices").select_related(
        "school", "year"
    )
    schools = list(School.objects.visible_to(request.user, to="hand over devices"))
    school = _chosen(
        School.objects.visible_to(request.user, to="hand over devices"), "code", request.GET.get("school")
    )
    if school is None and len(schools) == 1:
        school = schools[0]
    classes = classes.filter(school=school) if school else classes.none()
    school_class = _chosen(classes, "uid", request.GET.get("class"))
    students = []
    if school_class:
        students = (
            Student.objects.visible_to(request.user, to="hand over devices")
            .studying()
            .sitting_in(school_class)
        )
    held = set(
        Assignment.objects.open()
        .filter(pupil__in=[student.pk for student in students], device__isnull=False)
        .values_list("pupil", flat=True)
    )
    served = set(equipped(students).values_list("pk", flat=True)) if school_class else set()
    context = {
        "things": things,
        "schools": schools if len(schools) > 1 else [],
        "school": school,
        "classes": classes,
        "school_class": school_class,
        "students": [(student, student.pk in held, student.pk in served) for student in students],
    }
    return render(request, "devices/handover_pupil.html", context)


def _record_consent(paper, by):
    """The tick on the form stands for the family's word on the signed paper."""
    how = Consent.Given.THUMBPRINT if paper.signed_how == "thumbprint" else Consent.Given.SIGNED
    consents.give(
        paper.pupil,
        Consent.Purpose.USAGE,
        by=by,
        given_by=paper.receiver_name,
        how=how,
        on=paper.signed_on,
        version=paper.terms_version,
    )


def _chosen(queryset, field, value):
    """The row that the address names, or None for whatever is no such thing."""
    if not value or "\x00" in value or len(value) > 60:
        return None
    try:
        return queryset.filter(**{field: value}).first()
    except (ValueError, TypeError, ValidationError):
        return None


def _looks_after_one_school(user):
    return School.objects.visible_to(user, to="hand over devices")[:2].count() == 1
