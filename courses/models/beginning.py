"""How an attempt begins, and who may see which: the queryset of attempts."""

import random

from django.db import connection, models, transaction
from django.utils import timezone
from django.utils.translation import gettext

from courses import quiz_rules
from students.models import Student

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

    def begin(self, student, page, password=""):
        """The pupil's open attempt at the quiz, or a new one. Raises CannotStart."""
        if page.paper is None:
            raise CannotStart(gettext("This quiz has no questions yet. Ask your teacher."))
        with transaction.atomic():
            has_begun = _one_start_after_another(student, page)
            mine = list(self.filter(student=student, page=page)) if has_begun else []
            for attempt in mine:
                attempt.page = page
                if attempt.is_open():
                    return attempt
            standing, in_competition = _standing_of(student, page)
            refuse_start(quiz_rules.of(page, standing["own_rules"]), page, mine)
            if in_competition and not page.practice:
                _refuse_without_seat(student, page)
            if not page.is_password(password):
                raise WrongPassword(
                    gettext("That is not the password of this quiz. Ask your teacher for it.")
                )
            made = self.make(student, page.paper_for(student, len(mine)), number=len(mine) + 1, **standing)
            made.begun_now = True
            return made

    def make(self, student, paper, number, **fields):
        if "own_rules" not in fields:
            fields |= _standing_of(student, paper.page)[0]
        return self.create(
            student=student,
            paper=paper,
            page=paper.page,
            school_id=student.school_id,
            number=number,
            seed=random.SystemRandom().getrandbits(62),
            **fields,
        )


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


def _refuse_without_seat(student, page):
    from .competition_entries import Seat

    if Seat.objects.refuses(student, page):
        raise CannotStart(
            gettext("This is a paper of a competition, and you have no seat in it. Ask your teacher.")
        )


def _standing_of(student, page):
    """({field: value} of where the pupil sits now and which rules of `page` are the pupil's own; whether
    `page` is a paper of a competition)."""
    from courses import overriding

    sits_in, own_rules, in_competition = overriding.standing_of(student, page)
    return {"school_class_id": sits_in, "own_rules": own_rules}, in_competition
