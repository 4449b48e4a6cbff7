"""Files of questions: the file in a form, and a question of it mended in place."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from courses import importing
from courses.forms.questions import QuestionForm
from courses.importing.formats import MAX_BYTES, MB
from courses.models import QuestionVersion


class QuestionFileForm(forms.Form):
    """Cleaned it has the bytes of the file (`content`) and what was found in them (`result`)."""

    file = forms.FileField(
        label=_("File with questions"),
        # An empty file is refused by the reader, with a sentence of its own.
        allow_empty_file=True,
        help_text=_(
            "Word (.docx), Excel (.xlsx), Moodle XML (.xml), QTI (.zip, .xml), Common Cartridge (.imscc), "
            "H5P (.h5p), GIFT or Aiken (.txt), at most 20 MB."
        ),
        widget=forms.FileInput(
            attrs={"accept": ".docx,.xlsx,.xls,.ods,.csv,.xml,.zip,.imscc,.h5p,.txt,.gift"}
        ),
        error_messages={"required": _("Choose the file with the questions.")},
    )
    format = forms.ChoiceField(label=_("Kind of file"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        found = [(name, reader.LABEL) for name, reader in importing.FORMATS.items()]
        self.fields["format"].choices = [("", _("find out")), *found]

    def clean(self):
        told = super().clean()
        file = told.get("file")
        if not file:
            return told
        try:
            if file.size > MAX_BYTES:
                raise importing.Refused("too_large", limit=MAX_BYTES // MB)
            self.content = file.read()
            self.result = importing.read(self.content, told.get("format") or "auto")
        except importing.Refused as refused:
            self.add_error("file", ValidationError(str(refused), code=refused.issue.code))
        return told


class MendForm(QuestionForm):
    """A question of a file, in the form of its kind. Its picture comes from the file."""

    def __init__(self, data=None, *, item):
        version = QuestionVersion(
            kind=item.kind,
            text=item.text,
            content=item.content,
            key=item.key,
            feedback=item.feedback,
            level=item.level or QuestionVersion.Level.RECOGNISE,
            topic=item.topic,
            alt=item.alt,
        )
        super().__init__(data, kind=item.kind, bank=item.question_import.bank, version=version)
        self.item = item
        self.kept_picture = getattr(item, "picture", None)
        # Its passage comes from the file as well.
        self.fields.pop("passage", None)
        for name in ("picture", "drop_picture") if self.kept_picture else ("picture", "drop_picture", "alt"):
            self.fields.pop(name, None)

    def mend(self, by, at):
        """Write down what was mended; as it was read the file still knows it."""
        content, key = self.parts()
        item, told = self.item, self.cleaned_data
        item.content, item.key = content, key
        for name in ("text", "feedback", "level", "topic"):
            setattr(item, name, told[name])
        item.alt = told.get("alt", "")
        item.mended_by, item.mended_at, item.is_left_out = by, at, False
        item.save()
