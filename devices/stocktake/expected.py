"""Which machines a count should find, by what the books say at that moment."""

from django.db.models import Q

from devices.models import Assignment, Device, Stocktake
from devices.stocktake.rooms import lying_in
from students.models import Enrolment


def expected_devices(count):
    """The devices that `count` (saved or not) should find, a queryset."""
    of_school = Device.objects.filter(school=count.school).exclude(lifecycle__in=Device.GONE)
    scope = Stocktake.Scope
    if count.scope == scope.STORE:
        return of_school.exclude(pk__in=taken_home())
    if count.scope == scope.BATCH:
        return of_school.filter(batch=count.batch)
    if count.scope == scope.POINT:
        return of_school.filter(pk__in=_open_lines().filter(point=count.point).values("device"))
    if count.scope == scope.CLASS:
        return of_school.filter(pk__in=_held_in(Q(school_class=count.school_class)))
    if count.scope == scope.CAMPUS:
        return of_school.filter(pk__in=_held_in(Q(school_class__campus=count.campus)))
    if count.scope == scope.ROOM:
        return of_school.filter(pk__in=lying_in(count.school, count.room)).exclude(pk__in=taken_home())
    return of_school


def taken_home():
    """Devices that a pupil, a household, a teacher or a point holds."""
    return _open_lines().filter(school=None).values("device")


def open_lines_of(devices):
    """{device id: the line under which it is held now}."""
    lines = _open_lines().filter(device__in=devices).select_related("pupil")
    return {line.device_id: line for line in lines}


def class_names_of(lines):
    """{line id: the class in which its pupil sits}."""
    pupils = [line.pupil for line in lines if line.pupil]
    names = Enrolment.objects.names_for(pupils)
    return {line.pk: names.get(line.pupil_id, "") for line in lines if line.pupil}


def _open_lines():
    return Assignment.objects.open().filter(device__isnull=False)


def _held_in(classes):
    pupils = Enrolment.objects.open().filter(classes).values("student")
    return _open_lines().filter(pupil__in=pupils).values("device")
