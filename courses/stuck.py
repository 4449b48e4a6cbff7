"""Where a class gets stuck in one lecture: the part at which pupils stopped, the questions they got wrong."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field

from django.utils.text import Truncator

from courses import correcting, scoring, withholding
from courses.models import AnswerEvent, Attempt, QuizPage, QuizPaper
from courses.questions import is_asked

MOST_WRONG = 3
WORDS_OF_A_PART = 9


@dataclass
class Part:
    """A block of the lecture: who read it, and who read no further."""

    number: int
    kind: str
    words: str
    readers: int = 0
    stopped: list = field(default_factory=list)


@dataclass
class Asked:
    """A question of the practice: how many had it right at once, later, not yet; what was often wrong."""

    number: int
    version: object
    at_once: int = 0
    later: int = 0
    not_yet: int = 0
    wrong: list = field(default_factory=list)


def parts_of(lecture, rows):
    """The blocks of a lecture with the pupils of `rows` (of LectureProgress) who stopped there."""
    parts = {}
    for number, block in enumerate(lecture.body, start=1):
        parts[block.id] = Part(number, str(block.block.label), words_of(block))
    order = list(parts)
    for row in rows:
        read = set(row.blocks) & parts.keys()
        for block in read:
            parts[block].readers += 1
        if read and row.finished_at is None:
            last = max(read, key=order.index)
            parts[last].stopped.append(row.student)
    return list(parts.values())


def words_of(block):
    """The first words of a block, so that a teacher knows which it is."""
    value = block.value
    if hasattr(value, "get"):
        for name in ("title", "text", "caption", "latex"):
            if said := value.get(name):
                return _short(str(getattr(said, "source", said)))
        if (quiz := value.get("quiz")) is not None:
            return quiz.title
    return ""


def _short(html):
    from courses.on_page import plain

    return Truncator(" ".join(plain(html).split())).words(WORDS_OF_A_PART)


def practices_of(lecture, students):
    """[(practice, [Asked])] for the practice inside a lecture, from what `students` tried."""
    pages = QuizPage.objects.in_bulk(lecture.outline.get("practices", []))
    return [(page, questions_of(page, students)) for page in pages.values() if page.live and page.paper]


def questions_of(page, students):
    tries = _tries(page, students)
    asked = []
    for item in correcting.for_page(page, withholding.items_to_ask(page.paper)):
        version = item.version
        if not is_asked(version.kind) or "void" in version.key:
            continue
        one = Asked(len(asked) + 1, version)
        _count(one, version, tries[version.question_id])
        asked.append(one)
    return asked


def _count(one, version, by_student):
    wrong = Counter()
    for responses in by_student.values():
        worth = [scoring.share(version.kind, said, version.content, version.key) for said in responses]
        if None in worth:
            # What only a teacher could mark.
            return
        if worth[0] == 1:
            one.at_once += 1
            continue
        if 1 in worth:
            one.later += 1
        else:
            one.not_yet += 1
        wrong[str(version.rules.shown_response(responses[0], version.content))] += 1
    one.wrong = wrong.most_common(MOST_WRONG)


def _tries(page, students):
    """{question: {student: what was answered, one after the other}}; what was left empty is no try."""
    attempts = Attempt.objects.filter(student__in=students, page=page, paper__practice=True)
    order = {
        key: (student, paper)
        for key, student, paper in attempts.order_by("started_at", "pk").values_list("pk", "student", "paper")
    }
    questions = _questions({paper for _student, paper in order.values()})
    place_in_order = {key: at for at, key in enumerate(order)}
    events = AnswerEvent.objects.filter(attempt__in=order, place__isnull=False, response__isnull=False)
    told = events.values_list("attempt", "install", "seq", "place", "response")
    found = defaultdict(lambda: defaultdict(list))
    for attempt, _install, _seq, place, response in sorted(
        told, key=lambda one: (place_in_order[one[0]], one[1], one[2])
    ):
        student, paper = order[attempt]
        if (question := questions.get((paper, place))) is not None:
            found[question][student].append(response)
    return found


def _questions(papers):
    """{(paper, place): question}; a later edition may ask the same elsewhere."""
    rows = QuizPaper.objects.filter(pk__in=papers).values_list(
        "pk", "items__place", "items__version__question"
    )
    return {(paper, place): question for paper, place, question in rows}
