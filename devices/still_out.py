"""What is still out and is to come back: by pupil, of those who left. Gifts are not asked back."""

from dataclasses import dataclass, field

from django.db.models import Count, F, Q

from devices.models import Assignment, Handover
from students.models import SchoolYear, Student


@dataclass
class Holding:
    """What one pupil still has of the school."""

    student: Student
    lines: list = field(default_factory=list)

    @property
    def device(self):
        return next((line.device for line in self.lines if line.device_id), None)

    @property
    def has_more(self):
        """Whether there is something that could be forgotten at home."""
        return len(self.lines) > 1


def lent_lines(schools):
    """Everything that these schools lent and that is not back."""
    return _told(Assignment.objects.open().lent().filter(handover__school__in=schools))


def seen_by(user, to):
    """Everything that is lent and not back, of the records that `user` may see: a teacher's own pupils',
    a leader's whole school."""
    papers = Handover.objects.visible_to(user, to=to).values("pk")
    return _told(Assignment.objects.open().lent().filter(handover__in=papers))


def of_pupils(students, school):
    """[Holding] of what `school` lent to these pupils, in their order; who holds nothing is left out."""
    found = {}
    for line in lent_lines([school]).filter(pupil__in=[student.pk for student in students]):
        found.setdefault(line.pupil_id, []).append(line)
    return [
        Holding(student, sorted(found[student.pk], key=_things_first))
        for student in students
        if student.pk in found
    ]


def of_leavers(lines):
    """Those lines of pupils who study at the lending school no longer, who left first comes first."""
    gone = ~Q(pupil__status=Student.Status.STUDYING) | ~Q(pupil__school=F("handover__school"))
    return lines.filter(gone, pupil__isnull=False).order_by("pupil__name_sort", "pupil")


def count_leavers(schools):
    """How many pupils left and still have something of these schools."""
    return of_leavers(lent_lines(schools.values("pk"))).order_by().values("pupil").distinct().count()


def by_class(classes, school, on):
    """Those of `classes` that the school has in the year of `on`; `out` counts pupils who hold something."""
    year = SchoolYear.objects.on(on)
    if year is None:
        return []
    held = lent_lines([school]).order_by().values("pupil")
    out = Count("enrolments", filter=Q(enrolments__ends_on=None, enrolments__student__in=held))
    return classes.filter(school=school, year=year).annotate(out=out).select_related("school")


def holdings(lines):
    """Lines, pupil after pupil, as [Holding]."""
    found = {}
    for line in lines:
        found.setdefault(line.pupil_id, Holding(line.pupil)).lines.append(line)
    for holding in found.values():
        holding.lines.sort(key=_things_first)
    return list(found.values())


def _told(lines):
    return lines.with_holders().select_related("handover", "device__model", "sim", "accessory")


def _things_first(line):
    """The machine, then its SIM, then the rest."""
    return (line.device_id is None, line.sim_id is None, line.handed_over_at)
