"""Lines of an exam that are no part of a question: parts, keys, topics, passages, the end."""

import re
from dataclasses import dataclass

from lms.text import fold

CHOICES, STATEMENTS, SHORT, WRITTEN = "choices", "statements", "short", "written"

PART = re.compile(
    r"(?:phần|part|dạng thức|dạng)\s+(?P<number>[IVX]{1,4}|\d{1,2}|[A-D])(?![\w])\s*[.:)\-–]*\s*(?P<rest>.*)",
    re.IGNORECASE | re.DOTALL,
)
# «I. TRẮC NGHIỆM», «B. PHẦN TỰ LUẬN (3 điểm)»: only with a word that names a kind.
NAMED_PART = re.compile(
    r"(?:(?P<number>[IVX]{1,4}|[A-D]|\d)\s*[.:/)\-–]\s*)?(?:phần\s+)?(?:câu\s+(?:hỏi\s+)?)?(?:bài\s+tập\s+)?"
    r"(?P<rest>(?:trắc nghiệm|tự luận|trả lời ngắn|đúng\s*[/\-–,]?\s*sai|nhiều lựa chọn|điền khuyết)\b.*)",
    re.IGNORECASE | re.DOTALL,
)
WORDS = [
    (STATEMENTS, re.compile(r"dung\s*(hoac|hay|/|-|–|,)?\s*sai|true\s*/\s*false")),
    (SHORT, re.compile(r"tra loi ngan|dien (dap|ket) (an|qua)|short answer")),
    (WRITTEN, re.compile(r"tu luan|bai viet|lam van|nghi luan|essay|^\W*viet\b")),
    (CHOICES, re.compile(r"nhieu (phuong an )?lua chon|trac nghiem|phuong an|multiple choice")),
]
BY_NUMBER = {
    "I": CHOICES,
    "II": STATEMENTS,
    "III": SHORT,
    "IV": WRITTEN,
    "1": CHOICES,
    "2": STATEMENTS,
    "3": SHORT,
}
KEY = re.compile(
    r"\W*(bang |phan )?(dap an|answer keys?|keys?|dap so)"
    r"( va (thang|bieu) diem| chi tiet| trac nghiem| tham khao)*"
    r"( (ma )?de .{0,12}| (phan|cau) .{0,30}| mon .{0,40})?\W*"
)
SOLUTIONS = re.compile(
    r"\W*((dap an va |dap an - )?(huong dan|loi) (giai|cham)( chi tiet)?|dap an (va loi giai|chi tiet)|"
    r"(giai|loi giai) chi tiet)( de .{0,20}| phan .{0,30})?\W*"
)
END = re.compile(r"[\W_]*(het|the end|end)[\W_]*")
TOPIC = re.compile(
    r"(?:chủ đề|chuyên đề|chương|nội dung|topic|unit|bài(?=\s+\d{1,2}\s*[.:\-–]))"
    r"\s*(?P<number>[IVX\d]{0,4})\s*[.:\-–]\s*(?P<words>.{2,200})",
    re.IGNORECASE,
)
PASSAGE = re.compile(
    r"\W*(dua vao|doc|su dung|cho|quan sat|xem|dung|tu|theo|read|based on|use|look at|the following|choose)\b"
    r".*?(?:cau(?: hoi)?|questions?)\D{0,20}?(?P<first>\d{1,3})"
    r"\s*(?:-|–|—|→|,|den|toi|to|va|and)\D{0,12}?(?P<last>\d{1,3})",
    re.DOTALL,
)
# Of one question only where a text is named: «Dựa vào kết quả câu 3» is none.
PASSAGE_OF_ONE = re.compile(
    r"\b(tra loi|answer)\b.{0,60}?(?:cau(?: hoi)?|questions?)\s*(?P<first>\d{1,3})\W*$"
)
BEGINS_PASSAGE = re.compile(r"\W*(dua vao|doc|su dung|cho|read|based on)\b")
NAMES_TEXT = re.compile(r"\b(doan|van ban|ngu lieu|bai tho|bai doc|thong tin|passage|text)\b")
# «Đọc văn bản sau và thực hiện các yêu cầu», for all questions up to the next such line.
OPENS_TEXT = re.compile(
    r"\W*(doc|dua vao|read)\b.{0,60}?\b"
    r"(doan|van ban|ngu lieu|bai tho|bai doc|cau chuyen|truyen|thong tin|passage|text|story)\b.{0,60}?"
    r"\b(sau|duoi day|thuc hien|tra loi|following|below|answer)\b"
)
INSTRUCTION = re.compile(
    r"\W*(mark the letter|choose|circle|find|fill in|give|rewrite|complete|supply|match|read|"
    r"khoanh|chon|hay chon|em hay|dien|noi|doc ky|doc ki)\b"
)
LEVEL = re.compile(
    r"\W*(?:[ivx\d]{1,3}[.)]\s*)?(?:muc do\s*\d?\s*[:.–-]?\s*)?"
    r"(nhan biet|thong hieu|van dung cao|van dung)\W*(\(.{0,30}\))?\W*"
)
EXAM = re.compile(r"\W*(de|ma de|de thi|de kiem tra|de on( tap)?|exam)( so)? ?[:.]? ?\d{1,4}\W*")


@dataclass
class Part:
    """A part of an exam, and which kind of question stands in it; empty when nobody says so."""

    number: str = ""
    kind: str = ""
    order: int = 0


def part_of(line):
    """The `Part` that a line begins; None for any other line."""
    words = line.mask.strip(" *\t\n")
    if len(words) > 400:
        return None
    found = PART.match(words)
    if found and _is_heading(found, line):
        number = found["number"].upper()
        return Part(number, kind_of(found["rest"]) or _by_number(number, found["rest"]))
    found = NAMED_PART.match(words)
    if (
        found
        and (found["number"] or len(words) < 60)
        and (found["number"] or words == words.upper() or _is_bold(line))
    ):
        return Part((found["number"] or "").upper(), kind_of(found["rest"]))
    return None


def _by_number(number, rest):
    """Part II of the exam has statements – where the heading does not say something else."""
    says_nothing = re.match(r"\W*(thi sinh|cau|trong|hoc sinh|em|\d|$)", fold(rest))
    return BY_NUMBER.get(number, "") if says_nothing else ""


def opens_text(folded):
    """A text for all questions that follow."""
    return len(folded) < 300 and bool(OPENS_TEXT.match(folded))


def is_instruction(line, folded):
    """What pupils are to do in the questions that follow, on a line of its own between questions."""
    if not INSTRUCTION.match(folded) or len(folded) > 400:
        return False
    seen = line.seen()
    stands_out = sum(mark.bold or mark.italic for mark in seen) > len(seen) * 0.6
    return stands_out or folded.endswith(":") or "following" in folded


def _is_heading(found, line):
    """«Phần 1 của bài thơ …» is none."""
    rest = found["rest"].strip()
    return not rest or rest[:1].isupper() or rest[:1] == "(" or _is_bold(line)


def kind_of(words):
    folded = fold(words)[:160]
    return next((kind for kind, sign in WORDS if sign.search(folded)), "")


def is_key(line, folded, within):
    """`within` a question «Đáp án» is its own, unless it stands in capitals."""
    if not KEY.fullmatch(folded):
        return False
    return not within or line.mask == line.mask.upper() or folded.startswith("bang")


def is_solutions(line, folded, within):
    """A chapter that solves one question after the other."""
    return bool(SOLUTIONS.fullmatch(folded)) and (not within or _is_chapter(line, folded))


def _is_chapter(line, folded):
    return line.mask == line.mask.upper() and bool(re.search(r"dap an|cham|chi tiet", folded))


def is_exam(folded):
    """The next exam of a collection."""
    return bool(EXAM.fullmatch(folded))


def is_end(folded):
    return bool(END.fullmatch(folded))


def passage_of(folded):
    """(first, last) question that a passage is for; None for any other line."""
    found = PASSAGE.match(folded) if len(folded) < 400 else None
    if found:
        first, last = int(found["first"]), int(found["last"])
        return (first, last) if first < last <= first + 30 else None
    if len(folded) < 400 and BEGINS_PASSAGE.match(folded) and NAMES_TEXT.search(folded):
        found = PASSAGE_OF_ONE.search(folded)
    return (int(found["first"]), int(found["first"])) if found else None


def _is_bold(line):
    seen = line.seen()
    return bool(seen) and sum(mark.bold for mark in seen) > len(seen) * 0.6
