"""What happens to one pupil, from which day on. Each form carries its act out with `move`."""

from django import forms
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from lms.text import tidy
from lms.widgets import DayInput
from students.models import School, SchoolClass
from students.movement import arrivals, pupils, transfers


class ClassOfSchool(forms.ModelChoiceField):
    """One class of one school, with the grade that its name does not tell."""

    def __init__(self, **more):
        super().__init__(
            SchoolClass.objects.none(), to_field_name="uid", empty_label=_("Choose a class"), **more
        )

    def label_from_instance(self, school_class):
        grades = "–".join(str(grade) for grade in sorted({school_class.grade, school_class.grades[-1]}))
        words = _("%(class)s · grade %(grade)s · %(year)s")
        return words % {"class": school_class.name, "grade": grades, "year": school_class.year}


class MoveForm(forms.Form):
    """The day, for every act; those who say to which class or why add their fields."""

    on = forms.DateField(label=_("From which day"), widget=DayInput())

    def __init__(self, *args, student, **kwargs):
        super().__init__(*args, **kwargs)
        self.student = student
        self.fields["on"].initial = timezone.localdate()
        if "to" in self.fields:
            self.fields["to"].queryset = self.classes()
            if not any(one.is_multi_grade for one in self.fields["to"].queryset):
                self.fields.pop("grade", None)

    def classes(self):
        return self.open_classes(self.student.school)

    def open_classes(self, school):
        """A school's classes of this year and later ones that a pupil may come into."""
        today = timezone.localdate()
        return (
            school.classes.not_closed()
            .filter(year__ends_on__gte=today)
            .select_related("year")
            .order_by("year__starts_on", "grade", "name_sort")
        )

    @cached_property
    def enrolment(self):
        return self.student.current_enrolment()

    def refuse(self, refusal):
        """Show why the act was refused, at its field when it has one."""
        self.add_error(refusal.field if refusal.field in self.fields else None, str(refusal))

    def told(self, *names):
        return {name: self.cleaned_data.get(name) for name in names}


def other_grade():
    return forms.BooleanField(
        label=_("The grade was wrong: the pupil was put into a wrong grade"), required=False
    )


class IntoClass(MoveForm):
    to = ClassOfSchool(label=_("Class"))
    grade = forms.TypedChoiceField(
        label=_("The pupil's grade, for a multi-grade class"),
        choices=[("", _("as before")), *((grade, grade) for grade in range(1, 13))],
        coerce=int,
        empty_value=None,
        required=False,
    )
    field_order = ["to", "grade", "on"]


class ChangeClass(IntoClass):
    other_grade = other_grade()
    field_order = ["to", "grade", "other_grade", "on"]

    def classes(self):
        if self.enrolment is None:
            return SchoolClass.objects.none()
        now = self.enrolment.school_class
        return (
            self.student.school.classes.not_closed()
            .filter(year=now.year_id)
            .exclude(pk=now.pk)
            .select_related("year")
            .order_by("grade", "name_sort")
        )

    def move(self, by):
        return pupils.change_class(self.student, by=by, **self.told("to", "on", "grade", "other_grade"))


class Repeat(IntoClass):
    grade = None

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["to"].label = _("Class of the grade to repeat")

    def move(self, by):
        return pupils.repeat(self.student, by=by, **self.told("to", "on"))


class DropOut(MoveForm):
    reason = forms.CharField(
        label=_("Why, in a few words"),
        max_length=200,
        required=False,
        help_text=_("For example: helps the family in the fields. What nobody else need know is left out."),
    )

    def clean_reason(self):
        return tidy(self.cleaned_data["reason"])

    def move(self, by):
        return pupils.drop_out(self.student, by=by, **self.told("on", "reason"))


class ComeBack(IntoClass):
    def move(self, by):
        return pupils.come_back(self.student, by=by, **self.told("to", "on", "grade"))


def paper_number(**more):
    return forms.CharField(label=_("Number of the transfer paper"), max_length=40, **more)


def paper_date(**more):
    return forms.DateField(label=_("Date of the transfer paper"), widget=DayInput(), **more)


class SchoolChoice(forms.ModelChoiceField):
    def label_from_instance(self, school):
        return f"{school.name} – {school.commune}"


class WithPaper:
    """What a form with a transfer paper says of it."""

    @property
    def paper(self):
        number = tidy(self.cleaned_data.get("paper_number") or "")
        return arrivals.Paper(number, self.cleaned_data.get("paper_date"))

    @property
    def reason(self):
        return tidy(self.cleaned_data.get("reason") or "")


class TransferOut(WithPaper, MoveForm):
    to_school = SchoolChoice(
        School.objects.none(),
        label=_("New school in the province"),
        to_field_name="code",
        required=False,
        empty_label=_("Not in this list"),
    )
    to_name = forms.CharField(label=_("Or the name of a school elsewhere"), max_length=160, required=False)
    paper_number = paper_number()
    paper_date = paper_date()
    reason = forms.CharField(label=_("Why, in a few words"), max_length=200, required=False)
    field_order = ["to_school", "to_name", "paper_number", "paper_date", "on", "reason"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # Names of schools are public; what is in them is not.
        schools = School.objects.filter(closed_on=None).exclude(pk=self.student.school_id)
        if grades := self.grades():
            schools = schools.teaching(grades)
            words = _("Only schools that teach grade %(grades)s stand here.")
            told = ", ".join(str(grade) for grade in grades)
            self.fields["to_school"].help_text = words % {"grades": told}
        self.fields["to_school"].queryset = schools.select_related("commune")
        self.fields["on"].label = _("No longer at this school from")

    def grades(self):
        """Which the pupil may go on in: the own one, in summer the next one too; empty without a class."""
        if self.enrolment is None:
            return []
        year_over = self.enrolment.school_class.year.ends_on < timezone.localdate()
        grade = self.enrolment.grade or self.enrolment.school_class.grade
        return [grade, grade + 1] if year_over and grade < 12 else [grade]

    def move(self, by):
        return transfers.leave_for(
            self.student,
            self.cleaned_data["on"],
            by,
            self.paper,
            to_school=self.cleaned_data["to_school"],
            to_name=tidy(self.cleaned_data["to_name"]),
            reason=self.reason,
        )


class FindPupil(forms.Form):
    """Exactly one pupil of another school, by what stands on the transfer paper."""

    code = forms.CharField(
        label=_("MOET student ID, or our sign-in code"),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    born = forms.DateField(label=_("Date of birth"), widget=DayInput())

    def found(self):
        return arrivals.find(self.cleaned_data["code"], self.cleaned_data["born"])


class TakeIn(WithPaper, IntoClass):
    """Into which class of the new school, from when, on which paper."""

    paper_number = paper_number(required=False)
    paper_date = paper_date(required=False)
    reason = forms.CharField(label=_("Why, in a few words"), max_length=200, required=False)
    other_grade = other_grade()
    field_order = ["to", "grade", "other_grade", "on", "paper_number", "paper_date", "reason"]

    def __init__(self, *args, school, **kwargs):
        self.school = school
        super().__init__(*args, **kwargs)
        self.fields["on"].label = _("At this school from")
        must_ask = arrivals.must_ask(self.student)
        needed = must_ask or (self.enrolment is None and arrivals.needs_paper(self.student))
        for name in ("paper_number", "paper_date"):
            self.fields[name].required = needed

    def classes(self):
        return self.open_classes(self.school)

    def move(self, by):
        """A Movement when the pupil sits in the class now, a Transfer when the old school is asked."""
        told = [self.student, self.cleaned_data["to"], self.cleaned_data["on"], by, self.paper]
        more = {"reason": self.reason, **self.told("grade", "other_grade")}
        if arrivals.must_ask(self.student, self.cleaned_data["to"], self.cleaned_data["on"]):
            return transfers.ask(*told, **more)
        return arrivals.take_in(*told, **more)
