"""Who may print what. A paper holds the questions and its key all answers: nobody else gets either."""

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from wagtail.permission_policies.pages import PagePermissionPolicy

from courses.models import GivenWork, PaperItem, QuestionBank, QuizPage


def printable_by(user):
    """Quizzes that `user` may print with their keys: whoever writes the page, and of those who may read it
    whoever may look into every bank that it asks from."""
    elsewhere = ~Q(version__question__bank__in=QuestionBank.objects.visible_to(user).values("pk"))
    # Asked of each page by itself: the items of all papers are far more than those of the pages in question.
    strange = Exists(PaperItem.objects.filter(elsewhere, paper__page=OuterRef("pk")))
    known = Q(pk__in=QuizPage.objects.visible_to(user).values("pk")) & ~Q(strange)
    given = GivenWork.objects.filter(given_by=user).values("page")
    # What was taken down since is still on the desks of a class.
    mine = Q(owner=user) | Q(pk__in=given)
    return QuizPage.objects.filter(known | mine & ~Q(strange) | Q(pk__in=_written_by(user)))


def waits_for_opening(page, user):
    """Whether `user` has to wait with printing a graded quiz until it opens; who made it never has to."""
    if page.practice or not page.opens_at or page.opens_at <= timezone.now():
        return False
    return not (
        page.owner_id == user.pk
        or _written_by(user).filter(pk=page.pk).exists()
        or GivenWork.objects.filter(page=page, given_by=user).exists()
    )


def _written_by(user):
    return PagePermissionPolicy().explorable_instances(user).values("pk")
