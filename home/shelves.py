"""Lectures as they stand on the shelves: by subject, then by course."""

from dataclasses import dataclass, field

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, Q
from django.db.models.functions import Left, Length

from courses.models import CoursePage, LecturePage, QuizPage, SubjectPage

# What can be read or taken, and so given to a class.
READABLE = [LecturePage, QuizPage]


@dataclass
class Shelf:
    """A subject with its courses; each course knows how many lectures `user` may read."""

    subject: SubjectPage
    courses: list = field(default_factory=list)

    @property
    def lectures(self):
        return sum(course.lectures for course in self.courses)


def shelves(user, grade=None):
    """Subjects that have something to read for `user`; three queries whatever their number."""
    counts = dict(
        LecturePage.objects.visible_to(user)
        .annotate(course_path=Left("path", Length("path") - CoursePage.steplen))
        .order_by()
        .values_list("course_path")
        .annotate(Count("pk"))
    )
    by_path = {
        page.path: Shelf(page) for page in SubjectPage.objects.live().order_by("path").defer_streamfields()
    }
    courses = CoursePage.objects.live().filter(path__in=counts).order_by("grade", "path")
    if grade:
        courses = courses.filter(grade=grade)
    for course in courses:
        course.lectures = counts[course.path]
        if shelf := by_path.get(course.path[: -CoursePage.steplen]):
            shelf.courses.append(course)
    return [shelf for shelf in by_path.values() if shelf.courses]


def public_shelves():
    """What everybody may read, for pages that are the same for all."""
    return shelves(AnonymousUser())


def pages_to_give(user, grades):
    """(course title, pages) that `user` may give to classes of `grades`; courses without a grade too."""
    courses = {
        course.path: course
        for course in CoursePage.objects.live()
        .filter(Q(grade__in=grades) | Q(grade=None))
        .order_by("grade", "path")
    }
    pages = {path: [] for path in courses}
    for model in READABLE:
        for page in model.objects.visible_to(user).order_by("path").defer_streamfields():
            if page.path[: -CoursePage.steplen] in pages:
                pages[page.path[: -CoursePage.steplen]].append(page)
    return [
        (course.title, sorted(pages[path], key=lambda page: page.path))
        for path, course in courses.items()
        if pages[path]
    ]
