"""Passports of skills: what teachers of the demo saw pupils do with the machine, lesson after lesson."""

from datetime import datetime, time, timedelta
from random import Random

from django.utils import timezone

from courses.models import SkillStep, SkillTick
from courses.skills import ticking

# (classes, teacher who looks, how many of the steps that are shown the class has come to)
SEEN = [("MN 6A", "cho.muongnha", 5), ("MN 6B", "tua.muongnha", 4), ("NH 3A", "xuan.nahy", 3)]
# In the first lesson nearly everybody can do it; what came last is new to many.
FIRST, LATER = 0.95, 0.15


def load(cast, weeks=8):
    chance = Random("passports")
    steps = list(SkillStep.objects.filter(proof=SkillStep.Proof.SHOWN, is_offered=True).order_by("pk"))
    for where, teacher, come_to in SEEN:
        sign, *names = where.split()
        by = cast.users[teacher]
        for school_class in (cast.classes[sign, name] for name in names):
            for turn, step in enumerate(steps[:come_to]):
                at = _moment(cast.today - timedelta(days=weeks * 7 * (come_to - turn) // (come_to + 1)))
                for student in cast.students[school_class]:
                    if chance.random() < FIRST - LATER * turn:
                        ticking.tick(student, step, by)
                # A tick says of itself when it was made.
                SkillTick.objects.filter(step=step, student__in=cast.students[school_class]).update(at=at)


def _moment(day):
    # On Sundays nobody is at school.
    day -= timedelta(days=day.weekday() == 6)
    return timezone.make_aware(datetime.combine(day, time(9, 40)))
