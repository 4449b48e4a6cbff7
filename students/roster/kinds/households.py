"""Households of pupils whom the school knows: poor or near-poor, with certificate and day. Sensitive."""

from dataclasses import dataclass, field
from datetime import timedelta

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lms.text import fold
from students.models import Household, PovertyRecord, RosterImport

from .. import dates, values
from ..entries import Columns, Entry, Interpreter
from ..guardianships import Guardianships
from ..vocabulary import PUPIL_COLUMNS, PUPILS, Vocabulary
from .kind import Kind
from .known_pupils import KnownPupilComparison

WORDS = Vocabulary(
    [
        (
            "certificate",
            r"(so |ma )?(giay )?(chung nhan|gcn|xac nhan)( .*)?|so (quyet dinh|qd)( .*)?|"
            r"ma (so )?ho( ngheo)?",
        ),
        # Beside pupils of all kinds «Diện» may mean much; in a list of households it is poor or near-poor.
        ("poverty", r"(thuoc )?dien( chinh sach)?|(thuoc )?(doi tuong|loai)( ho)?|phan loai( ho)?|hoan canh"),
        ("certified_on", r"ngay (cap|cong nhan|ky|quyet dinh|chung nhan)( .*)?|(hieu luc )?tu ngay"),
        *PUPIL_COLUMNS,
    ],
    facts=PUPILS.facts | {"poverty", "poor", "near_poor", "certificate", "household_head"},
    sure_facts=PUPILS.sure_facts | {"certificate"},
    needs=({"poverty"}, {"poor"}, {"near_poor"}, {"certificate"}),
    example="«Họ tên học sinh», «Lớp», «Chủ hộ», «Diện hộ nghèo / cận nghèo», «Số giấy chứng nhận»",
    unfit=PUPILS.unfit,
)
ENDED = {"khong", "k", "thoat ngheo", "da thoat ngheo", "khong ngheo", "khong con", "thoat can ngheo", "0"}


@dataclass(slots=True)
class HouseholdEntry(Entry):
    certificate: str = ""
    certified_on: object = None
    is_over: bool = False
    # As it was written, to be said back when nobody understands it.
    poverty_said: str = ""
    head: str = ""
    # The record as it is now, what changes of it, and whether another one begins.
    record: object = None
    fields: dict = field(default_factory=dict)
    is_new: bool = False


class HouseholdComparison(KnownPupilComparison):
    def begin(self):
        self.told = {}

    def interpreter(self):
        return Interpreter(self.plan.found, self.plan.school, self.plan.on, HouseholdEntry, _fill)

    def differ(self, rows):
        households = [row.student.household_id for row in rows if row.student.household_id]
        running = Q(ends_on=None) | Q(ends_on__gte=self.plan.on)
        records = PovertyRecord.objects.filter(running, household__in=households).order_by("starts_on")
        records = {record.household_id: record for record in records}
        parents = Guardianships([row.student.pk for row in rows])
        for row in rows:
            row.record = records.get(row.student.household_id)
            self._differ(row, parents)

    def _differ(self, row, parents):
        if not row.poverty and not row.is_over:
            if row.poverty_said:
                row.note("poverty_unknown", "poverty", value=row.poverty_said[:40])
            else:
                row.note("poverty_missing", "poverty")
            return
        family = row.student.household_id or (fold(row.household_head), tuple(row.phones))
        first = self.told.setdefault(family, row)
        if first is not row and row.student.household_id:
            # Brothers and sisters say the same of one household, once.
            if (first.poverty, first.is_over) != (row.poverty, row.is_over):
                row.note("household_told_twice", "poverty", other=first.row)
                return
            row.action = "unchanged"
            return
        self._compare(row, parents)

    def _compare(self, row, parents):
        student, record = row.student, row.record
        if student.household is None:
            row.head = row.household_head or next(
                (one["full_name"] for one in row.guardians),
                next((link.guardian.full_name for link in parents.of(student)), ""),
            )
            if not row.head:
                row.note("household_head_missing", "household_head")
                return
        elif row.household_head and fold(row.household_head) != fold(student.household.head_name):
            row.note(
                "head_differs", "household_head", old=student.household.head_name, new=row.household_head
            )
        if row.is_over:
            row.fields = {"ends_on": self.plan.on} if record and record.ends_on is None else {}
        elif record is None or record.poverty_class != row.poverty:
            row.is_new = True
        elif row.certificate and row.certificate != record.certificate:
            row.fields = {"certificate": row.certificate}
        row.action = "create" if row.is_new else "update" if row.fields else "unchanged"


def _fill(entry, given):
    entry.certificate = values.text(given.get("certificate", ""))[:60]
    if "certified_on" in given:
        born = dates.read(given["certified_on"])
        entry.certified_on = born.day
        if born.day is None:
            entry.note("certificate_date_unclear", "certified_on", value=values.text(given["certified_on"]))
    entry.poverty_said = values.text(given.get("poverty", ""))
    entry.is_over = not entry.poverty and fold(entry.poverty_said) in ENDED


class HouseholdWriting:
    def __init__(self, plan, by):
        self.plan, self.on = plan, plan.on

    def write(self, rows, trail):
        households, records, log = [], [], []
        for row in rows:
            if row.action not in ("create", "update"):
                continue
            student, record = row.student, row.record
            if student.household_id is None:
                household = Household(head_name=row.head, commune=row.commune, village=row.village)
                households.append(household)
                trail.change(student, household_id=household.pk)
            before = {"poverty": record.poverty_class, "certificate": record.certificate} if record else {}
            if row.is_new:
                starts = row.certified_on or self.plan.year.starts_on
                if record is not None:
                    trail.change(record, ends_on=max(record.starts_on, starts - timedelta(days=1)))
                records.append(
                    PovertyRecord(
                        household_id=student.household_id,
                        poverty_class=row.poverty,
                        certificate=row.certificate,
                        starts_on=starts,
                    )
                )
            else:
                trail.change(record, **row.fields)
            after = {"poverty": row.poverty, "certificate": row.certificate}
            log.append((student, before, {name: said for name, said in after.items() if said}))
        trail.make(*households)
        trail.save()
        trail.make(*records)
        return log


def as_json(row):
    return {
        "sheet": row.sheet,
        "row": row.row,
        "ministry_id": row.ministry_id or None,
        "full_name": row.full_name,
        "class_name": row.class_name or None,
        "household_head": row.household_head or None,
        "poverty_class": row.poverty or ("none" if row.is_over else None),
        "certificate": row.certificate or None,
        "starts_on": row.certified_on.isoformat() if row.certified_on else None,
        "action": row.action,
    }


def _poverty(row):
    if row.is_over:
        return _("no longer poor")
    return dict(PovertyRecord.Class.choices).get(row.poverty, "")


KIND = Kind(
    code="households",
    title=RosterImport.Kind.HOUSEHOLDS.label,
    told=_(
        "The pupil with the head of the household, poor or near-poor, and the number and day of the "
        "certificate."
    ),
    words=WORDS,
    compare=HouseholdComparison,
    write=HouseholdWriting,
    shown=[
        (_("Pupil"), lambda row: row.full_name),
        (_("Class"), lambda row: row.class_name),
        (_("Head of household"), lambda row: row.household_head),
        (_("Poverty class"), _poverty),
        (_("Certificate no."), lambda row: row.certificate),
    ],
    as_json=as_json,
    watch=Columns,
)
