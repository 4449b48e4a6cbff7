"""Where teachers put quizzes and short lectures of their own: courses of their school, for a subject and
grade they teach.

Whoever holds the role of an author writes in courses of the back office. A teacher needs none of that to
teach and test the own class: what is made here is for the own school alone, and whoever made it publishes it.
"""

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.permission_policies.pages import PagePermissionPolicy

from courses import authoring
from courses.models import CoursePage, LecturePage, QuizPage, SubjectPage
from lms.history import note_change
from students import scope
from students.models import TeachingAssignment


def courses_open_for(user):
    """Courses in which `user` may write today: as an author, or of what is taught at the own school."""
    authoring.follow_roles(user)
    allowed = PagePermissionPolicy().instances_user_has_permission_for(user, "add")
    own = [course.pk for _where, course in _places(user) if course]
    return CoursePage.objects.filter(Q(pk__in=allowed.values("pk")) | Q(pk__in=own)).order_by("path")


def may_open_places(user):
    """Whether there is a subject of the own classes that has no course of the school yet."""
    return any(course is None for _where, course in _places(user))


@transaction.atomic
def open_places(user):
    """Make the missing courses of the classes that `user` teaches; a second time makes none."""
    for (school, subject_page, grade), course in _places(user):
        if course is not None:
            continue
        title = _("Lectures of grade %(grade)s – %(school)s") if grade else _("Lectures – %(school)s")
        course = CoursePage(
            title=(title % {"grade": grade, "school": school.name})[:255],
            grade=grade,
            school=school,
            owner=user,
        )
        subject_page.add_child(instance=course)
        # What the back office would ask for is said by `_places`.
        course.save_revision(user=user).publish(user=user, skip_permission_checks=True)
        note_change(by=user, act="open a course for quizzes", thing=course, school=school.pk)


def quizzes_of(user):
    """Quizzes that `user` works on: those of the back office, and the own ones at a school one works at."""
    return _worked_on(QuizPage, user)


def lectures_of(user):
    """Lectures that `user` works on, likewise."""
    return _worked_on(LecturePage, user)


def is_own(page, user, draft=None):
    """Whether `page` is the user's own, for the school one teaches at alone: it needs no rights elsewhere.

    With `draft`, which is going to be published, that too must be for the own school alone.
    """
    taught = scope.of(user).taught_school_ids
    return page.owner_id == user.pk and all(
        one.school_id in taught and one.audience == "school" for one in (page, draft or page)
    )


def may_publish(page, draft, user):
    """By the rights of the back office; one's own quiz for the own school alone needs nobody else."""
    return page.permissions_for_user(user).can_publish() or is_own(page, user, draft)


def _worked_on(kind, user):
    authoring.follow_roles(user)
    own = Q(owner=user, school__in=scope.of(user).taught_school_ids)
    written = PagePermissionPolicy().explorable_instances(user).values("pk")
    return kind.objects.filter(Q(pk__in=written) | own)


def _places(user):
    """[((school, the subject's page, grade), its course or None)] of what `user` teaches today."""
    taught = TeachingAssignment.objects.on(timezone.localdate()).filter(
        teacher__user=user, subject__isnull=False, school_class__school__in=scope.of(user).taught_school_ids
    )
    wanted = {
        (one.school_class.school, one.subject_id, one.school_class.grade)
        for one in taught.select_related("school_class__school")
    }
    pages = {page.subject_id: page for page in SubjectPage.objects.live().order_by("-path")}
    places = []
    for school, subject, grade in sorted(wanted, key=lambda one: (one[1], one[2] or 0)):
        if page := pages.get(subject):
            courses = CoursePage.objects.live().child_of(page).filter(school=school)
            found = courses.filter(Q(grade=grade) | Q(grade=None)).order_by("-grade", "path").first()
            places.append(((school, page, grade), found))
    return places
