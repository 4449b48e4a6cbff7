"""A hand-over list that was kept by hand: who received what, as rows of the ledger would say it.

A row is one pupil with a device, a SIM or both. What cannot be told for sure keeps its row out: nothing of
a row is ever handed over alone because the rest could not be read.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from itertools import batched
from typing import ClassVar

from django.db.models import Q

from devices.models import Device, Sim
from devices.numbers import bare, imei_holds
from students.models import SchoolYear
from students.roster import values
from students.roster.dates import shown
from students.roster.entries import Entry, Interpreter
from students.roster.kinds.known_pupils import KnownPupilComparison
from students.roster.titles import speaks_of_another

from . import facts, receivers
from .ledger import compare_with_ledger
from .numbers import Numbers
from .plan import ListPlan
from .repeats import look_for_repeats
from .said import Issue
from .words import HANDOVERS

# Asked of the database at once.
PIECE = 500
# In a hand-over list a pupil may be told by less than in a class list.
NOT_NEEDED = {
    "class_missing",
    "date_missing",
    "date_missing_with_id",
    "date_placeholder",
    "date_unlikely",
    "phone_invalid",
    "phone_text",
    "phone_old_prefix",
}


@dataclass(slots=True)
class HandoverRow(Entry):
    issue: ClassVar[type] = Issue

    numbers: Numbers = field(default_factory=Numbers)
    receiver: receivers.Receiver = field(default_factory=receivers.Receiver)
    device: object = None
    sim: object = None
    # What is to be handed over: of `device` and `sim` those that the pupil does not hold yet.
    to_hand: list = field(default_factory=list)
    # What goes with it because it lies in a kit with the machine.
    along: list = field(default_factory=list)
    request_id: object = None

    @property
    def imei(self):
        return self.numbers.imei

    @property
    def device_key(self):
        """By what two rows are known to name one device."""
        if self.device is not None:
            return f"device {self.device.pk}"
        return bare(self.numbers.serial) or next(iter(self.numbers.imeis), "") or self.numbers.code

    @property
    def sim_key(self):
        return f"sim {self.sim.pk}" if self.sim is not None else self.numbers.iccid or self.numbers.sim_phone

    @property
    def has_nothing_named(self):
        told = self.numbers
        return not (self.device_key or self.sim_key or told.device_is_lost or told.sim_is_lost)

    @property
    def told(self):
        things = [thing.pk for thing in (self.device, self.sim, *self.along) if thing is not None]
        return [self.sheet, self.row, self.action, str(self.student and self.student.pk), things]


class HandoverPlan(ListPlan):
    words = HANDOVERS

    def __init__(self, school, book, on, answers=None):
        self.school = school
        super().__init__(book, on, answers)
        self.facts = facts.above(self.found.sheets)
        self._judge_facts()

    @cached_property
    def day(self):
        """The day of the hand-over: chosen, told by the list, or the day on which it is taken over."""
        chosen = self.answers.get("date")
        return date.fromisoformat(chosen) if chosen else self.facts.date or self.on

    @cached_property
    def year(self):
        """Whose classes the list names."""
        return SchoolYear.objects.on(self.day) or SchoolYear()

    def read_rows(self):
        self._comparison = _Comparison(self)
        return self._comparison.rows()

    def settle(self, rows):
        self._comparison.settle(rows)
        find_things(rows, self.school)
        look_for_repeats(rows)
        compare_with_ledger(rows, self)

    def _judge_facts(self):
        if not self.found.sheets:
            return
        told = self.facts
        if told.date is None and "date" not in self.answers:
            self._say_if_several("handover_date_unclear", [shown(day) for day in told.dates])
            if not told.dates:
                self.say("handover_date_missing")
        if self.day > self.on:
            self.say("handover_date_ahead", value=shown(self.day))
        if told.number is None:
            self._say_if_several("handover_number_unclear", told.numbers)
        if told.school_text is None:
            self._say_if_several("handover_school_unclear", told.schools)
        elif speaks_of_another(told.school_text, self.school):
            self.say("title_of_other_school", value=told.school_text, school=self.school)
        if told.batch_text is None:
            self._say_if_several("handover_batch_unclear", told.batches)

    def _say_if_several(self, code, told):
        if told:
            self.say(code, value=", ".join(dict.fromkeys(told)))


class _Comparison(KnownPupilComparison):
    """Finds the pupils of the rows."""

    def interpreter(self):
        return Interpreter(self.plan.found, self.plan.school, self.plan.on, HandoverRow, self._fill)

    def rows(self):
        chosen = self.plan.answers.get("dates", {})
        for row in self.interpreter().entries():
            row.choose_date(chosen.get(row.key))
            row.issues = [issue for issue in row.issues if issue.code not in NOT_NEEDED]
            yield row

    def settle(self, rows):
        super().settle(rows)
        chosen = self.plan.answers.get("pupils", {})
        for row in rows:
            row.choose_pupil(chosen.get(row.key))

    def differ(self, rows):
        """Pupils are not changed by what they receive."""

    @cached_property
    def _columns(self):
        return {sheet.name: sheet.watched for sheet in self.plan.found.sheets}

    def _fill(self, row, given):
        given = {name: cell for name, cell in given.items() if not _is_error(cell)}
        row.numbers = self._columns[row.sheet].read(given, self.plan.is_text)
        for code, meaning, said in row.numbers.issues:
            row.note(code, meaning, **said)
        row.receiver = receivers.read(given)
        if row.receiver.refused:
            row.note("not_received", "signed", value=row.receiver.refused)


def _is_error(cell):
    return isinstance(cell, str) and bool(values.ERROR_CELL.fullmatch(cell.strip()))


# --- Which things of the school are meant -----------------------------------------------


def find_things(rows, school):
    """Set `device` and `sim` of the rows, or note why they are not known."""
    for piece in batched(rows, PIECE):
        known = _Things(piece, school)
        for row in piece:
            if row.receiver.refused:
                continue
            row.device, row.sim = known.device_of(row), known.sim_of(row)
            if row.has_nothing_named:
                row.note("nothing_named", "serial")


class _Things:
    """Devices and SIM cards of the school that some rows name. Those of other schools are not known here."""

    def __init__(self, rows, school):
        told = [row.numbers for row in rows]
        imeis = {imei for one in told for imei in one.imeis}
        devices = Device.objects.filter(school=school).filter(
            Q(serial_norm__in={bare(one.serial) for one in told if one.serial})
            | Q(imei1__in=imeis)
            | Q(imei2__in=imeis)
            | Q(code__in={one.code for one in told if one.code})
        )
        self.by_number = defaultdict(dict)
        for device in devices.select_related("batch"):
            self.by_number["serial"][device.serial_norm] = device
            self.by_number["code"][device.code] = device
            for imei in filter(None, (device.imei1, device.imei2)):
                self.by_number["imei"][imei] = device
        sims = Sim.objects.filter(school=school).filter(
            Q(iccid__in={one.iccid for one in told if one.iccid})
            | Q(number__in={one.sim_phone for one in told if one.sim_phone})
        )
        for sim in sims:
            self.by_number["iccid"][sim.iccid] = sim
            if sim.number and sim.status != Sim.Status.CANCELLED:
                self.by_number["phone"][sim.number] = sim

    def device_of(self, row):
        told = row.numbers
        named = [("serial", told.serial, bare(told.serial)), ("code", told.code, told.code)]
        named += [("imei", imei, imei) for imei in told.imeis if imei_holds(imei)]
        if told.device_is_lost and not any(key for _kind, _said, key in named):
            row.note("device_unreadable", "serial")
        return self._the_one(row, named, "device_unknown", "serial")

    def sim_of(self, row):
        told = row.numbers
        named = [("iccid", told.iccid, told.iccid), ("phone", told.sim_phone, told.sim_phone)]
        if told.sim_is_lost and not (told.iccid or told.sim_phone):
            row.note("sim_unreadable", "iccid")
        return self._the_one(row, named, "sim_unknown", "iccid")

    def _the_one(self, row, named, code, meaning):
        """The one thing that all numbers of the row name."""
        named = [(kind, said, self.by_number[kind].get(key)) for kind, said, key in named if key]
        found = [(said, thing) for _kind, said, thing in named if thing is not None]
        if not named:
            return None
        if not found:
            row.note(code, meaning, value=named[0][1])
            return None
        said, thing = found[0]
        for kind, other, that in named:
            is_blank = that is None and not _has_number(thing, kind)
            if that != thing and not is_blank:
                row.note("numbers_disagree", meaning, one=said, other=other)
                return None
        return thing


def _has_number(thing, kind):
    """Whether the stock knows a number of this kind of the thing, so that another one is wrong."""
    if kind == "imei":
        # With one of two written down, the other may be the second of the machine.
        return bool(thing.imei1 and thing.imei2)
    return bool({"phone": getattr(thing, "number", "")}.get(kind, True))
