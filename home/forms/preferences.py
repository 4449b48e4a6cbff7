from django import forms
from django.utils.translation import gettext_lazy as _

from lms.languages import Language


class PreferencesForm(forms.Form):
    """How pages look in this browser. No account is needed and none is asked."""

    theme = forms.ChoiceField(
        label=_("Light or dark"),
        choices=[("", _("as this device has it")), ("light", _("light")), ("dark", _("dark"))],
        widget=forms.RadioSelect,
        required=False,
    )
    text = forms.ChoiceField(
        label=_("Size of the text"),
        choices=[("", _("usual")), ("large", _("large")), ("larger", _("very large"))],
        widget=forms.RadioSelect,
        required=False,
    )
    saver = forms.ChoiceField(
        label=_("Mobile data"),
        choices=[
            ("", _("load pictures at once, on a weak signal when I ask")),
            ("on", _("save data: load pictures when I ask")),
            ("off", _("always load pictures at once")),
        ],
        widget=forms.RadioSelect,
        required=False,
    )
    hear = forms.ChoiceField(
        label=_("Language to listen in"),
        choices=[("", Language.VIETNAMESE.label), *Language.choices[1:]],
        widget=forms.RadioSelect,
        required=False,
    )
