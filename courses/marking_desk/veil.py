"""What is marked on the desk alone: without names, or by two teachers."""

from django.utils.translation import gettext as _

from courses.models import Attempt, MarkRelease


def on_desk(attempt):
    """Why its points are given on the desk and not beside its pupil's name, in a sentence; ""."""
    page = attempt.page
    if page is None or attempt.paper.practice or attempt.school_class_id is None:
        return ""
    if page.second_marker:
        return _("Two teachers mark this quiz, each on the marking desk.")
    return _("This quiz is marked without names, on the marking desk.") if hides_name(attempt) else ""


def hides_name(attempt):
    """Whether its answers are still marked without a name: until all of the class is marked, or released."""
    page = attempt.page
    if page is None or not page.anonymous_marking or attempt.paper.practice:
        return False
    of_class = {"page": page, "school_class": attempt.school_class_id}
    if MarkRelease.objects.filter(**of_class).exists():
        return False
    waiting = Attempt.objects.graded().filter(counted=True, to_mark__gt=0, **of_class)
    return any(one.is_over() for one in waiting.select_related("page"))
