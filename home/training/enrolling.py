"""How somebody comes into a class: by the code on the wall, by the own account, by a list, at the door."""

from itertools import accumulate

from django.db import IntegrityError, transaction
from django.db.models import Count, Exists, OuterRef
from django.db.models.functions import TruncHour
from django.utils import timezone
from django.utils.translation import gettext as _

from home.models import Attendance, Participant, TrainingCourse, TrainingEnrolment, TrainingList
from home.models.training import new_wall_code
from home.training import Refused, sign_in
from lms.history import note_change
from lms.text import fold, tidy

WAY = TrainingEnrolment.Way
MOST = 500
HOURS_TOLD = 12


def by_wall(course, facts, request_id):
    """(enrolment, code): a new person with a code of the own. The same sending again is the same person.

    Who has the number already is told nothing, and nobody else's classes open: whoever types a number on
    a wall has not shown that it is theirs.
    """
    name = fold(facts["name"])
    with transaction.atomic():
        _one_after_another(course)
        for turn in range(sign_in.TURNS):
            code = sign_in.repeated_code(request_id, turn)
            known = Participant.objects.filter(secret=sign_in.mark(facts["phone"], code)).first()
            if known is None:
                _check_open(course)
                person = Participant.objects.create(secret=sign_in.mark(facts["phone"], code), **facts)
                return _enrol(course, person, WAY.WALL), code
            if known.name_fold == name and known.user_id is None:
                return _take_in(course, known, WAY.WALL), code
    raise Refused(_("This did not work. Ask the trainer to enrol you."))


@transaction.atomic
def again(course, participant):
    """Who is here by phone and code joins one more class with a tap."""
    _one_after_another(course)
    return _take_in(course, participant, WAY.WALL)


@transaction.atomic
def staff(course, user):
    """By the own account, with one tap."""
    teacher = user.teacher_or_none
    facts = {"name": user.full_name or user.username}
    if teacher and teacher.school_id:
        facts["commune"] = teacher.school.commune
    person, _made = Participant.objects.get_or_create(user=user, defaults=facts)
    _one_after_another(course)
    return _take_in(course, person, WAY.STAFF, by=user)


@transaction.atomic
def from_list(course, rows, by, list_id):
    """Take a list over at once; the same list sent again is taken once."""
    kept, made = TrainingList.objects.get_or_create(
        pk=list_id, defaults={"course": course, "count": len(rows), "by": by}
    )
    if not made:
        return kept
    _one_after_another(course)
    if course.enrolments.standing().count() + len(rows) > MOST:
        raise Refused(_("A class has at most %(n)d people. Split it into two classes.") % {"n": MOST})
    for row in rows:
        person = _known_to(by, row) or Participant.objects.create(**row)
        _enrol(course, person, WAY.LIST, by=by, from_list=kept)
    note_change(
        by=by, act="take a list of training over", thing=course, school=course.school_id,
        after={"count": len(rows)},
    )  # fmt: skip
    return kept


@transaction.atomic
def undo_list(kept, by):
    """Take all back that came with the list, but for who was there meanwhile. How many went."""
    kept = TrainingList.objects.select_for_update().get(pk=kept.pk)
    if kept.undone_at:
        return 0
    there = Attendance.objects.standing().filter(enrolment__from_list=kept).values("enrolment")
    gone = list(kept.enrolments.standing().exclude(pk__in=there).values_list("pk", "participant"))
    TrainingEnrolment.objects.filter(pk__in=[pk for pk, _person in gone]).delete()
    _drop_who_is_nowhere([person for _pk, person in gone])
    kept.undone_at, kept.undone_by = timezone.now(), by
    kept.save(update_fields=["undone_at", "undone_by"])
    note_change(
        by=by, act="undo a list of training", thing=kept.course, school=kept.course.school_id,
        after={"count": len(gone)},
    )  # fmt: skip
    return len(gone)


@transaction.atomic
def walk_in(course, facts, by, way=WAY.WALK_IN):
    """Somebody at the door, written down by the trainer; the same name and number is the same person."""
    person = _known_to(by, facts) or Participant.objects.create(**facts)
    found = _standing(course, person)
    if found:
        return found
    found = _enrol(course, person, way, by=by)
    note_change(by=by, act="enrol in training", thing=found, school=course.school_id)
    return found


def by_wall_since(course):
    """[(hour, number)]: how many who stand in the class and were never there came by the wall since each of
    the last hours in which somebody did, the latest first."""
    hours = (
        _never_there(course)
        .annotate(hour=TruncHour("at"))
        .values("hour")
        .annotate(n=Count("pk"))
        .order_by("-hour")[:HOURS_TOLD]
    )
    rows = list(hours)
    return list(zip([row["hour"] for row in rows], accumulate(row["n"] for row in rows), strict=True))


@transaction.atomic
def take_out_by_wall(course, since, by, new_code=False):
    """Somebody put up the code where strangers found it: take all out who came by it since, but for who was
    there. They keep their codes, and whoever is no stranger enrols anew. How many went."""
    _one_after_another(course)
    if new_code:
        TrainingCourse.objects.filter(pk=course.pk).update(code=new_wall_code())
    gone = _never_there(course).filter(at__gte=since).update(withdrawn_at=timezone.now())
    if gone or new_code:
        note_change(
            by=by, act="take out who came by the wall", thing=course, school=course.school_id,
            after={"count": gone},
        )  # fmt: skip
    return gone


@transaction.atomic
def withdraw(enrolment, by):
    if enrolment.withdrawn_at is None:
        enrolment.withdrawn_at = timezone.now()
        enrolment.save(update_fields=["withdrawn_at"])
        note_change(by=by, act="take out of training", thing=enrolment, school=enrolment.course.school_id)


def _one_after_another(course):
    """Until the end of the transaction nobody else is enrolled: two would take the last seat."""
    TrainingCourse.objects.select_for_update(no_key=True).get(pk=course.pk)


def _take_in(course, person, way, by=None):
    """Who is enrolled stays so; a seat in an open class is asked of everybody else."""
    found = _standing(course, person)
    if found is None:
        _check_open(course)
        found = _enrol(course, person, way, by)
    return found


def _enrol(course, person, way, by=None, from_list=None):
    try:
        with transaction.atomic():
            return TrainingEnrolment.objects.create(
                course=course, participant=person, way=way, by=by, from_list=from_list
            )
    except IntegrityError:
        found = course.enrolments.get(participant=person)
        if found.withdrawn_at:
            found.withdrawn_at = None
            found.save(update_fields=["withdrawn_at"])
        return found


def _never_there(course):
    there = Attendance.objects.standing().filter(enrolment=OuterRef("pk"))
    return course.enrolments.standing().filter(~Exists(there), way=WAY.WALL)


def _standing(course, person):
    return course.enrolments.standing().filter(participant=person).first()


def _check_open(course):
    if not course.takes_enrolments():
        raise Refused(_("This class takes nobody in any more. Ask at the school or the commune office."))
    places = [n for n in course.sessions.values_list("seats", flat=True) if n]
    taken = course.enrolments.standing().count()
    if taken >= min([*places, MOST]):
        raise Refused(_("All seats are taken. Ask at the school or the commune office for the next class."))


def _known_to(user, facts):
    """The same person in a class that `user` leads: nothing of other people's classes is used."""
    return (
        Participant.objects.visible_to(user)
        .filter(user=None, phone=facts["phone"], name_fold=fold(tidy(facts["name"])))
        .first()
    )


def _drop_who_is_nowhere(people):
    Participant.objects.filter(pk__in=people, user=None, enrolments=None).delete()
