from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lms.spreadsheets.field import BookField
from students.models import School, SchoolYear
from students.roster.kinds import KINDS

# Five times the largest school; more is for the command line.
MOST_ROWS = 10_000


class RosterForm(forms.Form):
    """The file with its kind, school and year; the file is read while the form is checked."""

    school = forms.ModelChoiceField(
        label=_("School"),
        queryset=School.objects.none(),
        to_field_name="code",
        empty_label=_("Choose a school"),
    )
    kind = forms.ChoiceField(
        label=_("Kind of list"),
        choices=[(kind.code, kind.title) for kind in KINDS.values()],
        initial="students",
        widget=forms.RadioSelect,
        required=False,
    )
    year = forms.ChoiceField(label=_("School year"))
    file = BookField(most_rows=MOST_ROWS)

    def __init__(self, *args, by, **kwargs):
        super().__init__(*args, **kwargs)
        schools = School.objects.visible_to(by, to="import class lists").filter(closed_on=None)
        self.fields["school"].queryset = schools
        only = list(schools[:2])
        if len(only) == 1:
            # No choice to make: the school is told above the form.
            self.only_school = only[0]
            del self.fields["school"]
        self.fields["year"].choices = [(code, code.replace("-", "–")) for code in year_codes()]

    @property
    def chosen_school(self):
        return self.cleaned_data.get("school") or getattr(self, "only_school", None)

    def clean_kind(self):
        return self.cleaned_data["kind"] or "students"


def year_codes():
    """The year that is on (or comes next in the summer) and the one after it."""
    today = timezone.localdate()
    year = SchoolYear.objects.on(today)
    start = year.starts_on.year if year and year.ends_on >= today else today.year - (today.month < 6)
    return [f"{first}-{first + 1}" for first in (start, start + 1)]
