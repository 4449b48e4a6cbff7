"""What a class's work says about the questions of a quiz, in figures and in words for its teacher."""

from collections import Counter, defaultdict
from dataclasses import dataclass

from django.utils.translation import gettext as _

from courses import given_answers, item_analysis, marking, results, withholding
from courses.models import AnswerEvent, GivenPoints, QuizPaper
from courses.questions import is_asked

# With fewer attempts one pupil's bad day decides; the figures are shown, and nothing is concluded.
ENOUGH = 10
TOO_EASY, TOO_HARD = 90, 20
AGAINST, WEAK = -10, 20


@dataclass
class Analysed:
    """A question (its number among those asked) with its figures and what they mean."""

    number: int
    version: object
    figures: item_analysis.QuestionFigures
    chosen: list
    statements: list
    parts: list
    remarks: list


@dataclass
class Analysis:
    """`waiting`: attempts that a teacher has still to mark; `otherwise`: those at another paper."""

    quiz: item_analysis.QuizFigures
    questions: list
    waiting: int
    otherwise: int

    @property
    def is_enough(self):
        return self.quiz.attempts >= ENOUGH

    @property
    def remarks(self):
        return [words for question in self.questions for words in question.remarks]


def of_class(school_class, page, user):
    """The Analysis of the attempts that count, of the pupils whose marks `user` may see."""
    counting = [row.cells[0].attempt for row in results.class_table(school_class, [page], user)]
    over = [attempt for attempt in counting if attempt and attempt.counted and attempt.is_over()]
    marked = [attempt for attempt in over if not attempt.to_mark]
    # A quiz published anew asks other questions; the paper that most pupils sat is looked at.
    sat = Counter(attempt.paper_id for attempt in marked)
    paper_id = max(sat, key=sat.get, default=None)
    attempts = [attempt for attempt in marked if attempt.paper_id == paper_id]
    items, scores, responses = _marked(attempts)
    items, numbers = _numbered(items, scores)
    rows = [[score[item.place] for item in items] for score in scores]
    quiz, figures = item_analysis.analyse(rows, [item.points for item in items])
    questions = [
        _question(number, item.version, one, [told.get(item.place) for told in responses], len(rows))
        for number, item, one in zip(numbers, items, figures, strict=True)
    ]
    return Analysis(quiz, questions, len(over) - len(marked), len(marked) - len(attempts))


def _marked(attempts):
    """(the items asked, points by place and responses by place of each attempt). Few queries."""
    if not attempts:
        return [], [], []
    events, given = defaultdict(list), defaultdict(dict)
    told = AnswerEvent.objects.filter(attempt__in=attempts).values_list("attempt", *AnswerEvent.TOLD)
    for attempt, *row in told:
        events[attempt].append(AnswerEvent.as_answer(*row))
    for one in GivenPoints.objects.filter(attempt__in=attempts).order_by("pk"):
        given[one.attempt_id][one.place] = one.points
    paper = QuizPaper.objects.get(pk=attempts[0].paper_id)
    asked = withholding.items_to_ask(paper)
    scores, responses = [], []
    for attempt in attempts:
        state = marking.state_of(events[attempt.pk], attempt.started_at, attempt.ends_at)
        result = marking.score(asked, state.responses, given[attempt.pk], practice=paper.practice)
        scores.append(result.scores)
        responses.append(state.responses)
    return [item for item in asked if is_asked(item.version.kind)], scores, responses


def _numbered(items, scores):
    """(items, their numbers): what nobody got points for by rule is left out and keeps its number."""
    told = [
        (item, number)
        for number, item in enumerate(items, start=1)
        if item.points and all(item.place in score for score in scores)
    ]
    return [item for item, _number in told], [number for _item, number in told]


def _question(number, version, figures, responses, attempts):
    chosen = given_answers.chosen(version, responses)
    statements = given_answers.statements(version, responses)
    parts = given_answers.parts(version, responses)
    remarks = _remarks(number, figures, chosen, statements) if attempts >= ENOUGH else []
    return Analysed(number, version, figures, chosen, statements, parts, remarks)


def _remarks(number, figures, chosen, statements):
    told = []
    index, facility = figures.discrimination_index, figures.facility
    if index is not None and index < AGAINST:
        told.append(_("Question %(n)s: good pupils got it wrong too – look at the key again."))
    elif facility is not None and facility >= TOO_EASY:
        told.append(_("Question %(n)s is too easy: nearly everybody got it right."))
    elif facility is not None and facility <= TOO_HARD:
        told.append(_("Question %(n)s is too hard: few got it right. Teach it again, or ask it more simply."))
    elif index is not None and index < WEAK:
        told.append(_("Question %(n)s hardly tells apart who knows from who guesses."))
    told = [sentence % {"n": number} for sentence in told]
    for letter, _text, share in statements:
        if share <= TOO_HARD:
            told.append(
                _("Question %(n)s, statement %(letter)s: few judged it rightly – look at the key again.")
                % {"n": number, "letter": letter}
            )
    return told + _remarks_on_options(number, chosen)


def _remarks_on_options(number, chosen):
    """What is said of wrong options. The last of `chosen` is leaving it empty."""
    wrong = [(text, n) for text, right, n in chosen[:-1] if not right]
    best = max((n for _text, right, n in chosen[:-1] if right), default=0)
    return [
        _("Question %(n)s: more pupils chose «%(option)s» than the right answer.")
        % {"n": number, "option": text}
        for text, n in wrong
        if n > best
    ]
