"""One question as the paragraphs of an exam that teachers read: pure, out of what a version says.

importing/exam/ reads them back; what it cannot tell from them the file carries beside (word_carrier.py).
"""

from courses.questions import gap_writing, short_number, short_text

from .excel_row import SHORT_TRUTHS, TRUTHS

LEVELS = {"recognise": "NB", "understand": "TH", "apply": "VD"}
LETTERS = "ABCDEFGHIJKLMNOPQRST"


class Paragraph:
    """A line of an exam: a label that stands out, a text with formulas, a picture behind it."""

    def __init__(self, text, label="", is_right=False, option=""):
        self.text, self.label, self.is_right, self.option = text, label, is_right, option


class Columns:
    """Two columns whose parts go together."""

    def __init__(self, left, right):
        self.left, self.right = left, right


def blocks(said, number):
    """The `Paragraph`s and `Columns` of a question; its own picture follows the first `len(text)` lines."""
    level = f" ({LEVELS[said.level]})" if said.level in LEVELS else ""
    first, *more = said.text.split("\n")
    lines = [Paragraph(f"{level} {first}", f"Câu {number}.")] + [Paragraph(line) for line in more]
    lines += BUILDERS.get(said.kind, _by_hand)(said.content, said.key)
    if said.feedback:
        first, *more = said.feedback.split("\n")
        lines += [Paragraph(f" {first}", "Lời giải:"), *(Paragraph(line) for line in more)]
    return lines


def passage(title, text, first, last):
    """The paragraphs of a text that the questions from `first` to `last` are about."""
    asked = f"câu hỏi từ {first} đến {last}" if last > first else f"câu {first}"
    heading = Paragraph("", f"Đọc đoạn văn «{title}» và trả lời {asked}.")
    return [heading, *(Paragraph(line) for line in text.split("\n"))]


def text_lines(said):
    """How many paragraphs the question itself has, before its picture."""
    return said.text.count("\n") + 1


def _answer(text):
    return Paragraph(f" {text}", "Đáp án:")


def _choices(content, key):
    right = [key["right"]] if isinstance(key["right"], str) else key["right"]
    lines = [
        Paragraph(f" {one['text']}", f"{letter}.", one["id"] in right, one["id"])
        for letter, one in zip(LETTERS, content["options"], strict=False)
    ]
    if len(right) > 1:
        letters = [line.label[0] for line in lines if line.is_right]
        lines.append(_answer(", ".join(letters)))
    return lines


def _statements(content, key):
    lines = [Paragraph(f" {one['text']}", f"{one['id']})") for one in content["statements"]]
    return [
        *lines,
        _answer(", ".join(f"{one['id']}) {SHORT_TRUTHS[key[one['id']]]}" for one in content["statements"])),
    ]


def _number(content, key):
    told = short_number.shown_key(content, key)
    return [_answer(f"{told} {content['unit']}" if content.get("unit") else told)]


def _matching(content, key):
    left = [one["text"] for one in content["left"]]
    right = [one["text"] for one in content["right"]]
    places = {one["id"]: letter.lower() for letter, one in zip(LETTERS, content["right"], strict=False)}
    pairs = [f"{at}-{places[key['pairs'][one['id']]]}" for at, one in enumerate(content["left"], start=1)]
    return [Columns(left, right), _answer(", ".join(pairs))]


def _ordering(content, key):
    texts = {one["id"]: one["text"] for one in content["items"]}
    return [_answer(" → ".join(texts[id_] for id_ in key["order"]))]


def _classify(content, key):
    groups = {one["id"]: one["text"] for one in content["groups"]}
    return [
        _answer("; ".join(f"{one['text']} – {groups[key['groups'][one['id']]]}" for one in content["items"]))
    ]


def _spots(content, key):
    items = {one["id"]: one["text"] for one in content["items"]}
    return [_answer("; ".join(f"({spot}) {items[item]}" for spot, item in key["spots"].items()))]


def _by_hand(content, key):
    return [Paragraph(f" {key['model']}", "Gợi ý chấm:")] if key.get("model") else []


BUILDERS = {
    "one_choice": _choices,
    "several_choices": _choices,
    "true_false": lambda content, key: [_answer(TRUTHS[key["right"]])],
    "four_statements": _statements,
    "short_number": _number,
    "short_text": lambda content, key: [_answer(" / ".join(short_text.lines_of(key)))],
    "cloze": lambda content, key: [Paragraph(line) for line in gap_writing.written(content, key).split("\n")],
    "matching": _matching,
    "ordering": _ordering,
    "classify": _classify,
    "picture_spots": _spots,
}
