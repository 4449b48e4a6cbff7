"""The matrix of a paper (ma trận đề) and its specification (bản đặc tả): topic by level.

Laid out as letter 7991/BGDĐT-GDTrH of 2024 lays them out for the schools: formats across, levels below them.
"""

from collections import defaultdict
from decimal import ROUND_HALF_UP, Decimal

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from courses.models import QuestionVersion
from courses.templatetags.questions import points as in_words

from .layout import questions_of
from .tables import Cell, Section, Table

LEVELS = list(QuestionVersion.Level)
FORMATS = ("choice", "statements", "short", "by_hand", "other")
OF_KIND = {
    "one_choice": "choice",
    "several_choices": "choice",
    "true_false": "choice",
    "four_statements": "statements",
    "short_number": "short",
    "short_text": "short",
}


def format_words():
    return {
        "choice": _("Multiple choice"),
        "statements": _("True – false"),
        "short": _("Short answer"),
        "by_hand": _("Written by hand"),
        "other": _("Other kinds"),
    }


def level_words():
    return {
        QuestionVersion.Level.RECOGNISE: pgettext("level in a matrix", "Recognise"),
        QuestionVersion.Level.UNDERSTAND: pgettext("level in a matrix", "Understand"),
        QuestionVersion.Level.APPLY: pgettext("level in a matrix", "Apply"),
    }


def sections(papers):
    """Matrix and specification; one pair for all codes that ask the same questions."""
    found = []
    for codes, asked in _alike(papers):
        of_which = (
            _("Paper codes %(codes)s") % {"codes": ", ".join(codes)} if len(codes) < len(papers) else ""
        )
        first = (
            _("Numbers of the questions as in paper code %(code)s.") % {"code": codes[0]} if codes[0] else ""
        )
        found.append(
            Section(_("MATRIX OF THE PAPER"), [of_which] if of_which else [], _matrix(asked), bool(found))
        )
        lines = [line for line in (of_which, first) if line]
        found.append(Section(_("SPECIFICATION OF THE PAPER"), lines, _specification(asked), new_page=True))
    return found


def _alike(papers):
    """([codes], questions of the first) for papers that ask the same."""
    found = {}
    for paper in papers:
        asked = questions_of(paper)
        same = frozenset((one.version.pk, one.points) for one in asked)
        found.setdefault(same, ([], asked))[0].append(paper.code)
    return found.values()


def format_of(asked):
    return "by_hand" if asked.by_hand else OF_KIND.get(asked.version.kind, "other")


def topic_of(asked):
    return asked.version.topic or _("without a topic")


def _matrix(asked):
    formats = [one for one in FORMATS if any(format_of(question) == one for question in asked)]
    words, levels = format_words(), level_words()
    names = [*(words[one] for one in formats), pgettext("on a printed paper", "In all")]
    rows = [
        [
            Cell(_("No."), down=2, strong=True),
            Cell(_("Topic"), down=2, strong=True),
            *(Cell(name, across=len(LEVELS), strong=True) for name in names),
            Cell(pgettext("on a printed paper", "Points"), down=2, strong=True),
            Cell(_("Share"), down=2, strong=True),
        ],
        [Cell(levels[level], strong=True) for _name in names for level in LEVELS],
    ]
    total = sum(one.points for one in asked)
    topics = _by(asked, topic_of)
    for number, (topic, own) in enumerate(topics.items(), start=1):
        cells = [_count(_of(own, name, level)) for name in [*formats, None] for level in LEVELS]
        points = sum(one.points for one in own)
        rows.append(
            [
                Cell(str(number)),
                Cell(topic, left=True),
                *map(Cell, cells),
                Cell(in_words(points)),
                Cell(_share(points, total)),
            ]
        )
    columns = [_of(asked, name, level) for name in [*formats, None] for level in LEVELS]
    rows.append(
        _summary(
            pgettext("on a printed paper", "Questions"),
            [_number(own) for own in columns],
            str(len(asked)),
            "",
        )
    )
    sums = [sum(one.points for one in own) for own in columns]
    rows.append(
        _summary(
            pgettext("on a printed paper", "Points"),
            [in_words(one) if one else "" for one in sums],
            in_words(total),
            "",
        )
    )
    shares = [_share(one, total) if one else "" for one in sums]
    rows.append(_summary(_("Share"), shares, "", _share(total, total)))
    widths = [0.6, 3.2, *(0.95 for _cell in columns), 1.0, 1.0]
    return Table(widths, rows, heads=2)


def _summary(label, cells, points, share):
    return [
        Cell(label, across=2, strong=True),
        *(Cell(one, strong=True) for one in cells),
        Cell(points, strong=True),
        Cell(share, strong=True),
    ]


def _specification(asked):
    """For each topic and level: which questions, by format; what pupils must be able to do stays empty."""
    formats = [one for one in FORMATS if any(format_of(question) == one for question in asked)]
    words, levels = format_words(), level_words()
    names = (_("No."), _("Topic"), _("Level"), _("What pupils must be able to do"))
    head = [Cell(name, strong=True) for name in names]
    head += [Cell(words[one], strong=True) for one in formats]
    head += [
        Cell(pgettext("on a printed paper", "Questions"), strong=True),
        Cell(pgettext("on a printed paper", "Points"), strong=True),
    ]
    rows = [head]
    for number, (topic, own) in enumerate(_by(asked, topic_of).items(), start=1):
        present = [level for level in LEVELS if _of(own, None, level)]
        for place, level in enumerate(present):
            here = _of(own, None, level)
            row = []
            if not place:
                row = [Cell(str(number), down=len(present)), Cell(topic, down=len(present), left=True)]
            labels = [", ".join(one.label for one in _of(own, name, level)) for name in formats]
            points = in_words(sum(one.points for one in here))
            row += [
                Cell(levels[level]),
                Cell(_served(here), left=True),
                *map(Cell, labels),
                Cell(str(len(here))),
                Cell(points),
            ]
            rows.append(row)
    total = in_words(sum(one.points for one in asked))
    counts = [_number(_of(asked, name)) for name in formats]
    rows.append(
        [
            Cell(pgettext("on a printed paper", "In all"), across=4, strong=True),
            *(Cell(one, strong=True) for one in counts),
            Cell(str(len(asked)), strong=True),
            Cell(total, strong=True),
        ]
    )
    return Table([0.6, 2.4, 1.3, 3.0, *(1.8 for _format in formats), 1.0, 1.0], rows)


def _served(asked):
    """What of the curriculum the questions serve, as far as their authors wrote it down."""
    return ", ".join(sorted({one.version.curriculum for one in asked if one.version.curriculum}))


def _by(asked, name):
    found = defaultdict(list)
    for one in asked:
        found[name(one)].append(one)
    return found


def _of(asked, name=None, level=None):
    return [
        one
        for one in asked
        if (name is None or format_of(one) == name) and (level is None or one.version.level == level)
    ]


def _count(own):
    """«3» with its points: «3 (0,75)»."""
    return f"{len(own)} ({in_words(sum(one.points for one in own))})" if own else ""


def _number(own):
    return str(len(own)) if own else ""


def _share(points, total):
    if not total:
        return ""
    share = (points * 100 / total).quantize(Decimal("0.1"), ROUND_HALF_UP)
    return f"{share.normalize():f}%".replace(".", ",")
