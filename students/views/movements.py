"""Movement of pupils: the acts about one pupil, and the school's register of them with undo."""

from dataclasses import dataclass

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lms.shortlist import Shortlist
from students import panels
from students.abilities import can, requires
from students.forms import movements as forms
from students.models import Movement, School, Student, Transfer
from students.movement import arrivals, strokes, transfers
from students.movement.rules import CannotMove

ACT = "move pupils"
READ = "read movements"
PAGE = 50


@dataclass(frozen=True)
class Door:
    """An act about one pupil: how it is called, what it does, and which form asks for the rest."""

    title: str
    lead: str
    button: str
    icon: str
    form: type
    # Whether the pupil leaves: what is still to be settled is shown beside the form.
    leaves: bool = False


DOORS = {
    "class": Door(
        gettext_lazy("Another class"),
        gettext_lazy("The pupil sits in another class of the same year; what was before stays as it was."),
        gettext_lazy("Move to this class"),
        "class",
        forms.ChangeClass,
    ),
    "repeat": Door(
        gettext_lazy("Repeat the grade"),
        gettext_lazy("The pupil learns last year's grade once more, in a class of the new year."),
        gettext_lazy("Let the pupil repeat"),
        "history",
        forms.Repeat,
    ),
    "school": Door(
        gettext_lazy("To another school"),
        gettext_lazy(
            "Write the transfer paper down. The new school takes over this same record; your school keeps "
            "the history of its classes."
        ),
        gettext_lazy("Write the transfer down"),
        "school",
        forms.TransferOut,
        leaves=True,
    ),
    "drop-out": Door(
        gettext_lazy("Stops going to school"),
        gettext_lazy(
            "The pupil leaves the class and can no longer sign in. Everything done so far is kept, and "
            "coming back takes one minute."
        ),
        gettext_lazy("Write down that the pupil stopped"),
        "sign-out",
        forms.DropOut,
        leaves=True,
    ),
    "back": Door(
        gettext_lazy("Came back to school"),
        gettext_lazy("The pupil sits in a class again; the old code, PIN and card work again."),
        gettext_lazy("Put back into this class"),
        "sign-in",
        forms.ComeBack,
    ),
}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires(ACT)
def move(request, pk, act):
    """One act about one pupil."""
    if act not in DOORS:
        raise Http404(act)
    students = Student.objects.visible_to(request.user, to=ACT).select_related("school", "user")
    student = get_object_or_404(students, pk=pk)
    door = DOORS[act]
    form = door.form(request.POST if request.method == "POST" else None, student=student)
    if request.method == "POST" and form.is_valid():
        try:
            movement = form.move(by=request.user)
        except CannotMove as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Written down: %(what)s.") % {"what": movement})
            return redirect("students:student", pk=student.pk)
    context = {
        "student": student,
        "door": door,
        "form": form,
        "enrolment": student.current_enrolment(),
        "panels": panels.panels_for("leaving", request, student) if door.leaves else [],
    }
    return render(request, "students/move.html", context, status=400 if form.is_bound else 200)


def doors_for(student, enrolment):
    """(name, door) of the acts that make sense for a pupil as things stand."""
    if student.status != Student.Status.STUDYING or enrolment is None:
        names = ["back"]
    else:
        names = ["class", "school", "drop-out"]
        years = student.enrolments.filter(school_class__school=student.school_id)
        if years.values("school_class__year").distinct().count() > 1:
            names.insert(1, "repeat")
    return [(name, DOORS[name]) for name in names]


@never_cache
@require_safe
@requires(READ)
def index(request):
    """The register of a school: what was written down, the newest first."""
    school = chosen_school(request, to=READ)
    movements = Movement.objects.visible_to(request.user, to=READ)
    if school:
        movements = movements.filter(school=school)
    context = {
        "page_obj": Paginator(movements.select_related("school", "done_by"), PAGE).get_page(
            request.GET.get("page")
        ),
        "school": school,
        "may_move": can(request.user, ACT),
        **unsettled(request.user, school),
    }
    return render(request, "students/movements.html", context)


@never_cache
@require_safe
@requires(READ)
def detail(request, pk):
    movement = _movement_or_404(request, pk, to=READ)
    seen = Student.objects.visible_to(request.user, to=READ).filter(pk=movement.student_id)
    may_undo = Movement.objects.visible_to(request.user, to=ACT).filter(pk=movement.pk).exists()
    context = {"movement": movement, "student": seen.first(), "may_undo": may_undo}
    return render(request, "students/movement.html", context)


@never_cache
@require_POST
@requires(ACT)
def undo(request, pk):
    movement = _movement_or_404(request, pk)
    try:
        strokes.undo(movement, by=request.user)
    except CannotMove as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Everything is as it was before."))
    return redirect("students:movement", pk=movement.pk)


def chosen_school(request, to=ACT):
    """The school that the address names; without one, the only school of the reader; else None."""
    schools = School.objects.visible_to(request.user, to=to)
    if code := request.GET.get("school", "")[:20]:
        return get_object_or_404(schools, code=code)
    few = list(schools[:2])
    return few[0] if len(few) == 1 else None


def unsettled(user, school):
    """Transfers that wait: for an answer of ours, for a class of ours, or for others."""
    waiting = (
        Transfer.objects.visible_to(user, to=READ)
        .unsettled()
        .select_related("student", "from_school", "to_school")
    )
    if school:
        waiting = waiting.filter(Q(from_school=school) | Q(to_school=school))
    waiting = Shortlist(waiting, PAGE)
    mine = set(School.objects.visible_to(user, to=ACT).values_list("pk", flat=True))
    for one in waiting:
        one.to_answer = one.state == Transfer.State.ASKED and one.from_school_id in mine
        one.to_take_in = transfers.may_take_in(user, one)
        if one.to_take_in:
            one.token = arrivals.found_token(one.student, user)
    first = sorted(waiting, key=lambda one: not (one.to_answer or one.to_take_in))
    return {"waiting": first, "more_waiting": waiting.more}


def _movement_or_404(request, pk, to=ACT):
    movements = Movement.objects.visible_to(request.user, to=to)
    return get_object_or_404(movements.select_related("school", "done_by", "undone_by"), pk=pk)
