"""A quiz of the questions that were ticked in a bank: parts by kind, points of each, where it stands."""

from decimal import ROUND_DOWN, Decimal

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from courses import paper_codes
from courses.models import QuestionVersion
from courses.paper_formats import ROMAN, TITLES, TO_DO
from courses.questions import is_asked, is_by_hand
from lms.text import tidy, whole_number

WHOLE = Decimal(10)
CENT = Decimal("0.01")
# Which part a kind belongs to, as in the exam: choices, statements, short answers, what is written out.
CHOICES = {"one_choice", "several_choices", "true_false"}


def part_of(kind):
    if kind in CHOICES:
        return "one_choice"
    if kind == "four_statements":
        return kind
    return "essay" if is_by_hand(kind) else "short_number"


class TickedForm(forms.Form):
    """`picked`: numbers of the questions as the bank's list sends them."""

    title = forms.CharField(label=_("Title of the quiz"), max_length=120)
    course = forms.ModelChoiceField(
        queryset=None,
        label=_("Course in which it stands"),
        empty_label=_("Choose …"),
        error_messages={"invalid_choice": _("You do not write in this course. Choose one from the list.")},
    )
    minutes = forms.IntegerField(label=_("minutes"), min_value=1, max_value=300, initial=45)
    codes = forms.IntegerField(label=_("paper codes"), min_value=1, max_value=paper_codes.MOST, initial=1)

    def __init__(self, *args, bank, courses, picked, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["course"].queryset = courses
        if courses.count() == 1:
            self.fields["course"].initial = courses.first()
        numbers = {whole_number(one, 6, 0) for one in picked}
        asked = bank.questions.filter(number__in=numbers, current__status=QuestionVersion.Status.READY)
        self.parts = {name: [] for name in TITLES}
        for question in asked.select_related("bank", "current").order_by("number"):
            if is_asked(question.current.kind):
                self.parts[part_of(question.current.kind)].append(question)
        self.parts = {name: found for name, found in self.parts.items() if found}
        self.count = sum(map(len, self.parts.values()))
        for name, found in self.parts.items():
            self.fields[f"points_{name}"] = forms.DecimalField(
                label=_("Points for each question"),
                min_value=CENT,
                max_value=100,
                decimal_places=2,
                localize=True,
                initial=self._usual(found),
                widget=forms.TextInput(attrs={"inputmode": "decimal", "size": 6}),
            )

    def _usual(self, found):
        """All parts weigh as many questions as they have, ten points in all."""
        share = WHOLE / (self.count or 1)
        return share.quantize(CENT, ROUND_DOWN).normalize() if found else None

    def clean_title(self):
        return tidy(self.cleaned_data["title"].replace("\0", ""))

    def clean(self):
        if not self.parts:
            self.add_error(None, _now("Tick at least one ready question in the bank."))
        return super().clean()

    def rows(self):
        """For the page: (title of the part, its questions, field for the points of each)."""
        return [
            (title, found, self[f"points_{name}"])
            for (name, found), title in zip(self.parts.items(), self._titles(), strict=True)
        ]

    def groups(self):
        """As `paper_making.make_of` takes them."""
        return [
            (title, TO_DO[name], self.cleaned_data[f"points_{name}"], [one.code for one in found])
            for (name, found), title in zip(self.parts.items(), self._titles(), strict=True)
        ]

    def _titles(self):
        if len(self.parts) == 1:
            return ["Câu hỏi"]
        return [TITLES[name].format(no=ROMAN[number]) for number, name in enumerate(self.parts)]
