"""How firmly topics are known, and how the week goes. Words with signs, and never a figure to compare by."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.db.models import Count, Q
from django.db.models.functions import TruncDate
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.models import Recall, RecallAnswer
from courses.recall import memory, pool

FIRM, LEARNING, NEEDS = "firm", "learning", "needs"
# sign, a pupil reads, a teacher reads
WORDS = {
    FIRM: ("✓", _("You know it well"), _("known well")),
    LEARNING: ("◐", _("You are learning it"), _("being learnt")),
    NEEDS: ("↻", _("To be revised"), _("to be revised")),
}
# A week has days of rest: so many of seven are enough, and no day that was missed takes anything away.
DAYS_A_WEEK = 4
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

    @property
    def state(self):
        return state_of(self.count, self.firm, self.due)

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


def topics_of(students):
    """{student's pk: [Topic]} in the order of subject and topic; one query."""
    today = timezone.localdate()
    rows = Recall.objects.filter(student__in=students).order_by("subject__name", "topic")
    rows = rows.values_list("student", "subject", "subject__name", "topic").annotate(
        count=Count("pk"),
        firm=Count("pk", filter=Q(stability__gte=memory.FIRM_DAYS, due_on__gt=today)),
        due=Count("pk", filter=Q(due_on__lte=today)),
    )
    found = {}
    for student, *told in rows:
        found.setdefault(student, []).append(Topic(*told))
    return found


@dataclass(frozen=True)
class Week:
    """The days of this week, Monday first: (day, whether it was one of revision, whether it is to come)."""

    days: list
    goal: int = DAYS_A_WEEK

    @property
    def done(self):
        return sum(was for _day, was, _to_come in self.days)

    @property
    def is_reached(self):
        return self.done >= self.goal


def week_of(student):
    today = timezone.localdate()
    monday = today - timedelta(days=today.weekday())
    begin = timezone.make_aware(datetime.combine(monday, time.min))
    rows = RecallAnswer.objects.filter(student=student, at__gte=begin).annotate(day=TruncDate("at"))
    counts = dict(rows.order_by().values_list("day").annotate(n=Count("pk")))
    days = [monday + timedelta(days=n) for n in range(7)]
    return Week([(day, counts.get(day, 0) >= ANSWERS_A_DAY, day > today) for day in days])


def count_due(student):
    """How many questions wait; what an open quiz asks does not."""
    due = Recall.objects.filter(student=student, due_on__lte=timezone.localdate())
    due = set(due.values_list("question", flat=True))
    return len(due - pool.withheld(due))
