"""Serials, IMEIs, SIM serials and SIM numbers out of cells. Pure. What Excel destroyed is never guessed.

Excel keeps fifteen digits of a number: a SIM serial typed as one has zeros at its end, and a .csv that
was saved while the column was narrow says «3,56E+14».
"""

import re
from dataclasses import dataclass, field
from datetime import date

from devices.numbers import bare, iccid_holds, imei_holds
from lms.text import fold, tidy
from students.roster import phones, values

SCIENTIFIC = re.compile(r"[+-]?\d+([.,]\d+)?\s*E\s*[+]?\s*\d+", re.IGNORECASE)
NOTHING = re.compile(
    r"[-–—.…_x/ ]*|(khong( co| ro)?|chua( co)?|k|ko|mat|hong|null|none|n a)( sim| may| imei)?"
)
LABEL = re.compile(
    r"^(s\s*/\s*n|sn|imei ?\d?|iccid|serial( no\.?| number)?|seri|số sê-?ri)\s*[:.]\s*", re.IGNORECASE
)
DIGITS = 15
MOST_SIGNS = 60
# So many zeros at the end of an IMEI are digits that were lost: the machine's own six are never all zero.
LOST = "000000"


@dataclass
class Numbers:
    """What the cells of a row say about one machine and one card. `issues`: (code, meaning, values)."""

    serial: str = ""
    imeis: list = field(default_factory=list)
    # Whether the IMEIs come from the column of the second one alone.
    is_second: bool = False
    iccid: str = ""
    sim_phone: str = ""
    code: str = ""
    issues: list = field(default_factory=list)

    @property
    def imei(self):
        """The first IMEI; that of the second slot only when nothing was wrong with the first."""
        wrong = any(code in ("imei_destroyed", "imei_length") for code, *_said in self.issues)
        return "" if wrong and len(self.imeis) < 2 and self.is_second else next(iter(self.imeis), "")

    @property
    def device_is_lost(self):
        """Whether a number of the machine stood there and could not be read."""
        return any(code.startswith(("serial_", "imei_")) for code, *_said in self.issues)

    @property
    def sim_is_lost(self):
        return any(code.startswith(("iccid_", "sim_phone_")) for code, *_said in self.issues)

    def note(self, code, meaning, **said):
        self.issues.append((code, meaning, said))


def kind_of(cell):
    """What a cell surely holds, whatever its column says: "imei", "iccid", "phone" or ""."""
    said = _said(cell)
    if not said or not said.isdigit():
        return ""
    if imei_holds(said) and not said.endswith(LOST):
        return "imei"
    if len(said) in (19, 20) and said.startswith("89"):
        return "iccid"
    if 9 <= len(said) <= 12 and len(phones.read(said)[0]) == 1:
        return "phone"
    return ""


def looks_serial(cell):
    """Letters and digits together, as makers print them; never an IMEI or a telephone number."""
    said = bare(_said(cell))
    return 5 <= len(said) <= 40 and said.isascii() and not said.isdigit() and any(map(str.isdigit, said))


def is_nothing(cell):
    """«–», «không có», «chưa có»: the writer says that there is none."""
    return isinstance(cell, str) and bool(NOTHING.fullmatch(re.sub(r"[^\w\-–—.…/ ]", "", fold(cell))))


def is_destroyed(cell):
    """Whether Excel threw digits away: a number too long for it, «3,56E+14», a day."""
    if isinstance(cell, bool | date):
        return True
    if isinstance(cell, float):
        return not cell.is_integer() or abs(cell) >= 10**DIGITS
    return isinstance(cell, str) and bool(SCIENTIFIC.fullmatch(tidy(cell)))


def read_serial(cell, numbers):
    if is_destroyed(cell):
        numbers.note("serial_destroyed", "serial", value=values.text(cell))
        return
    said = LABEL.sub("", values.text(cell).lstrip("'"))
    if len(said) > MOST_SIGNS:
        numbers.note("value_too_long", "serial", value=said[:30])
        return
    numbers.serial = said if bare(said) else ""


def read_imei(cell, meaning, numbers, is_typed):
    """One IMEI or, with a sign between them, two. `is_typed`: it is text in a workbook, not in a .csv."""
    if is_destroyed(cell):
        numbers.note("imei_destroyed", meaning, value=values.text(cell))
        return
    pieces = re.split(r"[/;,\n|&]| - ", cell) if isinstance(cell, str) else [cell]
    for piece in pieces:
        said = _said(piece)
        if not said:
            continue
        if (
            said.isdigit()
            and len(said) == DIGITS
            and said.endswith(LOST)
            and not (is_typed and imei_holds(said))
        ):
            numbers.note("imei_destroyed", meaning, value=said)
        elif not said.isdigit() or len(said) != DIGITS:
            numbers.note("imei_length", meaning, value=said[:40], count=sum(map(str.isdigit, said)))
        elif said not in numbers.imeis:
            numbers.is_second = not numbers.imeis and meaning == "imei2"
            if not imei_holds(said):
                numbers.note("imei_check_digit", meaning, value=said)
            numbers.imeis.append(said)


def read_iccid(cell, meaning, numbers, is_typed):
    if is_destroyed(cell):
        numbers.note("iccid_destroyed", meaning, value=values.text(cell))
        return
    # The chip fills the last place of nineteen digits with an F.
    said = re.sub(r"F$", "", _said(cell), flags=re.IGNORECASE)
    if not said:
        return
    is_whole = said.isdigit() and len(said) in (19, 20) and said.startswith("89")
    if is_whole and not said[DIGITS:].strip("0") and not (is_typed and iccid_holds(said)):
        numbers.note("iccid_destroyed", meaning, value=said)
    elif not is_whole:
        numbers.note("iccid_length", meaning, value=said[:40])
    elif numbers.iccid and numbers.iccid != said:
        numbers.note("numbers_too_many", meaning, value=f"{numbers.iccid}, {said}")
    else:
        if not iccid_holds(said):
            numbers.note("iccid_check_digit", meaning, value=said)
        numbers.iccid = said


def read_sim_phone(cell, meaning, numbers):
    if is_destroyed(cell):
        numbers.note("sim_phone_destroyed", meaning, value=values.text(cell))
        return
    found, said = phones.read(cell)
    for code, told in said:
        if code != "phone_text":
            code = "sim_phone_invalid" if code == "phone_invalid" else code
            numbers.note(code, meaning, **told)
    if len(found) > 1:
        numbers.note("numbers_too_many", meaning, value=values.text(cell)[:60])
    numbers.sim_phone = numbers.sim_phone or next(iter(found), "")


def _said(cell):
    """A cell of digits without spaces, dashes and labels; of letters as it stands."""
    if is_destroyed(cell) or is_nothing(cell):
        return ""
    said = LABEL.sub("", values.text(cell).lstrip("'"))
    plain = re.sub(r"[\s.\-]", "", said)
    return plain if re.fullmatch(r"\d+F?", plain, re.IGNORECASE) else said
