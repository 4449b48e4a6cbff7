"""A file of marks, read while the form is checked."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from courses.mark_book import sheet_file
from lms.spreadsheets.field import BookField
from students.models import Subject


class MarkListForm(forms.Form):
    """Cleaned it has the `reading` of the file."""

    file = BookField(
        label=_("File with marks"),
        most_rows=sheet_file.MOST_ROWS,
        error_messages={"required": _("Choose the file with the marks.")},
    )
    subject = forms.ModelChoiceField(
        Subject.objects.none(),
        label=_("Subject, where the sheet does not tell it"),
        required=False,
        empty_label=_("as the sheets are named"),
    )

    def __init__(self, *args, school_class, term, subjects, **kwargs):
        super().__init__(*args, **kwargs)
        self.school_class, self.term = school_class, term
        self.fields["subject"].queryset = subjects

    def clean(self):
        told = super().clean()
        if upload := told.get("file"):
            subjects = self.fields["subject"].queryset
            try:
                self.reading = sheet_file.read(
                    upload.book, self.school_class, self.term, subjects, told.get("subject")
                )
            except ValueError as why:
                self.add_error("file", ValidationError(str(why)))
        return told
