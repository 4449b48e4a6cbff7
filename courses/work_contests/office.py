"""Documents of Word, PowerPoint and Excel that judges open in their own programs."""

from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring
from django.utils.translation import gettext as _

from courses.answer_files import NotKept
from lms import archives

# Each package holds its own.
HEARTS = {"docx": "word/document.xml", "pptx": "ppt/presentation.xml", "xlsx": "xl/workbook.xml"}
# What a program runs, or has another program open.
RUNS = ("vbaproject.bin", "oleobject")
MOST_OF_LINKS = 1024 * 1024


def ending_of(raw):
    """The ending of a document that opens without harm. Raises NotKept."""
    try:
        package = archives.Archive(raw)
        ending = next((ending for ending, heart in HEARTS.items() if heart in package), None)
        runs, fetches = ending and _runs(package), ending and _fetches(package)
    except (archives.Refused, DefusedXmlException, ParseError) as why:
        words = _("This document cannot be opened safely. Save it anew in its program, without a password.")
        raise NotKept(words) from why
    if ending is None:
        words = _("This is no document of Word, PowerPoint or Excel. Save it as .docx, .pptx or .xlsx.")
        raise NotKept(words)
    if runs:
        raise NotKept(
            _("This document holds macros or other programs. Save it without them, then hand it in.")
        )
    if fetches:
        raise NotKept(
            _(
                "This document fetches a picture, film or template from the network when it is opened. "
                "Put it into the document itself, then hand it in."
            )
        )
    return ending


def _runs(package):
    return any(name.casefold().rpartition("/")[2].startswith(RUNS) for name in package.names)


def _fetches(package):
    """Whether the program would ask a stranger's server. A link that a reader follows is another thing."""
    for name in package.names:
        if not name.casefold().endswith(".rels"):
            continue
        for link in fromstring(package.read(name, MOST_OF_LINKS)):
            is_outside = link.get("TargetMode", "").casefold() == "external"
            if is_outside and not link.get("Type", "").endswith("/hyperlink"):
                return True
    return False
