"""What is asked before a page goes out, whichever way it goes; a draft may have gaps."""

from django.utils.translation import gettext as _

from courses import footnotes, patterns, publicity


def faults(page):
    """Sentences about what keeps `page`, as it is written now, from being published; none is fine."""
    told = patterns.unwritten(page)
    if getattr(page, "body", None):
        told += footnotes.faults(page.body)
    licence = getattr(page, "licence", None)
    if licence and licence.names_a_holder and not (page.licence_holder or "").strip():
        told.append(_("Write whose work it is: who gave the permission, or which textbook."))
    return [*told, *publicity.faults(page)]
