"""The lines of one question taken apart: its text, what it says of itself, answers, explanation."""

import re
from dataclasses import dataclass, field

from courses.importing.levels import level_of

from . import values
from .marked import ANCHOR, Text, joined
from .tables import Pairs

TOKEN = re.compile(r"\s*[.:\-–]?\s*[(\[{<]\s*([^()\[\]{}<>]{1,40})\s*[)\]}>]\s*[.:\-–]?\s*")
# What banks of other programs call the requirement that a question serves.
CODE = re.compile(r"\d[A-Z]\d?[A-Z]?\d*(-\d+)*|[A-Z]{2,4}\d{1,2}(\.[A-Z0-9]+)+")
POINTS_AT_END = re.compile(r"\s*\(\s*(\d{1,2}(?:[.,]\d{1,2})?)\s*(?:điểm|đ)\s*\)\s*$", re.IGNORECASE)
TOKEN_AT_END = re.compile(
    r"\s*[(\[]\s*(NB|TH|VD|VDC|Nhận biết|Thông hiểu|Vận dụng|Vận dụng cao)\s*[)\]]\s*$", re.IGNORECASE
)
POINTS = re.compile(r"(\d{1,2}(?:[.,]\d{1,2})?)\s*(?:điểm|đ|pts?|points?|marks?)\.?", re.IGNORECASE)
EXPLAINED = re.compile(
    r"\W{0,3}(?:(?:lời giải|hướng dẫn giải|hướng dẫn|giải thích|giải chi tiết|bài giải|phân tích|hdg|"
    r"solution|explanation)"
    r"(?:\s+chi tiết|\s+tham khảo)?\s*(?:[:.]+\s*|$)|giải\s*(?::\s*|$))",
    re.IGNORECASE,
)
# What markers compare with, of questions that are marked by hand.
MODEL = re.compile(
    r"\W{0,3}(?:gợi ý chấm|hướng dẫn chấm|đáp án mẫu|bài mẫu|dàn ý)\s*(?:[:.]+\s*|$)", re.IGNORECASE
)
ANSWERED = re.compile(
    r"[\W_]{0,4}"
    r"(?:đáp án(?:\s+(?:đúng|chính xác))?|đáp số|đ/a|đa|đs|kết quả|trả lời|answers?|key|correct answer)"
    r"\s*(?:(?:là|is)\s*[:.]?|[:.=])\s*(?P<value>.*)",
    re.IGNORECASE | re.DOTALL,
)
# Without a colon only a letter is an answer: «Chọn C», «Đáp án B».
CHOSEN = re.compile(
    r"\W*(?:(?:vậy|do đó|nên|suy ra|ta)\s+)*(?:ta\s+)?(?:chọn|đáp án|choose)"
    r"\s*(?:(?:đáp án|phương án|câu|ý|đúng|là)\s*)*[:.]?\s*"
    r"(?P<value>[A-H](?:\s*[,;&]\s*[A-H])*)\W*",
    re.IGNORECASE,
)
CHOSEN_AT_END = re.compile(
    r"(?:^|[\s.,;⇒→])(?:chọn|đáp án)\s*(?:(?:đáp án|phương án|đúng|là)\s*){0,4}[:.]?"
    r"\s*(?P<value>[A-H])\s*[.)]*\s*$",
    re.IGNORECASE,
)
SAID_OF_ITSELF = re.compile(
    r"\W*(?P<what>mức độ|chủ đề|chủ điểm|nội dung|điểm|level|topic)\s*:\s*(?P<words>.{1,120})", re.IGNORECASE
)
BLANK = re.compile(r"[\s.…_·]{5,}|\[<br>\]")
TITLE_OF_BLANK = re.compile(r"\W*(?:trả lời|đáp án|đáp số|bài làm)\s*:?[\s.…_]*", re.IGNORECASE)


@dataclass
class Parted:
    """What a question says; `body` is text and options together."""

    body: Text = field(default_factory=Text)
    pairs: Pairs | None = None
    values: list = field(default_factory=list)
    explained: list = field(default_factory=list)
    guide: list = field(default_factory=list)
    # The guide in words, once it was read.
    model: str = ""
    level: str = ""
    topic: str = ""
    points: str = ""
    curriculum: str = ""
    blank_lines: int = 0
    # The question printed once more among the solutions.
    marked_again: Text | None = None


def part(items):
    """`items`: lines (`Text`) and `Pairs`, the first one without its number."""
    parted, body, explaining, is_model = Parted(), [], False, False
    for at, item in enumerate(items):
        if isinstance(item, Pairs):
            parted.pairs = item
            continue
        line = _without_tokens(parted, item) if at == 0 else item
        if not explaining and _said_of_itself(parted, line):
            continue
        if BLANK.fullmatch(line.mask) or (
            TITLE_OF_BLANK.fullmatch(line.mask) and "…" in line.mask + "…" and at and BLANK.search(line.mask)
        ):
            parted.blank_lines += 1
            continue
        if found := MODEL.match(line.mask):
            is_model, line = True, line[found.end() :].strip()
        elif EXPLAINED.match(line.mask):
            is_model = False
        if is_model:
            parted.guide += [line] if line else []
            continue
        explaining = _explained(parted, line, explaining, body)
    parted.body = joined(body)
    return parted


def _explained(parted, line, explaining, body):
    """Put a line where it belongs; returns whether what follows explains."""
    if found := EXPLAINED.match(line.mask):
        rest = line[found.end() :].strip()
        if rest:
            _answer_or_words(parted, rest)
        return True
    found = ANSWERED.fullmatch(line.mask) or CHOSEN.fullmatch(line.mask)
    if found:
        told = _value_at(line, found)
        if told is not None and (told.kind != values.WORDS or explaining is False):
            parted.values.append(told)
            return explaining
        if told is None and not line.mask[found.end("value") :].strip() and found.re is ANSWERED:
            return True
    if explaining:
        _answer_or_words(parted, line)
        return True
    # «D. 8    Đáp án: B» on one line.
    inline = re.search(
        r"(?<![\t ])[\t ]{2,}+(?=(?:đáp án|chọn|answer)\s*:?\s*[A-H]\s*\.?\s*$)", line.mask, re.IGNORECASE
    )
    if inline:
        body.append(line[: inline.start()])
        return _explained(parted, line[inline.end() :], explaining, body)
    body.append(line)
    return False


def _answer_or_words(parted, line):
    """A line of an explanation, that may end with «Chọn C»."""
    whole = ANSWERED.fullmatch(line.mask) or CHOSEN.fullmatch(line.mask)
    told = _value_at(line, whole) if whole else None
    if told is not None and told.kind != values.WORDS:
        parted.values.append(told)
        return
    if found := CHOSEN_AT_END.search(line.mask):
        parted.values.append(values.value_of(found["value"].upper()))
    parted.explained.append(line)


def _value_at(line, found):
    start = found.start("value")
    return values.value_of(ANCHOR.sub("", line.signs[start : found.end("value")]))


def _without_tokens(parted, line):
    """«(NB)», «[TH]», «(0,5 điểm)» after the number, taken down and off."""
    while found := TOKEN.match(line.mask):
        words = found[1].strip()
        bits = [bit.strip() for bit in re.split(r"[-–;,/](?!\d)", words)] if not level_of(words) else [words]
        levels = [level_of(bit) for bit in bits]
        points = [POINTS.fullmatch(bit) for bit in bits]
        if CODE.fullmatch(words):
            parted.curriculum, line = words[:40], line[found.end() :]
            continue
        if not all(level or point for level, point in zip(levels, points, strict=True)):
            break
        parted.level = next(filter(None, levels), parted.level)
        parted.points = next((one[1].replace(",", ".") for one in points if one), parted.points)
        line = line[found.end() :]
    if found := TOKEN_AT_END.search(line.mask):
        parted.level = level_of(found[1]) or parted.level
        line = line[: found.start()]
    if found := POINTS_AT_END.search(line.mask):
        parted.points = found[1].replace(",", ".")
        line = line[: found.start()]
    return line.strip()


def _said_of_itself(parted, line):
    found = SAID_OF_ITSELF.fullmatch(line.mask)
    if not found:
        return False
    what, words = found["what"].lower(), found["words"].strip(" .")
    if what in ("mức độ", "level"):
        level = level_of(words)
        parted.level = level or parted.level
        return bool(level)
    if what == "điểm":
        points = re.fullmatch(r"\d{1,2}([.,]\d{1,2})?", words)
        parted.points = words.replace(",", ".") if points else parted.points
        return bool(points)
    if what == "nội dung":
        return False
    parted.topic = words
    return True
