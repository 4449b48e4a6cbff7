"""Note of whom a screen about machines tells (students/looked.py): whose things fall due, whose broke.

A name beside a machine in a list of the day's work is not noted; a story, a claim, days of use and whatever
is taken along as a file are.
"""

from django.db.models import Q

from devices.models import Assignment
from students import looked
from students.models import School


def note_holders(user, what, lines):
    """`user` saw `what` of the pupils of these lines of the ledger; once a day."""
    pupils = {line.pupil_id: line.pupil for line in lines if line and line.pupil_id}
    looked.note(user, what, *pupils.values(), once_a_day=True)


def incidents_told_to(user, device):
    """What was reported of `device`, as far as it concerns pupils or a school that `user` looks after."""
    lines = Assignment.objects.filter(device=device).told_to(user).values("pk")
    schools = School.objects.visible_to(user, to="see devices").order_by().values("pk")
    own = Q(line__in=lines) | Q(line=None, school__in=schools)
    return device.incidents.filter(own).select_related("reported_by", "line__pupil")
