"""A delivery: devices and SIM cards of one batch, as rows of the stock. Nothing is written here.

A row is a device, a SIM card, or both. What is known by its serial gets missing numbers filled in and is
changed in nothing else; whose a number is that stands elsewhere is never told.
"""

from dataclasses import dataclass, field
from functools import cached_property
from typing import ClassVar

from devices.models import Batch, Device, Sim
from devices.numbers import iccid_holds, imei_holds
from lms.text import fold
from students.models import School
from students.roster import values
from students.roster.row import Row

from .known_stock import KnownStock
from .models_named import ModelsNamed
from .numbers import Numbers
from .plan import ListPlan
from .said import Issue
from .schools_named import SchoolsNamed
from .stock_repeats import look_for_repeats
from .words import STOCK

CARRIERS = {
    "viettel": ("viettel", "vt"),
    "vnpt": ("vnpt", "vinaphone", "vina", "vnpt vinaphone", "vnp"),
    "mobifone": ("mobifone", "mobi", "mbf"),
    "vietnamobile": ("vietnamobile", "vnm", "vietnam mobile"),
}
# Who issued a card stands in its number, whatever network its telephone number came from.
ISSUERS = {"898401": "mobifone", "898402": "vnpt", "898404": "viettel", "898405": "vietnamobile"}


@dataclass(slots=True)
class StockRow(Row):
    issue: ClassVar[type] = Issue

    numbers: Numbers = field(default_factory=Numbers)
    imeis: list = field(default_factory=list)
    school: School | None = None
    model_said: str = ""
    model: object = None
    carrier: str = ""
    remark: str = ""
    # What is in stock already, or is to be made.
    device: Device | None = None
    sim: Sim | None = None
    # Columns of known things that are filled in: (thing, {name: value}).
    filled: list = field(default_factory=list)

    @property
    def names_a_device(self):
        told = self.numbers
        return bool(told.serial or told.imeis or told.device_is_lost)

    @property
    def names_a_sim(self):
        return bool(self.numbers.iccid or self.numbers.sim_phone or self.numbers.sim_is_lost)

    @property
    def told(self):
        school = self.school and self.school.pk
        return [self.sheet, self.row, self.action, school, self.model and str(self.model)]


class StockPlan(ListPlan):
    words = STOCK

    def __init__(self, batch, book, on, answers=None, schools=None):
        """`schools`: those whose stock may be filled; the list's own school is in `answers`."""
        self.batch = batch
        self.schools = School.objects.filter(closed_on=None) if schools is None else schools
        super().__init__(book, on, answers)

    @cached_property
    def models(self):
        return ModelsNamed(self.batch, self.answers)

    def read_rows(self):
        columns = {sheet.name: sheet for sheet in self.found.sheets}
        for record in self.found.records:
            sheet = columns[record.sheet]
            row = StockRow(record.sheet, record.row, record.cells, sheet.titles, sheet.columns)
            if sheet.forbidden:
                row.note("forbidden_column", value=sheet.forbidden)
            self._read(row, record.given, sheet.watched)
            yield row

    def settle(self, rows):
        schools = SchoolsNamed(self.batch, self.schools, self.answers.get("school"))
        for row in rows:
            row.school = schools.of(row)
            self._judge_device(row)
            self._judge_sim(row)
        look_for_repeats(rows)
        KnownStock(rows, self).compare()
        if unknown := self.models.unknown:
            self.say("models_unknown", value=", ".join(unknown))
        self._judge_size(rows)

    def _read(self, row, given, columns):
        clean = {}
        for name, cell in given.items():
            if isinstance(cell, str) and values.ERROR_CELL.fullmatch(cell.strip()):
                row.note("value_error_cell", name, value=cell)
            else:
                clean[name] = cell
        row.numbers = columns.read(clean, self.is_text)
        for code, meaning, said in row.numbers.issues:
            row.note(code, meaning, **said)
        row.model_said = _model(values.text(clean.get("maker", "")), values.text(clean.get("model", "")))
        row.carrier = _carrier(values.text(clean.get("carrier", "")), row.numbers.iccid)
        row.remark = values.text(clean.get("note", ""))[:300]

    def _judge_device(self, row):
        if not row.names_a_device:
            if not row.names_a_sim:
                row.note("numbers_missing", "serial")
            elif row.model_said:
                row.note("only_the_sim", "serial")
            return
        row.imeis = [imei for imei in row.numbers.imeis if imei_holds(imei)]
        if not row.numbers.serial:
            row.note("serial_missing", "serial")
        elif row.numbers.imeis != row.imeis:
            row.note("imei_left_out", "imei1")
        row.model = self.models.of(row)

    def _judge_sim(self, row):
        if not row.names_a_sim:
            return
        if not iccid_holds(row.numbers.iccid):
            row.note("iccid_missing", "iccid")
        elif not row.carrier:
            row.note("carrier_unknown", "carrier", value=values.text(self._cell(row, "carrier")) or "–")

    def _judge_size(self, rows):
        said = self.batch.received or self.batch.promised
        new = sum(1 for row in rows if row.action == "create" and row.device and row.device.pk is None)
        count = new + (self.batch.devices.count() if new and said else 0)
        if new and said and count > said:
            self.say("batch_overfull", count=count, said=said)

    @staticmethod
    def _cell(row, meaning):
        column = row.columns.get(meaning)
        return row.cells[column] if column is not None and column < len(row.cells) else ""


def _model(maker, name):
    """«Samsung», «Galaxy Tab A9» – and «Samsung», «Máy tính bảng Samsung Galaxy Tab A9»."""
    return (name if fold(maker) in fold(name) else f"{maker} {name}".strip())[:140] if name else ""


def _carrier(said, iccid):
    folded = fold(said)
    named = (carrier for carrier, words in CARRIERS.items() if folded in words or folded.startswith(words[0]))
    return next(named, "") if folded else ISSUERS.get(iccid[:6], "")


def batch_coded(code):
    return Batch.objects.filter(code=code).select_related("school").first()
