"""What a correction of a key asks its author: what is right, why, and for whom it counts."""

from dataclasses import dataclass

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses import question_html
from courses.models import KeyCorrection
from courses.questions import keys

What, Scope = KeyCorrection.What, KeyCorrection.Scope


@dataclass
class Asked:
    """The question as it stands in the form, to be answered rightly."""

    version: object
    place: int = 1


class CorrectionForm(forms.Form):
    """`scopes`: those that its author may choose. `now`: the key by which is marked in each of them."""

    what = forms.ChoiceField(label=gettext_lazy("What was wrong?"), widget=forms.RadioSelect)
    scope = forms.ChoiceField(label=gettext_lazy("Where it counts"), widget=forms.RadioSelect)
    reason = forms.CharField(
        label=gettext_lazy("Why"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Colleagues read it later. Without names of pupils."),
    )

    def __init__(self, *args, version, scopes, page=None, school=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.version, self.page, self.school = version, page, school
        self.newer = newer_keys(version)
        self.fields["what"].choices = self._choices(version)
        self.fields["scope"].choices = [(one, capfirst(Scope(one).label)) for one in scopes]
        self.fields["scope"].initial = scopes[0]
        if len(scopes) == 1:
            self.fields["scope"].widget = forms.HiddenInput()

    def _choices(self, version):
        kind = version.kind
        told = [What.KEY] if keys.can_be_corrected(kind) else []
        told += [What.ACCEPT] if keys.takes_further(kind) else []
        told += [What.VERSION] if self.newer else []
        told += [What.FULL, What.OUT]
        if version.corrections.exists():
            told.append(What.AS_WRITTEN)
        return [(one.value, capfirst(one.label)) for one in told]

    def clean(self):
        cleaned = super().clean()
        if "what" in cleaned and "scope" in cleaned:
            cleaned["key"] = self._key(cleaned["what"], cleaned["scope"])
            if cleaned["key"] == self.correction(cleaned).now():
                raise ValidationError(_("It is marked so already. Choose what is to change."))
        return cleaned

    def _key(self, what, scope):
        version = self.version
        if what in (What.FULL, What.OUT):
            return {"void": str(what)}
        if what == What.AS_WRITTEN:
            return version.key
        if what == What.VERSION:
            return self.newer[max(self.newer)].key
        response = self.response()
        make = keys.right_by if what == What.KEY else keys.also_right_by
        now = self.correction({"scope": scope}).now()
        # A void key holds nothing to build on.
        base = version.key if "void" in now else now
        key = make(version.kind, response, version.content, base)
        if key is None:
            raise ValidationError(_("Answer the question below completely, as it is right."))
        if problems := version.rules.problems(version.content, key):
            raise ValidationError(problems)
        return key

    def correction(self, cleaned=None):
        """The KeyCorrection that the form asks for, not kept yet."""
        told = cleaned or self.cleaned_data
        here = told["scope"] == Scope.SCHOOL
        return KeyCorrection(
            version=self.version,
            scope=told["scope"],
            page=self.page if here else None,
            school=self.school if here else None,
            what=told.get("what", ""),
            key=told.get("key", {}),
            reason=told.get("reason", ""),
        )

    def response(self):
        """How the question was answered in the form; None when it was not."""
        return question_html.read_form(self.data, Asked(self.version)) if self.is_bound else None

    def answered(self):
        """The names and values of the answer, to be sent along with the confirmation."""
        return [
            (name, value)
            for name in self.data
            if name == "q1" or name.startswith("q1") and len(name) < 20
            for value in self.data.getlist(name)
        ]


def newer_keys(version):
    """{number: version} of later versions that ask the very same and have another key."""
    later = version.question.versions.filter(number__gt=version.number, kind=version.kind)
    return {one.number: one for one in later if one.content == version.content and one.key != version.key}
