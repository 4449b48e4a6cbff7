"""Rules of their own for a pupil or a class, and extra time."""

from datetime import timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from courses.models import ExtraTime, QuizOverride
from lms.text import tidy

FIRST_YEAR = 2020
LONGEST = timedelta(days=365)
MOMENTS = ["%H:%M %d/%m/%Y", "%d/%m/%Y %H:%M", "%Hh%M %d/%m/%Y", "%Hh %d/%m/%Y", "%Y-%m-%dT%H:%M"]


def moment_field(label):
    return forms.DateTimeField(
        label=label,
        required=False,
        input_formats=MOMENTS,
        widget=forms.DateTimeInput(
            {"placeholder": _("hour:minute day/month/year"), "autocomplete": "off"}, format=MOMENTS[0]
        ),
        error_messages={"invalid": _("Write hour and day like 07:30 25/12/2026.")},
    )


def _near(moment):
    """`moment`, when it is near enough: as long as one class may sit a quiz, no class sees its key."""
    last = timezone.localdate() + LONGEST
    if moment and not (moment.year >= FIRST_YEAR and moment.date() <= last):
        words = _now("Write a day from the year %(year)d on and no later than %(last)s, a year from today.")
        raise ValidationError(words % {"year": FIRST_YEAR, "last": f"{last:%d/%m/%Y}"})
    return moment


class OverrideForm(forms.ModelForm):
    """What is left empty follows the quiz."""

    opens_at = moment_field(_("opens"))
    closes_at = moment_field(_("closes"))

    class Meta:
        model = QuizOverride
        fields = ["opens_at", "closes_at", "minutes", "extra_percent", "tries", "reason"]

    def __init__(self, *args, page, **kwargs):
        super().__init__(*args, **kwargs)
        self.page = page
        if not page.minutes:
            self.fields["extra_percent"].help_text = _("The quiz has no minutes to stretch: write some.")

    def clean_reason(self):
        return tidy(self.cleaned_data["reason"].replace("\0", ""))

    def clean_opens_at(self):
        return _near(self.cleaned_data["opens_at"])

    def clean_closes_at(self):
        return _near(self.cleaned_data["closes_at"])

    def clean(self):
        told = super().clean()
        opens = told.get("opens_at") or self.page.opens_at
        closes = told.get("closes_at") or self.page.closes_at
        if opens and closes and closes <= opens and (told.get("opens_at") or told.get("closes_at")):
            raise ValidationError({"closes_at": _now("It must close after it opens.")})
        return told

    def rules(self):
        """What was written, ready to be said to `overriding.override`."""
        return {name: value or None for name, value in self.cleaned_data.items() if name != "reason"}


class ExtraTimeForm(forms.ModelForm):
    class Meta:
        model = ExtraTime
        fields = ["percent", "reason"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["percent"].help_text = _("25 makes 60 minutes out of 48. 0: no extra time any more.")
        self.fields["reason"].help_text = _("Read only by who gives this pupil work or leads the school.")

    def clean_reason(self):
        return tidy(self.cleaned_data["reason"].replace("\0", ""))
