"""What is marked on the desk alone: without names, or by two teachers."""

from collections import defaultdict
from functools import cache

from django.utils.translation import gettext as _

from courses.models import Attempt, MarkRelease
from students.models import Enrolment, Student


def on_desk(attempt):
    """Why its points are given on the desk and not beside its pupil's name, in a sentence; ""."""
    page = attempt.page
    if page is None or attempt.paper.practice or attempt.school_class_id is None:
        return ""
    if page.second_marker:
        return _("Two teachers mark this quiz, each on the marking desk.")
    return _("This quiz is marked without names, on the marking desk.") if hides_name(attempt) else ""


def hides_names(page, school_class):
    """Whether the work of who sits in the class is marked without names still: until all of it is marked,
    or its marks are released."""
    if not page.anonymous_marking or page.practice:
        return False
    sitting = Student.objects.sitting_in(school_class).order_by().values("pk")
    waiting = Attempt.objects.graded().filter(page=page, student__in=sitting, counted=True, to_mark__gt=0)
    for attempt in waiting:
        attempt.page = page
        if attempt.is_over():
            return not MarkRelease.objects.filter(page=page, school_class=school_class).exists()
    return False


def hides_name(attempt):
    return bool(veiled([attempt]))


def without_telling_marks(attempts):
    """`attempts` as a list, in which those have no mark that would tell whose work was marked just now."""
    attempts = list(attempts)
    nameless = veiled(attempts)
    for one in attempts:
        if one.pk in nameless:
            one.mark = None
    return attempts


def veiled(attempts):
    """The keys of those of `attempts` that may stand beside no name yet; who moved is with both classes."""
    asked = [one for one in attempts if one.page and one.page.anonymous_marking and one.school_class_id]
    seats = defaultdict(set)
    if asked:
        open_ones = Enrolment.objects.open().filter(student__in={one.student_id for one in asked})
        for student, school_class in open_ones.values_list("student", "school_class"):
            seats[student].add(school_class)
    hidden = cache(hides_names)
    return {
        one.pk
        for one in asked
        if any(hidden(one.page, each) for each in {one.school_class_id, *seats[one.student_id]})
    }
