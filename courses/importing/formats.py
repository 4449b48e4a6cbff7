"""Which reader reads what. The kind of a file is found by what it holds, never by its name."""

from dataclasses import dataclass, field

from . import aiken, gift, judging, moodle_xml, texts, word
from .found import Refused
from .word.opened import old_office

FORMATS = {"word": word, "moodle_xml": moodle_xml, "gift": gift, "aiken": aiken}

MB = 1024 * 1024
MAX_BYTES = 20 * MB
# Without pictures five thousand questions are shorter.
MAX_BYTES_OF_TEXT = 5 * MB
# What a ZIP archive begins with, and a file of Office before 2007.
OLE = b"\xd0\xcf\x11\xe0"
PACKAGES = (b"PK\x03\x04", b"PK\x05\x06", OLE)


@dataclass
class Result:
    """What a file holds: every question of it, and what is to say about the file."""

    format: str
    questions: list
    issues: list = field(default_factory=list)

    @property
    def counts(self):
        """`importable` are all that can be taken over; `lossy` are those among them that lose something."""
        refused = sum(1 for one in self.questions if one.is_refused)
        lossy = sum(1 for one in self.questions if one.is_lossy)
        found = len(self.questions)
        return {"found": found, "importable": found - refused, "lossy": lossy, "refused": refused}


def read(content, form="auto"):
    """All questions of a file. Raises `Refused`."""
    if not content.strip(b"\xef\xbb\xbf \r\n\t\x00"):
        raise Refused("empty_file")
    if len(content) > MAX_BYTES:
        raise Refused("too_large", limit=MAX_BYTES // MB)
    may_be_large = content.startswith(PACKAGES) or moodle_xml.is_one(content, None)
    if len(content) > MAX_BYTES_OF_TEXT and not may_be_large:
        raise Refused("too_large", limit=MAX_BYTES_OF_TEXT // MB)
    form = detected(content) if form == "auto" else form
    questions, issues = FORMATS[form].read(content)
    if not questions:
        raise Refused("no_questions", formats=names())
    judging.judge(questions)
    return Result(form, questions, issues)


def detected(content):
    """The name of the format. Raises `Refused`."""
    if content.startswith(PACKAGES):
        return _packaged(content)
    try:
        text = texts.decode(content)[0]
    except Refused:
        if not moodle_xml.is_one(content, None):
            raise
        return "moodle_xml"
    found = next((name for name, reader in FORMATS.items() if reader.is_one(content, text)), None)
    if found is None and text.lstrip().startswith("<"):
        raise Refused("not_moodle")
    if found is None:
        raise Refused("unknown_format", formats=names())
    return found


def _packaged(content):
    found = next((name for name, reader in FORMATS.items() if reader.is_one(content, None)), None)
    if found:
        return found
    if content.startswith(OLE):
        raise Refused(old_office(content))
    raise Refused("package", formats=names())


def names():
    return ", ".join(reader.LABEL for reader in FORMATS.values())
