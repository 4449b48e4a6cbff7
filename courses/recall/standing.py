"""How firmly topics are known, and how the week goes. Words with signs, and never a figure to compare by."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.db.models import Count, Min, Q
from django.db.models.functions import TruncDate
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from courses.models import Recall, RecallAnswer
from courses.recall import memory, pool
from lms.text import count_key, sort_key

FIRM, LEARNING, NEEDS, HELD = "firm", "learning", "needs", "held"
# sign, a pupil reads, a teacher reads
WORDS = {
    FIRM: ("✓", _("You know it well"), _("known well")),
    LEARNING: ("◐", _("You are learning it"), _("being learnt")),
    NEEDS: ("↻", _("To be revised"), _("to be revised")),
    HELD: ("‖", _("A quiz asks it now; it comes back afterwards"), _("in a quiz now")),
}
# A week has days of rest: so many of seven are enough, and no day that was missed takes anything away.
DAYS_A_WEEK = 4
# Where no bank says a grade.
LAST = 99
# So many answers make a day of revision.
ANSWERS_A_DAY = 5


@dataclass(frozen=True)
class Topic:
    subject_id: int
    subject: str
    topic: str
    count: int
    firm: int
    due: int
    # So many of `count` a graded quiz keeps to itself now; `firm` and `due` are of the others.
    held: int
    # The lowest grade whose banks ask about it; None where they say none.
    grade: int | None

    @property
    def state(self):
        if self.held == self.count:
            return HELD
        return state_of(self.count - self.held, self.firm, self.due)

    @property
    def sign(self):
        return WORDS[self.state][0]

    @property
    def words(self):
        return WORDS[self.state][1]

    @property
    def told(self):
        """As a teacher reads it."""
        return WORDS[self.state][2]


def state_of(count, firm, due):
    """A third that waits to be revised is much; two thirds that are firm make it firm."""
    if due * 3 >= count:
        return NEEDS
    return FIRM if firm * 3 >= count * 2 else LEARNING


def held_from(students):
    """The questions, of those that these pupils remember, that a graded quiz keeps to itself now."""
    return pool.withheld(set(Recall.objects.filter(student__in=students).values_list("question", flat=True)))


def topics_of(students, hidden):
    """{student's pk: [Topic]} in the order of subject, grade, topic; one query. `hidden`: of `held_from`."""
    today = timezone.localdate()
    known = Recall.objects.filter(student__in=students)
    told = ~Q(question__in=hidden)
    rows = known.order_by().values_list("student", "subject", "subject__name", "topic")
    rows = rows.annotate(
        count=Count("pk"),
        firm=Count("pk", filter=told & Q(stability__gte=memory.FIRM_DAYS, due_on__gt=today)),
        due=Count("pk", filter=told & Q(due_on__lte=today)),
        held=Count("pk", filter=Q(question__in=hidden)),
        grade=Min("question__bank__grade"),
    )
    found = {}
    for student, *facts in rows:
        found.setdefault(student, []).append(Topic(*facts))
    return {student: sorted(topics, key=place) for student, topics in found.items()}


def place(one):
    """The place of a Topic, or of its column, among others: by subject, grade, and the number in it."""
    return sort_key(one.subject), one.grade or LAST, count_key(one.topic)


# What a day of the week was. Nobody rests on a day that is not over, or before there was anything to revise.
DONE, RESTED, NOW, TO_COME, BEFORE = "done", "rested", "now", "to-come", "before"
# Seven of them stand side by side on a telephone.
SHORT_NAMES = (
    pgettext_lazy("short name of a day", "Mon"),
    pgettext_lazy("short name of a day", "Tue"),
    pgettext_lazy("short name of a day", "Wed"),
    pgettext_lazy("short name of a day", "Thu"),
    pgettext_lazy("short name of a day", "Fri"),
    pgettext_lazy("short name of a day", "Sat"),
    pgettext_lazy("short name of a day", "Sun"),
)


@dataclass(frozen=True)
class Week:
    """The days of this week, Monday first: (day, what it was, its short name)."""

    days: list
    goal: int = DAYS_A_WEEK

    @property
    def done(self):
        return sum(what == DONE for _day, what, _name in self.days)

    @property
    def has_rested(self):
        return any(what == RESTED for _day, what, _name in self.days)

    @property
    def is_reached(self):
        return self.done >= self.goal


def week_of(student):
    today = timezone.localdate()
    monday = today - timedelta(days=today.weekday())
    begin = timezone.make_aware(datetime.combine(monday, time.min))
    answers = RecallAnswer.objects.filter(student=student)
    first = answers.order_by("at").values_list("at", flat=True).first()
    rows = answers.filter(at__gte=begin).annotate(day=TruncDate("at"))
    counts = dict(rows.order_by().values_list("day").annotate(n=Count("pk")))
    begun = timezone.localdate(first) if first else today

    def what(day):
        if counts.get(day, 0) >= ANSWERS_A_DAY:
            return DONE
        if day >= today:
            return NOW if day == today else TO_COME
        return RESTED if day >= begun else BEFORE

    days = [monday + timedelta(days=n) for n in range(7)]
    return Week([(day, what(day), name) for day, name in zip(days, SHORT_NAMES, strict=True)])


def count_due(student, hidden):
    """How many questions wait; what an open quiz asks (`hidden`, of `held_from`) does not."""
    due = Recall.objects.filter(student=student, due_on__lte=timezone.localdate())
    return due.exclude(question__in=hidden).count()


def next_day(student):
    """When the next questions come; None while some wait today, and when there are none."""
    told = Recall.objects.filter(student=student).exclude(question__in=held_from([student.pk]))
    day = told.order_by("due_on").values_list("due_on", flat=True).first()
    return day if day and day > timezone.localdate() else None
