"""A quiz from a format: first which format and bank, then how many questions of each topic and level."""

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from courses import matrix_filling, paper_codes
from courses.paper_formats import FORMATS
from lms.text import tidy

MOST_TOPICS = 40


class ChoosingForm(forms.Form):
    format = forms.ChoiceField(label=_("Format of the paper"))
    bank = forms.ModelChoiceField(
        queryset=None,
        label=_("Question bank"),
        to_field_name="code",
        empty_label=_("Choose …"),
        error_messages={"invalid_choice": _("This bank is not there. Choose one from the list.")},
    )

    def __init__(self, *args, banks, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["bank"].queryset = banks
        self.fields["format"].choices = [(code, one.label) for code, one in FORMATS.items()]

    def paper_format(self):
        return FORMATS[self.cleaned_data["format"]]


class MatrixForm(forms.Form):
    """The grid, with what the page is called and where it goes."""

    title = forms.CharField(label=_("Title of the quiz"), max_length=120)
    course = forms.ModelChoiceField(
        queryset=None,
        label=_("Course in which it stands"),
        empty_label=_("Choose …"),
        error_messages={"invalid_choice": _("You do not write in this course. Choose one from the list.")},
    )
    minutes = forms.IntegerField(label=_("minutes"), min_value=1, max_value=300)
    codes = forms.IntegerField(label=_("paper codes"), min_value=1, max_value=paper_codes.MOST, initial=1)
    draws_each = forms.BooleanField(label=_("each code draws its own questions"), required=False)

    def __init__(self, *args, paper_format, bank, courses, **kwargs):
        super().__init__(*args, **kwargs)
        self.paper_format = paper_format
        topics, self.stock = matrix_filling.stock_of(bank)
        # A bank with a topic for every question makes no grid; the most common ones are offered.
        self.topics = self._most_common(topics)
        self.fields["course"].queryset = courses
        self.fields["minutes"].initial = paper_format.minutes
        for number, part in enumerate(paper_format.parts):
            proposal = matrix_filling.proposal(part, self.topics, self.stock)
            for name, topic, level in self._cells(number):
                self.fields[name] = forms.IntegerField(
                    required=False,
                    min_value=0,
                    max_value=60,
                    initial=proposal.get((topic, level)) or None,
                    widget=forms.NumberInput(attrs={"class": "matrix__cell", "inputmode": "numeric"}),
                )

    def clean_title(self):
        return tidy(self.cleaned_data["title"].replace("\0", ""))

    def clean(self):
        told = super().clean()
        for number, (part, counts) in enumerate(zip(self.paper_format.parts, self.matrix(), strict=True)):
            for sentence in matrix_filling.problems(part, number, counts, self.stock):
                self.add_error(None, sentence)
        return told

    def matrix(self):
        """For each part {(topic, level): count}, without empty cells."""
        told = []
        for number, _part in enumerate(self.paper_format.parts):
            cells = {
                (topic, level): self.cleaned_data.get(name) for name, topic, level in self._cells(number)
            }
            told.append({key: count for key, count in cells.items() if count})
        return told

    def grids(self):
        """For the page: (part, its rows, sentence about what the bank lacks) – a row: topic, its cells."""
        for number, part in enumerate(self.paper_format.parts):
            rows = [
                (
                    topic or _now("any topic"),
                    [
                        (self[name], self.stock[part.kind, topic, level], level.label)
                        for name, at, level in self._cells(number)
                        if at == topic
                    ],
                )
                for topic in self.topics
            ]
            yield part, rows, self._lacking(number, part)

    def _lacking(self, number, part):
        has = sum(self.stock[part.kind, matrix_filling.ANY, level] for level in matrix_filling.LEVELS)
        if has >= part.count:
            return ""
        words = _now("The bank has %(has)d ready questions of this kind, the part needs %(needed)d.")
        return words % {"has": has, "needed": part.count}

    def _cells(self, number):
        for row, topic in enumerate(self.topics):
            for column, level in enumerate(matrix_filling.LEVELS):
                yield f"n{number}-{row}-{column}", topic, level

    def _most_common(self, topics):
        def count(topic):
            return sum(number for (_kind, at, _level), number in self.stock.items() if at == topic)

        kept = sorted(topics, key=count, reverse=True)[:MOST_TOPICS]
        return [topic for topic in topics if topic in kept or topic == matrix_filling.ANY]
