"""Preview, then apply: a list goes in as a whole or not at all, and can be taken out again (undo.py).

Everything is written in bulk inside one transaction; each row that is made or changed leaves a
`RosterWrite` with how it stood before and after.
"""

from datetime import timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from lms.history import note_change, note_changes
from lms.text import fold
from students import codes
from students.models import (
    Enrolment,
    Guardian,
    Guardianship,
    Household,
    PovertyRecord,
    RosterImport,
    School,
    Student,
    User,
)
from students.years import save_with_terms

from .differences import told_fields
from .families import Families
from .plan import make_plan
from .preview import fingerprint, reasons
from .trail import Trail


class CannotApply(Exception):
    """Nothing was written; the text is a sentence for the person. `plan` tells why, when there is one."""

    def __init__(self, sentence, plan=None):
        super().__init__(sentence)
        self.plan = plan


def apply(roster_import, book, by, on, seen=None):
    """Carry out what the list says today; the plan that was carried out comes back.

    The plan is made anew inside the transaction, so that it fits the school as it is now. `seen` is
    the fingerprint of the plan that a person looked at: another one is refused.
    A list that changes nothing writes nothing (but the state of an import already kept).
    """
    try:
        with transaction.atomic():
            _hold(roster_import)
            school = School.objects.select_for_update().get(pk=roster_import.school_id)
            plan = make_plan(school, roster_import.year_code, book, on, roster_import.answers)
            if plan.is_refused:
                raise CannotApply(plan.refusal, plan)
            if seen is not None and seen != fingerprint(plan):
                raise CannotApply(_("The school's data changed meanwhile. Look at the list once more."), plan)
            _Writing(plan, roster_import, by, on).carry_out()
    except IntegrityError as error:
        raise CannotApply(
            _("Somebody else changed the same pupils at this moment, so nothing was taken over. Try again.")
        ) from error
    return plan


def _hold(roster_import):
    """Keep a kept list from being taken over twice, or thrown away, while it is written."""
    waiting = RosterImport.objects.filter(pk=roster_import.pk, state=RosterImport.State.PREVIEWED)
    if not roster_import._state.adding and not waiting.select_for_update().values_list("pk"):
        raise CannotApply(_("This list was already taken over or thrown away; nothing was done twice."))


class _Writing:
    """One import being carried out."""

    def __init__(self, plan, roster_import, by, on):
        self.plan, self.roster_import, self.by, self.on = plan, roster_import, by, on
        self.trail, self.log, self.new_students = Trail(), [], []
        self.families = Families(plan.school) if plan.has_changes else None
        self.new = {Guardian: [], Guardianship: [], Household: [], PovertyRecord: [], Enrolment: []}

    def carry_out(self):
        plan = self.plan
        if plan.has_changes:
            self._open_classes()
            self._create([entry for entry in plan.entries if entry.action == "create"])
            for entry in plan.entries:
                if entry.action == "update":
                    self._update(entry, plan.changed[entry.student.pk])
            self._save()
        elif self.roster_import._state.adding:
            return
        self._keep_import()

    # Classes

    def _open_classes(self):
        plan = self.plan
        if plan.year.pk is None:
            save_with_terms(plan.year)
            self.trail.made += [plan.year, *plan.year.terms.all()]
        self.first_days = {}
        started = set(
            Enrolment.objects.filter(school_class__in=[c.pk for c in plan.classes.values() if c.pk])
            .values_list("school_class", flat=True)
            .distinct()
        )
        for school_class in plan.new_classes:
            school_class.year = plan.year
            school_class.save()
            self.trail.made.append(school_class)
        for school_class in plan.classes.values():
            # The first list of a class holds for the whole year; who comes later came later.
            late = max(self.on, plan.year.starts_on) if school_class.pk in started else plan.year.starts_on
            self.first_days[school_class.pk] = min(late, plan.year.ends_on)

    def _first_day(self, school_class):
        return self.first_days[school_class.pk]

    # New pupils

    def _create(self, entries):
        if not entries:
            return
        school = self.plan.school
        fresh = codes.new_codes(school, len(entries))
        users = []
        for entry, code in zip(entries, fresh, strict=True):
            user = User(username=code, full_name=entry.full_name)
            user.set_unusable_password()
            users.append(user)
        self.trail.make(User, users)
        for entry, user in zip(entries, users, strict=True):
            told = {name: value for name, value in told_fields(entry).items() if value is not None}
            student = Student(school=school, user=user, code=user.username, **told)
            student.set_name_columns()
            entry.student = student
            family = self.families.of(entry)
            student.household = family.household
            self._poverty(entry, family.household)
            self.new_students.append(student)
            self._enrol(student, entry.school_class, self._first_day(entry.school_class))
            self._add_guardians(student, entry.guardians, family)
            self.log.append((student, {}, {"class": entry.school_class.name, "code": student.code}))

    def _enrol(self, student, school_class, day):
        self.new[Enrolment].append(Enrolment(student=student, school_class=school_class, starts_on=day))

    def _add_guardians(self, student, told, family):
        for guardian in told:
            known = family.guardians.get(fold(guardian["full_name"]))
            if known is None:
                known = Guardian(full_name=guardian["full_name"], phone=guardian["phone"] or "")
                family.guardians[fold(guardian["full_name"])] = known
                self.new[Guardian].append(known)
            self.new[Guardianship].append(
                Guardianship(guardian=known, student=student, relation=guardian["relation"])
            )

    def _poverty(self, entry, household):
        if entry.poverty and household and not self.families.has_poverty_record(household):
            self.families.poverty_noted(household)
            self.new[PovertyRecord].append(
                PovertyRecord(
                    household=household, poverty_class=entry.poverty, starts_on=self.plan.year.starts_on
                )
            )

    # Known pupils

    def _update(self, entry, difference):
        student = entry.student
        fields = dict(difference.fields)
        if difference.new_household:
            family = self.families.of(entry)
            fields["household_id"] = family.household.pk
            self._poverty(entry, family.household)
        else:
            family = self.families.of_known(student)
        self._add_guardians(student, difference.new_guardians, family)
        for guardian, changes in difference.guardians:
            self.trail.change(guardian, changes)
        before, after = self.trail.change(student, fields)
        if "full_name" in fields:
            student.set_name_columns()
            if student.user_id:
                self.trail.change(student.user, {"full_name": student.full_name})
        enrolment = self.plan.known.enrolments.get(student.pk)
        if difference.leaves:
            ends = max(self.on, enrolment.starts_on)
            self.trail.change(enrolment, {"ends_on": ends, "outcome": entry.status})
        if difference.moves:
            before["class"] = enrolment.school_class.name if enrolment else ""
            after["class"] = entry.school_class.name
            self._move(student, enrolment, entry.school_class)
        self.log.append((student, before, after))

    def _move(self, student, enrolment, school_class):
        start = self._first_day(school_class)
        if enrolment is None:
            self._enrol(student, school_class, start)
            return
        old = enrolment.school_class
        if old.year_id == self.plan.year.pk:
            start, outcome = max(self.on, self.plan.year.starts_on), "moved_class"
            if enrolment.starts_on >= start:
                # Put in the wrong class today: nothing has happened there yet.
                self.trail.change(enrolment, {"school_class_id": school_class.pk})
                return
        else:
            outcome = (
                "promoted"
                if school_class.grade > old.grade
                else "repeating"
                if school_class.grade == old.grade
                else "moved_class"
            )
        last = max(enrolment.starts_on, min(old.year.ends_on, start - timedelta(days=1)))
        self.trail.change(enrolment, {"ends_on": last, "outcome": outcome})
        self._enrol(student, school_class, start)

    # Writing

    def _save(self):
        self.new[Household] += self.families.new_households
        for model, things in (
            (Household, self.new[Household]),
            (Student, self.new_students),
            (Guardian, self.new[Guardian]),
        ):
            self.trail.make(model, things)
        # Old enrolments end before new ones open: one open enrolment a pupil.
        self.trail.save_changed()
        for model in (Guardianship, Enrolment, PovertyRecord):
            self.trail.make(model, self.new[model])

    def _keep_import(self):
        kept, plan = self.roster_import, self.plan
        kept.state = RosterImport.State.APPLIED
        kept.applied_at, kept.applied_by = timezone.now(), self.by
        kept.counts = {**plan.counts, "left_out": reasons(plan)}
        kept.year_code = plan.year.code
        kept.save()
        self.trail.keep(kept)
        note_changes(self.by, "import class list", self.log, plan.school)
        note_change(
            self.by,
            "import class list",
            kept,
            after={name: kept.counts[name] for name in ("create", "update", "unchanged", "skip")},
        )
