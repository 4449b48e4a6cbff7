"""Training classes for staff: what there is, planning one, joining one."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import Count, Min, Q
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from home import shelves
from home.forms.training import CourseForm, MaterialForm, QuestionForm, SessionForm, TrainerForm
from home.models import TrainingCourse, TrainingEnrolment, TrainingMaterial, TrainingSession
from home.models.training import ATTEND, LEAD, ORGANISE, REPORT
from home.training import Refused, asking, enrolling
from home.views.material_files import material_file
from lms.history import note_change
from students.abilities import can, requires
from students.models import User

PER_PAGE = 20


@never_cache
@require_safe
def index(request):
    """What one organises or trains, and what one may join."""
    if not any(can(request.user, act) for act in (ORGANISE, LEAD, ATTEND, REPORT)):
        raise PermissionDenied("training")
    # Counted below, for the classes of this page alone.
    seen = TrainingCourse.objects.visible_to(request.user).select_related("school", "place")
    page = Paginator(seen.order_by("-at", "pk"), PER_PAGE).get_page(request.GET.get("page"))
    shown = [one.pk for one in page.object_list]
    days = TrainingSession.objects.filter(course__in=shown).values("course").annotate(first=Min("on"))
    first = {row["course"]: row["first"] for row in days.order_by()}
    joined = set(
        TrainingEnrolment.objects.standing()
        .filter(course__in=shown, participant__user=request.user)
        .values_list("course", flat=True)
    )
    for one in page.object_list:
        one.first, one.is_joined = first.get(one.pk), one.pk in joined
    context = {
        "page_obj": page,
        "may_organise": can(request.user, ORGANISE),
        "may_report": can(request.user, REPORT),
    }
    return render(request, "home/training/index.html", context)


@requires(ORGANISE)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def new(request):
    form = CourseForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        form.instance.by = request.user
        with transaction.atomic():
            course = form.save()
            note_change(by=request.user, act="plan training", thing=course)
        return redirect("home:training_course", course.pk)
    return _form(request, form, None, _("Plan a training class"), _("Save and plan the sessions"))


@requires(ORGANISE)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request, pk):
    course = organised(request.user, pk)
    form = CourseForm(request.POST or None, instance=course, user=request.user)
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            form.save()
            note_change(by=request.user, act="change training", thing=course)
        return redirect("home:training_course", pk)
    return _form(request, form, course, _("Change the class"), _("Save"))


@never_cache
@require_safe
def detail(request, pk):
    user = request.user
    course = get_object_or_404(
        TrainingCourse.objects.visible_to(user).select_related("school__commune", "place"), pk=pk
    )
    leads = TrainingCourse.objects.led_by(user).filter(pk=pk).exists()
    mine = course.enrolments.standing().filter(participant__user=user).first()
    context = {
        "course": course,
        "sessions": course.sessions.select_related("school", "point").annotate(
            there=Count("attendance", filter=Q(attendance__taken_back_at=None))
        ),
        "materials": course.materials.select_related("lecture"),
        "question": getattr(course, "question", None),
        "leads": leads,
        "organises": leads and TrainingCourse.objects.organised_by(user).filter(pk=pk).exists(),
        "trainers": course.trainers.all() if leads else [],
        "enrolled": course.enrolments.standing().count() if leads else None,
        "mine": mine,
        "may_join": mine is None
        and TrainingCourse.objects.offered_to(user).filter(pk=pk).exists()
        and course.takes_enrolments(),
        "today": timezone.localdate(),
    }
    return render(request, "home/training/detail.html", context)


@requires(ATTEND)
@never_cache
@require_POST
def join(request, pk):
    """Staff enrol with one tap, or take it back."""
    course = get_object_or_404(TrainingCourse.objects.offered_to(request.user), pk=pk)
    try:
        enrolment = enrolling.staff(course, request.user)
        if "leave" in request.POST:
            enrolling.withdraw(enrolment, by=request.user)
            messages.success(request, _("You are not enrolled any more."))
        else:
            messages.success(request, _("You are enrolled. Day and place stand below."))
    except Refused as why:
        messages.error(request, str(why))
    return redirect("home:training_course", pk)


@requires(ORGANISE)
@never_cache
@require_POST
def put_up(request, pk):
    """From now on people see it and may enrol, or, called off, no longer; twice is as once."""
    course = organised(request.user, pk)
    with transaction.atomic():
        if "cancel" in request.POST:
            changed = TrainingCourse.objects.filter(pk=pk, cancelled_at=None)
            if changed.update(cancelled_at=timezone.now()):
                note_change(by=request.user, act="call training off", thing=course)
        elif not course.sessions.exists():
            messages.error(request, _("Plan a session first: people ask when and where."))
        else:
            waiting = Q(opened_at=None) | Q(cancelled_at__isnull=False)
            if TrainingCourse.objects.filter(waiting, pk=pk).update(
                opened_at=timezone.now(), cancelled_at=None
            ):
                note_change(by=request.user, act="put training up", thing=course)
    return redirect("home:training_course", pk)


@requires(ORGANISE)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def session(request, pk, session_pk=None):
    """Plan a session, or change it; one that nobody was at may be taken out."""
    course = organised(request.user, pk)
    found = get_object_or_404(course.sessions, pk=session_pk) if session_pk else None
    form = SessionForm(request.POST or None, instance=found, course=course, user=request.user)
    if request.method == "POST" and "remove" in request.POST and found:
        if found.attendance.exists():
            messages.error(request, _("Somebody was there: this session stays."))
        else:
            with transaction.atomic():
                note_change(
                    by=request.user,
                    act="take a session of training out",
                    thing=found,
                    school=course.school_id,
                )
                found.delete()
        return redirect("home:training_course", pk)
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            row = form.save()
            note_change(by=request.user, act="plan a session of training", thing=row, school=course.school_id)
        return redirect("home:training_course", pk)
    title = _("Change the session") if found else _("Plan a session")
    return _form(request, form, course, title, _("Save"), removes=bool(found))


@requires(ORGANISE)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def trainer(request, pk):
    course = organised(request.user, pk)
    if request.method == "POST" and "remove" in request.POST:
        gone = course.trainers.filter(username=request.POST["remove"]).first()
        if gone:
            with transaction.atomic():
                course.trainers.remove(gone)
                note_change(
                    by=request.user,
                    act="end training of a class",
                    thing=course,
                    before={"teacher": str(gone)},
                )
        return redirect("home:training_course", pk)
    form = TrainerForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        user = form.cleaned_data["username"]
        with transaction.atomic():
            if not course.trainers.filter(pk=user.pk).exists():
                course.trainers.add(User.objects.get(pk=user.pk))
                note_change(
                    by=request.user, act="ask somebody to train", thing=course, after={"teacher": str(user)}
                )
        return redirect("home:training_course", pk)
    return _form(request, form, course, _("Add a trainer"), _("Add"))


@requires(ORGANISE)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def material(request, pk):
    course = organised(request.user, pk)
    if request.method == "POST" and "remove" in request.POST:
        _remove_material(course, request.POST["remove"], request.user)
        return redirect("home:training_course", pk)
    looked_for = shelves.looked_for(request)
    form = MaterialForm(request.POST or None, request.FILES or None, course=course, looked_for=looked_for)
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            row = form.save(by=request.user)
            note_change(by=request.user, act="add material of training", thing=row, school=course.school_id)
        return redirect("home:training_course", pk)
    return _form(request, form, course, _("Add something to read"), _("Add"), uploads=True, finds=True)


@requires(ORGANISE)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def question(request, pk):
    course = organised(request.user, pk)
    kept = getattr(course, "question", None)
    first = {"right": "1"}
    if kept:
        first["text"] = kept.text
        for one in kept.choices.all():
            first |= {f"text_{one.number}": one.text, f"sign_{one.number}": one.sign}
            if one.is_right:
                first["right"] = str(one.number)
    form = QuestionForm(request.POST or None, initial=first)
    if request.method == "POST" and form.is_valid():
        try:
            asking.write(course, form.cleaned_data["text"], form.cleaned_data["choices"], by=request.user)
            return redirect("home:training_course", pk)
        except Refused as why:
            form.add_error(None, str(why))
    return _form(request, form, course, _("The question before and after"), _("Save"))


@requires(LEAD)
@never_cache
@require_safe
def file(request, pk, material_pk):
    """A file as those who lead the class see it."""
    course = led(request.user, pk)
    return material_file(get_object_or_404(course.materials.exclude(file=""), pk=material_pk))


def organised(user, pk):
    return get_object_or_404(TrainingCourse.objects.organised_by(user), pk=pk)


def led(user, pk):
    return get_object_or_404(TrainingCourse.objects.led_by(user).select_related("school", "place"), pk=pk)


def _remove_material(course, typed, by):
    found = next((one for one in course.materials.all() if str(one.pk) == typed), None)
    if found is None:
        return
    with transaction.atomic():
        note_change(by=by, act="take material of training out", thing=found, school=course.school_id)
        if name := found.file.name:
            transaction.on_commit(lambda: TrainingMaterial.file.field.storage.delete(name))
        found.delete()


def _form(request, form, course, title, word, removes=False, uploads=False, finds=False):
    context = {
        "form": form,
        "course": course,
        "title": title,
        "word": word,
        "removes": removes,
        "uploads": uploads,
        "finds": finds,
        "looked_for": shelves.looked_for(request),
    }
    return render(request, "home/training/form.html", context, status=422 if form.errors else 200)
