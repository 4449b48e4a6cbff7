"""Which machines a count should find, by what the books say at that moment."""

from django.db.models import Q

from devices.models import Assignment, Device, Stocktake, StocktakeScan
from lms.text import fold
from students.models import Enrolment


def expected_devices(count):
    """The devices that `count` (saved or not) should find, a queryset."""
    of_school = Device.objects.filter(school=count.school).exclude(lifecycle__in=Device.GONE)
    scope = Stocktake.Scope
    if count.scope == scope.STORE:
        taken_home = _open_lines().filter(school=None)
        return of_school.exclude(pk__in=taken_home.values("device"))
    if count.scope == scope.BATCH:
        return of_school.filter(batch=count.batch)
    if count.scope == scope.POINT:
        return of_school.filter(pk__in=_open_lines().filter(point=count.point).values("device"))
    if count.scope == scope.CLASS:
        return of_school.filter(pk__in=_held_in(Q(school_class=count.school_class)))
    if count.scope == scope.CAMPUS:
        return of_school.filter(pk__in=_held_in(Q(school_class__campus=count.campus)))
    if count.scope == scope.ROOM:
        return of_school.filter(pk__in=_seen_last_time(count))
    return of_school


def last_count_of_room(count):
    """The last closed count of the same room, however its name was typed; None for the first one."""
    closed = Stocktake.objects.filter(school=count.school, scope=count.scope, room_fold=fold(count.room))
    return closed.exclude(closed_at=None).order_by("-closed_at").first()


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


def _seen_last_time(count):
    """A room expects what was seen in it last time: no book says in which room a machine stands."""
    last = last_count_of_room(count)
    scans = StocktakeScan.objects.filter(stocktake=last, device__isnull=False) if last else None
    if scans is None:
        return StocktakeScan.objects.none().values("device")
    taken_back = StocktakeScan.objects.filter(stocktake=last, takes_back__isnull=False).values("takes_back")
    return scans.exclude(pk__in=taken_back).values("device")
