from django import forms
from django.utils.translation import gettext_lazy as _

from students import cards


class CardsForm(forms.Form):
    """What to print for a class."""

    pins = forms.ChoiceField(
        label=_("PINs"),
        choices=[
            (cards.MISSING, _("New PINs for pupils who have none yet")),
            (cards.ALL, _("New PINs for all (the old ones stop working)")),
            (cards.NONE, _("No new PINs, only cards")),
        ],
        initial=cards.MISSING,
        widget=forms.RadioSelect,
    )
    revoke = forms.BooleanField(
        label=_("Replace the cards: those printed before stop working"),
        help_text=_("Choose this when cards were lost. Pupils sign in again with the new card."),
        required=False,
    )


class SchoolCardsForm(CardsForm):
    """What to print for a whole school: after a list came in, only for who is new."""

    WITHOUT, ALL = "without", "all"
    whose = forms.ChoiceField(
        label=_("For whom"),
        choices=[(WITHOUT, _("Pupils who have no card yet")), (ALL, _("All pupils"))],
        initial=WITHOUT,
        widget=forms.RadioSelect,
    )
    field_order = ["whose", "pins", "revoke"]
