"""Write what a class list says: new pupils with account, class and family; what changes of known ones."""

from datetime import timedelta

from lms.text import fold
from students import codes
from students.models import Enrolment, Guardian, Guardianship, PovertyRecord, Student, Transfer, User
from students.years import save_with_terms

from .differences import told_fields
from .families import Families, Family


class Enrolling:
    """Carries out some rows at a time; everything within the transaction of the caller."""

    def __init__(self, plan, by):
        self.plan, self.by, self.on = plan, by, plan.on
        self.families = Families(plan.school)
        self.first_days, self.log = {}, []

    def write(self, rows, trail):
        """Write the rows that change something; (thing, before, after) of each comes back."""
        self.trail = trail
        self.log, self.new_students = [], []
        self.new = {Guardian: [], Guardianship: [], PovertyRecord: [], Enrolment: []}
        if self.plan.year.pk is None:
            save_with_terms(self.plan.year)
            self.trail.made += [self.plan.year, *self.plan.year.terms.all()]
        self._create([entry for entry in rows if entry.action == "create"])
        differences = self.plan.comparison.differences
        for entry in rows:
            if entry.action == "update":
                self._update(entry, differences.of[entry.student.pk], differences.enrolments)
        self._save()
        return self.log

    # Classes

    def _first_day(self, school_class):
        """The first list of a class holds for the whole year; who comes later came later."""
        if school_class.pk is None:
            school_class.year = self.plan.year
            school_class.save()
            self.trail.made.append(school_class)
        if school_class.pk not in self.first_days:
            year = self.plan.year
            is_begun = Enrolment.objects.filter(school_class=school_class).exists()
            first = max(self.on, year.starts_on) if is_begun else year.starts_on
            self.first_days[school_class.pk] = min(first, year.ends_on)
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
        self.trail.make(*users)
        for entry, user in zip(entries, users, strict=True):
            told = {name: value for name, value in told_fields(entry).items() if value is not None}
            student = Student(school=school, user=user, code=user.username, **told)
            student.set_name_columns()
            entry.student = student
            self.plan.comparison.matching.claim(student)
            family = self.families.of(entry)
            student.household_id = family.household_id
            self._poverty(entry, family)
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

    def _poverty(self, entry, family):
        household = family.household_id
        if entry.poverty and household and not self.families.has_poverty_record(household):
            self.families.poverty_noted(household)
            self.new[PovertyRecord].append(
                PovertyRecord(
                    household_id=household, poverty_class=entry.poverty, starts_on=self.plan.year.starts_on
                )
            )

    # Known pupils

    def _update(self, entry, difference, enrolments):
        student = entry.student
        fields = dict(difference.fields)
        if difference.new_household:
            family = self.families.of(entry)
            fields["household_id"] = family.household_id
            self._poverty(entry, family)
        else:
            known = {fold(one.full_name): one for one in difference.guardians.known}
            family = Family(student.household_id, known)
        self._add_guardians(student, difference.guardians.new, family)
        for guardian, changes in difference.guardians.changed:
            self.trail.change(guardian, **changes)
        if "full_name" in fields:
            named = Student(full_name=fields["full_name"])
            named.set_name_columns()
            self.trail.change(student, **{column: getattr(named, column) for column in Student.NAME_COLUMNS})
            if student.user_id:
                self.trail.change(student.user, full_name=named.full_name)
        before, after = self.trail.change(student, **fields)
        enrolment = enrolments.get(student.pk)
        if difference.leaves:
            ends = max(self.on, enrolment.starts_on)
            self.trail.change(enrolment, ends_on=ends, outcome=entry.status)
        if difference.moves:
            before["class"] = enrolment.school_class.name if enrolment else ""
            after["class"] = entry.school_class.name
            self._move(student, enrolment, entry.school_class)
            if enrolment is None:
                # Who is back in class is not on the way to another school any more.
                for transfer in student.transfers.unsettled():
                    self.trail.change(transfer, state=Transfer.State.CALLED_OFF)
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
                self.trail.change(enrolment, school_class_id=school_class.pk)
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
        self.trail.change(enrolment, ends_on=last, outcome=outcome)
        self._enrol(student, school_class, start)

    # Writing

    def _save(self):
        for things in (self.families.new_households, self.new_students, self.new[Guardian]):
            self.trail.make(*things)
        # Old enrolments end before new ones open: one open enrolment a pupil.
        self.trail.save()
        for model in (Guardianship, Enrolment, PovertyRecord):
            self.trail.make(*self.new[model])
        self.families.settle()
