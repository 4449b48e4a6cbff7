"""Rules of a quiz for one pupil or class, and the extra time that a pupil always has."""

from collections import defaultdict
from datetime import timedelta
from math import ceil

from django.db import connection, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from courses import quiz_rules, review_rules
from courses.models import Attempt, ExtraTime, QuizOverride, StartTicket
from lms.history import note_change
from students.models import Student


class Refused(Exception):  # noqa: N818 – it is an answer, not an accident
    """Why the rules stay as they are, in a sentence."""


# Asked whenever a pupil begins, by a whole school in one minute: so without the ORM, and of the rows that few
# have no more than whether there are any.
STANDING = """SELECT
    (SELECT school_class_id FROM students_enrolment
      WHERE student_id = %s AND ends_on IS NULL ORDER BY id LIMIT 1),
    (SELECT percent FROM courses_extratime WHERE student_id = %s ORDER BY id DESC LIMIT 1),
    EXISTS (SELECT 1 FROM courses_quizoverride WHERE page_id = %s),
    EXISTS (SELECT 1 FROM courses_roundsession WHERE page_id = %s)"""
SET = ("opens_at", "closes_at", "minutes", "extra_percent", "tries")


def rules_for(student, page):
    """The Rules that hold for `student` now."""
    return quiz_rules.of(page, standing_of(student, page)[1])


def standing_of(student, page):
    """(key of the class that `student` sits in, or None; what of the rules of `page` is the pupil's own;
    whether `page` is a paper of a competition)."""
    key = Student._meta.pk.get_db_prep_value(student.pk, connection)
    with connection.cursor() as cursor:
        cursor.execute(STANDING, [key, key, page.pk, page.pk])
        class_id, percent, some_override, in_competition = cursor.fetchone()
    latest = _latest_of(student, page, class_id) if some_override else {}
    own = quiz_rules.own(latest.get(None), latest.get(student.pk), percent or 0)
    return class_id, own, bool(in_competition)


def _latest_of(student, page, class_id):
    """{the pupil's key, or None for the class: the QuizOverride said last}."""
    mine = Q(student=student) | Q(school_class=class_id) if class_id else Q(student=student)
    return {row.student_id: row for row in QuizOverride.objects.filter(mine, page=page).order_by("pk")}


def owns_of(students, page, school_class):
    """The same of many pupils of one class, by their keys: two queries."""
    latest = latest_of(page, students, school_class)
    times = times_of(students)
    return {
        one.pk: quiz_rules.own(
            latest.get(school_class) if school_class else None,
            latest.get(one),
            times[one.pk].percent if one.pk in times else 0,
        )
        for one in students
    }


def latest_of(page, students, school_class):
    """{pupil or class: the QuizOverride that counts}; what says nothing any more is left out."""
    rows = QuizOverride.objects.filter(page=page, student__in=students)
    if school_class:
        rows |= QuizOverride.objects.filter(page=page, school_class=school_class)
    found = {(row.student_id, row.school_class_id): row for row in rows.order_by("pk").select_related("by")}
    told = {one: found.get((one.pk, None)) for one in students}
    if school_class:
        told[school_class] = found.get((None, school_class.pk))
    return {one: row for one, row in told.items() if row and not row.says_nothing}


def times_of(students):
    """{pupil's key: the ExtraTime that counts}."""
    rows = ExtraTime.objects.filter(student__in=students).order_by("pk").select_related("by")
    return {row.student_id: row for row in rows}


@transaction.atomic
def override(page, by, student=None, school_class=None, reason="", **told):
    """Rules of their own for a pupil or a class, also for what they have begun; nothing told: none any more.

    Saying the same again adds no row. Raises Refused.
    """
    mine = QuizOverride.objects.filter(page=page, student=student, school_class=school_class)
    before = mine.order_by("-pk").first()
    row = QuizOverride(page=page, student=student, school_class=school_class, reason=reason, by=by, **told)
    if _is_same(before, row):
        return before
    if not row.says_nothing and review_rules.key_was_shown(page):
        raise Refused(_("The right answers of this quiz are shown already. Give another quiz instead."))
    row.save()
    of_whom = {"student": student} if student else {"school_class": school_class}
    StartTicket.objects.filter(session__page=page, **of_whom).delete()
    begun = Attempt.objects.filter(page=page)
    begun = begun.filter(student=student) if student else begun.filter(school_class=school_class)
    _settle(begun)
    note_change(
        by=by,
        act="give a quiz its own rules",
        thing=row,
        before=_facts(before),
        after=_facts(row),
        school=(student or school_class).school_id,
    )
    return row


@transaction.atomic
def give_extra_time(student, percent, by, reason=""):
    """`percent` more time in every timed quiz from now on, also in one being taken; 0: none any more."""
    before = times_of([student]).get(student.pk)
    if (before.percent if before else 0, before.reason if before else "") == (percent, reason):
        return before
    row = ExtraTime.objects.create(student=student, percent=percent, reason=reason, by=by)
    StartTicket.objects.filter(student=student).delete()
    being_written = Attempt.objects.filter(student=student, submitted_at=None, page__isnull=False)
    _settle(being_written, running_only=True)
    # What the reason tells is nobody's business in the log.
    note_change(
        by=by,
        act="give a pupil extra time",
        thing=row,
        before={"percent": before.percent} if before else {},
        after={"percent": percent},
        school=student.school_id,
    )
    return row


def _settle(attempts, running_only=False):
    """Let these attempts follow the rules as they are now; what was late may be in time."""
    now = timezone.now()
    told = ("page", "paper", "student", "school_class")
    found = {one: one.is_over(now) for one in attempts.select_for_update(of=("self",)).select_related(*told)}
    places = defaultdict(list)
    for attempt, is_over in found.items():
        if not (running_only and is_over):
            places[attempt.page, attempt.school_class].append(attempt)
    moved = []
    for (page, school_class), some in places.items():
        owns = owns_of({attempt.student for attempt in some}, page, school_class)
        moved += [attempt for attempt in some if _follow(attempt, owns[attempt.student_id], now)]
    Attempt.objects.bulk_update(moved, ["own_rules"], batch_size=200)
    for attempt in moved:
        # Of work that ran and goes on nothing is too late, before as after.
        if found[attempt] != attempt.is_over(now) or {"late", "sent_later"} & set(attempt.flags):
            attempt.refresh()


def _follow(attempt, own, now):
    """Whether the rules of `attempt` changed. What was in time when it was written stays so: work that is
    over is never cut short, and work that runs ends now at the soonest."""
    before, rules, end = attempt.own_rules, attempt.rules, attempt.first_deadline
    runs = not attempt.handed_back and not attempt.is_over(now)
    attempt.own_rules = own
    sooner = attempt.with_grace(attempt.first_deadline)
    if sooner and sooner < now and (end is None or sooner < attempt.with_grace(end)):
        attempt.own_rules = _until(now, attempt.started_at, rules) if runs else before
    return attempt.own_rules != before


def _until(now, started_at, rules):
    """`rules` of one pupil, with so many minutes as have passed."""
    told = {"minutes": ceil((now - started_at) / timedelta(minutes=1))}
    if rules.opens_at:
        told["opens_at"] = rules.opens_at.isoformat()
    if rules.closes_at:
        told |= {"closes_at": rules.closes_at.isoformat(), "exactly": ["closes_at"]}
    return told


def _is_same(before, row):
    told = (*SET, "reason")
    if before is None:
        return row.says_nothing
    return all(getattr(before, name) == getattr(row, name) for name in told)


def _facts(row):
    if row is None:
        return {}
    told = {name: getattr(row, name) for name in SET if getattr(row, name)}
    return {name: value.isoformat() if hasattr(value, "isoformat") else value for name, value in told.items()}
