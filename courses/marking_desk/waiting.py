"""What waits for a teacher's points, by quiz and class: first the own subjects, then what others teach."""

from dataclasses import dataclass

from django.utils import timezone

from courses.judging import attempts_judged_by, marked_second_by, subjects_of
from courses.marking_desk.queue import HEAVY, waiting_for
from courses.models import GivenWork
from students.models import Enrolment, SchoolClass, TeachingAssignment

# Who leads many schools is shown the newest; nobody marks more in one go.
MOST = 2000


@dataclass
class Waiting:
    page: object
    school_class: SchoolClass
    answers: int = 0
    pupils: int = 0
    since: object = None


def lists_of(user):
    """(Waitings of the own subjects, the others), the longest waiting first."""
    found = {}
    attempts = _attempts(user)
    classes = _classes_of(attempts)
    for attempt in attempts:
        school_class = classes.get(attempt.student_id)
        if school_class is None:
            continue
        one = found.setdefault(
            (attempt.page_id, school_class.pk), Waiting(attempt.page, school_class, since=attempt.started_at)
        )
        one.answers += attempt.to_mark
        one.pupils += 1
        one.since = min(one.since, attempt.submitted_at or attempt.started_at)
    told = sorted(_with_seconds(user, found).values(), key=lambda one: one.since)
    own = _own(user, told)
    return [one for one in told if own(one)], [one for one in told if not own(one)]


def _with_seconds(user, found):
    """Where two mark, what waits for the reader alone; and what the reader was named to mark."""
    pairs = {key: (one.page, one.school_class) for key, one in found.items() if one.page.second_marker}
    for one in marked_second_by(user):
        pairs[one.page_id, one.school_class_id] = one.page, one.school_class
    waits = waiting_for(user, pairs.values()) if pairs else {}
    for key, (page, school_class) in pairs.items():
        found.pop(key, None)
        if slots := waits.get(key):
            pupils = {slot.attempt.student_id for slot in slots}
            since = min(slot.attempt.submitted_at or slot.attempt.started_at for slot in slots)
            found[key] = Waiting(page, school_class, len(slots), len(pupils), since)
    return found


def _attempts(user):
    found = attempts_judged_by(user).graded().filter(counted=True, to_mark__gt=0, page__isnull=False)
    told = found.select_related("page", "paper").defer(*HEAVY)
    return [attempt for attempt in told.order_by("-started_at")[:MOST] if attempt.is_over()]


def _classes_of(attempts):
    """{pupil: the class where that one sits now}."""
    sits = Enrolment.objects.open().filter(student__in={attempt.student_id for attempt in attempts})
    return {one.student_id: one.school_class for one in sits.select_related("school_class__school")}


def _own(user, told):
    """Whether a Waiting is the reader's own: of a subject taught there, or given to the class there."""
    teacher = user.teacher_or_none
    if teacher is None:
        return lambda one: True
    today = timezone.localdate()
    taught = set(
        TeachingAssignment.objects.on(today).filter(teacher=teacher).values_list("school_class", "subject")
    )
    gave = set(
        GivenWork.objects.filter(given_by=user, page__in={one.page.pk for one in told}).values_list(
            "school_class", "page"
        )
    )
    subjects = subjects_of([one.page for one in told])

    named = {(one.school_class_id, one.page_id) for one in marked_second_by(user)}

    def own(one):
        key = one.school_class.pk
        if (key, one.page.pk) in named:
            return True
        return (key, one.page.pk) in gave or bool({(key, subjects.get(one.page.pk)), (key, None)} & taught)

    return own
