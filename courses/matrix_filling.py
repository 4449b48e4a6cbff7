"""The grid of topic × level from which a paper is drawn: the bank's stock, and a first proposal. Pure but
for `stock_of`."""

from collections import Counter

from django.utils.translation import gettext as _

from courses import withholding
from courses.models.questions import Question, QuestionVersion
from courses.paper_formats import ROMAN
from lms.text import fold

LEVELS = [QuestionVersion.Level.RECOGNISE, QuestionVersion.Level.UNDERSTAND, QuestionVersion.Level.APPLY]
SHARES = (40, 30, 30)
# Of any topic, also of none.
ANY = ""


def stock_of(bank):
    """(topics, Counter of ready questions by (kind, topic, level)); for ANY topic all of them count. What
    practice asks no graded quiz draws (courses/drawing.py): it is no stock."""
    told = ("pk", "current__kind", "current__topic", "current__level")
    ready = Question.objects.filter(bank=bank, current__status=QuestionVersion.Status.READY)
    ready = list(ready.order_by("number").values_list(*told))
    taken = withholding.pages_asking([pk for pk, *_more in ready], practice=True)
    names, stock = {}, Counter()
    for pk, kind, topic, level in ready:
        if pk in taken:
            continue
        stock[kind, ANY, level] += 1
        if topic.strip():
            # «Phân số» and «phân số » are one topic, called as it was written first.
            name = names.setdefault(fold(topic), topic.strip())
            stock[kind, name, level] += 1
    return [*sorted(names.values(), key=fold), ANY], stock


def by_level(count):
    """So many questions split by 40/30/30 into whole numbers; the rest goes where most is missing."""
    exact = [count * share / 100 for share in SHARES]
    told = [int(one) for one in exact]
    order = sorted(range(len(SHARES)), key=lambda n: told[n] - exact[n])
    for n in order[: count - sum(told)]:
        told[n] += 1
    return dict(zip(LEVELS, told, strict=True))


def proposal(part, topics, stock):
    """{(topic, level): count} for a part, as far as the bank has it: topics in turn."""
    told = Counter()
    named = [topic for topic in topics if topic != ANY] or [ANY]
    missing = 0
    for level, wanted in by_level(part.count).items():
        missing += wanted - _spread(told, part.kind, level, wanted, named, stock)
    # What one level has not, the others give.
    for level in LEVELS:
        missing -= _spread(told, part.kind, level, missing, named, stock)
    return +told


def problems(part, number, counts, stock):
    """Sentences about a part as it is filled in: another number than its format, more than the bank has.

    `number` counts from 0."""
    told, roman = [], ROMAN[number]
    total = sum(counts.values())
    if total != part.count:
        words = _("Part %(part)s: the cells make %(total)d questions, the format has %(count)d.")
        told.append(words % {"part": roman, "total": total, "count": part.count})
    # What is drawn of any topic comes out of what the topics leave.
    all_of = Counter()
    for (_topic, level), count in counts.items():
        all_of[level] += count
    wanted = {key: all_of[key[1]] if key[0] == ANY else count for key, count in counts.items()}
    for (topic, level), count in wanted.items():
        has = stock[part.kind, topic, level]
        if count > has:
            words = _(
                "Part %(part)s, %(topic)s, level %(level)s: needs %(needed)d questions, there are %(has)d."
            )
            named = _("topic %(topic)s") % {"topic": topic} if topic else _("any topic")
            where = {"topic": named, "level": QuestionVersion.Level(level).label}
            told.append(words % {"part": roman, **where, "needed": count, "has": has})
    return told


def _spread(told, kind, level, wanted, topics, stock):
    """Put up to `wanted` more questions of a level onto the topics in turn; how many found a place."""
    placed = 0
    while placed < wanted:
        free = [t for t in topics if told[t, level] < stock[kind, t, level]]
        if not free:
            break
        # Whichever topic has least so far, so that the paper covers what was taught.
        least = min(free, key=lambda t: (sum(told[t, one] for one in LEVELS), topics.index(t)))
        told[least, level] += 1
        placed += 1
    return placed
