"""Who teaches what to which class, and who leads which class.

Read in both usual layouts: subject and classes in columns of their own («Toán» | «6A1, 6A2»), or together in
one («Toán 6A1, 6A2; chủ nhiệm 6A1»). Assignments are added; nobody's is taken away by a list.
"""

import re
from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lms.text import fold
from students.models import RosterImport, SchoolClass, Subject, Teacher, TeachingAssignment

from .. import persons, taught, values
from ..classes import class_key
from ..row import Row
from ..subjects import Subjects
from ..values import tone_key
from ..vocabulary import NAME, PUPIL_COLUMNS, Vocabulary
from .kind import Comparison, Kind

PUPIL = dict(PUPIL_COLUMNS)
WORDS = Vocabulary(
    [
        *[(name, PUPIL[name]) for name in ("number", "family_name", "given_name", "phone")],
        (
            "full_name",
            rf"{NAME}( (cua )?(giao vien|gv|can bo|gvbm))?|giao vien( bo mon| day)?|gv|gvbm|gv day",
        ),
        ("subject", r"(ten |bo )?mon( hoc| day| giang day| duoc phan cong)?|phan mon|day mon"),
        ("class_name", r"(cac |day |ten )?lop( hoc| day| giang day| duoc phan cong| phan cong)?"),
        (
            "homeroom",
            r"(giao vien )?chu nhiem( lop)?|lop (chu nhiem|cn)|gvcn( lop)?|cong tac chu nhiem|kiem nhiem",
        ),
        (
            "assignment",
            r"(noi dung )?phan cong( giang day| chuyen mon| nhiem vu| day)*|nhiem vu( duoc giao)?",
        ),
        (
            "periods",
            r"(tong )?so tiet.*|tong( so)?( tiet)?|ghi chu|to( chuyen mon)?|trinh do.*|chuc vu|tu ngay.*",
        ),
    ],
    facts=frozenset({"subject", "class_name", "homeroom", "assignment"}),
    sure_facts=frozenset({"subject", "assignment"}),
    merged_down=("full_name", "subject"),
    needs=({"subject", "class_name"}, {"assignment"}, {"homeroom"}),
    example="«Họ và tên giáo viên», «Môn», «Lớp» – «Phân công giảng dạy»",
    unfit=re.compile(
        PUPIL["date_of_birth"] + r"|ma (so )?(dinh danh )?(hs|hoc sinh)|.*(cha|bo|me|phu huynh)"
    ),
)


@dataclass(slots=True)
class TeachingRow(Row):
    # (subject, class name) as written; classes led.
    taught: list = field(default_factory=list)
    led: list = field(default_factory=list)
    teacher: object = None
    # (Subject, SchoolClass) and SchoolClass that are new.
    new: list = field(default_factory=list)
    new_led: list = field(default_factory=list)


class TeachingComparison(Comparison):
    def begin(self):
        plan, self.by_name = self.plan, defaultdict(list)
        for teacher in Teacher.objects.filter(school=plan.school, left_on=None):
            self.by_name[teacher.name_fold].append(teacher)
        classes = SchoolClass.objects.filter(school=plan.school, year=plan.year) if plan.year.pk else ()
        self.classes = {class_key(one.name): one for one in classes}
        self.subjects = Subjects(Subject.objects.all(), plan.school)
        held = TeachingAssignment.objects.filter(school_class__in=self.classes.values())
        held = held.lasting().filter(Q(ends_on=None) | Q(ends_on__gte=plan.on)).select_related("teacher")
        self.held = {(one.teacher_id, one.school_class_id, one.subject_id) for one in held}
        self.taught_by = {(one.school_class_id, one.subject_id): one.teacher for one in held}
        self.told = {}

    def rows(self):
        for sheet in self.plan.found.sheets:
            above = ""
            for record in sheet.records():
                row = TeachingRow(record.sheet, record.row, record.cells, sheet.titles, sheet.columns)
                given = persons.readable(row, record.given)
                # Below a teacher the further subjects often stand without the name.
                if not any(name in given for name in ("full_name", "family_name")) and above:
                    given["full_name"] = above
                persons.name(row, given)
                above = row.full_name or above
                self._read(row, given)
                if sheet.forbidden:
                    row.note("forbidden_column", value=sheet.forbidden)
                yield row

    def _read(self, row, given):
        known = getattr(self, "classes", ())
        if "subject" in given:
            names = taught.class_names(values.text(given.get("class_name", "")), known)
            subject = values.text(given["subject"])
            row.taught += [(subject, name) for name in names] or [(subject, "")]
        for piece in taught.pieces(given.get("assignment", ""), known):
            if piece.is_homeroom:
                row.led += piece.classes
            else:
                row.taught += [(piece.subject, name) for name in piece.classes] or [(piece.subject, "")]
        for piece in taught.pieces(given.get("homeroom", ""), known):
            row.led += piece.classes

    def settle(self, rows):
        for row in rows:
            if not row.has_error:
                self._settle(row)

    def _settle(self, row):
        like = self.by_name[fold(row.full_name)]
        like = [one for one in like if tone_key(one.full_name) == tone_key(row.full_name)] or like
        if len(like) != 1:
            row.note("unclear_teacher" if like else "teacher_unknown", "full_name", value=row.full_name)
            return
        row.teacher = like[0]
        if not row.taught and not row.led:
            row.note("teaching_missing", "class_name")
        pairs = [(self._subject(row, subject), self._class(row, name)) for subject, name in row.taught]
        led = [self._class(row, name) for name in row.led]
        if row.has_error:
            return
        for subject, school_class in dict.fromkeys(pairs):
            self._add(row, subject, school_class)
        for school_class in dict.fromkeys(led):
            self._lead(row, school_class)
        if not row.has_error:
            row.action = "create" if row.new else "update" if row.new_led else "unchanged"

    def _subject(self, row, said):
        subject = self.subjects.named(said)
        if subject is None:
            meaning = "subject" if "subject" in row.columns else "assignment"
            row.note("subject_unknown", meaning, value=said or "–")
        return subject

    def _class(self, row, said):
        found = self.classes.get(class_key(said))
        if found is None:
            meaning = "class_name" if "class_name" in row.columns else "assignment"
            row.note("class_unknown" if said else "teaching_missing", meaning, value=said)
        return found

    def _add(self, row, subject, school_class):
        key = (row.teacher.pk, school_class.pk, subject.pk)
        if key in self.held:
            return
        self.held.add(key)
        other = self.taught_by.get((school_class.pk, subject.pk))
        if other is not None and other.pk != row.teacher.pk:
            row.note("taught_by_two", "class_name", value=subject, name=other, **{"class": school_class})
        self.taught_by[(school_class.pk, subject.pk)] = row.teacher
        row.new.append((subject, school_class))

    def _lead(self, row, school_class):
        if school_class.homeroom_teacher_id == row.teacher.pk:
            return
        first = self.told.setdefault(school_class.pk, row)
        if first is not row and first.teacher.pk != row.teacher.pk:
            row.note("homeroom_twice", "homeroom", value=school_class, name=first.full_name)
            return
        if school_class.homeroom_teacher_id:
            row.note("homeroom_changes", "homeroom", value=school_class, old=school_class.homeroom_teacher)
        row.new_led.append(school_class)


class TeachingWriting:
    def __init__(self, plan, by):
        self.plan, self.on = plan, plan.on

    def write(self, rows, trail):
        year, log, made = self.plan.year, [], []
        # The first list of a year holds for the whole of it; what comes later begins when it came.
        is_first = (
            not TeachingAssignment.objects.lasting()
            .filter(school_class__school=self.plan.school, school_class__year=year)
            .exists()
        )
        first_day = year.starts_on if is_first else min(max(self.on, year.starts_on), year.ends_on)
        for row in rows:
            if row.action not in ("create", "update"):
                continue
            for subject, school_class in row.new:
                made.append(
                    TeachingAssignment(
                        teacher=row.teacher, school_class=school_class, subject=subject, starts_on=first_day
                    )
                )
            for school_class in row.new_led:
                trail.change(school_class, homeroom_teacher_id=row.teacher.pk)
            after = {"teaches": ", ".join(f"{subject} {one}" for subject, one in row.new)}
            after |= {"leads": ", ".join(map(str, row.new_led))}
            log.append((row.teacher, {}, {name: said for name, said in after.items() if said}))
        trail.save()
        trail.make(*made)
        return log


def as_json(row):
    return {
        "sheet": row.sheet,
        "row": row.row,
        "full_name": row.full_name,
        "teaching": [{"subject": subject, "class_name": name or None} for subject, name in row.taught],
        "homeroom": list(row.led),
        "action": row.action,
    }


def _said(row):
    return "; ".join([*(f"{subject} {name}".strip() for subject, name in row.taught)])


KIND = Kind(
    code="teaching",
    title=RosterImport.Kind.TEACHING.label,
    told=_(
        "The teacher with subject and classes, in columns or in one text: «Toán 6A1, 6A2; chủ nhiệm 6A1»."
    ),
    words=WORDS,
    compare=TeachingComparison,
    write=TeachingWriting,
    shown=[
        (_("Teacher"), lambda row: row.full_name),
        (_("Teaches"), _said),
        (_("Homeroom"), lambda row: ", ".join(row.led)),
    ],
    as_json=as_json,
)
