"""Of the file as a whole: its letters, its heading, its year."""

from django.utils.translation import gettext_lazy as _

from .levels import ERROR, WARNING

FILES = {
    # The file as a whole
    "file_refused": (ERROR, "%(sentence)s"),
    "no_heading": (
        ERROR,
        _(
            "No such list was found: no row among the first 30 holds headings such as %(value)s. "
            "Add a heading row and upload the file again, or choose another kind of list."
        ),
    ),
    "old_font": (
        ERROR,
        _(
            "The letters of the sheet cannot be made out: «%(value)s». It is neither Unicode nor TCVN3, "
            "VNI or windows-1258. Convert it to Unicode (for example with UniKey: Ctrl+Shift+F6) and "
            "upload it again."
        ),
    ),
    "encoding_found": (
        WARNING,
        _(
            "The sheet is written in %(encoding)s, not in Unicode; its letters were turned into Unicode. "
            "Look at the names before you go on."
        ),
    ),
    "encoding_chosen": (WARNING, _("The sheet is read as %(encoding)s, as you chose.")),
    "encoding_unclear": (
        WARNING,
        _(
            "It is not quite clear that the sheet is written in %(encoding)s: another encoding fits "
            "nearly as well. Compare the names with the paper."
        ),
    ),
    "encoding_mixed": (
        WARNING,
        _(
            "Part of the sheet is in %(encoding)s and part in Unicode; what was Unicode already was left "
            "alone. Look at the names before you go on."
        ),
    ),
    "unknown_school": (ERROR, _("There is no school with the code «%(value)s». Check the code.")),
    "bad_year": (
        ERROR,
        _("«%(value)s» is not a school year. Write it as 2026-2027, at most two years from now."),
    ),
    "year_over": (
        ERROR,
        _("The school year %(value)s is over. Class lists are read for the current or the next year."),
    ),
    "forbidden_column": (
        ERROR,
        _(
            "The column «%(value)s» is not one that a class list may have, so nothing of this sheet "
            "is taken. "
            "Delete the column and upload the file again."
        ),
    ),
    "unknown_column": (WARNING, _("The column «%(value)s» is not known and was left out.")),
    "heading_twice": (WARNING, _("Two columns mean the same; «%(value)s» was left out.")),
    "other_year": (
        WARNING,
        _("The title speaks of the school year %(value)s, but the list is read for %(year)s."),
    ),
}
