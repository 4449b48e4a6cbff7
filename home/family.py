"""What a parent is told of each child: plain sentences, the same for the page and for the voice that
reads it aloud (lms/spoken.py). Nothing of classmates, and nothing that the child itself may not see yet."""

from dataclasses import dataclass, field
from datetime import timedelta

from django.db.models import Count
from django.utils import timezone
from django.utils.formats import localize
from django.utils.translation import gettext as _

from courses.models import LectureProgress
from devices.models import Dispute, Incident, RepairTicket
from devices.recorded import learnt_this_week
from home.today import Today
from lms import spoken
from students.consent_texts import text_of
from students.models import Consent, Enrolment, Student

# More children than one parent has; a wrong import must not make a page without end.
MOST = 12
WEEK = timedelta(days=7)


def children_of(user):
    """The own children, the eldest first."""
    mine = Student.objects.visible_to(user, to="follow own children").select_related("school")
    return mine.order_by("date_of_birth", "name_sort", "pk")


def told_of(children):
    """Each of these with all that the page says; what a pupil's own page asks is asked for each of them."""
    days = [Today(student) for student in children]
    students = [day.student for day in days]
    names = Enrolment.objects.names_for(students)
    read = _lectures_read(students)
    agreed = _agreed(students)
    learnt = learnt_this_week(students)
    troubles = _troubles([day.device.line.device_id for day in days if day.device])
    disputes = _disputes([day.device.line.handover_id for day in days if day.device])
    return [
        Child(
            day,
            names.get(day.student.pk, ""),
            read.get(day.student.pk, 0),
            agreed.get(day.student.pk, set()),
            troubles.get(day.device.line.device_id) if day.device else None,
            learnt[day.student.pk],
            disputes.get(day.device.line.handover_id, []) if day.device else [],
        )
        for day in days
    ]


@dataclass
class Child:
    """One child, as a parent reads of it; `said` is the same for the voice, section by section."""

    day: Today
    class_name: str
    lectures_read: int
    agreed: set
    trouble: object
    learnt: int = 0
    # What the family said of the record, and the answers.
    disputes: list = field(default_factory=list)

    @property
    def student(self):
        return self.day.student

    @property
    def due(self):
        return [(due, when(due)) for due in self.day.due]

    @property
    def done(self):
        """Lectures; quizzes stand among the marks."""
        return [due for due in self.day.done if not due.is_quiz]

    @property
    def week(self):
        """What was done in the last seven days, as a sentence."""
        begin = timezone.now() - WEEK
        handed_in = sum(
            1
            for one in self.day.attempts
            if one.submitted_at and one.submitted_at >= begin and not one.paper.practice
        )
        if not (self.lectures_read or handed_in):
            return _("Nothing was finished in the last seven days.")
        words = _("In the last seven days: lectures read %(read)d, quizzes handed in %(quizzes)d.")
        return words % {"read": self.lectures_read, "quizzes": handed_in}

    @property
    def machine(self):
        """[(tone, sentence)] about the device in hand and its data plan."""
        return self._machine(spoken.short_day)

    def _machine(self, say_day):
        own = self.day.device
        if own is None:
            return [("", _("Your family holds no machine from the programme yet."))]
        lines = [_state(self.trouble, say_day)]
        if own.line.due_on:
            lines.append(("", _("The school lends it until %(day)s.") % {"day": say_day(own.line.due_on)}))
        return [*lines, _plan(own, say_day), _counted(self)]

    @property
    def handover(self):
        """The record under which the machine is at home."""
        return self.day.device and self.day.device.line.handover_id

    @property
    def consents(self):
        """(titles of what the family agreed to, titles of the rest)"""
        titles = {purpose: text_of(purpose.value).title for purpose in Consent.Purpose}
        yes = [title for purpose, title in titles.items() if purpose.value in self.agreed]
        no = [title for purpose, title in titles.items() if purpose.value not in self.agreed]
        return yes, no

    @property
    def said(self):
        parts = {
            "due": self._say_due(),
            "done": self._say_done(),
            "machine": self._say_machine(),
            "consents": self._say_consents(),
        }
        who = spoken.told(
            self.student.full_name, self.class_name and _("Class %(name)s") % {"name": self.class_name}
        )
        return {"all": " ".join([who, *parts.values()]), **parts}

    def _say_due(self):
        if not self.day.due:
            return spoken.told(_("To do"), _("Nothing is due now."))
        works = [f"{due.work.page.title}: {when(due, aloud=True)}" for due in self.day.due]
        return spoken.told(_("To do"), *works)

    def _say_done(self):
        marks = []
        for result in self.day.marks:
            title = result.page.title if result.page else result.paper.title
            if result.shown_mark is None:
                told = _("handed in, mark comes later")
            else:
                told = _("mark %(mark)s") % {"mark": spoken.mark(localize(result.shown_mark))}
            marks.append(f"{title}: {told}")
        read = [_("%(title)s: read to the end") % {"title": due.work.page.title} for due in self.done]
        return spoken.told(_("Done, and marks"), self.week, *marks, *read)

    def _say_machine(self):
        model = self.day.device and str(self.day.device.line.device.model)
        return spoken.told(
            _("The machine and its data plan"), model, *[words for _tone, words in self._machine(spoken.day)]
        )

    def _say_consents(self):
        yes, no = self.consents
        return spoken.told(
            _("What your family allows"),
            yes and _("You agreed to: %(titles)s") % {"titles": "; ".join(yes)},
            no and _("Not agreed to: %(titles)s") % {"titles": "; ".join(no)},
        )


def when(due, aloud=False):
    """Until when this is to be done."""
    if due.work.due_at is None:
        return _("no day is set for it")
    at = timezone.localtime(due.work.due_at)
    words = {"day": spoken.day(at) if aloud else spoken.short_day(at), "left": due.days_left}
    if due.is_late:
        return _("late, it was due on %(day)s") % words
    if due.days_left == 0:
        return _("today before %(time)s") % {"time": spoken.time(at) if aloud else f"{at:%H:%M}"}
    if due.days_left == 1:
        return _("until tomorrow, %(day)s") % words
    return _("until %(day)s, %(left)d days from now") % words


def _state(trouble, say_day):
    """In which state the machine is, as far as the school knows: `trouble` is an open repair or report."""
    if isinstance(trouble, RepairTicket):
        if trouble.sent_on:
            return "warn", _("It is being repaired since %(day)s.") % {"day": say_day(trouble.sent_on)}
        day = say_day(trouble.reported_on)
        return "warn", _("Reported as broken on %(day)s; the school knows about it.") % {"day": day}
    if isinstance(trouble, Incident):
        day = say_day(timezone.localdate(trouble.reported_at))
        if trouble.kind == Incident.Kind.BROKEN:
            return "warn", _("Reported as broken on %(day)s; the school knows about it.") % {"day": day}
        return "warn", _("Reported as lost on %(day)s; the school knows about it.") % {"day": day}
    return "good", _("It works; nobody has reported damage.")


def _counted(child):
    """What the machine counted of the child in the last week, or that it counts nothing."""
    if Consent.Purpose.USAGE.value not in child.agreed:
        return "", _("How long it is used is not measured: your family did not agree to that.")
    if not child.learnt:
        return "", _(
            "In the last seven days it counted no learning: not used, without signal, or not yet bound."
        )
    words = _("In the last seven days it counted %(minutes)d minutes of learning of this child.")
    return "", words % {"minutes": child.learnt}


def _plan(own, say_day):
    """Until when the machine has signal of its own."""
    if own.plan_ends_on is None:
        return "", _("No data plan is written down for it: ask the school whether it has one.")
    day = {"day": say_day(own.plan_ends_on), "left": own.plan_days}
    if own.plan_is_over:
        words = _(
            "The data plan ended on %(day)s: it has no signal of its own. Ask the school how to renew it."
        )
        return "bad", words % day
    if own.plan_days == 0:
        return "warn", _("The data plan ends today. Ask the school how to renew it.")
    if own.plan_ends_soon:
        return "warn", _("The data plan ends on %(day)s, %(left)d days from now.") % day
    return "good", _("The data plan lasts until %(day)s.") % day


def _lectures_read(students):
    """{student: number of lectures finished in the last seven days}"""
    rows = LectureProgress.objects.filter(student__in=students, finished_at__gte=timezone.now() - WEEK)
    return dict(rows.order_by().values("student").annotate(n=Count("pk")).values_list("student", "n"))


def _agreed(students):
    """{student: purposes that the family agreed to}"""
    found = {}
    for student, purpose in (
        Consent.objects.in_force().filter(student__in=students).values_list("student", "purpose")
    ):
        found.setdefault(student, set()).add(purpose)
    return found


def _troubles(devices):
    """{device: the open repair, else the open report}"""
    reports = Incident.objects.filter(device__in=devices, closed_at=None).order_by("reported_at")
    repairs = RepairTicket.objects.filter(device__in=devices, back_on=None)
    return {one.device_id: one for one in [*reports, *repairs]}


def _disputes(papers):
    """{record: what was said of it, the newest first}"""
    found = {}
    for one in Dispute.objects.filter(handover__in=papers):
        found.setdefault(one.handover_id, []).append(one)
    return found
