"""Documents of Word, PowerPoint and Excel that judges open in their own programs: without what is run or
fetched, and without the names that those programs note in them by themselves."""

import re
from xml.etree.ElementTree import ParseError, tostring

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
# Who made and changed it, and for whom they work: «core-properties», or «coreProperties» of the strict kind.
PROPERTIES = re.compile(r"/(core|extended|custom)-?properties$", re.IGNORECASE)
# Whose remark or change it is, and the folder on whose computer: where they stand among the rest.
SIGNED = [
    (r"word/[^/]+\.xml", rb'(\sw[0-9a-z]*:(?:author|initials|userId|providerId)=")[^"]*'),
    (r"ppt/(commentAuthors|authors)\.xml", rb'(\s(?:name|initials|userId|providerId)=")[^"]*'),
    (r"xl/comments.*\.xml", rb"(<author>)[^<]*"),
    (r"xl/persons/[^/]+\.xml", rb'(\s(?:displayName|userId|providerId)=")[^"]*'),
    (r"xl/workbook\.xml", rb'(absPath\s[^<>]*?url="|\suserName=")[^"]*'),
]
SIGNED = [(re.compile(where, re.IGNORECASE), re.compile(what)) for where, what in SIGNED]


def cleaned(raw):
    """(content, ending) of a document that opens without harm and tells not who made it. Raises NotKept."""
    try:
        package = archives.Archive(raw)
        ending = next((ending for ending, heart in HEARTS.items() if heart in package), None)
        if ending is None:
            words = _("This is no document of Word, PowerPoint or Excel. Save it as .docx, .pptx or .xlsx.")
            raise NotKept(words)
        _refuse_what_runs(package)
        _refuse_what_fetches(package)
        return _without_names(package), ending
    except (archives.Refused, DefusedXmlException, ParseError) as why:
        words = _("This document cannot be opened safely. Save it anew in its program, without a password.")
        raise NotKept(words) from why


def _refuse_what_runs(package):
    """Raises NotKept."""
    if any(name.casefold().rpartition("/")[2].startswith(RUNS) for name in package.names):
        raise NotKept(
            _("This document holds macros or other programs. Save it without them, then hand it in.")
        )


def _refuse_what_fetches(package):
    """From a stranger's server, unasked. A link that a reader follows is another thing. Raises NotKept."""
    for name in package.names:
        if not name.casefold().endswith(".rels"):
            continue
        for link in fromstring(package.read(name, MOST_OF_LINKS)):
            is_outside = link.get("TargetMode", "").casefold() == "external"
            if is_outside and not link.get("Type", "").endswith("/hyperlink"):
                words = _(
                    "This document fetches a picture, film or template from the network when it is opened. "
                    "Put it into the document itself, then hand it in."
                )
                raise NotKept(words)


def _without_names(package):
    properties = _properties(package)

    def change(name, content):
        if name.casefold() in properties:
            return _emptied(content)
        for where, what in SIGNED:
            if where.fullmatch(name):
                content = what.sub(rb"\1", content)
        return content

    return package.written_anew(change)


def _properties(package):
    """The parts that say who made it, by their folded names: what they are called is up to the program."""
    found = {name.casefold() for name in package.names if re.match(r"docProps/[^/]+\.xml$", name, re.I)}
    if "_rels/.rels" in package:
        for link in fromstring(package.read("_rels/.rels", MOST_OF_LINKS)):
            if PROPERTIES.search(link.get("Type", "")):
                found.add(link.get("Target", "").lstrip("/").casefold())
    return found


def _emptied(content):
    """The root alone."""
    root = fromstring(content)
    root[:], root.text = [], None
    return tostring(root, encoding="UTF-8", xml_declaration=True)
