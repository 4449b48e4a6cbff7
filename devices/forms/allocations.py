"""What is typed about allocation lists, orders of priority, shares of schools and second machines."""

from django import forms
from django.forms import formset_factory
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from devices.allocating.criteria import CONTRADICTIONS, CRITERIA
from devices.forms.incidents import not_ahead
from devices.forms.inventory import day_field
from devices.forms.told import ToldForm
from devices.models import PriorityOrder, ProgrammeOverride
from lms.text import tidy
from students.codes import tidy_code

SHORT = forms.Textarea(attrs={"rows": 2})
GRADES = [("", "–"), *((grade, str(grade)) for grade in range(1, 13))]


class WordsForm(forms.Form):
    """Why; what is asked stands in the label of the page."""

    words = forms.CharField(label=gettext_lazy("Why?"), max_length=300, widget=SHORT)


class MoveForm(WordsForm):
    place = forms.IntegerField(label=gettext_lazy("To which place?"), min_value=1, max_value=99_999)
    field_order = ["place", "words"]


class PupilField(forms.CharField):
    """A pupil by the code on the sign-in card, of those that the form may choose from."""

    def __init__(self, **more):
        super().__init__(
            label=gettext_lazy("Sign-in code of the pupil"),
            max_length=20,
            widget=forms.TextInput(attrs={"autocapitalize": "characters", "autocomplete": "off"}),
            **more,
        )
        self.students = None

    def clean(self, value):
        typed = tidy_code(super().clean(value))
        found = self.students.filter(code=typed).select_related("school", "household").first()
        if found is None:
            raise forms.ValidationError(
                _("No pupil of yours has this code. Look at the sign-in card or the class list.")
            )
        return found


class AddForm(forms.Form):
    pupil = PupilField()
    words = forms.CharField(
        label=gettext_lazy("What speaks for this family, and which paper says so?"),
        max_length=300,
        widget=SHORT,
    )
    override_decision = forms.CharField(
        label=gettext_lazy("Decision no. for one more device"),
        max_length=60,
        required=False,
        help_text=gettext_lazy("Only when the household already holds a device."),
    )

    def __init__(self, *args, students, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["pupil"].students = students


class OverrideForm(ToldForm):
    pupil = PupilField()
    decision_date = day_field(gettext_lazy("decision date"), required=False)
    field_order = ["pupil", "decision_number", "decision_date", "reason"]

    class Meta:
        model = ProgrammeOverride
        fields = ["decision_number", "decision_date", "reason"]

    def __init__(self, *args, students, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["pupil"].students = students
        self.fields["reason"].required = True

    def clean_decision_number(self):
        return tidy(self.cleaned_data["decision_number"])

    def clean_decision_date(self):
        return not_ahead(self.cleaned_data["decision_date"])

    def clean(self):
        cleaned = super().clean()
        if pupil := cleaned.get("pupil"):
            household = pupil.household
            self.instance.household, self.instance.student = household, None if household else pupil
            same = ProgrammeOverride.objects.filter(
                household=household,
                student=self.instance.student,
                decision_number=cleaned.get("decision_number", ""),
            )
            if same.exists():
                self.add_error("decision_number", _("This decision is written down for the family already."))
        return cleaned


class OrderForm(ToldForm):
    decision_date = day_field(gettext_lazy("decision date"), required=False)
    starts_on = day_field(gettext_lazy("in force from"))

    class Meta:
        model = PriorityOrder
        fields = ["decision_number", "decision_date", "starts_on", "tie"]
        widgets = {"tie": forms.RadioSelect}

    def clean_decision_number(self):
        return tidy(self.cleaned_data["decision_number"])

    def clean_decision_date(self):
        return not_ahead(self.cleaned_data["decision_date"])


class RuleForm(forms.Form):
    """One place of the order; left wholly empty it is none."""

    criteria = forms.MultipleChoiceField(
        label=gettext_lazy("Who? All that is ticked must hold."),
        choices=list(CRITERIA.items()),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    everybody = forms.BooleanField(
        label=gettext_lazy("everybody else, whatever the papers say"), required=False
    )
    grade_from = forms.TypedChoiceField(
        label=gettext_lazy("from grade"), choices=GRADES, coerce=int, empty_value=None, required=False
    )
    grade_to = forms.TypedChoiceField(
        label=gettext_lazy("to grade"), choices=GRADES, coerce=int, empty_value=None, required=False
    )

    def clean(self):
        cleaned = super().clean()
        chosen = set(cleaned.get("criteria", ()))
        if any(pair <= chosen for pair in CONTRADICTIONS):
            self.add_error(
                "criteria", _("No household is poor and near-poor at once. Make two places of them.")
            )
        if cleaned.get("everybody") and chosen:
            self.add_error("everybody", _("Tick either this, or what the papers must say."))
        first, last = cleaned.get("grade_from"), cleaned.get("grade_to")
        if first and last and last < first:
            self.add_error("grade_to", _("The last grade lies below the first one. Look at both again."))
        return cleaned

    @property
    def is_told(self):
        cleaned = self.cleaned_data
        return any(cleaned.get(name) for name in ("criteria", "everybody", "grade_from", "grade_to"))


class BaseRules(forms.BaseFormSet):
    def clean(self):
        if not any(self.errors) and not self.told():
            raise forms.ValidationError(_("Say at least who comes first."))

    def told(self):
        """The rules in their order, as fields of PriorityRule."""
        rules = [form.cleaned_data for form in self.forms if form.is_told]
        return [
            {
                "place": place,
                "criteria": [code for code in CRITERIA if code in rule["criteria"]],
                "grade_from": rule["grade_from"],
                "grade_to": rule["grade_to"],
            }
            for place, rule in enumerate(rules, start=1)
        ]


RuleForms = formset_factory(RuleForm, formset=BaseRules, extra=0, min_num=0, max_num=20, absolute_max=20)


class QuotaForm(forms.Form):
    """How many machines of a batch each school gives out: one field a school."""

    def __init__(self, *args, schools, quotas, **kwargs):
        super().__init__(*args, **kwargs)
        self.schools = {f"school-{school.pk}": school for school in schools}
        for name, school in self.schools.items():
            self.fields[name] = forms.IntegerField(
                label=school.name,
                min_value=0,
                max_value=99_999,
                required=False,
                initial=quotas.get(school.pk),
            )

    def told(self):
        """{school: machines}, of the schools whose field changed."""
        return {self.schools[name]: self.cleaned_data[name] for name in self.changed_data}
