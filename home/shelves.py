"""Lectures as they stand on the shelves: by subject, then by course."""

from dataclasses import dataclass, field

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, Q
from django.db.models.functions import Left, Length

from courses.library import finding
from courses.models import CoursePage, LecturePage, LibraryEntry, QuizPage, SubjectPage
from lms.text import tidy

# What can be read or taken, and so given to a class.
READABLE = [LecturePage, QuizPage]
# So many of a kind are offered to choose from: the newest, or what was looked for.
MOST_TO_GIVE, MOST_FOUND = 100, 60


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


def pages_to_give(user, grades, looked_for="", keys=()):
    """(course title, pages) that `user` may give to classes of `grades`; courses without a grade too.

    Those that were looked for, or the newest; always those with one of `keys`. A paper of a competition is
    begun from its seat alone: nobody gives it to a class.
    """
    courses = {
        course.path: course
        for course in CoursePage.objects.live()
        .filter(Q(grade__in=grades) | Q(grade=None))
        .order_by("grade", "path")
    }
    found = pages_found(looked_for, user) if looked_for else None
    pages = {path: [] for path in courses}
    for model in READABLE:
        asked = model.objects.visible_to(user).alias(of_course=Left("path", Length("path") - model.steplen))
        asked = asked.filter(of_course__in=courses).order_by("-first_published_at", "-pk")
        if model is QuizPage:
            asked = asked.without_competitions()
        listed = asked if found is None else asked.filter(pk__in=found)
        listed = set(listed.values_list("pk", flat=True)[:MOST_TO_GIVE])
        listed = asked.filter(Q(pk__in=listed) | Q(translation_key__in=keys))
        for page in listed.defer_streamfields():
            pages[page.path[: -CoursePage.steplen]].append(page)
    return [
        (course.title, sorted(pages[path], key=lambda page: page.path))
        for path, course in courses.items()
        if pages[path]
    ]


def looked_for(request):
    """What was typed into the box above a list to choose from."""
    return tidy(request.GET.get("q", ""))[:60]


def pages_found(text, user, kinds=(LibraryEntry.Kind.LECTURE, LibraryEntry.Kind.QUIZ)):
    """Keys of the pages that the library finds for `text`, best first."""
    rows = [row["pk"] for row in finding.find(text, user).rows if row["kind"] in kinds][:MOST_FOUND]
    pages = dict(LibraryEntry.objects.filter(pk__in=rows).values_list("pk", "page"))
    return [pages[row] for row in rows if row in pages]
