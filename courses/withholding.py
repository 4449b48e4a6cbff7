"""A question is asked in graded quizzes or in practice, never in both: practice shows the key at once.

Authors are refused with a sentence (`clashes`). Should both be published all the same (by schedule, or two
authors at one moment), practice leaves the question out until the graded quiz is taken down (`items_to_ask`).
"""

from collections import defaultdict

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from courses.models import Attempt, PaperItem, Question, QuizPage, QuizPaper
from courses.models.papers import items_of
from courses.question_codes import find_questions
from courses.questions import is_asked


def clashes(questions, practice, page_id=None, names_for=None):
    """Sentences about those of `questions` that may not be asked in a practice (or graded quiz) page.

    `page_id`: the page being written, which does not clash with itself. `names_for`: the person who
    reads the sentences; a quiz that they may not see is not named.
    """
    questions = list(questions)
    used = pages_asking([question.pk for question in questions], not practice, except_page=page_id)
    titles = _pages_named(set().union(*used.values()), names_for) if used else {}
    codes = defaultdict(list)
    for question in questions:
        if question.pk in used:
            named = [titles[pk] for pk in sorted(used[question.pk]) if pk in titles]
            codes[tuple(named)].append(question.code)
    return [_sentence(", ".join(same), practice, named) for named, same in codes.items()]


def page_clashes(page, names_for=None):
    """The same for a quiz page as a draft has it, and about banks that are too small for what it draws."""
    from courses import drawing

    found = find_questions(written_codes(page.parts))
    sentences = clashes(filter(None, found.values()), page.practice, page.pk, names_for)
    return sentences + drawing.faults(page)


def written_codes(parts):
    return " ".join(part.value.get("questions") or "" for part in parts)


def pages_asking(question_ids, practice, except_page=None):
    """Ids of the published practice (or graded) pages that ask each question, by the question's id.

    A copy in the bank of another school has the same key, so that what asks one asks the other.
    """
    alike = _alike(question_ids)
    items = PaperItem.objects.filter(
        paper__in=_papers_in_use(practice), version__question__in=list(alike)
    ).exclude(paper__page=except_page)
    used = defaultdict(set)
    for asked, page in items.values_list("version__question", "paper__page"):
        for question in alike[asked]:
            used[question].add(page)
    return used


def pages_known_to(user, question):
    """Published quizzes and practices that ask the question, as far as `user` may know of them."""
    used = [pages_asking([question.pk], practice)[question.pk] for practice in (False, True)]
    return QuizPage.objects.known_to(user).filter(pk__in=set().union(*used)).order_by("title").defer("parts")


def withheld(paper):
    """Places of a practice paper whose questions a graded quiz asks now; none of a graded paper."""
    if not paper.practice:
        return set()
    items = items_of(paper.pk)
    used = pages_asking([item.version.question_id for item in items], practice=False)
    return {item.place for item in items if item.version.question_id in used}


def items_to_ask(paper):
    """The items of a paper that are asked, marked and explained now."""
    hidden = withheld(paper)
    return [item for item in items_of(paper.pk) if item.place not in hidden]


def count_asked(paper):
    """How many questions a pupil answers now; what is only to be read is none."""
    return sum(is_asked(item.version.kind) for item in items_to_ask(paper))


def _alike(question_ids):
    """{question: those of `question_ids` that it is, or is copied from, or a copy of}."""
    alike = defaultdict(set, {pk: {pk} for pk in question_ids})
    related = Question.objects.filter(Q(copied_from__isnull=False) | Q(copies__isnull=False))
    ways = ("copied_from", "copies", "copied_from__copies")
    for pk, *relatives in related.filter(pk__in=list(alike)).values_list("pk", *ways):
        for relative in filter(None, relatives):
            alike[relative].add(pk)
    return alike


def _papers_in_use(practice):
    """Papers that pupils meet: the newest of each published page; of graded ones also those begun earlier."""
    met = Q(pk__in=QuizPaper.objects.newest().values("pk"))
    if not practice:
        met |= Exists(Attempt.objects.filter(paper=OuterRef("pk")))
    return QuizPaper.objects.filter(met, practice=practice, page__live=True, page__practice=practice)


def _pages_named(page_ids, user):
    """Titles of those of the pages that `user` may know of."""
    pages = QuizPage.objects.known_to(user) if user else QuizPage.objects.all()
    return dict(pages.filter(pk__in=page_ids).values_list("pk", "title"))


def _sentence(codes, practice, titles):
    told = {"codes": codes, "quiz": ", ".join(f"«{title}»" for title in titles)}
    if practice and titles:
        return (
            _(
                "The graded quiz %(quiz)s asks %(codes)s, and practice shows the right answer at once. "
                "Choose another question, or take that quiz down first."
            )
            % told
        )
    if practice:
        return (
            _(
                "A graded quiz of somebody else asks %(codes)s, and practice shows the right answer at once. "
                "Choose another question."
            )
            % told
        )
    if titles:
        return (
            _(
                "The practice %(quiz)s asks %(codes)s and shows its right answer at once. "
                "Choose another question, or take it out of that practice first."
            )
            % told
        )
    return (
        _(
            "A practice of somebody else asks %(codes)s and shows its right answer at once. "
            "Choose another question."
        )
        % told
    )
