"""Who speaks for a people, and what they say."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from home.models import CommunityApprover, CommunityWord
from lms.text import tidy
from lms.widgets import DayInput
from students.abilities import can
from students.models import Place, User


class WordOfCommunityForm(forms.Form):
    STATES = [
        (CommunityWord.State.APPROVED, _("It is told rightly and may be published")),
        (CommunityWord.State.DECLINED, _("Not like this")),
    ]

    state = forms.ChoiceField(label=_("What do you say?"), choices=STATES, widget=forms.RadioSelect)
    word_of = forms.CharField(
        label=_("Whose word it is, if not yours"),
        required=False,
        max_length=160,
        help_text=_(
            "For example an elder of the village who listened to it. It is shown on the page: write no name "
            "unless they agreed."
        ),
    )
    remark = forms.CharField(
        label=_("Remark"),
        required=False,
        max_length=500,
        help_text=_("What is to be changed, or taken out."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean(self):
        told = super().clean()
        if told.get("state") == CommunityWord.State.DECLINED and not tidy(told.get("remark") or ""):
            self.add_error("remark", _("Say what is to be changed, so that it can be."))
        return told


class ApproverForm(forms.ModelForm):
    account = forms.CharField(
        label=_("account name"),
        max_length=150,
        help_text=_("Of somebody on the staff who is of this people."),
    )

    class Meta:
        model = CommunityApprover
        fields = ["people", "commune", "starts_on", "ends_on"]
        widgets = {"starts_on": DayInput, "ends_on": DayInput}

    field_order = ["account", "people", "commune", "starts_on", "ends_on"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["commune"].queryset = Place.objects.current().communes().order_by("name_fold")
        self.fields["commune"].help_text = _("Empty: for this people wherever it lives in the province.")

    def clean_account(self):
        user = User.objects.filter(username=tidy(self.cleaned_data["account"]), is_active=True).first()
        if user is None or not can(user, "speak for a community"):
            raise ValidationError(
                _(
                    "No account on the staff has this name. Look it up under «Staff», then write it as it "
                    "stands there."
                )
            )
        self.instance.user = user
        return user.username

    def clean(self):
        told = super().clean()
        first, last = told.get("starts_on"), told.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", _("The last day lies before the first."))
        user = getattr(self.instance, "user_id", None)
        if user and told.get("people"):
            known = CommunityApprover.objects.filter(
                user=user, people=told["people"], commune=told.get("commune"), ends_on=None
            )
            if known.exists():
                raise ValidationError(_("This person speaks for this people already."))
        return told
