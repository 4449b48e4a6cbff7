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

    def __init__(self, *args, classes, **kwargs):
        super().__init__(*args, **kwargs)
        chosen = self.instance.current_enrolment() if self.instance.school_id else None
        self.now_in = chosen.school_class if chosen else None
        self.fields["school_class"].queryset = classes.select_related("school").order_by(
            "school__name_sort", "-year__starts_on", "grade", "name_sort"
        )
        if self.now_in:
            self.fields["school_class"].initial = self.now_in.uid
        self.fields["school_class"].required = self.now_in is not None or not self.instance.school_id

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
        school_class = self.cleaned_data["school_class"]
        if not student.school_id:
            student.school = school_class.school
            student.code = new_code(school_class.school)
        student.save()
        if student.user_id and student.user.full_name != student.full_name:
            student.user.full_name = student.full_name
            student.user.save(update_fields=["full_name"])
        if school_class and school_class != self.now_in:
            _move(student, school_class)
        return student


def _move(student, school_class):
    """Close the open enrolment and open one in `school_class`, from today."""
    today = timezone.localdate()
    open_one = student.enrolments.open().select_for_update().first()
    if open_one and open_one.starts_on >= today:
        # Enrolled today by mistake: mend it rather than keep a stay of no day.
        open_one.school_class = school_class
        open_one.save(update_fields=["school_class"])
        return
    if open_one:
        open_one.ends_on = today
        open_one.outcome = Enrolment.Outcome.MOVED_CLASS
        open_one.save(update_fields=["ends_on", "outcome"])
    Enrolment.objects.create(student=student, school_class=school_class, starts_on=today)


def _plain(value):
    """A value as JSON can hold it."""
    return str(getattr(value, "uid", value)) if value not in (None, "") else ""
