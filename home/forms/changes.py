from datetime import date, timedelta

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db.models import Q
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from home.acts import ACTS
from lms.days import midnight
from lms.text import sort_key
from lms.widgets import DayInput
from students.models import User

# Days outside lie beyond any log of ours, and at the edges of the calendar cannot be reckoned with.
FIRST, LAST = date(2020, 1, 1), date(2100, 12, 31)


def _day(label):
    return forms.DateField(
        label=label,
        required=False,
        widget=DayInput(),
        validators=[MinValueValidator(FIRST), MaxValueValidator(LAST)],
    )


class ChangesFilter(forms.Form):
    """Narrow the log: from a day, to a day, one act, one person."""

    since = _day(_("From day"))
    until = _day(_("To day"))
    act = forms.ChoiceField(label=_("What was done"), required=False)
    who = forms.CharField(label=_("Who"), required=False, max_length=80)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        acts = sorted(
            ((act, capfirst(words)) for act, words in ACTS.items()), key=lambda pair: sort_key(pair[1])
        )
        self.fields["act"].choices = [("", _("everything")), *acts]

    def narrow(self, changes):
        """`changes` as far as the filter is filled in rightly; wrong fields narrow nothing."""
        wanted = getattr(self, "cleaned_data", {})
        if since := wanted.get("since"):
            changes = changes.filter(at__gte=midnight(since))
        if until := wanted.get("until"):
            changes = changes.filter(at__lt=midnight(until) + timedelta(days=1))
        if act := wanted.get("act"):
            changes = changes.filter(act=act)
        if who := wanted.get("who"):
            people = User.objects.filter(Q(username__iexact=who) | Q(full_name__icontains=who))
            changes = changes.filter(actor__in=people.values("pk"))
        return changes
