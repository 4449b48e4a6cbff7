"""How values are typed into forms."""

from django import forms


class DayInput(forms.DateInput):
    """A day typed as 05/09/2026: a browser's own calendar shows other orders in other languages.

    With the full keyboard: on some phones the one for numbers has no stroke to part day and month.
    """

    def __init__(self, attrs=None):
        super().__init__({"placeholder": "dd/mm/yyyy", "autocomplete": "off", **(attrs or {})})
