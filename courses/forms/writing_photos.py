"""A photo as a piece of a lecture, with who can be recognised in it."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from courses.forms.pictures import lines_of, note_shown, pupils_of
from courses.forms.question_picture import ACCEPTED, MOST_BYTES
from courses.forms.writing_pieces import PieceForm
from courses.publicity import shown_in
from courses.writing import media
from lms import photos
from lms.models import Picture
from lms.text import tidy

SEEN = Picture.Pupils.SEEN


class PhotoForm(PieceForm):
    kind = "picture"
    label = _("Photo")
    photo = forms.FileField(
        label=_("Photo"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
        help_text=_("Taken with the camera or chosen (JPEG, PNG, WebP). It is made small by itself."),
    )
    kept_photo = forms.CharField(required=False, max_length=200, widget=forms.HiddenInput)
    alt = forms.CharField(
        label=_("What is to be seen"),
        max_length=250,
        help_text=_("Read aloud to whoever cannot see the picture, and shown while it loads."),
        error_messages={"required": _("Write in a few words what is to be seen in the picture.")},
    )
    caption = forms.CharField(label=_("Words below it"), max_length=250, required=False)
    pupils = forms.ChoiceField(
        label=_("Can pupils be recognised in it?"),
        choices=[("nobody", _("No, no pupil")), ("seen", _("Yes, pupils can be recognised"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Say whether pupils can be recognised in the picture.")},
    )
    who = forms.CharField(
        label=_("Which pupils?"),
        required=False,
        max_length=6000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_(
            "Only when pupils can be recognised: each on a line, full name and class: “Lò Thị Hoa, 6B”."
        ),
    )

    def prepare(self):
        self.picture = Picture.objects.filter(pk=self.before.get("picture")).first()
        self.known = {}
        if self.picture is None:
            self.fields["photo"].is_needed = True
            return
        if self.picture.uploaded_by_user_id != self.by.pk:
            # Who took it has said who is on it; a new photo says it anew.
            self.fields["pupils"].required = False
        self.known = lines_of(shown_in(self.picture))
        self.initial.setdefault("pupils", self.picture.pupils)
        self.initial.setdefault("who", "\n".join(self.known))

    @classmethod
    def initial_of(cls, value):
        return {"alt": value.get("alt", ""), "caption": value.get("caption", "")}

    def clean_photo(self):
        upload = self.cleaned_data["photo"]
        if not upload:
            return None
        if upload.size > MOST_BYTES:
            raise ValidationError(
                _now("The picture is larger than 10 MB. Make it smaller, or take the photo again.")
            )
        try:
            return media.keep_photo(upload.read(), self.data.get("alt") or upload.name, self.course, self.by)
        except photos.TooManyPixels as why:
            raise ValidationError(
                _now("This picture is too large. Take the photo again at a usual size.")
            ) from why
        except photos.Unreadable as why:
            raise ValidationError(
                _now("This file is not a picture that works here. Choose a JPEG, PNG or WebP picture.")
            ) from why

    def clean(self):
        told = super().clean()
        sent = told.get("photo") or media.by_token(Picture, told.get("kept_photo") or "", self.by)
        told["photo"] = sent
        if not sent and self.picture is None and "photo" not in self.errors:
            self.add_error("photo", _now("Take a photo or choose one."))
        if sent and not told.get("pupils") and "pupils" not in self.errors:
            self.add_error("pupils", self.fields["pupils"].error_messages["required"])
        told["students"] = []
        if told.get("pupils") == SEEN and self._says_who(told):
            try:
                told["students"] = pupils_of(told.get("who") or "", self.by, self.known)
            except ValidationError as why:
                self.add_error("who", why)
        return told

    def value(self):
        told = self.cleaned_data
        picture = told["photo"] or self.picture
        if self._says_who(told):
            picture.pupils = told["pupils"]
            picture.title = told["alt"][:200] or picture.title
            picture.save(update_fields=["pupils", "title"])
            note_shown(picture, told["students"], self.by)
        return {"picture": picture.pk, "alt": tidy(told["alt"]), "caption": tidy(told["caption"])}

    def keep_uploads(self):
        super().keep_uploads()
        if found := self.cleaned_data.get("photo"):
            self.data = self.data.copy()
            self.data["kept_photo"] = media.token(found)

    def _says_who(self, told):
        """Whether this person says who is on it: with the own photo alone."""
        picture = told.get("photo") or self.picture
        return bool(picture and told.get("pupils") and picture.uploaded_by_user_id == self.by.pk)
