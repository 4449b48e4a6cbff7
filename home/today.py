"""A pupil's day: what is due, where to go on, the marks, the device. The pupil's first page, and
what a parent sees of each child."""

from dataclasses import dataclass
from functools import cache

from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils import timezone

from courses.models import Attempt, GivenWork, LecturePage, LectureProgress
from devices.models import Assignment, PlanSubscription, SimInsertion
from home.results import Results, own_attempts
from lms.asked_often import ANY_ID, ANY_OTHER_ID, AskedOften
from lms.shortlist import Shortlist
from students.models import Student

# Work that was done long ago is not shown again.
DONE_SHOWN = 3
MARKS_SHOWN = 3
DUE_SHOWN = 20
PLAN_WARNING_DAYS = 7


@dataclass
class Due:
    """Work that was given to the class, and how far this pupil is with it."""

    work: GivenWork
    is_quiz: bool
    furthest: int = 0
    done: bool = False
    mark: object = None
    # The try at a quiz that is being worked on.
    running: Attempt | None = None

    @property
    def url(self):
        """Where the pupil does it: of a quiz with tries, the page that knows how many are left."""
        if self.is_quiz and not self.work.is_practice:
            return reverse("courses:attempt_new", args=[self.work.page.translation_key])
        return self.work.page.url

    @property
    def days_left(self):
        """Whole days until the due day: 0 today, negative when late, None without a day."""
        if not self.work.due_at:
            return None
        return (timezone.localdate(self.work.due_at) - timezone.localdate()).days

    @property
    def is_late(self):
        return not self.done and bool(self.work.due_at) and self.work.due_at < timezone.now()


class Today:
    """One pupil's day, read with five queries (late in the year seven). Whoever asks may see the pupil."""

    def __init__(self, student):
        self.student = student
        works, older = self._works()
        progress = self._progress([work.page_id for work in [*works, *older]])
        self.attempts = own_attempts(self.student)
        self.results = Results(self.attempts)
        self.marks = [one for one in self.attempts if one.is_over() and not one.paper.practice][:MARKS_SHOWN]
        self.device = device_of(self.student)
        self.going_on = next((row for row in progress if not row.finished_at), None)
        far = {row.lecture_id: row for row in progress}
        dues = [self._due(work, far) for work in [*works, *older]]
        waiting = Shortlist(sorted((due for due in dues if not due.done), key=_urgency), DUE_SHOWN)
        self.due, self.more_due = waiting.rows, waiting.more + older.more
        self.done = [due for due in dues if due.done][:DONE_SHOWN]

    def _works(self):
        """The newest, done or not, and of all that were given before them those not done yet."""
        newest = Shortlist(_newest_work.all(self.student.pk), DUE_SHOWN * 2)
        if not newest.more:
            return newest, Shortlist([], 0)
        given = _live_work().for_student(self.student)
        read = LectureProgress.objects.filter(student=self.student, lecture=OuterRef("page"))
        handed_in = Attempt.objects.filter(student=self.student, page=OuterRef("page"))
        waiting = given.exclude(pk__in=[work.pk for work in newest]).filter(
            ~Exists(read.exclude(finished_at=None)), ~Exists(handed_in.exclude(submitted_at=None))
        )
        return newest, Shortlist(waiting, DUE_SHOWN)

    def _progress(self, page_ids):
        """The lectures this pupil is in the middle of, newest first, and those that are due."""
        rows = _lectures_begun().filter(student=self.student)
        rows = rows.filter(Q(finished_at=None, lecture__live=True) | Q(lecture__in=page_ids))
        return list(rows[:60])

    def _due(self, work, progress):
        is_quiz = work.page.cached_content_type.model_class() is not LecturePage
        if is_quiz:
            result = self.results.of(self.student.pk, work.page_id)
            done = result.is_submitted and not result.running
            return Due(work, is_quiz, done=done, mark=result.shown_mark, running=result.running)
        row = progress.get(work.page_id)
        return Due(work, is_quiz, row.furthest if row else 0, bool(row and row.finished_at))


# What is the same for every pupil is put together once: of a page asked for this often, building the
# questions in Python costs more than the database's answers.


@cache
def _live_work():
    works = GivenWork.objects.open().filter(page__live=True).select_related("page").order_by("-given_at")
    works = works.annotate(is_practice=F("page__quizpage__practice"))
    told = ("due_at", "given_at", "note", *_link("page"), "page__content_type", "page__translation_key")
    return works.only(*told)


@cache
def _lectures_begun():
    rows = LectureProgress.objects.select_related("lecture").order_by("-updated_at")
    told = ("furthest", "finished_at", "blocks", "said_at", "lecture__outline")
    return rows.only(*told, *_link("lecture"))


@cache
def _machines_out():
    sim = SimInsertion.objects.filter(device=OuterRef("device"), removed_at=None).values("sim")[:1]
    plans = PlanSubscription.objects.standing().filter(sim=OuterRef("sim_in_it")).order_by("-ends_on")
    return (
        Assignment.objects.open()
        .filter(device__isnull=False)
        .select_related("device__model")
        .only("device__code", "device__model__maker", "device__model__name", "due_on", "handover")
        .annotate(sim_in_it=Subquery(sim), plan_ends_on=Subquery(plans.values("ends_on")[:1]))
        .order_by("-handed_over_at")
    )


def _machine_out(student, household=None):
    return _machines_out().held_by(Student(pk=student, household_id=household))[:1]


def _link(page):
    """The columns of `page` that a link to it needs: each column costs, on a page this often asked for."""
    return f"{page}__title", f"{page}__url_path"


def _urgency(due):
    """A quiz whose time runs stands first, then what is due first; work without a day last, newest first."""
    at = due.work.due_at
    return (due.running is None, at is None, at.timestamp() if at else -due.work.given_at.timestamp())


@dataclass
class OwnDevice:
    """The machine a pupil or the pupil's household holds, with the end of its data plan."""

    line: Assignment
    plan_ends_on: object

    @property
    def plan_days(self):
        return (self.plan_ends_on - timezone.localdate()).days if self.plan_ends_on else None

    @property
    def plan_is_over(self):
        return self.plan_days is not None and self.plan_days < 0

    @property
    def plan_ends_soon(self):
        return self.plan_days is not None and 0 <= self.plan_days <= PLAN_WARNING_DAYS


def device_of(student):
    """The open loan of a machine to `student` or the household; None without one."""
    if student.household_id:
        line = _machine_of_household.first(student.pk, student.household_id)
    else:
        line = _machine_of_pupil.first(student.pk)
    return OwnDevice(line, line.plan_ends_on) if line else None


_newest_work = AskedOften(lambda student: _live_work().for_student(student)[: DUE_SHOWN * 2 + 1], ANY_ID)
_machine_of_pupil = AskedOften(_machine_out, ANY_ID)
_machine_of_household = AskedOften(_machine_out, ANY_ID, ANY_OTHER_ID)
