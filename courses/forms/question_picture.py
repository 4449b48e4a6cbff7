"""The picture of a question or of a passage, with its words for whoever cannot see it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from courses import pictures
from lms import photos

MOST_BYTES = 10 * 1024 * 1024


ACCEPTED = "image/jpeg,image/png,image/webp"


def read_picture(upload):
    """The uploaded picture drawn anew; None without any. Raises ValidationError, in words for a teacher."""
    if not upload:
        return None
    if upload.size > MOST_BYTES:
        raise forms.ValidationError(
            _("The picture is larger than 10 MB. Make it smaller, or take the photo again.")
        )
    try:
        return pictures.file_for_question(upload.read())
    except photos.TooManyPixels as why:
        raise forms.ValidationError(
            _("This picture is too large. Take the photo again at a usual size.")
        ) from why
    except photos.Unreadable as why:
        raise forms.ValidationError(
            _("This file is not a picture that works here. Choose a JPEG, PNG or WebP picture.")
        ) from why


class PictureForm(forms.Form):
    """A form with a picture; it calls `keep_picture` when it is made."""

    picture = forms.FileField(
        label=_("Picture of the question"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
        help_text=_(
            "A photo or a drawing (JPEG, PNG, WebP), at most 10 MB. It stands below the question. "
            "No pupil may be recognised in it."
        ),
    )
    alt = forms.CharField(
        label=_("What the picture shows"),
        max_length=250,
        required=False,
        help_text=_(
            "Read aloud to whoever cannot see the picture, and shown while it loads. Do not tell the answer."
        ),
    )
    drop_picture = forms.BooleanField(label=_("Ask it without the picture"), required=False)

    def keep_picture(self, picture):
        """`picture`: what is shown already, or None."""
        self.kept_picture = picture
        if not picture:
            del self.fields["drop_picture"]

    def clean_picture(self):
        return read_picture(self.cleaned_data["picture"])

    def clean(self):
        told = super().clean()
        if told.get("drop_picture"):
            return told
        shows_one = bool(told.get("picture") or self.kept_picture)
        if shows_one and not told.get("alt") and "alt" not in self.errors:
            self.add_error(
                "alt",
                _(
                    "Say in a few words what the picture shows, for whoever cannot see it. "
                    "For example: «A pond with two flocks of seven ducks»."
                ),
            )
        if told.get("alt") and not shows_one and "picture" not in self.errors:
            self.add_error("picture", _("Choose the picture, or leave the words about it empty."))
        return told

    def picture_parts(self):
        """{"picture", "alt"} as they are kept; an uploaded picture is kept now."""
        told = self.cleaned_data
        if told.get("drop_picture"):
            return {"picture": None, "alt": ""}
        if not told["picture"]:
            return {"picture": self.kept_picture, "alt": told["alt"] if self.kept_picture else ""}
        return {"picture": pictures.keep_for_question(told["picture"], told["alt"]), "alt": told["alt"]}
