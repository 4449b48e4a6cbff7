"""The papers of all codes as a Word file, for teachers to change: one section a code, with its own foot."""

from itertools import groupby

from django.utils.translation import gettext as _

from courses.exporting.word_xml import FORMULA
from courses.questions import cloze
from courses.templatetags.questions import points as in_words

from . import facts, written
from .drawings import picture_bytes, with_numbers
from .layout import LETTERS, laid_out
from .word_page import BOX, ROOM, Page, bold, italic, paragraph, table, text

# Options beside each other, by how many signs the longest has.
FOUR_SIGNS, TWO_SIGNS = 14, 38
ROOM_TALL = ROOM[False]


def papers(of_edition, head):
    page, words = Page(), facts.words()
    for number, paper in enumerate(of_edition, start=1):
        parts = [part for part in laid_out(paper) if part.asked]
        page.add(*heading(head, words, sum(len(part.questions) for part in parts), paper.code))
        for part in parts:
            _part(page, part, words)
        page.add(paragraph(bold(f"———— {words['end']} ————"), side="center", before=240))
        page.add(paragraph(italic(words["no_help"]), side="center"))
        foot = f"{words['code']} {paper.code}" if paper.code else head.title
        page.end_section(f"{foot} – {_('page')}", is_last=number == len(of_edition))
    return page.packed()


def heading(head, words, many, code):
    left = [paragraph(head.above.upper(), side="center"), paragraph(bold(head.school.upper()), side="center")]
    left.append(paragraph(italic(words["questions"] % {"many": many}), side="center"))
    right = [paragraph(bold(head.title.upper()), side="center")]
    if head.year:
        right.append(paragraph(head.year, side="center"))
    if head.subject:
        right.append(paragraph(f"{words['subject']}: ", bold(head.subject), _grade(head), side="center"))
    if head.minutes:
        right.append(paragraph(italic(words["minutes"] % {"minutes": head.minutes}), side="center"))
    yield table([1, 1.25], [[(left, 1, 1), (right, 1, 1)]], ROOM_TALL, ruled=False)
    name = paragraph(f"{words['name']}: {'.' * 60} {words['class']}: {'.' * 16}", before=160)
    number = paragraph(f"{words['candidate']}: {'.' * 30}")
    box = [paragraph(f"{words['code']} ", bold(code, size=32), side="center")] if code else []
    yield table([3.2, 1], [[([name, number], 1, 1), (box, 1, 1)]], ROOM_TALL, ruled=False)


def _grade(head):
    return f" – {head.grade}" if head.grade else ""


def _part(page, part, words):
    worth = ""
    if part.total:
        told = {"points": in_words(part.total), "each": in_words(part.each) if part.each else ""}
        many = part.each is not None and len(part.questions) > 1
        worth = " " + (words["part_in_all"] if many else words["in_all"]) % told
    page.add(paragraph(bold(part.title), italic(worth), before=200, keep=True))
    if part.instructions:
        page.add(paragraph(italic(part.instructions), keep=True))
    for passage, run in groupby(part.asked, key=lambda one: one.version.passage):
        if passage:
            # Two tables one behind the other would become one.
            page.add(paragraph(before=0, after=0), _passage(page, passage))
        for one in run:
            _item(page, one, words, says_points=part.each is None and len(part.questions) > 1)


def _passage(page, passage):
    blocks = [paragraph(bold(passage.title), side="center")]
    if passage.picture_id and (told := picture_bytes(passage.picture)):
        blocks.append(paragraph(page.picture(told, passage.alt), side="center"))
    blocks += [paragraph(line) for line in passage.text.splitlines()]
    return table([1], [[(blocks, 1, 1)]], ROOM_TALL)


def _item(page, asked, words, says_points):
    version = asked.version
    worth = f" {words['in_all'] % {'points': in_words(asked.points)}}" if says_points else ""
    label = bold(f"{words['question']} {asked.number}") + text(worth) + bold(". ") if asked.number else []
    several = [italic(f" {words['several']}")] if version.kind == "several_choices" else []
    page.add(paragraph(label, version.text, *several, before=120, keep=True))
    if version.picture_id:
        told = picture_bytes(version.picture)
        if told and version.kind == "picture_spots":
            told = with_numbers(told, version.content["spots"])
        shown = page.picture(told, version.alt) if told else italic(words["no_picture"])
        page.add(paragraph(shown, side="center"))
    page.add(*ASKING[version.kind](page, asked, words))


def _options(page, asked, words):
    box = f"{BOX} " if asked.version.kind == "several_choices" else ""
    pictures = asked.version.pictures_of_options()
    options = []
    for letter, one in zip(LETTERS, asked.things, strict=False):
        blocks = []
        if one["id"] in pictures and (told := picture_bytes(pictures[one["id"]])):
            content, mime, width, height = told
            scale = min(1, 150 / width, 130 / height)
            shown = page.picture((content, mime, round(width * scale), round(height * scale)), one["text"])
            blocks.append(paragraph(shown, after=0))
        options.append([*blocks, paragraph(box, bold(f"{letter}. "), one["text"], before=0)])
    columns = 4 if pictures and len(options) > 2 else _columns(asked.things)
    if columns == 1:
        return [block for option in options for block in option]
    rows = [options[at : at + columns] for at in range(0, len(options), columns)]
    rows = [row + [[]] * (columns - len(row)) for row in rows]
    cells = [[(blocks, 1, 1) for blocks in row] for row in rows]
    return [table([1] * columns, cells, ROOM_TALL, ruled=False)]


def _columns(things):
    """A formula is shorter than its LaTeX."""
    longest = max(len(FORMULA.sub("******", one["text"])) for one in things)
    if longest <= FOUR_SIGNS and len(things) > 2:
        return 3 if len(things) == 3 else 4
    return 2 if longest <= TWO_SIGNS else 1


def _statements(page, asked, words):
    heads = (("statement", ""), ("true", "center"), ("false", "center"))
    rows = [[([paragraph(bold(words[name]), side=side, keep=True)], 1, 1) for name, side in heads]]
    for letter, one in zip("abcd", asked.things, strict=False):
        # All four on one page.
        keep = letter != "d"
        tick = ([paragraph(BOX, side="center", keep=keep)], 1, 1)
        rows.append([([paragraph(f"{letter}) {one['text']}", keep=keep)], 1, 1), tick, tick])
    return [table([8, 1, 1], rows, ROOM_TALL, heads=1)]


def _truth(page, asked, words):
    return [paragraph(f"{BOX} {words['true']}        {BOX} {words['false']}")]


def _number(page, asked, words):
    content = asked.version.content
    unit = f" {content.get('unit', '')}"
    if content.get("policy") != "exam":
        return [paragraph(f"{words['answer']}: {'.' * 40}", unit)]
    answer = [paragraph(f"{words['answer']}:", before=80, after=80)]
    cells = [(answer, 1, 1), *[([], 1, 1)] * 4, ([paragraph(unit)], 1, 1)]
    return [table([2.2, 0.8, 0.8, 0.8, 0.8, 2], [cells], ROOM_TALL * 2 // 3)]


def _line(page, asked, words):
    return [_dots(f"{words['answer']}: ")]


def _gaps(page, asked, words):
    content, told, choices = asked.version.content, "", []
    gaps = written.gaps_of(content)
    for kind, piece in cloze.pieces(content):
        told += piece if kind == "text" else f"({gaps.index(piece) + 1}) ................ "
    for number, gap in enumerate(gaps, start=1):
        if content["gaps"][gap]["kind"] == "choice":
            options = zip(LETTERS, content["gaps"][gap]["options"], strict=False)
            words_of = "     ".join(f"{letter}. {one['text']}" for letter, one in options)
            choices.append(paragraph(f"({number}) {words_of}"))
    return [*(paragraph(line) for line in told.splitlines()), *choices]


def _pairs(page, asked, words):
    left = [f"{number}. {one['text']}" for number, one in enumerate(asked.things, start=1)]
    right = _lettered(written.choices_of(asked.version))
    rows = [
        [([paragraph(column[at])] if at < len(column) else [], 1, 1) for column in (left, right)]
        for at in range(max(len(left), len(right)))
    ]
    return [table([1, 1], rows, ROOM_TALL, ruled=False), _answers(len(left), words)]


def _groups(page, asked, words):
    groups = "        ".join(_lettered(written.choices_of(asked.version)))
    items = [f"{number}. {one['text']} ......" for number, one in enumerate(asked.things, start=1)]
    return [paragraph(groups), *(paragraph(one) for one in items)]


def _order(page, asked, words):
    return [
        paragraph(italic(words["places"])),
        *(paragraph(f"......  {one['text']}") for one in asked.things),
    ]


def _spots(page, asked, words):
    items = "        ".join(_lettered(asked.version.content["items"]))
    return [paragraph(items), _answers(len(asked.version.content["spots"]), words)]


def _lines(page, asked, words):
    many = min(asked.version.content.get("lines", facts.LINES_OF_WORK), facts.MOST_LINES)
    return [_dots() for _line in range(many)]


def _dots(words=""):
    """A dotted line to the end of the row, behind some words."""
    return paragraph(f"{words}\t", tabs=(ROOM_TALL,), leader=True, before=80)


def _lettered(things):
    return [f"{letter}. {one['text']}" for letter, one in zip(LETTERS, things, strict=False)]


def _answers(many, words):
    return paragraph(
        f"{words['answer']}: " + "    ".join(f"{number} – ....." for number in range(1, many + 1))
    )


def _note(name):
    return lambda page, asked, words: [paragraph(italic(words[name]))]


ASKING = {
    "one_choice": _options,
    "several_choices": _options,
    "true_false": _truth,
    "four_statements": _statements,
    "short_number": _number,
    "short_text": _line,
    "cloze": _gaps,
    "matching": _pairs,
    "ordering": _order,
    "classify": _groups,
    "picture_spots": _spots,
    "essay": _lines,
    "photo": _lines,
    "spoken": _note("speak"),
    "file": _note("file"),
    "information": lambda page, asked, words: [],
}
