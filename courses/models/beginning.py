"""How an attempt begins, and who may see which: the queryset of attempts."""

import random

from django.db import IntegrityError, connection, models, transaction
from django.utils import timezone
from django.utils.translation import gettext

from courses import quiz_rules, quiz_tickets
from students.models import School, SchoolClass, Student

from .papers import QuizPaper

BEGUN = "SELECT 1 FROM courses_attempt WHERE student_id = %s AND page_id = %s LIMIT 1"


class CannotStart(Exception):
    """Why no attempt begins, in words for the pupil."""


class WrongPassword(CannotStart):
    """It may be typed again, but not without end."""


class AttemptQuerySet(models.QuerySet):
    def visible_to(self, user, to=None):
        """Attempts of the pupils that `user` may see (`to` do an act); a pupil: the own ones."""
        return self.filter(student__in=Student.objects.visible_to(user, to=to))

    def graded(self):
        return self.filter(paper__practice=False)

    def counting(self):
        """Graded attempts that count: within the tries, or accepted by a teacher."""
        return self.graded().filter(counted=True)

    def begin(self, student, page, password="", hall=None):
        """The pupil's open attempt at the quiz, or a new one. Raises CannotStart. `hall`: the key of the room
        of a competition that the browser is a tablet of."""
        if page.paper is None:
            raise CannotStart(gettext("This quiz has no questions yet. Ask your teacher."))
        if page.contest and not page.practice:
            made = self._begin_with_start_ticket(student, page, password, hall)
            if made is not None:
                return made
        try:
            return self._begin_the_long_way(student, page, password, hall)
        except IntegrityError:
            # Another start has used the start ticket meanwhile: its attempt is there now.
            return self._begin_the_long_way(student, page, password, hall, again=True)

    def _begin_the_long_way(self, student, page, password, hall, again=False):
        with transaction.atomic():
            has_begun = _one_start_after_another(student, page)
            mine = list(self.filter(student=student, page=page)) if has_begun else []
            for attempt in mine:
                attempt.page = page
                if attempt.is_open():
                    refuse_to_go_on(attempt, hall)
                    return attempt
            standing, in_competition = _standing_of(student, page)
            refuse_start(quiz_rules.of(page, standing["own_rules"]), page, mine)
            if in_competition and not page.practice:
                start_ticket = _refuse_without_seat(student, page, hall)
                if start_ticket and not mine:
                    # Another start may be using it at this moment: the key is there once.
                    standing["pk"] = start_ticket
            _refuse_password(page, password)
            number = next_number(mine)
            paper = page.paper_for(student, number - 1)
            if "pk" not in standing:
                # As a quiz ticket for this try has it: what waits on a tablet without signal is that attempt.
                standing["pk"] = quiz_tickets.id_of(student.pk, paper.pk, number)
                standing["seed"] = quiz_tickets.seed_of(student.pk, paper.pk, number)
            if again and self.filter(pk=standing["pk"]).exists():
                # Whatever stands there, the pupil begins.
                standing["pk"] = quiz_tickets.apart(standing["pk"], student.pk)
            made = self.make(student, paper, number=number, **standing)
            made.begun_now = True
            return made

    def _begin_with_start_ticket(self, student, page, password, hall):
        """The attempt of a start ticket: one read, one row. None where the long way has to be gone: without
        a ticket, with one for a paper that was replaced since, and when it was begun already."""
        from .start_tickets import StartTicket

        ready = StartTicket.read(student, page)
        if ready is None or ready.begun:
            return None
        paper = next((one for one in page.edition if one.pk == ready.paper_id), None)
        if paper is None:
            return None
        refuse_start(quiz_rules.of(page, ready.own_rules), page, [])
        if ready.hall is not None:
            _refuse_outside(ready.hall, hall, ready.started, ready.closed)
        _refuse_password(page, password)
        try:
            with transaction.atomic():
                made = self.create(
                    pk=ready.id,
                    student=student,
                    paper=paper,
                    page=page,
                    school_id=student.school_id,
                    school_class_id=ready.school_class_id,
                    own_rules=ready.own_rules,
                    seed=ready.seed,
                    number=1,
                )
        except IntegrityError:
            # The other of two taps was quicker.
            return None
        made.begun_now = True
        return made

    def make(self, student, paper, number, **fields):
        if "own_rules" not in fields:
            fields |= _standing_of(student, paper.page)[0]
        fields.setdefault("seed", random.SystemRandom().getrandbits(62))
        return self.create(
            student=student,
            paper=paper,
            page=paper.page,
            school_id=student.school_id,
            number=number,
            **fields,
        )

    def make_of_ticket(self, student, ticket, now, key):
        """The attempt that was begun with the school's own `ticket`, by whatever became of its quiz since.
        None where the paper is gone."""
        paper = QuizPaper.objects.filter(pk=ticket.paper).select_related("page").first()
        if paper is None:
            return None
        flags = self.flags_of_ticket(student, paper, ticket, now)
        return self.create(
            pk=key,
            student=student,
            paper=paper,
            page=paper.page,
            number=ticket.number,
            start_flags=flags,
            flags=flags,
            **facts_of_ticket(student, ticket),
        )

    def flags_of_ticket(self, student, paper, ticket, now):
        """What is noted of how an attempt began with `ticket`, of which the school first hears `now`."""
        of_quiz = {"page": paper.page} if paper.page else {"paper": paper}
        others = self.filter(student=student, counted=True, **of_quiz).exclude(pk=ticket.id)
        flags = [] if ticket.holds(now) else ["unverified"]
        return [*(["over_limit"] if others.count() >= ticket.tries else []), *flags]


def next_number(mine):
    """The number of the try after `mine`. Tries of tickets have their own, and may come in another order."""
    number, used = len(mine) + 1, {attempt.number for attempt in mine}
    while number in used:
        number += 1
    return number


def facts_of_ticket(student, ticket):
    """{field: value} of what an attempt keeps of its ticket; the school and class are those of then."""
    school = School.objects.filter(pk=ticket.school).values_list("pk", flat=True).first()
    return {
        "school_id": school or student.school_id,
        "school_class": SchoolClass.objects.filter(pk=ticket.school_class).first(),
        "own_rules": ticket.own_rules(),
        "seed": ticket.seed,
        "ticket": ticket.facts(),
        "started_at": ticket.begins,
    }


def _one_start_after_another(student, page):
    """Wait until no other start of this pupil runs, for two taps must not use up two tries; whether there is
    an attempt by then. A whole school starts in one minute: without the ORM."""
    key = Student._meta.pk.get_db_prep_value(student.pk, connection)
    with connection.cursor() as cursor:
        if connection.features.has_select_for_update:
            cursor.execute("SELECT 1 FROM students_student WHERE id = %s FOR UPDATE", [key])
        # A statement of its own: it sees what the other start has committed while this one waited.
        cursor.execute(BEGUN, [key, page.pk])
        return cursor.fetchone() is not None


def refuse_start(rules, page, mine):
    """Raises CannotStart when no new attempt may begin now; `mine`: the pupil's attempts so far."""
    now = timezone.now()
    if rules.is_early(now):
        raise CannotStart(gettext("The quiz is not open yet. Come back when it opens."))
    if rules.is_closed(now):
        raise CannotStart(gettext("The quiz is closed. Ask your teacher if you still have to take it."))
    if not page.practice and sum(attempt.counted for attempt in mine) >= rules.tries:
        raise CannotStart(gettext("You have used all your tries. Look at your mark below."))


def refuse_to_go_on(attempt, hall):
    """Raises CannotStart when it was begun in a room that is open, and this is no tablet of it. `hall`: as
    in `begin`. What arrives from elsewhere is kept all the same, and the supervisor sees it."""
    from .halls import HallPlace

    if HallPlace.objects.holding(attempt, hall).exists():
        raise CannotStart(
            gettext(
                "You began this paper in a room and go on at its tablets. What you answered is kept. "
                "Ask your teacher."
            )
        )


def _refuse_password(page, typed):
    if not page.is_password(typed):
        raise WrongPassword(gettext("That is not the password of this quiz. Ask your teacher for it."))


def _refuse_without_seat(student, page, hall):
    """The key of the start ticket, where there is one."""
    from .competition_entries import Seat

    if (told := Seat.objects.facts_of(student, page)) is None:
        return None
    seated, own_hall, started_at, closed_at, start_ticket = told
    if not seated:
        raise CannotStart(
            gettext("This is a paper of a competition, and you have no seat in it. Ask your teacher.")
        )
    if own_hall is not None:
        _refuse_outside(own_hall, hall, started_at, closed_at)
    return start_ticket


def _refuse_outside(own_hall, hall, started_at, closed_at):
    """A paper that is sat in a room begins there, when its supervisor says so."""
    if closed_at:
        raise CannotStart(gettext("The room in which you sit this paper is closed. Ask your teacher."))
    if str(own_hall) != str(hall):
        raise CannotStart(
            gettext("You sit this paper in a room, at its tablets. Ask your teacher which one.")
        )
    if not started_at:
        raise CannotStart(gettext("All begin together. Wait until your teacher begins."))


def _standing_of(student, page):
    """({field: value} of where the pupil sits now and which rules of `page` are the pupil's own; whether
    `page` is a paper of a competition)."""
    from courses import overriding

    sits_in, own_rules, in_competition = overriding.standing_of(student, page)
    return {"school_class_id": sits_in, "own_rules": own_rules}, in_competition
