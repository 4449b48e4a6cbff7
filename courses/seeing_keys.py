"""Who may see all that a quiz asks, its keys too. A paper holds the questions and its key all answers: nobody
else gets either, on paper, on trial or on the page of keys."""

from django.db.models import Exists, OuterRef, Q
from django.shortcuts import get_object_or_404
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


def found(user, uid):
    """The quiz, for whoever may look at all that it asks, keys and all; 404 for others."""
    return get_object_or_404(printable_by(user), translation_key=uid)


def may_open(user, page):
    return printable_by(user).filter(pk=page.pk).exists()


def writes(user, page):
    """Whether `user` writes the page, and so its drafts."""
    return _written_by(user).filter(pk=page.pk).exists()


def waits_for_opening(page, user):
    """Whether `user` has to wait with printing a graded quiz until it opens; who made it never has to."""
    if page.practice or not page.opens_at or page.opens_at <= timezone.now():
        return False
    return not (
        page.owner_id == user.pk
        or writes(user, page)
        or GivenWork.objects.filter(page=page, given_by=user).exists()
    )


def opening(page):
    """When it opens, in words."""
    return f"{timezone.localtime(page.opens_at):%H:%M %d/%m/%Y}"


def _written_by(user):
    return PagePermissionPolicy().explorable_instances(user).values("pk")
