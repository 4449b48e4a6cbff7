"""Entering a competition: by the pupil alone or as a team, confirmed by a teacher."""

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from courses.competitions import nicknames
from courses.exchange.screening import screen
from courses.models import Attempt, Competition, Entrant, Entry, HeldWord, Seat
from courses.models.competitions import LAST_PRIMARY
from lms.history import note_change
from lms.text import tidy
from students.models import Enrolment, Student


class Refused(Exception):  # noqa: N818 – it is an answer, not an accident
    """Why it is not done, in a sentence."""


def entry_of(competition, student):
    """The entry that the pupil is part of; None when there is none."""
    found = Entrant.objects.filter(competition=competition, student=student).select_related("entry").first()
    return found.entry if found else None


def fault_of(competition, student):
    """Why this pupil cannot take part, in a sentence; "" when nothing is in the way."""
    return _fault(competition, _enrolments([student]).get(student.pk))


@transaction.atomic
def enter(competition, students, nickname, by):
    """Enter these pupils as one entry; a teacher has still to confirm it. The same again changes the nickname
    at most. Raises Refused."""
    # One entry after another: numbers are given once.
    competition = Competition.objects.select_for_update().get(pk=competition.pk)
    if not competition.takes_entries():
        raise Refused(_("Entries are closed. Ask your teacher about the next competition."))
    nickname = tidy(nickname)
    if sentence := _fault_of_nickname(nickname, students):
        raise Refused(sentence)
    _refuse_team(competition, students, nickname)
    enrolments = _enrolments(students)
    for student in students:
        if sentence := _fault(competition, enrolments.get(student.pk)):
            raise Refused(f"{student.full_name}: {sentence}" if len(students) > 1 else sentence)
    if known := _known(competition, students):
        if known.nickname != nickname and known.waits:
            known.nickname = nickname
            known.save(update_fields=["nickname"])
        return known
    last = competition.entries.aggregate(last=Max("number"))["last"] or 0
    grades = {one.pk: enrolments[one.pk].grade for one in students}
    entry = Entry.objects.create(
        competition=competition,
        school_id=students[0].school_id,
        number=last + 1,
        nickname=nickname,
        is_primary=min(grades.values()) <= LAST_PRIMARY,
    )
    Entrant.objects.bulk_create(
        Entrant(competition=competition, entry=entry, student=one, grade=grades[one.pk]) for one in students
    )
    note_change(by=by, act="enter a competition", thing=entry, school=entry.school_id)
    return entry


def confirm(entries, by):
    """A teacher confirms entries that wait; how many became confirmed. Those that already are stay so."""
    return _decide(entries, by, "confirm an entry", confirmed_at=timezone.now(), confirmed_by=by)


def refuse(entries, by, reason):
    """A teacher turns entries down that wait, and says why."""
    if not (reason := tidy(reason)):
        raise Refused(_("Say why, so that the pupil knows: nothing was changed."))
    told = {"withdrawn_at": timezone.now(), "withdrawn_by": by, "reason": reason[:200]}
    return _decide(entries, by, "turn an entry down", **told)


@transaction.atomic
def withdraw(entry, by, reason=""):
    """Take an entry back. Raises Refused when its paper was begun."""
    entry = Entry.objects.select_for_update().get(pk=entry.pk)
    if entry.withdrawn_at:
        return entry
    pages = Seat.objects.filter(entry=entry, round__is_trial=False).values("session__page")
    if Attempt.objects.filter(page__in=pages, student__in=entry.entrants.values("student")).exists():
        raise Refused(_("The paper was begun already: the entry stays as it is."))
    entry.withdrawn_at, entry.withdrawn_by, entry.reason = timezone.now(), by, tidy(reason)[:200]
    entry.save(update_fields=["withdrawn_at", "withdrawn_by", "reason"])
    entry.seats.all().delete()
    note_change(by=by, act="withdraw an entry", thing=entry, school=entry.school_id)
    return entry


@transaction.atomic
def _decide(entries, by, act, **told):
    waiting = entries.select_for_update().filter(confirmed_at=None, withdrawn_at=None)
    done = list(waiting)
    Entry.objects.filter(pk__in=[one.pk for one in done]).update(**told)
    for one in done:
        note_change(by=by, act=act, thing=one, school=one.school_id)
    return len(done)


def _fault_of_nickname(nickname, students):
    """A nickname stands before everybody at once, with no teacher in between: what would hold a post back
    is not taken at all."""
    if sentence := nicknames.fault(nickname, [one.full_name for one in students]):
        return sentence
    rule, _found = screen(nickname, HeldWord.objects.values_list("text", "only_with_marks")) or ("", "")
    if not rule:
        return ""
    if rule == "word":
        return _("Somebody could be hurt by this nickname. Choose a friendly one.")
    return _("A nickname tells no number, address or account: everybody reads it. Choose a word you like.")


def _refuse_team(competition, students, nickname):
    if len({one.pk for one in students}) != len(students):
        raise Refused(_("A pupil is named twice. Name each pupil of the team once."))
    if len(students) != competition.team_size:
        told = {"n": competition.team_size}
        raise Refused(_("A team of this competition has %(n)d pupils. Choose as many.") % told)
    if len(students) > 1 and not nickname:
        raise Refused(_("Give the team a name."))
    if len({one.school_id for one in students}) > 1:
        raise Refused(_("The pupils of a team are of one school."))


def _known(competition, students):
    """The entry of exactly these pupils. Raises Refused when one of them is in another; entries that were
    turned down or taken back make room."""
    rows = Entrant.objects.filter(competition=competition, student__in=students).select_related("entry")
    gone = [row for row in rows if row.entry.withdrawn_at]
    stay = [row for row in rows if not row.entry.withdrawn_at]
    entries = {row.entry for row in stay}
    if len(entries) == 1 and len(stay) == len(students) == next(iter(entries)).entrants.count():
        return entries.pop()
    if stay:
        names = ", ".join(
            Student.objects.filter(pk__in=[row.student_id for row in stay]).values_list(
                "full_name", flat=True
            )
        )
        raise Refused(_("Already entered: %(names)s.") % {"names": names})
    for row in gone:
        row.delete()
    return None


def _enrolments(students):
    found = Enrolment.objects.open().filter(student__in=students).select_related("school_class__school")
    return {row.student_id: row for row in found}


def _fault(competition, enrolment):
    if enrolment is None or not competition.reaches(enrolment):
        return _("This competition is for other classes or schools.")
    if enrolment.grade is None:
        return _("The grade is not known. The school writes it down in the class list first.")
    if not competition.grade_from <= enrolment.grade <= competition.grade_to:
        told = {"first": competition.grade_from, "last": competition.grade_to}
        return _("This competition is for grades %(first)d to %(last)d.") % told
    return ""
