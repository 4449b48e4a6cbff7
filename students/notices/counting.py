"""How many of those whom a notice addresses have read it: pupils, families, staff."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Coalesce
from django.utils import timezone

from lms.shortlist import Shortlist
from students.models import Enrolment, Guardianship, NoticeRead, Role, Student, TeachingAssignment, User

# A class has fewer; of a whole school nobody reads names.
MOST_NAMED = 60


@dataclass(frozen=True)
class Count:
    """One kind of reader: "pupils", "families" (children of whom somebody at home has read) or "staff"."""

    kind: str
    read: int
    all: int


def counts_of(notice):
    found = []
    if notice.for_pupils:
        found.append(_count("pupils", pupils_of(notice), _pupil_read(notice)))
    if notice.for_families:
        found.append(_count("families", pupils_of(notice), _family_read(notice)))
    if notice.for_staff:
        found.append(_count("staff", staff_of(notice), _staff_read(notice)))
    return found


def not_yet(notice, user):
    """Pupils of a class who have not read it, by name, of those that `user` may see; a Shortlist."""
    if not (notice.school_class_id and notice.for_pupils):
        return Shortlist([], MOST_NAMED)
    left = pupils_of(notice).filter(
        ~_pupil_read(notice), pk__in=Student.objects.visible_to(user).values("pk")
    )
    return Shortlist(left.order_by("name_sort"), MOST_NAMED)


def pupils_of(notice):
    """Who sits in the class, school, grade or place of `notice` now."""
    sits = Enrolment.objects.open().filter(student=OuterRef("pk"))
    if notice.school_class_id:
        sits = sits.filter(school_class=notice.school_class_id)
    elif notice.school_id:
        sits = sits.filter(school_class__school=notice.school_id)
        if notice.grade:
            last = Coalesce("school_class__grade_to", "school_class__grade")
            sits = sits.annotate(last_grade=last).filter(
                school_class__grade__lte=notice.grade, last_grade__gte=notice.grade
            )
    else:
        at = Q(school_class__school__commune=notice.place_id)
        sits = sits.filter(at | Q(school_class__school__commune__parent=notice.place_id))
    return Student.objects.filter(Exists(sits))


def staff_of(notice):
    """Accounts with a role today at the school or schools of `notice`."""
    today = timezone.localdate()
    roles = Role.objects.on(today).filter(user=OuterRef("pk"))
    if notice.school_class_id:
        teaching = TeachingAssignment.objects.on(today).filter(school_class=notice.school_class_id)
        teaches = Q(teacher__homerooms=notice.school_class_id) | Q(teacher__in=teaching.values("teacher"))
        return User.objects.filter(teaches, Exists(roles)).distinct()
    if notice.school_id:
        return User.objects.filter(Exists(roles.filter(school=notice.school_id)))
    at = Q(school__commune=notice.place_id) | Q(school__commune__parent=notice.place_id)
    at |= Q(place=notice.place_id) | Q(place__parent=notice.place_id)
    return User.objects.filter(Exists(roles.filter(at)))


def _count(kind, people, has_read):
    return Count(kind, people.filter(has_read).count(), people.count())


def _pupil_read(notice):
    return Exists(NoticeRead.objects.filter(notice=notice, user=OuterRef("user")))


def _family_read(notice):
    return Exists(
        Guardianship.objects.filter(student=OuterRef("pk"), guardian__user__notices_read__notice=notice)
    )


def _staff_read(notice):
    return Exists(NoticeRead.objects.filter(notice=notice, user=OuterRef("pk")))
