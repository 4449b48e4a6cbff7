"""Forms of the library: what a lecture is good for, what is wrong in it, good pages of others."""

from django import forms
from django.utils.translation import gettext_lazy as _

from courses.forms.question_picture import ACCEPTED, read_picture
from courses.library.filters import LANGUAGES
from courses.models import LectureRating, MistakeReport, OutsidePage

GRADES = [("", _("for all grades")), *((n, str(n)) for n in range(1, 13))]


class RatingForm(forms.ModelForm):
    verdict = forms.ChoiceField(
        label=_("What you think of it"), choices=LectureRating.Verdict.choices, widget=forms.RadioSelect
    )

    class Meta:
        model = LectureRating
        fields = ["verdict", "words"]
        labels = {"words": _("In one sentence, for your colleagues")}
        help_texts = {"words": _("For example: «good for grade 6, the second part wants more time».")}


class MistakeForm(forms.Form):
    kind = forms.ChoiceField()
    block = forms.CharField(max_length=36, required=False)
    words = forms.CharField(max_length=2000, required=False)

    def __init__(self, *args, kinds, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [(kind.value, kind.label) for kind in kinds]


class SettleForm(forms.ModelForm):
    state = forms.ChoiceField(
        label=_("What became of it"),
        choices=[choice for choice in MistakeReport.State.choices if choice[0] != "open"],
        widget=forms.RadioSelect,
    )

    class Meta:
        model = MistakeReport
        fields = ["state", "answer"]
        labels = {"answer": _("Answer for whoever reported it")}


class OutsidePageForm(forms.ModelForm):
    grade = forms.TypedChoiceField(
        label=_("Grade"), choices=GRADES, coerce=int, empty_value=None, required=False
    )
    language = forms.ChoiceField(label=_("Language"), choices=list(LANGUAGES.items()))
    screenshot = forms.FileField(
        label=_("A picture of the page, so that pupils know it when it opens"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
        help_text=_("A photo of the screen (JPEG, PNG, WebP), at most 10 MB. It is made light by itself."),
    )
    pupils = forms.ChoiceField(
        label=_("Can pupils be recognised in it?"),
        choices=[("nobody", _("No, no pupil")), ("seen", _("Yes, pupils can be recognised"))],
        widget=forms.RadioSelect,
        required=False,
    )

    class Meta:
        model = OutsidePage
        fields = [
            "title",
            "url",
            "why",
            "subject",
            "grade",
            "language",
            "megabytes",
            "needs_account",
            "has_ads",
            "on_tablet",
        ]
        # With a decimal comma, as it is written here.
        localized_fields = ["megabytes"]
        widgets = {"url": forms.URLInput(attrs={"placeholder": "https://…"})}

    def __init__(self, *args, in_the_way=("proposed", "approved"), **kwargs):
        """`in_the_way`: the states in which another page keeps this one from having the same address."""
        super().__init__(*args, **kwargs)
        self.in_the_way = in_the_way

    def clean_screenshot(self):
        return read_picture(self.cleaned_data["screenshot"])

    def clean_pupils(self):
        told = self.cleaned_data["pupils"]
        if not self.cleaned_data.get("screenshot"):
            return told
        if not told:
            raise forms.ValidationError(_("Say whether pupils can be recognised in the picture."))
        if told == "seen":
            raise forms.ValidationError(
                _("Pupils on a page of others have not agreed to be shown here. Choose another picture.")
            )
        return told

    def clean_url(self):
        url = self.cleaned_data["url"]
        others = OutsidePage.objects.filter(url__iexact=url, state__in=self.in_the_way)
        if others.exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError(
                _("This page has been proposed already. Look for its address in the library.")
            )
        return url


class JudgeForm(forms.Form):
    state = forms.ChoiceField(
        label=_("Your decision"),
        choices=[
            ("approved", _("into the library")),
            ("declined", _("not taken")),
            ("withdrawn", _("take it down")),
        ],
        widget=forms.RadioSelect,
    )
    for_all = forms.BooleanField(label=_("for all schools of the province"), required=False)
    answer = forms.CharField(label=_("A word to the proposer"), max_length=300, required=False)

    def __init__(self, *args, page, may_decide_for_all, **kwargs):
        super().__init__(*args, **kwargs)
        choices = self.fields["state"].choices
        unwanted = "declined" if page.state == "approved" else "withdrawn"
        self.fields["state"].choices = [choice for choice in choices if choice[0] != unwanted]
        if not may_decide_for_all:
            del self.fields["for_all"]

    def clean(self):
        told = super().clean()
        if told.get("state") in ("declined", "withdrawn") and not told.get("answer"):
            self.add_error("answer", _("Say why in one sentence, so that the proposer knows."))
        return told
