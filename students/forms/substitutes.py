"""Who is away, who stands in, from–to. The form carries the arrangement out."""

from datetime import timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lms.text import tidy
from lms.widgets import DayInput
from students import giving, standing_in
from students.forms.movements import ClassOfSchool
from students.forms.staff import free_username
from students.models import Role, Subject, Teacher
from students.standing_in import CannotStandIn

USUAL = timedelta(days=13)


class SubstituteForm(forms.Form):
    """Dạy thay: within one school, for some days."""

    away = forms.ModelChoiceField(
        Teacher.objects.none(),
        label=_("Who is away"),
        required=False,
        empty_label=_("Whoever teaches the class"),
    )
    school_class = ClassOfSchool(label=_("Which class"), required=False)
    subject = forms.ModelChoiceField(
        Subject.objects.all(),
        label=_("Which subject"),
        to_field_name="code",
        required=False,
        empty_label=_("All subjects"),
    )
    teacher = forms.ModelChoiceField(
        Teacher.objects.none(),
        label=_("Who stands in"),
        required=False,
        empty_label=_("Somebody without an account"),
    )
    starts_on = forms.DateField(label=_("From"), widget=DayInput())
    ends_on = forms.DateField(
        label=_("To"), widget=DayInput(), help_text=_("The last day, that day included.")
    )
    full_name = forms.CharField(label=_("full name"), max_length=120, required=False)
    username = forms.CharField(
        label=_("Username"),
        max_length=40,
        required=False,
        help_text=_("Small letters without marks, digits and dots, such as lan.muongnha"),
    )

    def __init__(self, *args, school, by, **kwargs):
        super().__init__(*args, **kwargs)
        self.school, self.by = school, by
        self.password = ""
        teachers = Teacher.objects.filter(school=school, left_on=None)
        self.fields["away"].queryset = teachers
        self.fields["teacher"].queryset = teachers.filter(user__is_active=True)
        self.fields["teacher"].error_messages["invalid_choice"] = _(
            "Whoever stands in must be a teacher of this school with an open account."
        )
        classes = school.classes.not_closed().filter(year__ends_on__gte=timezone.localdate())
        self.fields["school_class"].queryset = classes.select_related("year").order_by(
            "year__starts_on", "grade", "name_sort"
        )
        self.fields["school_class"].empty_label = _("All classes of that teacher")
        self.fields["starts_on"].initial = timezone.localdate()
        self.fields["ends_on"].initial = timezone.localdate() + USUAL

    def clean_full_name(self):
        return tidy(self.cleaned_data["full_name"])

    def clean_username(self):
        typed = self.cleaned_data["username"]
        return free_username(typed) if typed else ""

    def clean(self):
        told = super().clean()
        new = told.get("full_name") or self.data.get("username")
        if self.errors:
            return told
        try:
            standing_in.check_days(told["starts_on"], told["ends_on"])
        except CannotStandIn as refusal:
            self.add_error(refusal.field, str(refusal))
        if bool(told["teacher"]) == bool(new):
            words = _("Choose who stands in, or write name and username of somebody new: one of the two.")
            self.add_error("teacher", words)
        elif new and not (told["full_name"] and told["username"]):
            missing = "username" if told["full_name"] else "full_name"
            self.add_error(missing, _("A new account needs a name and a username."))
        return told

    def save(self):
        """The arrangement; None with the reason on the form."""
        told = self.cleaned_data
        first, last = told["starts_on"], told["ends_on"]
        try:
            with transaction.atomic():
                away, what = standing_in.taken_over(
                    self.school, first, last, told["away"], told["school_class"], told["subject"]
                )
                teacher = told["teacher"] or self._newcomer(first, last)
                return standing_in.arrange(teacher, away, what, first, last, by=self.by)
        except CannotStandIn as refusal:
            self.add_error(refusal.field, ValidationError(str(refusal)))
            return None

    def _newcomer(self, first, last):
        """A teacher of this school for exactly these days."""
        user, self.password = giving.open_staff_account(
            self.cleaned_data["full_name"],
            self.cleaned_data["username"],
            by=self.by,
            kind=Role.Kind.TEACHER,
            school=self.school,
            starts_on=first,
            ends_on=last,
        )
        return user.teacher
