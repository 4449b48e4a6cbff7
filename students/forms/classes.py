"""A class by hand, and what happens to whole classes. Each form carries its act out."""

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lms.text import tidy
from lms.widgets import DayInput
from students.class_names import refuse_odd_name
from students.forms.movements import ClassOfSchool
from students.models import Campus, SchoolClass, Student, Teacher
from students.movement import classes
from students.years import save_with_terms, year_coded


class ClassForm(forms.ModelForm):
    """Name, grades, homeroom teacher; year and campus only when the class is new (both have a day)."""

    year = forms.ChoiceField(label=_("School year"))
    campus = forms.ModelChoiceField(
        Campus.objects.none(), label=_("campus"), required=False, empty_label=_("Not told")
    )

    class Meta:
        model = SchoolClass
        fields = ["name", "grade", "grade_to", "homeroom_teacher"]
        help_texts = {"grade_to": _("Only for a multi-grade class: the highest of its grades.")}

    def __init__(self, *args, school, **kwargs):
        super().__init__(*args, **kwargs)
        self.instance.school = school
        self.only_grade = (
            self.instance.grade if self.instance.pk and not self.instance.is_multi_grade else None
        )
        grades = [(grade, grade) for grade in school.grades]
        self.fields["grade"] = forms.TypedChoiceField(label=_("grade"), choices=grades, coerce=int)
        self.fields["grade_to"] = forms.TypedChoiceField(
            label=_("up to grade"),
            choices=[("", _("one grade only")), *grades],
            coerce=int,
            empty_value=None,
            required=False,
            help_text=self.fields["grade_to"].help_text,
        )
        teachers = Teacher.objects.filter(school=school, left_on=None)
        self.fields["homeroom_teacher"].queryset = teachers
        self.fields["homeroom_teacher"].empty_label = _("Nobody yet")
        if self.instance.pk:
            del self.fields["year"], self.fields["campus"]
            return
        self.fields["year"].choices = years_to_add()
        self.fields["campus"].queryset = school.campuses.all()
        self.order_fields(["year", "name", "grade", "grade_to", "campus", "homeroom_teacher"])

    def clean_name(self):
        name = tidy(self.cleaned_data["name"])
        refuse_odd_name(name)
        return name

    def clean(self):
        told = super().clean()
        lowest, highest = told.get("grade"), told.get("grade_to")
        if highest is not None and lowest is not None and highest <= lowest:
            told["grade_to"] = None
            if highest < lowest:
                self.add_error("grade_to", _("The highest grade lies below the lowest. Choose a higher one."))
        if self.instance.pk and lowest:
            self._keep_grades_of_pupils(range(lowest, max(lowest, told.get("grade_to") or 0) + 1))
        return told

    def _keep_grades_of_pupils(self, grades):
        sitting = self.instance.enrolments.open().select_related("student", "school_class")
        outside = [one.student for one in sitting if one.grade and one.grade not in grades]
        if outside and self.instance.is_multi_grade:
            raise ValidationError(
                _("%(names)s sit in a grade that the class would no longer have. Move them first."),
                params={"names": classes.names(outside)},
            )

    @transaction.atomic
    def save(self):
        school_class = super().save(commit=False)
        if school_class.pk is None:
            year = year_coded(self.cleaned_data["year"], timezone.localdate())
            school_class.year = year if year.pk else save_with_terms(year)
            school_class.campus = self.cleaned_data["campus"]
        classes.refuse_taken_name(school_class)
        school_class.save()
        if self.only_grade and school_class.is_multi_grade:
            # Until now the class told the grade of everybody in it.
            school_class.enrolments.open().update(own_grade=self.only_grade)
        return school_class


class PartForm(forms.Form):
    """Which pupils go into which other class, or into a new one, from when."""

    students = forms.ModelMultipleChoiceField(
        Student.objects.none(), label=_("Who goes into the other class"), widget=forms.CheckboxSelectMultiple
    )
    to = ClassOfSchool(label=_("Into this class"), required=False)
    name = forms.CharField(
        label=_("Or open a new class named"), max_length=30, required=False, help_text=_("For example 6C.")
    )
    on = forms.DateField(label=_("From which day"), widget=DayInput())

    def __init__(self, *args, school_class, **kwargs):
        super().__init__(*args, **kwargs)
        self.school_class = school_class
        self.fields["students"].queryset = Student.objects.sitting_in(school_class)
        self.fields["to"].queryset = others(school_class)
        self.fields["to"].empty_label = _("A new class")
        self.fields["on"].initial = timezone.localdate()

    def clean_name(self):
        if name := tidy(self.cleaned_data["name"]):
            refuse_odd_name(name)
        return name

    def clean(self):
        told = super().clean()
        if bool(told.get("to")) == bool(told.get("name")):
            self.add_error("name", _("Choose a class, or write the name of a new one: one of the two."))
        return told

    def move(self, by):
        students = list(self.cleaned_data["students"])
        to = self.cleaned_data["to"] or self._new_class(students)
        return classes.part(self.school_class, students, to, self.cleaned_data["on"], by)

    def _new_class(self, students):
        """The new class has the grades of those who go there, and the room where they sit now."""
        old = self.school_class
        sitting = old.enrolments.open().filter(student__in=students).select_related("school_class")
        grades = sorted({one.grade for one in sitting if one.grade} or old.grades)
        return SchoolClass(
            school=old.school,
            year=old.year,
            campus=old.campus,
            name=self.cleaned_data["name"],
            grade=grades[0],
            grade_to=grades[-1] if len(grades) > 1 else None,
        )


class MergeForm(forms.Form):
    to = ClassOfSchool(label=_("Into which class"))
    on = forms.DateField(label=_("From which day"), widget=DayInput())

    def __init__(self, *args, school_class, **kwargs):
        super().__init__(*args, **kwargs)
        self.school_class = school_class
        self.fields["to"].queryset = others(school_class)
        self.fields["on"].initial = timezone.localdate()

    def move(self, by):
        return classes.merge(self.school_class, self.cleaned_data["to"], self.cleaned_data["on"], by)


class CampusForm(forms.Form):
    campus = forms.ModelChoiceField(
        Campus.objects.none(), label=_("To which campus"), empty_label=_("Choose a campus")
    )
    on = forms.DateField(label=_("From which day"), widget=DayInput())

    def __init__(self, *args, school_class, **kwargs):
        super().__init__(*args, **kwargs)
        self.school_class = school_class
        self.fields["campus"].queryset = school_class.school.campuses.exclude(pk=school_class.campus_id)
        self.fields["on"].initial = timezone.localdate()

    def move(self, by):
        return classes.change_campus(
            self.school_class, self.cleaned_data["campus"], self.cleaned_data["on"], by
        )


class GradesForm(forms.Form):
    """The grade of each pupil of a multi-grade class."""

    def __init__(self, *args, school_class, **kwargs):
        super().__init__(*args, **kwargs)
        self.school_class = school_class
        sitting = school_class.enrolments.open().select_related("student", "school_class")
        self.enrolments = {f"grade-{one.student_id}": one for one in sitting.order_by("student__name_sort")}
        grades = [(grade, grade) for grade in school_class.grades]
        for name, enrolment in self.enrolments.items():
            self.fields[name] = forms.TypedChoiceField(
                label=enrolment.student.full_name,
                choices=grades if enrolment.own_grade else [("", _("not known")), *grades],
                coerce=int,
                empty_value=None,
                required=False,
                initial=enrolment.own_grade,
            )

    def move(self, by):
        told = {one: self.cleaned_data[name] for name, one in self.enrolments.items()}
        classes.set_grades(self.school_class, {one: grade for one, grade in told.items() if grade}, by)


def others(school_class):
    """The other classes of the same school and year."""
    return (
        school_class.school.classes.not_closed()
        .filter(year=school_class.year_id)
        .exclude(pk=school_class.pk)
        .select_related("year")
        .order_by("grade", "name_sort")
    )


def years_to_add():
    """(code, name) of the years that a class can still be opened in: the running one and the next."""
    today = timezone.localdate()
    years = [year_coded(f"{one}-{one + 1}", today) for one in range(today.year - 1, today.year + 2)]
    return [(year.code, str(year)) for year in years if year and year.ends_on >= today][:2]
