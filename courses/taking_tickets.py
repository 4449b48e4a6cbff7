"""Which tickets a pupil may take along of a quiz (courses/quiz_tickets.py): as many as there are tries
left."""

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from courses import overriding, quiz_rules
from courses.models import Attempt, QuizPaper
from courses.models.beginning import next_number
from courses.quiz_tickets import Ticket, whole

# Whoever has more tries takes more when these are used.
MOST = 3


class NotTaken(Exception):  # noqa: N818 – it is an answer, not an accident
    """Why there is no ticket, in a sentence for the pupil."""


def tickets_of(student, page):
    """The Tickets that `student` may take along now. Raises NotTaken."""
    if page.practice:
        raise NotTaken(
            _("This is a practice: it needs no ticket. Take it along, and it works without signal.")
        )
    if page.paper is None:
        raise NotTaken(_("This quiz has no questions yet. Ask your teacher."))
    class_id, own, in_competition = overriding.standing_of(student, page)
    if in_competition:
        raise NotTaken(_("This is a paper of a competition: it is begun at school, with signal."))
    rules, now = quiz_rules.of(page, own), timezone.now()
    if rules.is_closed(now):
        raise NotTaken(_("The quiz is closed. Ask your teacher if you still have to take it."))
    if is_sealed(page, rules) and class_id is None:
        raise NotTaken(
            _("You sit in no class at school, so nobody could read the code to you. Ask your teacher.")
        )
    mine = list(Attempt.objects.filter(student=student, page=page).only("number", "counted"))
    left = rules.tries - sum(attempt.counted for attempt in mine)
    if left < 1:
        raise NotTaken(_("You have used all your tries. Look at your mark below."))
    return [
        _ticket(student, page, number, rules, now, class_id) for number in _numbers(mine, min(left, MOST))
    ]


def note_told(tickets):
    """Note until when work may come by them: so long nobody sees the right answers (review_rules.py)."""
    for ticket in tickets:
        sooner = Q(tickets_until=None) | Q(tickets_until__lt=ticket.until)
        QuizPaper.objects.filter(sooner, pk=ticket.paper).update(tickets_until=ticket.until)


def _ticket(student, page, number, rules, now, class_id):
    return Ticket(
        student=str(student.pk),
        paper=str(page.paper_for(student, number - 1).pk),
        number=number,
        tries=rules.tries,
        told_at=whole(now),
        opens_at=whole(rules.opens_at),
        closes_at=whole(rules.closes_at),
        minutes=rules.minutes,
        grace_minutes=rules.grace_minutes,
        school=student.school_id,
        school_class=class_id,
    )


def is_sealed(page, rules):
    """Whether the paper goes home sealed: it has not opened yet, or a password is said first."""
    return bool(page.password) or rules.is_early(timezone.now())


def _numbers(mine, count):
    """The numbers of the next tries, as beginning at school would give them."""
    first = next_number(mine)
    used = {attempt.number for attempt in mine}
    return [number for number in range(first, first + count + len(used)) if number not in used][:count]
