"""The list of staff: teachers with telephone and subjects, each with an account and the role of a teacher.

The account has no password: the school admin gives one on the page of staff. Who teaches nobody
(accountant, guard, nurse) is left out with a word, for these lists are of those who stand before a class.
"""

import re
from collections import defaultdict
from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _

from lms.text import fold
from students import codes
from students.models import Role, RosterImport, Subject, Teacher, User

from .. import persons, phones, values
from ..row import Row
from ..subjects import Subjects
from ..values import tone_key
from ..vocabulary import NAME, PUPIL_COLUMNS, Vocabulary
from .kind import Comparison, Kind

PUPIL = dict(PUPIL_COLUMNS)
OF_STAFF = r"( (giao vien|gv|can bo|cb|nhan vien|nv|cbgv|cbgvnv|cb gv nv|can bo giao vien( nhan vien)?))?"
WORDS = Vocabulary(
    [
        *[(name, PUPIL[name]) for name in ("number", "national_id", "family_name", "given_name")],
        ("full_name", rf"{NAME}{OF_STAFF}|giao vien|can bo|ho (va )?ten( khai sinh)?"),
        *[(name, PUPIL[name]) for name in ("date_of_birth", "gender", "is_female", "is_male", "phone")],
        ("subjects", r"(bo )?mon( hoc| day| giang day| phu trach| chuyen mon)?|day mon|chuyen mon( .*)?"),
        ("position", r"chuc (vu|danh)( .*)?|vi tri( viec lam)?|nhiem vu|cong viec"),
        ("status", r"trang thai( lam viec)?|tinh trang( lam viec)?"),
        (
            "team",
            r"to( chuyen mon| khoi)?|ghi chu|email|thu dien tu|trinh do.*|ngach.*|he so.*|lop chu nhiem",
        ),
        ("school_code", PUPIL["school_code"]),
    ],
    facts=frozenset({"phone", "subjects", "position", "date_of_birth", "gender", "national_id", "status"}),
    sure_facts=frozenset({"phone", "date_of_birth", "national_id", "subjects"}),
    merged_down=(),
    needs=({"subjects"}, {"position"}, {"phone"}),
    example="«Họ và tên», «Chức vụ», «Môn dạy», «Số điện thoại»",
    unfit=re.compile(
        r"lop( hoc)?|khoi( hoc| lop)?|ma (so )?(dinh danh )?(hs|hoc sinh)|.*(cha|bo|me|phu huynh)"
    ),
)
NOT_TEACHING = re.compile(
    r".*\b(ke toan|van thu|y te|bao ve|thu vien|thiet bi|thu quy|tap vu|cap duong|nuoi duong|phuc vu|"
    r"lai xe|nhan vien)\b.*"
)
LEFT = re.compile(r"(da )?(nghi|thoi|chuyen)( huu| viec| cong tac| truong| di| che do| day)*")


@dataclass(slots=True)
class StaffRow(Row):
    phone: str = ""
    subjects: list = field(default_factory=list)
    position: str = ""
    has_left: bool = False
    teacher: object = None


class StaffComparison(Comparison):
    def rows(self):
        subjects = Subjects(Subject.objects.all(), self.plan.school)
        for sheet in self.plan.found.sheets:
            for record in sheet.records():
                row = StaffRow(record.sheet, record.row, record.cells, sheet.titles, sheet.columns)
                _fill(row, record.given, subjects, self.plan.school)
                if sheet.forbidden:
                    row.note("forbidden_column", value=sheet.forbidden)
                yield row

    def begin(self):
        self.by_name = defaultdict(list)
        teachers = Teacher.objects.filter(school=self.plan.school).prefetch_related("subjects")
        for teacher in teachers.select_related("user"):
            self.by_name[teacher.name_fold].append(teacher)
        self.first, self.claimed = {}, set()
        self.changes = {}

    def settle(self, rows):
        for row in rows:
            if not row.has_error:
                self._report_twice(row)
        for by_phone in (True, False):
            for row in rows:
                if row.teacher is None and not row.has_error:
                    self._find(row, by_phone)
        for row in rows:
            if not row.has_error:
                self._conclude(row)

    def _report_twice(self, row):
        """A name and a number twice are one person; a name alone may be two."""
        key = (tone_key(row.full_name), row.phone)
        first = self.first.setdefault(key, row)
        if first is not row:
            where = "" if first.sheet == row.sheet else f" («{first.sheet}»)"
            row.note("person_twice_in_file", "full_name", other=first.row, where=where)

    def _find(self, row, by_phone):
        like = [one for one in self.by_name[fold(row.full_name)] if one.pk not in self.claimed]
        like = [one for one in like if tone_key(one.full_name) == tone_key(row.full_name)] or like
        if by_phone:
            like = [one for one in like if row.phone and one.phone == row.phone]
        elif row.phone:
            # Another number is another person when there are several of the name.
            like = [one for one in like if not one.phone] or (like if len(like) == 1 else [])
        if len(like) == 1:
            row.teacher = like[0]
            self.claimed.add(like[0].pk)
        elif like:
            row.note("unclear_teacher", "full_name", value=row.full_name)

    def _conclude(self, row):
        if row.teacher is None:
            if row.has_left:
                row.note("staff_has_left", "status", value=row.full_name)
            else:
                row.action = "create"
            return
        teacher, fields = row.teacher, {}
        if row.phone and teacher.phone and row.phone != teacher.phone:
            row.note("phone_changes", "phone", old=teacher.phone, new=row.phone)
        if row.phone and row.phone != teacher.phone:
            fields["phone"] = row.phone
        if row.has_left != bool(teacher.left_on):
            fields["left_on"] = self.plan.on if row.has_left else None
        known = {subject.pk for subject in teacher.subjects.all()}
        subjects = [subject for subject in row.subjects if subject.pk not in known]
        self.changes[teacher.pk] = (fields, subjects)
        row.action = "update" if fields or subjects else "unchanged"


def _fill(row, given, subjects, school):
    given = persons.readable(row, given)
    persons.name(row, given)
    numbers = row.take("phone", phones.read(given.get("phone", "")))
    row.phone = ", ".join(numbers[:3])
    row.position = values.text(given.get("position", ""))
    said = fold(values.text(given.get("status", "")))
    row.has_left = bool(LEFT.fullmatch(said))
    for text in re.split(r"[,;/+\n–]|\s-\s|\bvà\b", str(given.get("subjects", ""))):
        subject = subjects.named(text)
        if subject and subject not in row.subjects:
            row.subjects.append(subject)
        elif values.text(text) and not subject:
            row.note("subject_unknown_skipped", "subjects", value=values.text(text))
    code = values.text(given.get("school_code", ""))
    if code and code != school.code:
        row.note("row_of_other_school", "school_code", value=code)
    if not row.subjects and NOT_TEACHING.fullmatch(fold(row.position)):
        row.note("staff_not_teaching", "position", value=row.position)


class StaffWriting:
    """Makes teachers with account and role; changes telephone, subjects and whether they work here."""

    def __init__(self, plan, by):
        self.plan, self.by, self.on = plan, by, plan.on

    def write(self, rows, trail):
        self.trail, self.log, subjects = trail, [], []
        new = [row for row in rows if row.action == "create"]
        users = [
            User(username=username, full_name=row.full_name, is_staff=True)
            for row, username in zip(
                new, codes.new_staff_usernames(row.full_name for row in new), strict=True
            )
        ]
        for user in users:
            user.set_unusable_password()
        trail.make(*users)
        for row, user in zip(new, users, strict=True):
            row.teacher = Teacher(
                school=self.plan.school, user=user, full_name=row.full_name, phone=row.phone
            )
            row.teacher.set_name_columns()
            subjects += [(row.teacher, subject) for subject in row.subjects]
            self.log.append((row.teacher, {}, {"username": user.username}))
        trail.make(*(row.teacher for row in new))
        roles = [self._role(user) for user in users]
        for row in rows:
            if row.action == "update":
                more, back = self._update(row)
                subjects += [(row.teacher, subject) for subject in more]
                roles += back
        trail.save()
        through = Teacher.subjects.through
        trail.make(*(through(teacher=teacher, subject=subject) for teacher, subject in subjects))
        trail.make(*roles)
        return self.log

    def _role(self, user):
        return Role(
            user=user, kind=Role.Kind.TEACHER, school=self.plan.school, starts_on=self.on, given_by=self.by
        )

    def _update(self, row):
        """(subjects to add, role to give anew) of a known teacher."""
        fields, subjects = self.plan.comparison.changes[row.teacher.pk]
        before, after = self.trail.change(row.teacher, **fields)
        if subjects:
            after["subjects"] = ", ".join(subject.name for subject in subjects)
        self.log.append((row.teacher, before, after))
        user, roles = row.teacher.user, []
        if "left_on" in fields and user is not None:
            held = Role.objects.filter(user=user, kind=Role.Kind.TEACHER, school=self.plan.school).not_over()
            if row.has_left:
                for role in held:
                    self.trail.change(role, ends_on=max(role.starts_on, self.on))
            elif not held.exists():
                roles = [self._role(user)]
        return subjects, roles


def as_json(row):
    return {
        "sheet": row.sheet,
        "row": row.row,
        "full_name": row.full_name,
        "phones": row.phone.split(", ") if row.phone else [],
        "subjects": [subject.code for subject in row.subjects],
        "position": row.position or None,
        "action": row.action,
    }


KIND = Kind(
    code="staff",
    title=RosterImport.Kind.STAFF.label,
    told=_(
        "Full name, telephone and subjects. Each teacher gets an account; the password comes from "
        "the page of staff."
    ),
    words=WORDS,
    compare=StaffComparison,
    write=StaffWriting,
    shown=[
        (_("Full name"), lambda row: row.full_name),
        (_("Phone"), lambda row: row.phone),
        (_("Subjects"), lambda row: ", ".join(subject.name for subject in row.subjects)),
    ],
    as_json=as_json,
)
