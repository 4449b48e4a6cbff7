from django import forms
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lms.text import tidy
from lms.widgets import DayInput
from students import consents
from students.consent_sheets import Returned
from students.models import Consent

# One word for the head of a column.
SHORT = {
    Consent.Purpose.LEARNING: pgettext_lazy("purpose", "Lessons"),
    Consent.Purpose.LOAN: pgettext_lazy("purpose", "Device"),
    Consent.Purpose.USAGE: pgettext_lazy("purpose", "Use"),
    Consent.Purpose.PHOTO: pgettext_lazy("purpose", "Photo"),
    Consent.Purpose.NAME: pgettext_lazy("purpose", "Name"),
    Consent.Purpose.RESEARCH: pgettext_lazy("purpose", "Research"),
}
ON_PAPER = (Consent.Given.SIGNED, Consent.Given.THUMBPRINT)


class RowForm(forms.Form):
    """What stands on one sheet. A row without a signer has not come back and is left alone."""

    signer = forms.CharField(required=False, max_length=120)
    how = forms.ChoiceField(required=False, choices=[(how.value, how.label) for how in ON_PAPER])
    on = forms.DateField(required=False)
    purposes = forms.MultipleChoiceField(required=False, choices=Consent.Purpose.choices)
    child_agreed = forms.BooleanField(required=False)

    def __init__(self, *args, student, day, **kwargs):
        super().__init__(*args, prefix=student.code, **kwargs)
        self.student = student
        self.day = day
        self.asks_child = consents.has_own_voice(student, timezone.localdate())

    def clean_signer(self):
        return tidy(self.cleaned_data["signer"])

    def clean_on(self):
        day = self.cleaned_data["on"] or self.day
        if day and day > timezone.localdate():
            raise forms.ValidationError(_("the day lies in the future"))
        return day

    def clean(self):
        told = super().clean()
        if not told.get("signer"):
            if told.get("purposes") or told.get("child_agreed"):
                self.add_error("signer", _("write who signed"))
            return told
        for purpose in told.get("purposes", ()):
            if told.get("on") and consents.lacks_childs_word(
                self.student, purpose, told["on"], told.get("child_agreed")
            ):
                self.add_error(
                    "child_agreed",
                    _("photos and name in public need the child's own yes; take the mark out or add the yes"),
                )
                break
        return told

    def troubles(self):
        return [message for messages in self.errors.values() for message in messages]

    def returned(self):
        """The sheet, or None when it has not come back."""
        told = self.cleaned_data
        if not told["signer"]:
            return None
        return Returned(
            self.student,
            signer=told["signer"],
            how=told["how"] or Consent.Given.SIGNED,
            on=told["on"],
            purposes=told["purposes"],
            child_agreed=told["child_agreed"],
        )


class StackForm(forms.Form):
    """The stack of a class: a day for all sheets, and a row for each pupil."""

    day = forms.DateField(
        label=_("Day on the sheets"),
        help_text=_("For every row without a day of its own."),
        widget=DayInput(),
    )

    def __init__(self, data=None, *, students):
        super().__init__(data, initial={"day": timezone.localdate()})
        day = self.cleaned_data.get("day") if data is not None and self.is_valid() else timezone.localdate()
        self.rows = [Row(student, RowForm(data, student=student, day=day)) for student in students]

    def clean_day(self):
        day = self.cleaned_data["day"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("The day lies in the future. Write the day on the paper."))
        return day

    def all_valid(self):
        # Every row is looked at, so that all troubles are told at once.
        rows = [row.form.is_valid() for row in self.rows]
        return self.is_valid() and all(rows)

    def returned(self):
        return [sheet for row in self.rows if (sheet := row.form.returned())]


class Row:
    """A pupil in the table: what is in force, what was asked, and the fields."""

    def __init__(self, student, form):
        self.student = student
        self.form = form
        in_force = {consent.purpose for consent in student.consents.all() if consent.withdrawn_at is None}
        told = form.data.getlist(form.add_prefix("purposes")) if form.is_bound else []
        self.boxes = [
            {
                "value": purpose.value,
                "label": purpose.label,
                "short": SHORT[purpose],
                "in_force": purpose in in_force,
                "checked": purpose in told,
            }
            for purpose in Consent.Purpose
        ]
        papers = list(student.consent_papers.all())
        self.waiting = next((paper for paper in papers if paper.entered_at is None), None)
        self.entered = next((paper for paper in papers if paper.entered_at), None)
        self.guardians = [link.guardian.full_name for link in student.guardianships.all()]

    @property
    def paper(self):
        return self.waiting or self.entered


def columns():
    return [(capfirst(purpose.label), SHORT[purpose]) for purpose in Consent.Purpose]
