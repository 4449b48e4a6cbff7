"""What kinds with pairs ask the teacher for: one pair a line, its two sides with | between."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from courses.formulas import BadFormula, check_formulas

MOST_SIGNS = 500
FORMULA = re.compile(r"(\\\(.*?\\\))", re.DOTALL)


def split(text, sign):
    """`text` parted at each `sign` that is not inside a formula: \\(|x|\\) stays whole."""
    told = [""]
    for number, stretch in enumerate(FORMULA.split(text)):
        first, *others = [stretch] if number % 2 else stretch.split(sign)
        told[-1] += first
        told += others
    return [one.strip() for one in told]


class LinesField(forms.CharField):
    """Lines of text; gives a list. Formulas in them are tried."""

    def __init__(self, *, rows=6, most=20, **kwargs):
        self.most = most
        widget = forms.Textarea(attrs={"rows": rows})
        super().__init__(widget=widget, max_length=most * MOST_SIGNS, **kwargs)

    def clean(self, value):
        lines = [" ".join(line.split()) for line in super().clean(value).splitlines() if line.strip()]
        if len(lines) > self.most:
            raise ValidationError(_("At most %(most)d lines.") % {"most": self.most})
        for number, line in enumerate(lines, start=1):
            if len(line) > MOST_SIGNS:
                raise ValidationError(_("Line %(number)d is too long.") % {"number": number})
            try:
                check_formulas(line)
            except BadFormula as why:
                raise ValidationError(f"{_('Line %(number)d') % {'number': number}}: {why}") from why
        return lines


def read_pairs(lines):
    """[(left, right)] of lines such as «Hà Nội | thủ đô». Raises ValidationError naming the line."""
    pairs = []
    for number, line in enumerate(lines, start=1):
        left, *right = split(line, "|")
        if not left or not any(right):
            raise ValidationError(
                _("Line %(number)d: write both sides with | between, such as «Hà Nội | thủ đô».")
                % {"number": number}
            )
        pairs.append((left, " | ".join(right)))
    return pairs


def numbered(texts):
    """[{"id", "text"}] of different texts, each once, in their order."""
    return [{"id": str(number), "text": text} for number, text in enumerate(dict.fromkeys(texts), start=1)]
