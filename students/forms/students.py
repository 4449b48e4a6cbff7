from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lms.text import fold, tidy
from lms.widgets import DayInput
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

    # Asked only once a twin was found.
    is_other = forms.BooleanField(
        label=_("This is another child of the same name and birth date"),
        required=False,
        widget=forms.HiddenInput,
    )

    class Meta:
        model = Student
        fields = FIELDS
        widgets = {"date_of_birth": DayInput()}

    def __init__(self, *args, classes=None, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.school_id:
            # Another class has a day and is a movement (students/movement).
            del self.fields["school_class"], self.fields["is_other"]
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
        ministry_id = tidy(self.cleaned_data["ministry_id"] or "") or None
        others = Student.objects.filter(ministry_id=ministry_id).exclude(pk=self.instance.pk)
        if ministry_id and others.exists():
            raise ValidationError(
                _(
                    "A pupil with this id has a record already. If the pupil comes from another school, "
                    "use «Take a pupil in»: the record moves along."
                )
            )
        return ministry_id

    def clean(self):
        """The same name and birth date may be two pupils, but somebody must have looked."""
        told = super().clean()
        if self.instance.school_id or not told.get("date_of_birth") or told.get("is_other"):
            return told
        twins = Student.objects.filter(
            name_fold=fold(told.get("full_name", "")), date_of_birth=told["date_of_birth"]
        )
        if told.get("full_name") and twins.exists():
            self.fields["is_other"].widget = forms.CheckboxInput()
            self.add_error(
                "is_other",
                _(
                    "A pupil of this name and birth date has a record in the province. If it is the same "
                    "child, use «Take a pupil in»; if not, tick here."
                ),
            )
        return told

    def before(self):
        """What the changed fields were."""
        return {name: _plain(self.initial.get(name)) for name in self.changed_data}

    def told(self):
        return {name: _plain(self.cleaned_data.get(name)) for name in self.changed_data}

    @transaction.atomic
    def save(self):
        student = super().save(commit=False)
        if student.school_id:
            # Nothing but what stands in the form: school and status may have changed meanwhile.
            student.save(update_fields=[*FIELDS, "name_fold", "name_back", "name_sort"])
            if student.user_id and student.user.full_name != student.full_name:
                student.user.full_name = student.full_name
                student.user.save(update_fields=["full_name"])
            return student
        school_class = self.cleaned_data["school_class"]
        student.school = school_class.school
        student.code = new_code(school_class.school)
        student.save()
        year = school_class.year
        starts_on = min(max(self.first_day(), year.starts_on), year.ends_on)
        Enrolment.objects.create(student=student, school_class=school_class, starts_on=starts_on)
        return student

    def first_day(self):
        return timezone.localdate()


class NewcomerForm(StudentForm):
    """A pupil who comes from a school outside the province, with the transfer paper."""

    from_name = forms.CharField(label=_("School that the pupil comes from"), max_length=160)
    on = forms.DateField(label=_("At this school from"), widget=DayInput())
    paper_number = forms.CharField(label=_("Number of the transfer paper"), max_length=40, required=False)
    paper_date = forms.DateField(label=_("Date of the transfer paper"), widget=DayInput(), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["on"].initial = timezone.localdate()

    def clean_on(self):
        if self.cleaned_data["on"] > timezone.localdate():
            raise ValidationError(_("This day has not come yet. Add the pupil on that day."))
        return self.cleaned_data["on"]

    def clean_from_name(self):
        return tidy(self.cleaned_data["from_name"])

    def clean_paper_number(self):
        return tidy(self.cleaned_data["paper_number"])

    def first_day(self):
        return self.cleaned_data["on"]


def _plain(value):
    """A value as JSON can hold it."""
    return str(getattr(value, "uid", value)) if value not in (None, "") else ""
