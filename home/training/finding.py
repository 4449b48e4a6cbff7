"""Training classes in the one box (students/finders.py)."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from home import doors
from home.models import TrainingCourse
from students.finders import Finder, Hit, note, register


def find_courses(user, wanted, most):
    if not doors.has_training(user):
        return []
    seen = TrainingCourse.objects.visible_to(user).filter(wanted.in_words("title", "about"))
    return seen.select_related("school", "place").order_by("-at", "pk")


def tell_courses(courses, user):
    return [
        Hit(one.title, reverse("home:training_course", args=[one.pk]), note(one.held_by)) for one in courses
    ]


def register_own():
    register(Finder("training", _("Training classes"), "teacher", find_courses, tell_courses, 125))
