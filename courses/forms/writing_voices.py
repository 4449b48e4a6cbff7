"""A voice as a piece of a lecture, and as what reads another piece aloud."""

import uuid

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from courses import sounds
from courses.forms.writing_pieces import PieceForm, said
from courses.writing import media
from lms.languages import Language
from lms.models import MediaFile


class VoiceMixin(forms.Form):
    """A recording that reads the piece aloud."""

    sound = forms.FileField(
        label=_("Recording of this piece"),
        required=False,
        widget=forms.FileInput(attrs={"accept": sounds.ACCEPTED}),
        help_text=_("Your own voice, at most 1 MB: some four minutes. No pupil may be heard in it."),
    )
    kept_sound = forms.CharField(required=False, max_length=200, widget=forms.HiddenInput)

    def clean_sound(self):
        return read_sound(self)

    def keep_uploads(self):
        super().keep_uploads()
        if found := self.cleaned_data.get("sound"):
            self.data = self.data.copy()
            self.data["kept_sound"] = media.token(found)


class SoundForm(PieceForm):
    kind = "sound"
    label = _("Voice")
    title = forms.CharField(
        label=_("Title"), max_length=160, error_messages={"required": _("Write a title.")}
    )
    sound = forms.FileField(
        label=_("Recording"),
        required=False,
        widget=forms.FileInput(attrs={"accept": sounds.ACCEPTED}),
        help_text=_("Your own voice, at most 1 MB: some four minutes. No pupil may be heard in it."),
    )
    kept_sound = forms.CharField(required=False, max_length=200, widget=forms.HiddenInput)
    transcript = forms.CharField(
        label=_("What is said"),
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("For whoever cannot hear it."),
    )

    def prepare(self):
        self.file = MediaFile.objects.filter(pk=self.before.get("file")).first()
        self.fields["sound"].is_needed = self.file is None

    @classmethod
    def initial_of(cls, value):
        return {"title": value.get("title", ""), "transcript": value.get("transcript", "")}

    def clean_sound(self):
        return read_sound(self)

    def clean(self):
        told = super().clean()
        sent = told.get("sound") or media.by_token(MediaFile, told.get("kept_sound") or "", self.by)
        told["sound"] = sent
        if not sent and self.file is None and "sound" not in self.errors:
            self.add_error("sound", _now("Record your voice or choose a recording."))
        return told

    def value(self):
        told = self.cleaned_data
        sound = told["sound"] or self.file
        return {"title": said(told["title"]), "file": sound.pk, "transcript": told["transcript"]}

    def keep_uploads(self):
        super().keep_uploads()
        if found := self.cleaned_data.get("sound"):
            self.data = self.data.copy()
            self.data["kept_sound"] = media.token(found)


def read_sound(form):
    """The MediaFile of the recording that was sent with `form`; None without any."""
    upload = form.cleaned_data["sound"]
    if not upload:
        return media.by_token(MediaFile, form.data.get("kept_sound") or "", form.by)
    title = form.data.get("title") or _now("Read aloud: %(lecture)s") % {"lecture": form.lecture.title}
    try:
        return media.keep_sound(upload.read(sounds.MOST_BYTES + 1), title, form.course, form.by)
    except sounds.NotKept as why:
        raise ValidationError(str(why)) from why


def parted(value):
    """(the Vietnamese recordings of a stored piece, those in other languages)."""
    told = [one.get("value", one) for one in value.get("readings") or []]
    if not told and value.get("reading"):
        told = [{"language": Language.VIETNAMESE.value, "file": value["reading"]}]
    own = [one for one in told if one.get("language") == Language.VIETNAMESE]
    return own, [one for one in value.get("readings") or [] if one.get("value", one) not in own]


def reading(sound):
    """What a piece stores of a recording that reads it aloud."""
    # Its id follows from the file: sent twice, it says the same.
    return {
        "type": "item",
        "value": {"language": Language.VIETNAMESE.value, "file": sound.pk, "transcript": ""},
        "id": str(uuid.uuid5(uuid.NAMESPACE_OID, f"reading {sound.pk}")),
    }
