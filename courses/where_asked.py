"""Which quizzes and practices ask a question: published ones, and drafts, as far as one may know of them."""

from collections import namedtuple

from wagtail.models import Revision

from courses import withholding
from courses.models import QuizPage
from courses.question_codes import codes_in

Asking = namedtuple("Asking", "page is_draft")
# A draft is read whole to be sure; of more than so many only the newest are looked at.
MOST_DRAFTS = 50


def pages_with(question, user):
    """Asking rows, published ones first."""
    published = list(withholding.pages_known_to(user, question))
    known = {page.pk for page in published}
    drafts = [page for page in _drafts(question, user) if page.pk not in known]
    return [Asking(page, is_draft=False) for page in published] + [
        Asking(page, is_draft=True) for page in drafts
    ]


def codes_of(question):
    """What it is called, and was called before it moved."""
    former = question.former_codes.select_related("bank")
    return {question.code.upper(), *(one.code.upper() for one in former)}


def _drafts(question, user):
    codes = codes_of(question)
    pages = QuizPage.objects.known_to(user).defer("parts").order_by("title")
    latest = {page.latest_revision_id: page for page in pages}
    found = []
    for code in codes:
        # The code stands in it, or the beginning of a longer one.
        rows = Revision.objects.filter(pk__in=latest, content__icontains=code).order_by("-pk")
        found += rows.values_list("pk", flat=True)[:MOST_DRAFTS]
    for pk in dict.fromkeys(found):
        draft = latest[pk].get_latest_revision_as_object()
        told = " ".join(part.value.get("questions") or "" for part in draft.parts)
        if codes & set(codes_in(told)):
            yield latest[pk]
