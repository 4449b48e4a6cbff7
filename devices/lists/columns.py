"""Which column really holds what: headings are believed only as far as the cells agree.

An IMEI in the column of serials, a SIM serial in that of telephone numbers: found by what the cells
hold, told once for a column that is wrong throughout and else row by row.
"""

from collections import Counter, defaultdict

from django.utils.translation import gettext_lazy as _

from lms.text import fold
from students.roster.entries import Columns

from . import numbers
from .words import NUMBERS

KINDS = {
    "imei1": _("an IMEI"),
    "iccid": _("a SIM serial number"),
    "sim_phone": _("a telephone number"),
    "serial": _("a serial number"),
}
SURE = {"imei": "imei1", "iccid": "iccid", "phone": "sim_phone"}
OF_SIM = ("iccid", "sim_phone", "sim")
# Cells of one kind that make a column one of that kind; fewer are slips of the pen.
MOST = 0.6


class ListColumns(Columns):
    """Looks at all rows of a sheet; `settle` then says what each column holds."""

    def __init__(self):
        super().__init__()
        self._kinds = defaultdict(Counter)
        # meaning by the heading → meaning by the cells; of columns that are wrong throughout.
        self.moved = {}
        self.trusts_luhn = True

    def look(self, given):
        super().look(given)
        for meaning in (*NUMBERS, "phone"):
            if meaning in given and not numbers.is_nothing(given[meaning]):
                self._kinds[meaning][self._kind(given[meaning])] += 1

    def settle(self, sheet, issues, make_issue):
        """Note the columns that hold something else than they say."""
        # Serials of fifteen digits: one in ten would pass for an IMEI.
        of_serial = self._kinds.get("serial", Counter())
        self.trusts_luhn = of_serial["fifteen"] <= of_serial["imei"]
        for meaning, kinds in self._kinds.items():
            held = self._held_by(meaning, kinds)
            if held and held != meaning:
                self.moved[meaning] = held
                title = sheet.titles.get(sheet.columns[meaning], "")
                if meaning != "sim" and not (
                    meaning == "serial" and held == "imei1" and "imei" in fold(title)
                ):
                    kind = KINDS[held]
                    issues.append(
                        make_issue(
                            "column_moved",
                            sheet.name,
                            sheet.heading_row,
                            title,
                            {"value": title, "kind": kind},
                        )
                    )
        self._settle_phone(sheet, issues, make_issue)

    def read(self, given, is_text):
        """The numbers of a row, each read as what it is."""
        found = numbers.Numbers()
        for meaning in (*NUMBERS, *(("phone",) if "phone" in self.moved else ())):
            cell = given.get(meaning, "")
            if cell == "" or numbers.is_nothing(cell):
                continue
            self._take(cell, meaning, found, is_typed=isinstance(cell, str) and not is_text)
        return found

    def _take(self, cell, meaning, found, is_typed):
        usual = self.moved.get(meaning, meaning)
        held = self._held(cell, usual)
        if held != usual and usual not in ("sim", "imei2", "device_code") and held != "sim":
            found.note("number_moved", meaning, value=_shown(cell), kind=KINDS[held])
        if held in ("imei1", "imei2"):
            numbers.read_imei(cell, meaning, found, is_typed)
        elif held == "iccid":
            numbers.read_iccid(cell, meaning, found, is_typed)
        elif held in ("sim_phone", "sim"):
            numbers.read_sim_phone(cell, meaning, found)
        elif held == "device_code":
            found.code = numbers.bare(str(cell))
        elif not found.serial:
            numbers.read_serial(cell, found)

    def _held(self, cell, usual):
        """What a cell is: surely what it looks like, else what its column holds."""
        kind = numbers.kind_of(cell)
        if kind == "imei" and usual in ("serial", "device_code", *OF_SIM) and self.trusts_luhn:
            return "imei1"
        if kind == "iccid":
            return "iccid"
        if kind == "phone" and usual in OF_SIM:
            return "sim_phone"
        if usual in ("imei1", "imei2") and numbers.looks_serial(cell) and not numbers.is_destroyed(cell):
            return "serial"
        if usual == "sim" and isinstance(cell, int | float | str) and numbers.is_destroyed(cell):
            return "iccid"
        return usual

    def _held_by(self, meaning, kinds):
        total = kinds.total()
        kind, many = kinds.most_common(1)[0]
        if many < MOST * total or (meaning == "phone" and kind == "phone"):
            return ""
        if kind in SURE:
            if meaning == "imei2" and kind == "imei":
                return meaning
            # A telephone number is short: only in a column of the SIM it is one for sure.
            return SURE[kind] if kind != "phone" or meaning in OF_SIM else ""
        if kind == "serial" and meaning in ("imei1", "imei2", "iccid"):
            return "serial"
        return ""

    def _settle_phone(self, sheet, issues, make_issue):
        """«SĐT» beside the SIM, when the list has no other number of it."""
        columns = sheet.columns
        beside = [columns[name] for name in ("iccid", "sim") if name in columns]
        if "phone" not in columns or "sim_phone" in columns or "phone" in self.moved or not beside:
            return
        if any(abs(columns["phone"] - column) == 1 for column in beside):
            self.moved["phone"] = "sim_phone"
            title = sheet.titles[columns["phone"]]
            issues.append(
                make_issue("phone_taken_as_sim", sheet.name, sheet.heading_row, title, {"value": title})
            )

    @staticmethod
    def _kind(cell):
        kind = numbers.kind_of(cell)
        if kind:
            return kind
        said = str(cell).strip()
        if said.isdigit() and len(said) == numbers.DIGITS:
            return "fifteen"
        return "serial" if numbers.looks_serial(cell) else "other"


def _shown(cell):
    return numbers.values.text(cell)[:40]
