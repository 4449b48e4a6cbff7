"""Formats of papers that schools know, as data: parts with their kind, number of questions, points.

The exam formats follow the national exam since 2025; the four parts of a school's own test are weighted
3-2-2-3 or 3-4-3-0. What stands on the paper is Vietnamese, whatever language the screen has. Each format
makes ten points (a test adds them up).
"""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

CHOICE = "Phần {no}. Trắc nghiệm nhiều phương án lựa chọn"
STATEMENTS = "Phần {no}. Trắc nghiệm đúng sai"
SHORT = "Phần {no}. Trả lời ngắn"
ESSAY = "Phần {no}. Tự luận"
TO_DO = {
    "one_choice": "Mỗi câu, em chọn một phương án đúng nhất.",
    "four_statements": "Trong mỗi ý a), b), c), d) ở mỗi câu, em chọn đúng hoặc sai.",
    "short_number": "Em ghi kết quả bằng số, nhiều nhất 4 ký tự, tính cả dấu trừ và dấu phẩy.",
    "essay": "Em trình bày bài làm đầy đủ.",
}
TITLES = {"one_choice": CHOICE, "four_statements": STATEMENTS, "short_number": SHORT, "essay": ESSAY}
ROMAN = ("I", "II", "III", "IV")


@dataclass(frozen=True)
class PartFormat:
    kind: str
    count: int
    points: Decimal
    title: str
    to_do: str

    @property
    def worth(self):
        return self.count * self.points


@dataclass(frozen=True)
class PaperFormat:
    code: str
    label: str
    minutes: int
    parts: tuple

    @property
    def worth(self):
        return sum(part.worth for part in self.parts)


def _format(code, label, minutes, *parts):
    told = tuple(
        PartFormat(
            kind,
            count,
            Decimal(points),
            # A paper of one part needs no heading of parts.
            TITLES[kind].format(no=ROMAN[number]) if len(parts) > 1 else "Câu hỏi",
            TO_DO[kind],
        )
        for number, (kind, count, points) in enumerate(parts)
    )
    return PaperFormat(code, label, minutes, told)


FORMATS = {
    one.code: one
    for one in (
        _format(
            "exam-maths",
            _("Exam format of Maths: 12, 4 and 6 questions"),
            90,
            ("one_choice", 12, "0.25"),
            ("four_statements", 4, "1"),
            ("short_number", 6, "0.5"),
        ),
        _format(
            "exam-science",
            _("Exam format of Physics, Chemistry, Biology, Geography: 18, 4 and 6 questions"),
            50,
            ("one_choice", 18, "0.25"),
            ("four_statements", 4, "1"),
            ("short_number", 6, "0.25"),
        ),
        _format(
            "exam-society",
            _("Exam format of History, Economics and Law, Informatics, Technology: 24 and 4 questions"),
            50,
            ("one_choice", 24, "0.25"),
            ("four_statements", 4, "1"),
        ),
        _format(
            "exam-language",
            _("Exam format of foreign languages: 40 questions"),
            50,
            ("one_choice", 40, "0.25"),
        ),
        _format(
            "school-3223",
            _("Test of a school, 3-2-2-3 points: with an essay part"),
            90,
            ("one_choice", 12, "0.25"),
            ("four_statements", 2, "1"),
            ("short_number", 4, "0.5"),
            ("essay", 3, "1"),
        ),
        _format(
            "school-3430",
            _("Test of a school, 3-4-3-0 points: without an essay part"),
            90,
            ("one_choice", 12, "0.25"),
            ("four_statements", 4, "1"),
            ("short_number", 6, "0.5"),
        ),
        _format("quarter-hour", _("15 minutes: 10 questions"), 15, ("one_choice", 10, "1")),
    )
}
