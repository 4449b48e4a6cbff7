"""The recording that reads a question or a passage aloud."""

from django import forms
from django.utils.translation import gettext_lazy as _

from courses import sounds


class SoundForm(forms.Form):
    """A form with a recording; it calls `keep_sound` when it is made."""

    sound = forms.FileField(
        label=_("Recording"),
        required=False,
        widget=forms.FileInput(attrs={"accept": sounds.ACCEPTED}),
        help_text=_(
            "Opus, AAC (m4a) or MP3, at most 1 MB: some four minutes of speech. No pupil may be heard in it."
        ),
    )
    drop_sound = forms.BooleanField(label=_("Ask it without the recording"), required=False)

    def keep_sound(self, sound):
        """`sound`: what is played already, or None."""
        self.kept_sound = sound
        if not sound:
            del self.fields["drop_sound"]

    @property
    def shows_sound(self):
        return bool(self.kept_sound or self.files.get("sound") or self.errors.get("sound"))

    def clean_sound(self):
        upload = self.cleaned_data["sound"]
        if not upload:
            return None
        try:
            # No more is read than one that is too large needs to be seen as such.
            return sounds.file_for_question(upload.read(sounds.MOST_BYTES + 1))
        except sounds.NotKept as why:
            raise forms.ValidationError(str(why)) from why

    def sound_parts(self, title):
        """{"audio"} as it is kept; an uploaded recording is kept now."""
        told = self.cleaned_data
        if told.get("sound"):
            return {"audio": sounds.keep_for_question(told["sound"], title)}
        return {"audio": None if told.get("drop_sound") else self.kept_sound}
