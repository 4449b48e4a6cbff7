"""What a class's work says about the questions of a quiz, in figures and in words for its teacher."""

from collections import Counter, defaultdict
from dataclasses import dataclass

from django.utils.translation import gettext as _

from courses import given_answers, item_analysis, replaying, results
from courses.questions import is_asked

# With fewer attempts one pupil's bad day decides; the figures are shown, and nothing is concluded.
ENOUGH = 10
TOO_EASY, TOO_HARD = 90, 20
AGAINST, WEAK = -10, 20


@dataclass
class Analysed:
    """A question with its figures and what they mean. `number`: where its author put it, among those asked;
    `codes`: the papers that ask it, when not all do."""

    number: int
    version: object
    figures: item_analysis.QuestionFigures
    chosen: list
    statements: list
    parts: list
    remarks: list
    codes: list


@dataclass
class Analysis:
    """`waiting`: attempts that a teacher has still to mark; `otherwise`: those at another edition."""

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


@dataclass
class Sat:
    """One attempt: by where the author put each question, what was asked, its points and the response."""

    code: str
    items: dict
    scores: dict
    responses: dict


def of_class(school_class, page, user):
    """The Analysis of the attempts that count, of the pupils whose marks `user` may see."""
    counting = [row.cells[0].attempt for row in results.class_table(school_class, [page], user)]
    over = [attempt for attempt in counting if attempt and attempt.counted and attempt.is_over()]
    marked = [attempt for attempt in over if not attempt.to_mark]
    # A quiz published anew asks other questions; the edition that most pupils sat is looked at.
    sat = Counter(attempt.paper.number for attempt in marked)
    number = max(sat, key=sat.get, default=None)
    attempts = [attempt for attempt in marked if attempt.paper.number == number]
    quiz, questions = _analysed(_sittings(attempts))
    return Analysis(quiz, questions, len(over) - len(marked), len(marked) - len(attempts))


def _sittings(attempts):
    """A Sat for each attempt. Few queries."""
    return [_sat(*one) for one in replaying.replayed(attempts)]


def _sat(attempt, items, state, result):
    asked = {item.place: item for item in items if is_asked(item.version.kind)}

    def by_slot(told):
        return {asked[place].written_as: one for place, one in told.items() if place in asked}

    return Sat(attempt.paper.code, by_slot(asked), by_slot(result.scores), by_slot(state.responses))


def _analysed(sittings):
    """(figures of the quiz, an Analysed for each question); what several codes ask is one question."""
    slots = sorted(sittings[0].items) if sittings else []
    numbers = {slot: number for number, slot in enumerate(slots, start=1)}
    # What nobody got points for by rule is left out and keeps its number.
    slots = [slot for slot in slots if all(one.scores.get(slot) is not None for one in sittings)]
    slots = [slot for slot in slots if sittings[0].items[slot].points]
    # What had a mistake tells nobody apart.
    slots = [slot for slot in slots if all("void" not in one.items[slot].version.key for one in sittings)]
    quiz, figures = _figures(sittings, slots)
    questions = []
    for at, slot in enumerate(slots):
        asked = defaultdict(list)
        for one in sittings:
            asked[one.items[slot].version_id].append(one)
        for some in asked.values():
            # Drawn for some codes only: told by those who were asked it.
            own = figures[at] if len(asked) == 1 else _figures(some, slots)[1][at]
            codes = sorted({one.code for one in some}) if len(asked) > 1 else []
            questions.append(_question(numbers[slot], slot, own, some, codes))
    return quiz, questions


def _figures(sittings, slots):
    rows = [[one.scores[slot] for slot in slots] for one in sittings]
    return item_analysis.analyse(rows, [sittings[0].items[slot].points for slot in slots])


def _question(number, slot, figures, sittings, codes):
    version = sittings[0].items[slot].version
    responses = [one.responses.get(slot) for one in sittings]
    chosen = given_answers.chosen(version, responses)
    statements = given_answers.statements(version, responses)
    parts = given_answers.parts(version, responses)
    remarks = _remarks(number, figures, chosen, statements) if len(sittings) >= ENOUGH else []
    return Analysed(number, version, figures, chosen, statements, parts, remarks, codes)


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
