from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lms.text import tidy
from students.codes import new_code
from students.models import Enrolment, SchoolClass, Student

FIELDS = ["full_name", "date_of_birth", "gender", "ministry_id", "village", "phone"]


class ClassChoice(forms.ModelChoiceField):
    def label_from_instance(self, school_class):
        return f"{school_class.name} – {school_class.school}"


class StudentForm(forms.ModelForm):
    """A pupil by hand: the name and the class are enough."""

    school_class = ClassChoice(
        label=_("class"),
        queryset=SchoolClass.objects.none(),
        to_field_name="uid",
        empty_label=_("Choose a class"),
    )

    class Meta:
        model = Student
        fields = FIELDS
        widgets = {
            "date_of_birth": forms.DateInput(attrs={"placeholder": "dd/mm/yyyy", "inputmode": "numeric"})
        }

    def __init__(self, *args, classes=None, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.school_id:
            # Another class has a day and is a movement (students/movement).
            del self.fields["school_class"]
            return
        self.fields["school_class"].queryset = (
            classes.not_closed()
            .select_related("school", "year")
            .order_by("school__name_sort", "-year__starts_on", "grade", "name_sort")
        )

    def clean_full_name(self):
        name = tidy(self.cleaned_data["full_name"])
        if len(name.split()) < 2:
            raise ValidationError(_("Write the family name and the given name."))
        return name

    def clean_date_of_birth(self):
        born = self.cleaned_data["date_of_birth"]
        if born and not 3 <= (timezone.localdate() - born).days / 365.25 <= 80:
            raise ValidationError(_("This date of birth cannot be right. Write day/month/year."))
        return born

    def clean_ministry_id(self):
        """Empty means none, and must not be taken for somebody's."""
        return tidy(self.cleaned_data["ministry_id"] or "") or None

    def before(self):
        """What the changed fields were."""
        return {name: _plain(self.initial.get(name)) for name in self.changed_data}

    def told(self):
        return {name: _plain(self.cleaned_data.get(name)) for name in self.changed_data}

    @transaction.atomic
    def save(self):
        student = super().save(commit=False)
        if student.school_id:
            student.save()
            if student.user_id and student.user.full_name != student.full_name:
                student.user.full_name = student.full_name
                student.user.save(update_fields=["full_name"])
            return student
        school_class = self.cleaned_data["school_class"]
        student.school = school_class.school
        student.code = new_code(school_class.school)
        student.save()
        year = school_class.year
        starts_on = min(max(timezone.localdate(), year.starts_on), year.ends_on)
        Enrolment.objects.create(student=student, school_class=school_class, starts_on=starts_on)
        return student


def _plain(value):
    """A value as JSON can hold it."""
    return str(getattr(value, "uid", value)) if value not in (None, "") else ""
