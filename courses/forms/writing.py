"""The pieces of a lecture as a teacher writes them: a form for each kind written outside the back office.

`initial_of(value)` says what a stored piece fills the form with, None when it says more than the form can;
`value(before)` what is stored then, with whatever else the piece held left as it was.
"""

import uuid

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from courses import sounds
from courses.forms.pictures import lines_of, note_shown, pupils_of
from courses.forms.question_picture import ACCEPTED, MOST_BYTES
from courses.formulas import BadFormula, check_formulas
from courses.models import LecturePage, Licence
from courses.models.credits import OWN
from courses.publicity import shown_in
from courses.writing import marks, media
from lms import photos
from lms.languages import Language
from lms.models import MediaFile, Picture
from lms.text import tidy

SEEN = Picture.Pupils.SEEN
# What the formula helper puts into a formula, and how its button looks.
SIGNS = [
    (r"\frac{}{}", "a⁄b"),
    (r"\sqrt{}", "√"),
    ("^{}", "xⁿ"),
    ("_{}", "x₁"),
    (r"\times", "×"),
    (r"\cdot", "·"),
    (r"\le", "≤"),
    (r"\ge", "≥"),
    (r"\ne", "≠"),
    (r"\approx", "≈"),
    (r"\pi", "π"),
    (r"^\circ", "°"),
    (r"\angle", "∠"),
    (r"\Delta", "Δ"),
]
LONGEST_TEXT = 20_000


def licences(**more):
    """Which licence; whose holder must be named is said in the full editor."""
    return forms.ModelChoiceField(
        queryset=Licence.objects.filter(names_a_holder=False),
        label=_("What other schools may do with it"),
        required=False,
        empty_label=_("no licence written down yet"),
        error_messages={"invalid_choice": _("There is no such licence. Choose one from the list.")},
        **more,
    )


class CourseField(forms.ModelChoiceField):
    """Courses of several subjects may bear one title; its subject is named."""

    def label_from_instance(self, course):
        return f"{course.get_parent().title}: {course.title}"


class NewLectureForm(forms.Form):
    title = forms.CharField(label=_("Title of the lecture"), max_length=120)
    course = CourseField(
        queryset=None,
        label=_("Course in which it stands"),
        empty_label=_("Choose …"),
        error_messages={"invalid_choice": _("You do not write in this course. Choose one from the list.")},
    )
    licence = licences(
        initial=OWN,
        help_text=_("Shown below the lecture with your name. You may choose otherwise, also later."),
    )

    def __init__(self, *args, courses, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["course"].queryset = courses
        if courses.count() == 1:
            self.fields["course"].initial = courses.first()

    def clean_title(self):
        return _said(self.cleaned_data["title"])


class CopyForm(forms.Form):
    """Into which of one's own courses a lecture is copied; of the same subject and grade unless told."""

    course = CourseField(
        queryset=None,
        label=_("Course in which it stands"),
        empty_label=_("Choose …"),
        error_messages={"invalid_choice": _("You do not write in this course. Choose one from the list.")},
    )

    def __init__(self, *args, courses, origin, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["course"].queryset = courses
        theirs = origin.get_parent().specific
        alike = courses.child_of(theirs.get_parent()).exclude(pk=theirs.pk)
        self.fields["course"].initial = alike.filter(grade=theirs.grade).first() or alike.first()


class HeadForm(forms.ModelForm):
    """What stands above the pieces."""

    was = forms.CharField(required=False, max_length=16, widget=forms.HiddenInput)
    title = forms.CharField(
        label=_("Title of the lecture"),
        max_length=120,
        error_messages={"required": _("Write a title: pupils find the lecture by it.")},
    )

    licence = licences(
        help_text=_(
            "Your choice, shown below the lecture. Without it they may read the lecture, not copy it."
        )
    )

    class Meta:
        model = LecturePage
        fields = ["title", "summary", "minutes"]
        widgets = {"summary": forms.Textarea(attrs={"rows": 2})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if before := self.initial.get("licence"):
            field = self.fields["licence"]
            field.queryset = Licence.objects.filter(Q(names_a_holder=False) | Q(pk=before))

    def clean_title(self):
        return _said(self.cleaned_data["title"])

    def clean(self):
        told = super().clean()
        if self.add_prefix("licence") in self.data:
            told["licence_id"] = told["licence"].pk if told.get("licence") else None
        else:
            # Kept on a telephone before it was asked for: what stands there stays.
            told["licence_id"] = self.initial.get("licence")
        return told

    def _post_clean(self):
        # The draft takes what was said; the page itself changes when it is published.
        pass


class PieceForm(forms.Form):
    """What all kinds carry: which piece it is, which one was read, behind which it stands."""

    kind = ""
    label = ""
    signs = SIGNS
    was = forms.CharField(required=False, max_length=32, widget=forms.HiddenInput)
    after = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)

    def __init__(self, *args, lecture, by, before=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.lecture, self.by, self.before = lecture, by, before or {}
        self.prepare()

    def prepare(self):
        """Fields that follow from what stands there."""

    @property
    def course(self):
        return self.lecture.get_parent().specific

    @classmethod
    def initial_of(cls, value):
        return {}

    def value(self):
        raise NotImplementedError

    def stored(self):
        return {"type": self.kind, "value": {**self.before, **self.value()}}

    def keep_uploads(self):
        """A form that comes back carries what was uploaded, so that it is not sent twice."""


class HeadingForm(PieceForm):
    kind = "heading"
    label = _("Heading")
    text = forms.CharField(label=_("Heading"), max_length=120)

    @classmethod
    def initial_of(cls, value):
        return {"text": value.get("text", "")}

    def value(self):
        return {"text": _said(self.cleaned_data["text"]), "size": self.before.get("size") or "2"}


class MarkedField(forms.CharField):
    """A text with few marks (courses/writing/marks.py); it gives rich text."""

    def __init__(self, **kwargs):
        super().__init__(
            max_length=LONGEST_TEXT,
            widget=forms.Textarea(attrs={"rows": 6, "class": "marks-field__text"}),
            help_text=_(
                "An empty line begins a new paragraph. Between ** and ** it is bold, a line beginning with • "
                "stands in a list, a formula stands between \\( and \\)."
            ),
            **kwargs,
        )

    def clean(self, value):
        told = super().clean(value)
        html = marks.to_html(told)
        try:
            check_formulas(html)
        except BadFormula as why:
            raise ValidationError(str(why)) from why
        return html


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
            self.data["kept_sound"] = media.ticket(found)


class TextForm(VoiceMixin, PieceForm):
    kind = "text"
    label = _("Text")
    text = MarkedField(label=_("Text"), error_messages={"required": _("Write the text.")})
    drop_sound = forms.BooleanField(label=_("Take the recording away"), required=False)
    field_order = ["text"]

    def prepare(self):
        self.spoken, self.others = _parted(self.before)
        if not self.spoken:
            del self.fields["drop_sound"]

    @classmethod
    def initial_of(cls, value):
        text = marks.to_marks(value.get("text") or "")
        return None if text is None else {"text": text}

    def value(self):
        told = {"text": self.cleaned_data["text"]}
        if marks.canonical(told["text"]) == marks.canonical(self.before.get("text") or ""):
            told = {}
        sound = self.cleaned_data.get("sound")
        if not sound and not self.cleaned_data.get("drop_sound"):
            return told
        _spoken, others = _parted(self.before)
        return {**told, "reading": None, "readings": [_reading(sound), *others] if sound else others}


def _parted(value):
    """(the Vietnamese recordings of a stored piece, those in other languages)."""
    told = [one.get("value", one) for one in value.get("readings") or []]
    if not told and value.get("reading"):
        told = [{"language": Language.VIETNAMESE.value, "file": value["reading"]}]
    own = [one for one in told if one.get("language") == Language.VIETNAMESE]
    return own, [one for one in value.get("readings") or [] if one.get("value", one) not in own]


def _reading(sound):
    # Its id follows from the file: sent twice, it says the same.
    return {
        "type": "item",
        "value": {"language": Language.VIETNAMESE.value, "file": sound.pk, "transcript": ""},
        "id": str(uuid.uuid5(uuid.NAMESPACE_OID, f"reading {sound.pk}")),
    }


class NoteForm(PieceForm):
    kind = "note"
    label = _("Note")
    title = forms.CharField(label=_("Title"), max_length=120, required=False)
    text = MarkedField(label=_("Text"), error_messages={"required": _("Write the text.")})

    @classmethod
    def initial_of(cls, value):
        text = marks.to_marks(value.get("text") or "")
        return None if text is None else {"text": text, "title": value.get("title", "")}

    def value(self):
        told = {"title": _said(self.cleaned_data["title"]), "text": self.cleaned_data["text"]}
        if marks.canonical(told["text"]) == marks.canonical(self.before.get("text") or ""):
            del told["text"]
        return told


class ExampleForm(NoteForm):
    kind = "example"
    label = _("Example")


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
        sent = told.get("photo") or media.by_ticket(Picture, told.get("kept_photo") or "", self.by)
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
            self.data["kept_photo"] = media.ticket(found)

    def _says_who(self, told):
        """Whether this person says who is on it: with the own photo alone."""
        picture = told.get("photo") or self.picture
        return bool(picture and told.get("pupils") and picture.uploaded_by_user_id == self.by.pk)


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

    @classmethod
    def initial_of(cls, value):
        return {"title": value.get("title", ""), "transcript": value.get("transcript", "")}

    def clean_sound(self):
        return read_sound(self)

    def clean(self):
        told = super().clean()
        sent = told.get("sound") or media.by_ticket(MediaFile, told.get("kept_sound") or "", self.by)
        told["sound"] = sent
        if not sent and self.file is None and "sound" not in self.errors:
            self.add_error("sound", _now("Record your voice or choose a recording."))
        return told

    def value(self):
        told = self.cleaned_data
        sound = told["sound"] or self.file
        return {"title": _said(told["title"]), "file": sound.pk, "transcript": told["transcript"]}

    def keep_uploads(self):
        super().keep_uploads()
        if found := self.cleaned_data.get("sound"):
            self.data = self.data.copy()
            self.data["kept_sound"] = media.ticket(found)


FORMS = {form.kind: form for form in (HeadingForm, TextForm, NoteForm, ExampleForm, PhotoForm, SoundForm)}
# What can be added here; notes and examples are written in the full editor and changed here as well.
ADDED = ("text", "picture", "sound", "heading")


def read_sound(form):
    """The MediaFile of the recording that was sent with `form`; None without any."""
    upload = form.cleaned_data["sound"]
    if not upload:
        return media.by_ticket(MediaFile, form.data.get("kept_sound") or "", form.by)
    title = form.data.get("title") or _now("Read aloud: %(lecture)s") % {"lecture": form.lecture.title}
    try:
        return media.keep_sound(upload.read(sounds.MOST_BYTES + 1), title, form.course, form.by)
    except sounds.NotKept as why:
        raise ValidationError(str(why)) from why


def _said(text):
    return tidy(text.replace("\0", ""))
