"""A kept list of machines as the screens show it, worked out anew from its rows each time."""

from types import SimpleNamespace

from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from devices.models import DeviceList
from students.roster import preview
from students.roster.dates import shown
from students.roster.rejected import Rejected

from .changes import plan_of

# How the form names the row of which a pupil is chosen.
PUPIL_FIELD = "pupil:"
# (heading, value of a row) for the table.
SHOWN = {
    DeviceList.Kind.STOCK: [
        (_("serial number"), lambda row: row.numbers.serial),
        (_("IMEI"), lambda row: ", ".join(row.imeis)),
        (_("model"), lambda row: row.model_said or row.model or ""),
        (_("SIM"), lambda row: row.numbers.sim_phone or row.numbers.iccid),
        (_("school"), lambda row: row.school or ""),
    ],
    DeviceList.Kind.HANDOVERS: [
        (_("pupil"), lambda row: row.full_name),
        (_("Date of birth"), lambda row: shown(row.born.day) if row.born.day else ""),
        (_("class"), lambda row: row.class_name),
        (_("device"), lambda row: row.numbers.serial or row.numbers.imei or row.numbers.code),
        (_("SIM"), lambda row: row.numbers.sim_phone or row.numbers.iccid),
        (_("receiver"), lambda row: row.receiver.name),
    ],
}


def of(kept, by):
    book = kept.book()
    return ListPreview(_plan(kept, book, by), kept, book)


def left_out(kept, by):
    """Sheets (name, rows) of what a kept list did not take, each row with the reason."""
    found = Rejected(kept.counts.get("left_out") if kept.state != DeviceList.State.PREVIEWED else None)
    found.take(_plan(kept, kept.book(), by).rows)
    return found.sheets()


def _plan(kept, book, by):
    on = timezone.localdate()
    if kept.state != DeviceList.State.PREVIEWED and kept.applied_at:
        on = timezone.localdate(kept.applied_at)
    plan = plan_of(kept, book, on, by)
    plan.kind = SimpleNamespace(shown=SHOWN[kept.kind], changed=_changed)
    return plan


def _changed(row):
    """What an update fills in, by name: a number that stands is never overwritten."""
    names = [thing._meta.get_field(name).verbose_name for thing, columns in row.filled for name in columns]
    return _now("will be filled in: %(names)s") % {"names": ", ".join(map(str, names))}


class ListPreview(preview.Preview):
    """As a class list is shown, with what is asked of lists of machines."""

    @property
    def asks_for_day(self):
        """Whether a hand-over list does not tell its day for sure."""
        return self.kept.kind == DeviceList.Kind.HANDOVERS and self.plan.facts.date is None

    @property
    def unclear_rows(self):
        """Rows of a hand-over list of which a person has to say which birthday or which pupil is meant."""
        if self.kept.kind != DeviceList.Kind.HANDOVERS:
            return []
        rows = [row for row in self._rows if row.maybe or row.date_candidates]
        return [Unclear(row) for row in rows[: preview.MOST_DATES]]

    @property
    def unknown_models(self):
        return self.plan.models.unknown if self.kept.kind == DeviceList.Kind.STOCK else []

    @property
    def asks_for_model(self):
        return any(issue.code == "model_missing" for issue in self.plan.issues)

    @property
    def asks_for_school(self):
        return any(issue.code == "stock_school_missing" for issue in self.plan.issues)


class Unclear:
    """One question about a row: of two dates, or of several pupils of one name, which one is meant."""

    def __init__(self, row):
        self.row = row

    @property
    def field(self):
        return (PUPIL_FIELD if self.row.maybe else preview.DATE_FIELD) + self.row.key

    @property
    def choices(self):
        """(value, words, chosen)"""
        row = self.row
        if not row.maybe:
            return [(day.isoformat(), shown(day), day == row.born.day) for day in row.date_candidates]
        return [
            (
                str(student.pk),
                " · ".join(filter(None, [student.full_name, student.code, _born(student)])),
                student == row.student,
            )
            for student in row.maybe
        ]


def _born(student):
    return shown(student.date_of_birth) if student.date_of_birth else ""


def chosen_rows(posted, known):
    """{"dates": …, "pupils": …} out of a posted form, beside what was chosen before (`known`)."""
    pupils = {
        name.removeprefix(PUPIL_FIELD)[:80]: posted[name][:40]
        for name in list(posted)[: preview.MOST_DATES]
        if name.startswith(PUPIL_FIELD)
    }
    return {
        "dates": known.get("dates", {}) | preview.chosen_dates(posted),
        "pupils": known.get("pupils", {}) | pupils,
    }
