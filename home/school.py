"""The figures of the schools that somebody leads."""

from dataclasses import dataclass

from django.db.models import Count, Q
from django.utils import timezone

from devices.models import Device
from lms.shortlist import Shortlist
from students.models import Enrolment, School, SchoolClass, SchoolYear, Teacher

# Who leads more schools finds them all in the overview.
MOST = 20


@dataclass
class SchoolFigures:
    """What a school has, in four numbers, and the devices that it has no longer."""

    school: School
    classes: int = 0
    pupils: int = 0
    teachers: int = 0
    devices: int = 0
    devices_gone: int = 0


def schools_of(user):
    """(the schools that `user` leads, each with its figures, how many more); few queries for them all."""
    schools = Shortlist(School.objects.visible_to(user, to="manage people").select_related("commune"), MOST)
    year = SchoolYear.objects.on(timezone.localdate())
    classes = _count(SchoolClass.objects.filter(year=year), "school", schools)
    pupils = _count(Enrolment.objects.open(), "school_class__school", schools)
    teachers = _count(Teacher.objects.filter(left_on=None), "school", schools)
    devices = _count(Device.objects.all(), "school", schools)
    gone = _count(Device.objects.gone(), "school", schools)
    told = [
        SchoolFigures(
            school,
            classes.get(school.pk, 0),
            pupils.get(school.pk, 0),
            teachers.get(school.pk, 0),
            devices.get(school.pk, 0) - gone.get(school.pk, 0),
            gone.get(school.pk, 0),
        )
        for school in schools
    ]
    return told, schools.more


def _count(rows, path, schools):
    counted = rows.filter(Q(**{f"{path}__in": schools})).order_by().values_list(path).annotate(Count("pk"))
    return dict(counted)
