"""What happens to one pupil, from which day on. Each form carries its act out with `move`."""

from django import forms
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from lms.text import tidy
from students.models import SchoolClass
from students.movement import pupils

DAY = {"placeholder": "dd/mm/yyyy", "inputmode": "numeric"}


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

    on = forms.DateField(label=_("From which day"), widget=forms.DateInput(attrs=DAY))

    def __init__(self, *args, student, **kwargs):
        super().__init__(*args, **kwargs)
        self.student = student
        self.fields["on"].initial = timezone.localdate()
        if "to" in self.fields:
            self.fields["to"].queryset = self.classes()
            if not any(one.is_multi_grade for one in self.fields["to"].queryset):
                self.fields.pop("grade", None)

    def classes(self):
        """The school's classes of this year and later ones that a pupil may come into."""
        today = timezone.localdate()
        return (
            self.student.school.classes.not_closed()
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
    other_grade = forms.BooleanField(
        label=_("The grade was wrong: the pupil was put into a wrong grade"), required=False
    )
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
