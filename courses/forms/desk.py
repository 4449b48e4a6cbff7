"""Forms beside the points: handing work back, naming who marks second."""

from datetime import datetime, time, timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from lms.widgets import DayInput, LongSelect
from students.models import Teacher

# The last minute of the day still counts.
END_OF_DAY = time(23, 59, 59)
# Suggested for working on it again.
USUAL = timedelta(days=3)


class HandBackForm(forms.Form):
    reason = forms.CharField(
        label=_("Why, for the pupil"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The pupil reads it above the questions. Say what to do better."),
    )
    places = forms.MultipleChoiceField(
        label=_("What to work on again"), widget=forms.CheckboxSelectMultiple, required=False
    )
    until = forms.DateField(
        label=_("Until the end of the day"), widget=DayInput(), input_formats=["%d/%m/%Y", "%d-%m-%Y"]
    )

    def __init__(self, *args, numbers, **kwargs):
        """`numbers`: (place, number of the question)."""
        super().__init__(*args, **kwargs)
        self.fields["until"].initial = timezone.localdate() + USUAL
        self.fields["places"].choices = [
            (str(place), f"{pgettext('on a paper', 'Question')} {number}") for place, number in numbers
        ]
        self.fields["places"].help_text = _("Nothing chosen: all questions.")

    def clean_until(self):
        day = self.cleaned_data["until"]
        return timezone.make_aware(datetime.combine(day, END_OF_DAY))  # noqa: DTZ001

    def clean_places(self):
        return [int(place) for place in self.cleaned_data["places"]]


class SecondMarkerForm(forms.Form):
    teacher = forms.ModelChoiceField(
        Teacher.objects.none(), label=_("Who marks second"), required=False, widget=LongSelect
    )

    def __init__(self, *args, school, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["teacher"].queryset = Teacher.objects.filter(
            school=school, left_on=None, user__is_active=True
        ).select_related("user")
        self.fields["teacher"].empty_label = _("whoever teaches the class and marks second")
