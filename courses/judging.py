"""Who decides about an attempt and about a class's quiz: the class's teachers, and who leads the school."""

from django.utils import timezone

from courses.models import Attempt, GivenWork, QuestionBank, SecondMarker, SubjectPage
from students import scope
from students.models import SchoolClass, TeachingAssignment

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


def named_second(page, school_class):
    """The SecondMarker whom the school named for this quiz and class; None."""
    if not page.second_marker:
        return None
    return SecondMarker.objects.filter(page=page, school_class=school_class).select_related("user").first()


def marked_second_by(user):
    """What `user` was named to mark, where the role at the school is still held."""
    schools = scope.of(user).staff_school_ids
    return SecondMarker.objects.filter(
        user=user, school_class__school__in=schools, page__second_marker=True
    ).select_related("page", "school_class__school")


def attempts_read_by(user):
    """Attempts whose files and answers `user` may open: of pupils whose marks are seen, and what is marked
    second."""
    seen = Attempt.objects.visible_to(user, to="see marks")
    for one in marked_second_by(user):
        seats = {"student__enrolments__school_class": one.school_class, "student__enrolments__ends_on": None}
        seen |= Attempt.objects.filter(pk__in=Attempt.objects.filter(page=one.page, **seats).values("pk"))
    return seen


def may_correct_at(user, page, school_id):
    """Whether `user` corrects keys of the quiz for a school: who leads it, who teaches the subject there, or
    gave the quiz to a class of it."""
    if SchoolClass.objects.visible_to(user, to="manage people").filter(school=school_id).exists():
        return True
    teacher = user.teacher_or_none
    taught = SchoolClass.objects.visible_to(user, to="give work").filter(school=school_id)
    if teacher is None or not taught.exists():
        return False
    today = timezone.localdate()
    subjects = TeachingAssignment.objects.on(today).filter(teacher=teacher, school_class__school=school_id)
    gave = GivenWork.objects.filter(given_by=user, page=page, school_class__in=taught)
    return subjects.filter(subject=subjects_of([page]).get(page.pk)).exists() or gave.exists()


def may_correct_everywhere(user, version):
    """Whoever may write in the question's bank."""
    return QuestionBank.objects.open_for(user).filter(pk=version.question.bank_id).exists()


def subjects_of(pages):
    """{page: subject}, by where a quiz stands in the tree."""
    branches = dict(SubjectPage.objects.values_list("path", "subject"))
    return {
        page.pk: next((of for path, of in branches.items() if page.path.startswith(path)), None)
        for page in pages
    }
