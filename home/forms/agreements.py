"""What a teller agreed to, and what they take back."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from home.models import TellerAgreement
from lms.text import tidy
from lms.widgets import DayInput
from students.models import Place


class AgreementForm(forms.ModelForm):
    class Meta:
        model = TellerAgreement
        fields = [
            "teller_name",
            "people",
            "commune",
            "village",
            "contact",
            "told",
            "how",
            "agreed_on",
            *TellerAgreement.ALLOWED,
            "conditions",
        ]
        widgets = {"agreed_on": DayInput}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["commune"].queryset = Place.objects.current().communes().order_by("name_fold")
        self.fields["agreed_on"].initial = timezone.localdate

    def clean_teller_name(self):
        return tidy(self.cleaned_data["teller_name"])

    def clean_agreed_on(self):
        day = self.cleaned_data["agreed_on"]
        if day > timezone.localdate():
            raise ValidationError(_("This day has not come yet. Write the day on which they agreed."))
        return day


class WordForm(forms.Form):
    file = forms.FileField(
        label=_("Recording in which they agree"),
        allow_empty_file=True,
        help_text=_(
            "They say their name, what they told, and what may be shown. mp3, m4a, opus or webm, 10 MB."
        ),
        widget=forms.FileInput(attrs={"accept": "audio/*"}),
    )


class WithdrawForm(forms.Form):
    ALL = "all"

    what = forms.MultipleChoiceField(
        label=_("What do they take back?"), widget=forms.CheckboxSelectMultiple, choices=[]
    )
    why = forms.CharField(
        label=_("What did they say?"),
        help_text=_("Kept with the agreement; whoever edits the page reads it."),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args, agreement, **kwargs):
        super().__init__(*args, **kwargs)
        given = [(field, words) for field, words in agreement.ALLOWED.items() if getattr(agreement, field)]
        self.fields["what"].choices = [(self.ALL, _("everything: nothing of it is shown any more")), *given]

    @property
    def taken(self):
        """The fields taken back; None for everything."""
        what = self.cleaned_data["what"]
        return None if self.ALL in what else what
