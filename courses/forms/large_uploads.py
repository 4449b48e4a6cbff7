from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Collection

from courses import large_uploads
from lms.models.media import Pupils
from lms.text import tidy


class LargeUploadForm(forms.Form):
    """What is asked once for all files that are sent together."""

    pupils = forms.ChoiceField(
        label=gettext_lazy("Can pupils be recognised in it: seen, heard or by name?"),
        choices=[(value, capfirst(label)) for value, label in Pupils.choices],
        widget=forms.RadioSelect,
        help_text=gettext_lazy("A page with such a film, sound or document is not published."),
    )
    credit = forms.CharField(label=gettext_lazy("Who made it"), max_length=200, required=False)
    collection = forms.ModelChoiceField(
        label=gettext_lazy("Where it is kept"), queryset=Collection.objects.none(), empty_label=None
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        own = large_uploads.collections_of(user)
        self.fields["collection"].queryset = own
        self.fields["collection"].label_from_instance = lambda one: one.name
        if own.count() == 1:
            self.fields["collection"].widget = forms.HiddenInput()
            self.initial["collection"] = own.first().pk


class BegunFileForm(LargeUploadForm):
    """What the browser tells of one file before it sends the first part."""

    name = forms.CharField(max_length=200)
    size = forms.IntegerField(min_value=1)
    head = forms.RegexField(r"^[0-9a-f]{64}$")

    def clean_name(self):
        name = tidy(self.cleaned_data["name"]).replace("/", "-").replace("\\", "-")
        ending = name.rpartition(".")[2].lower()
        if "." not in name or ending not in settings.WAGTAILDOCS_EXTENSIONS:
            raise ValidationError(
                _("«%(name)s» is of a kind that lectures do not take. Choose a file ending in: %(kinds)s.")
                % {"name": name, "kinds": ", ".join(settings.WAGTAILDOCS_EXTENSIONS)}
            )
        return name
