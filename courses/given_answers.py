"""How a class answered one question: what was chosen or written, and which parts were right."""

from collections import Counter
from dataclasses import dataclass

from django.utils.translation import gettext as _

from courses import item_analysis
from courses.questions import four_statements, options, short_number, short_text, worth

# Of what was written, the commonest; the rest are one of a kind.
MOST_WRITTEN = 6


@dataclass(frozen=True)
class Part:
    """A pair, gap, thing or place of a question. `share`: per cent who had it right; `often`: the commonest
    wrong answer and how many gave it, or None."""

    label: str
    share: float
    often: tuple | None


def chosen(version, responses):
    """(text, whether right, how many gave it) of each option, or of what was written most; the last is
    leaving it empty. [] for other kinds."""
    if version.kind == "true_false":
        words = {one: str(word) for one, word in four_statements.TRUTH}
    elif version.kind in ("one_choice", "several_choices"):
        ids = options.option_ids(version.content)
        words = {one: options.texts(version.content, [one]) for one in ids}
    elif version.kind in ("short_text", "short_number"):
        return _written(version, responses)
    else:
        return []
    right = version.key.get("right")
    right = right if isinstance(right, list) else [right, *worth.as_much(version.key)]
    counts = item_analysis.distractors(responses, words)
    return [
        (words[one] if one is not None else _("left empty"), one in right, n) for one, n in counts.items()
    ]


def _written(version, responses):
    """Answers that the question takes for the same are one; they are shown as most pupils wrote them."""
    same = _same_number if version.kind == "short_number" else _same_text
    spellings, empty = {}, 0
    for one in responses:
        if one:
            spellings.setdefault(same(one, version.content), Counter())[one] += 1
        else:
            empty += 1
    told = [
        (spelt.most_common(1)[0][0], version.rules.score(next(iter(spelt)), version.content, version.key), n)
        for spelt, n in ((spelt, spelt.total()) for spelt in spellings.values())
    ]
    told.sort(key=lambda one: (-one[2], one[0]))
    most = [(text, score == 1, n) for text, score, n in told[:MOST_WRITTEN]]
    return [*most, (_("left empty"), False, empty)]


def _same_text(told, content):
    return short_text.compared(told, content)


def _same_number(told, content):
    value = short_number.value(told)
    return told if value is None else value


def statements(version, responses):
    """(letter, text, per cent who judged it rightly) of each of four statements; [] for other kinds."""
    if version.kind != "four_statements":
        return []
    key = {letter: version.key[letter] for letter in four_statements.LETTERS}
    texts = {one["id"]: one["text"] for one in version.content["statements"]}
    facility = item_analysis.facility_of_statements(responses, key)
    return [(letter, texts[letter], share) for letter, share in facility.items()]


def parts(version, responses):
    """A Part for each pair, gap, thing or place; [] for kinds without."""
    if not hasattr(version.rules, "by_part") or not responses:
        return []
    told = [version.rules.by_part(one, version.content, version.key) for one in responses]
    return [_part(column) for column in zip(*told, strict=True)]


def _part(column):
    """Of one part: [(label, said, right) …], one of each pupil."""
    wrong = Counter(said for _label, said, right in column if said and not right)
    share = 100 * sum(right for _label, _said, right in column) / len(column)
    return Part(column[0][0], share, wrong.most_common(1)[0] if wrong else None)
