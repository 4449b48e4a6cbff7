"""A list from Excel in a form; it is read while the form is checked."""

import hashlib
from dataclasses import dataclass

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from .reading import Book, read
from .refusals import MAX_BYTES, Refused


@dataclass(frozen=True)
class Upload:
    """What a form found in the file."""

    name: str
    hash: str
    book: Book


class BookField(forms.FileField):
    """A file of at most `most_rows` rows; cleaned it is an `Upload`."""

    widget = forms.FileInput(attrs={"accept": ".xlsx,.xls,.ods,.csv,.txt"})

    def __init__(self, *, most_rows, **kwargs):
        self.most_rows = most_rows
        told = {
            "label": _("File"),
            "help_text": _("Excel (.xlsx, .xls), OpenDocument (.ods) or text (.csv, .txt), at most 20 MB."),
        }
        # An empty file is refused by the reader, with a sentence of its own.
        super().__init__(allow_empty_file=True, **(told | kwargs))

    def clean(self, data, initial=None):
        file = super().clean(data, initial)
        try:
            if file.size > MAX_BYTES:
                raise Refused("too_large", limit=MAX_BYTES // 1024**2)
            content = file.read()
            book = read(content, file.name)
            if book.row_count > self.most_rows:
                raise Refused("too_many_rows", limit=self.most_rows)
        except Refused as refused:
            raise ValidationError(refused.sentence, code=refused.code) from refused
        return Upload(file.name, hashlib.sha256(content).hexdigest(), book)
