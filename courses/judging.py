"""Who decides about an attempt and about a class's quiz: the class's teachers, and who leads the school."""

from courses.models import Attempt
from students.models import SchoolClass

ACTS = ("give work", "manage people")


def attempts_judged_by(user):
    return _any_of(Attempt.objects, user)


def classes_judged_by(user):
    return _any_of(SchoolClass.objects, user)


def _any_of(things, user):
    first, *others = (things.visible_to(user, to=act) for act in ACTS)
    for one in others:
        first |= one
    return first
