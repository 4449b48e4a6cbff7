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
