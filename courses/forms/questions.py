"""The teacher's input for question banks and questions."""

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

from courses.formulas import BadFormula, check_formulas
from courses.models import QuestionBank, QuestionVersion
from courses.questions import KINDS
from students import scope
from students.models import School


class BankForm(forms.ModelForm):
    class Meta:
        model = QuestionBank
        fields = ["code", "title", "subject", "grade", "school"]
        help_texts = {
            "code": _("Short, without spaces, for example TOAN6. Questions are called TOAN6-1, TOAN6-2 …"),
            "school": _("Empty: shared with all schools."),
        }

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        mine = scope.of(user)
        schools = School.objects.all()
        if not mine.everywhere:
            schools = schools.filter(pk__in=mine.staff_school_ids)
        self.fields["school"].queryset = schools
        self.may_share = (mine.everywhere and not mine.reads_only) or (
            user.roles.on(mine.day).filter(kind__in=["author", "approver"], place__isnull=False).exists()
        )
        self.fields["school"].required = not self.may_share
        self.fields["grade"].validators += [MinValueValidator(1), MaxValueValidator(12)]

    def has_owner(self):
        """Whether the user has a school, or all of them, to make a bank for."""
        return self.may_share or self.fields["school"].queryset.exists()


class QuestionForm(forms.Form):
    """What all kinds ask; the kind's own fields follow (`self.own`)."""

    text = forms.CharField(
        label=_("Question"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=4000,
        help_text=_("Formulas as LaTeX between \\( and \\), for example \\(\\frac{1}{2}\\)."),
    )
    feedback = forms.CharField(
        label=_("Explanation after answering"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        required=False,
    )
    level = forms.ChoiceField(label=_("Level"), choices=QuestionVersion.Level.choices)
    topic = forms.CharField(label=_("Topic"), max_length=120, required=False)

    def __init__(self, data=None, *, kind, version=None):
        initial = {}
        if version:
            initial = {name: getattr(version, name) for name in ("text", "feedback", "level", "topic")}
        super().__init__(data, initial=initial)
        self.kind = kind
        self.rules = KINDS[kind]
        self.label = self.rules.LABEL
        known = {"content": version.content, "key": version.key} if version else {}
        self.own = self.rules.EditForm(data, **known)
        self.problems = []

    def is_valid(self):
        if not (super().is_valid() and self.own.is_valid()):
            return False
        content, key = self.own.parts()
        self.problems = self.rules.problems(content, key)
        return not self.problems

    def clean_text(self):
        return self._formulas_drawn("text")

    def clean_feedback(self):
        return self._formulas_drawn("feedback")

    def _formulas_drawn(self, name):
        text = self.cleaned_data[name].replace("\r\n", "\n")
        try:
            check_formulas(text)
        except BadFormula as why:
            raise forms.ValidationError(str(why)) from why
        return text

    def version_parts(self):
        content, key = self.own.parts()
        return {"kind": self.kind, "content": content, "key": key, **self.cleaned_data}
