"""What somebody looks for in a bank: by topic, level, kind, state, and words."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from courses.models import QuestionVersion
from courses.question_words import searched
from courses.questions import CHOICES
from lms.text import fold

ANY = [("", _("all"))]


class BankFilter(forms.Form):
    q = forms.CharField(
        label=_("Words, topic or code"),
        max_length=100,
        required=False,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    topic = forms.ChoiceField(label=_("Topic"), required=False)
    level = forms.ChoiceField(label=_("Level"), choices=ANY + QuestionVersion.Level.choices, required=False)
    kind = forms.ChoiceField(
        label=pgettext_lazy("of a question", "Kind"), choices=ANY + list(CHOICES), required=False
    )
    state = forms.ChoiceField(
        label=pgettext_lazy("column", "State"), choices=ANY + QuestionVersion.Status.choices, required=False
    )

    def __init__(self, data, *, bank):
        super().__init__(data)
        topics = bank.topics()
        if topics:
            self.fields["topic"].choices = ANY + [(topic, topic) for topic in topics]
        else:
            del self.fields["topic"]

    def chosen(self):
        """{field: what was chosen} of what makes sense; of nonsense in an address nothing is told."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}

    def of(self, questions):
        """Those of `questions` that are looked for."""
        told = self.chosen()
        names = {"topic": "topic", "level": "level", "kind": "kind", "state": "status"}
        questions = questions.filter(
            **{f"current__{field}": told[name] for name, field in names.items() if name in told}
        )
        words = fold(told.get("q", "")).split()
        if not words:
            return questions
        # No database folds as we do, and a bank holds some thousand questions at most.
        rows = questions.order_by().values_list(
            "pk",
            "bank__code",
            "number",
            *(f"current__{name}" for name in ("text", "content", "topic", "curriculum")),
        )
        found = [pk for pk, *said in rows if all(word in searched(*said) for word in words)]
        return questions.filter(pk__in=found)
