"""What is said about files for lectures: whether it stands in the way, and the sentence.

An error: the file is not read. Lossy: something of it is not taken along. A note: nothing is lost.
"""

from django.utils.translation import gettext_lazy as _

from courses.importing import said as of_questions

ERROR, LOSSY, NOTE = of_questions.ERROR, of_questions.LOSSY, of_questions.NOTE

# What is said of any file, with the same words as of files of questions.
SHARED = (
    "empty_file", "too_large", "package_damaged", "package_password", "package_packing",
    "package_unpacks_too_large", "package_too_many_members", "package_unsafe_names", "too_deep",
)  # fmt: skip

OF_FILES = {
    "unknown_format": _(
        "This is neither PowerPoint (.pptx), Word (.docx) nor PDF. Open it in the program it was made with, "
        "choose «Save as» with one of these kinds, and upload that."
    ),
    "other_office": _(
        "This is another Office file than its name may say (%(kind)s). Lectures are made of PowerPoint "
        "(.pptx), Word (.docx) and PDF."
    ),
    "old_office": _(
        "This is a file of the old kind (.ppt, .doc). Open it in PowerPoint or Word, choose «Save as», type "
        ".pptx or .docx, and upload that."
    ),
    "entities": _(
        "The file declares a document type or entities, which lectures do not need, so it was not opened. "
        "Save it once more in PowerPoint or Word."
    ),
    "unknown_letters": _("The letters of the file cannot be made out. Save it once more and upload that."),
    "too_many": _(
        "A part of the file holds an unusually large number of things. Split it into several files."
    ),
    "too_many_slides": _(
        "The file has %(many)s slides; at most %(limit)s are read at once. Split it into several files."
    ),
    "too_many_pages": _(
        "The file has %(many)s pages; at most %(limit)s are read at once. Split it into several files."
    ),
    "too_long": _("The document is longer than %(limit)s pieces. Split it into several files."),
    "nothing_found": _(
        "Nothing that a lecture could show was found in the file. Look whether it is the right one."
    ),
    "pdf_password": _("The PDF is protected by a password. Save it without one and upload that."),
    "pdf_damaged": _(
        "The PDF breaks off, is damaged or has no pages, so it was not read. Make it once more from the "
        "original and upload that."
    ),
    "pdf_page_signs": _(
        "Page %(page)s of the PDF holds %(many)s letters; at most %(limit)s of a page are read. Take the "
        "page out or split it, and upload the file again."
    ),
    "pdf_page_runs": _(
        "The letters of page %(page)s of the PDF stand in %(many)s pieces; at most %(limit)s of a page are "
        "read. Print the page anew as PDF, or take it out, and upload the file again."
    ),
    "pdf_page_over_each_other": _(
        "On page %(page)s of the PDF so many letters lie over each other that more than %(limit)s would be "
        "read. Take the page out, or put a picture of it in, and upload the file again."
    ),
    "pdf_signs": _(
        "The pages of the PDF hold more than %(limit)s letters, or these in very many pieces. Split it into "
        "several files."
    ),
    "pdf_page_slow": _(
        "Page %(page)s of the PDF takes more than %(limit)s seconds to draw, so reading was stopped. Print "
        "the page anew as PDF, or take it out, and upload the file again."
    ),
    "pdf_slow": _(
        "The PDF takes more than %(limit)s seconds to read, which is much for its size, so reading was "
        "stopped. Print it anew as PDF, or split it."
    ),
    "pdf_too_heavy": _(
        "The pages of the PDF are unusually large or complicated, so reading it was stopped. Print it anew "
        "as PDF with ordinary pages, or split it."
    ),
}

LOSSES = {
    "picture_vector": _(
        "A drawing of the kind EMF or WMF cannot be shown by tablets. Save it as a PNG picture and put it in."
    ),
    "picture_damaged": _("A picture is damaged or of an unknown kind and was left out."),
    "picture_pixels": _("A picture has too many dots to be drawn and was left out. Make it smaller first."),
    "picture_missing": _("A picture is not in the file, only a way to it. Put it in by hand."),
    "picture_outside": _("A picture lies on another site (%(address)s) and was not fetched."),
    "drawing": _("A drawing made of shapes and arrows is not taken along. Put it in as a picture."),
    "chart_unread": _("A chart whose figures are not in the file is not taken along."),
    "embedded": _("Something of another program (%(name)s) is not taken along."),
    "equation_object": _("A formula of an old equation editor cannot be read. Write it anew."),
    "formula_field": _("The formula «%(formula)s» is written in a way that cannot be read. Write it anew."),
    "mathml": _("Signs of the formula «%(formula)s» are unknown. Look at it."),
    "formula_undrawn": _("The formula «%(formula)s» cannot be drawn here and stands as text. Mend it."),
    "unknown_signs": _("Signs of the font «%(font)s» are unknown. Look at the place marked □."),
    "media_large": _("«%(name)s» is larger than %(limit)s MB and is not taken along. Make it smaller first."),
    "media_kind": _("«%(name)s» is of a kind that tablets do not play. Save it as mp4 or mp3."),
    "media_outside": _("A film or sound lies on another site (%(address)s). Add it as an outside link."),
    "merged_cells": _("Merged cells of a table were parted. Look at the table."),
    "table_wide": _("A table is too wide or its cells too long for a tablet; its rows stand as text."),
    "no_text_layer": _(
        "This page is a photo of paper without letters that can be read aloud or found. Write below it what "
        "it says."
    ),
    "animations": _("Movements and the order in which things appear are not taken along."),
}

NOTES = {
    "old_letters": _(
        "The letters were in %(encoding)s and were turned into Unicode. Look whether they are right."
    ),
    "hidden_slide": _(
        "This slide is hidden in the file, so it is left out. Take it in again if pupils need it."
    ),
    "repeated_picture": _("This picture stands on many slides, as a logo does, so it is left out."),
    "chart_as_table": _("A chart became a table of its figures."),
    "smart_art": _("A SmartArt drawing became a list of its words."),
    "footnotes_gathered": _("Footnotes stand together at the end."),
}

SAID = {
    **{code: of_questions.SAID[code] for code in SHARED},
    **{code: (ERROR, sentence) for code, sentence in OF_FILES.items()},
    **{code: (LOSSY, sentence) for code, sentence in LOSSES.items()},
    **{code: (NOTE, sentence) for code, sentence in NOTES.items()},
}
