"""Things named by a number, printed on them or of a row."""

import re

from django import forms


def number_field(label, required=True):
    return forms.CharField(
        label=label,
        required=required,
        max_length=60,
        widget=forms.TextInput(attrs={"autocapitalize": "characters", "autocomplete": "off"}),
    )


class NumberedChoices(forms.ModelMultipleChoiceField):
    """Rows chosen by number; one too large for the database is refused like any other stranger."""

    def clean(self, value):
        if strange := next((key for key in value or () if not re.fullmatch("[0-9]{1,18}", str(key))), None):
            raise forms.ValidationError(
                self.error_messages["invalid_choice"], code="invalid_choice", params={"value": strange[:40]}
            )
        return super().clean(value)
