"""What a teacher or a file writes into a cell of the mark book, understood or refused in a sentence. Pure."""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum

from django.utils.translation import gettext as _

from lms.text import fold, tidy

from . import rules

LONGEST = 600
NUMBER = re.compile(r"([0-9]{1,4})(?:[.,]([0-9]{1,12}))?", re.ASCII)

DAY = re.compile(r"[0-9]{1,2}[/.-][0-9]{1,2}[/.-][0-9]{2,4}", re.ASCII)


class Holds(Enum):
    """What a column takes."""

    MARK = "mark"
    WHOLE_MARK = "whole mark"
    RESULT = "result"
    LEVEL = "level"
    REMARK = "remark"


@dataclass(frozen=True)
class Value:
    """What stands in a cell: a mark, or words; neither in an empty one."""

    mark: Decimal | None = None
    words: str = ""
    # Said when what was typed was not taken as it stands.
    note: str = ""

    @property
    def text(self):
        """As it is written and typed: 8,5."""
        return self.words if self.mark is None else written(self.mark).removesuffix(",0")

    def same_as(self, other):
        return (self.mark, self.words) == (other.mark, other.words)


def written(told):
    """A mark or an average as it is written, 8,5; Đ and CĐ as they are; nothing for None."""
    if told is None:
        return ""
    return told if isinstance(told, str) else f"{told:.1f}".replace(".", ",")


EMPTY = Value()
# Nothing, as teachers write it. «v» (vắng) is none: who was absent is judged by a person.
BLANKS = {"", "-", "–", "—", "…"}

RESULTS = {
    **dict.fromkeys(("d", "dat", "đ"), rules.ACHIEVED),
    **dict.fromkeys(("cd", "chua dat", "c"), rules.NOT_ACHIEVED),
}
LEVELS = {
    **dict.fromkeys(("t", "tot", "hoan thanh tot", "htt", "ht tot"), "T"),
    **dict.fromkeys(("h", "ht", "hoan thanh"), "H"),
    **dict.fromkeys(("c", "cht", "chua hoan thanh"), "C"),
}


class Wrong(ValueError):
    """The cell cannot hold this; the text is a sentence."""


def read(holds, cell):
    """The Value of what was typed, or stood in a sheet: text, a number, a day. Raises Wrong."""
    if isinstance(cell, bool):
        raise Wrong(_("«TRUE» or «FALSE» is no mark. Type the mark as a number, such as 8,5."))
    if isinstance(cell, date):
        if holds is Holds.REMARK:
            return Value(words=f"{cell:%d/%m/%Y}")
        raise Wrong(_a_day(f"{cell:%d/%m/%Y}"))
    if isinstance(cell, float):
        # Excel keeps 8,3 as 8.300000000000001.
        cell = f"{cell:.10g}"
    text = tidy(str(cell).replace("\x00", ""))
    if text in BLANKS:
        return EMPTY
    if text.startswith("=") and holds is not Holds.REMARK:
        raise Wrong(_("This cell holds a formula. Type the mark itself."))
    return READERS[holds](text)


def _a_day(day):
    words = _(
        "This cell holds a day (%(day)s): Excel turned a mark such as 8.5 into a date. Format the column "
        "as text and type the mark with a comma."
    )
    return words % {"day": day}


def _mark(text):
    mark = _number(text)
    kept = rules.rounded(mark)
    note = ""
    if kept != mark:
        words = _("%(typed)s was rounded to %(kept)s: marks have one decimal.")
        note = words % {"typed": text[:12], "kept": Value(mark=kept).text}
    return Value(mark=kept, note=note)


def _whole_mark(text):
    mark = _number(text)
    if mark != mark.to_integral_value():
        words = _("%(text)s is no whole mark. The periodic test has whole marks from 0 to 10.")
        raise Wrong(words % {"text": text[:12]})
    return Value(mark=rules.rounded(mark))


def _number(text):
    if DAY.fullmatch(text):
        raise Wrong(_a_day(text))
    found = NUMBER.fullmatch(text)
    if found is None:
        words = _("«%(text)s» is no mark. Type a number from 0 to 10, such as 8,5, or leave the cell empty.")
        raise Wrong(words % {"text": text[:30]})
    mark = Decimal(f"{found[1]}.{found[2] or 0}")
    if mark > 10:
        guess = f"{text[0]},{text[1]}" if re.fullmatch("[2-9][0-9]", text) else ""
        if guess:
            words = _("%(text)s is more than 10. Did you mean %(guess)s?")
            raise Wrong(words % {"text": text[:12], "guess": guess})
        raise Wrong(_("%(text)s is more than 10. Marks go from 0 to 10.") % {"text": text[:12]})
    return mark


def _result(text):
    if found := RESULTS.get(fold(text)):
        return Value(words=found)
    words = _("«%(text)s» is neither Đ (achieved) nor CĐ (not achieved); this subject has no marks.")
    raise Wrong(words % {"text": text[:30]})


def _level(text):
    if found := LEVELS.get(fold(text)):
        return Value(words=found)
    words = _("«%(text)s» is none of T (completed well), H (completed), C (not completed yet).")
    raise Wrong(words % {"text": text[:30]})


def _remark(text):
    if len(text) > LONGEST:
        words = _("This remark has %(long)d characters; at most %(most)d fit in. Shorten it.")
        raise Wrong(words % {"long": len(text), "most": LONGEST})
    return Value(words=text)


READERS = {
    Holds.MARK: _mark,
    Holds.WHOLE_MARK: _whole_mark,
    Holds.RESULT: _result,
    Holds.LEVEL: _level,
    Holds.REMARK: _remark,
}
