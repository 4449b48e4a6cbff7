"""The file with a class's answers on paper, read while the form is checked."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from courses.paper_results import sheet_file
from lms.spreadsheets.field import BookField


class PaperListForm(forms.Form):
    """Cleaned it has what was `found` in the file, and headings that are `unknown`."""

    file = BookField(
        label=_("Filled-in file"),
        most_rows=sheet_file.MOST_ROWS,
        error_messages={"required": _("Choose the file with the answers.")},
    )

    def __init__(self, *args, papers, **kwargs):
        super().__init__(*args, **kwargs)
        self.papers = papers

    def clean(self):
        told = super().clean()
        if upload := told.get("file"):
            try:
                self.found, self.unknown = sheet_file.read(upload.book, self.papers)
            except ValueError as why:
                self.add_error("file", ValidationError(str(why)))
        return told
