"""Which reader reads what. The kind of a file is found by what it holds, never by its name."""

from dataclasses import dataclass, field

from . import aiken, cartridge, excel, gift, h5p, judging, moodle_xml, package, qti, texts, word
from .found import Refused
from .word.opened import old_office

FORMATS = {
    "word": word,
    "moodle_xml": moodle_xml,
    "qti": qti,
    "cartridge": cartridge,
    "h5p": h5p,
    "gift": gift,
    "aiken": aiken,
    "excel": excel,
}

MB = 1024 * 1024
MAX_BYTES = 20 * MB
# Without pictures five thousand questions are shorter.
MAX_BYTES_OF_TEXT = 5 * MB
# What a file of Office before 2007 begins with.
OLE = b"\xd0\xcf\x11\xe0"
# Those that are packages; those of Office come last, for a course may hold their files.
PACKAGED = ("h5p", "cartridge", "qti", "word", "excel")


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
    if len(content) > MAX_BYTES_OF_TEXT and not (_is_package(content) or _is_xml(content)):
        raise Refused("too_large", limit=MAX_BYTES_OF_TEXT // MB)
    form = detected(content) if form == "auto" else form
    questions, issues = FORMATS[form].read(content)
    if not questions:
        raise Refused("no_questions", formats=names())
    judging.judge(questions)
    return Result(form, questions, issues)


def detected(content):
    """The name of the format. Raises `Refused`."""
    if _is_package(content):
        return _of_package(content)
    try:
        text = texts.decode(content)[0]
    except Refused:
        if found := _is_xml(content):
            return found
        raise
    found = next((name for name, reader in FORMATS.items() if reader.is_one(content, text)), None)
    if found is None and text.lstrip().startswith("<"):
        raise Refused("other_xml", formats=names())
    if found is None:
        raise Refused("unknown_format", formats=names())
    return found


def _is_package(content):
    return package.is_one(content) or content.startswith(OLE)


def _of_package(content):
    if not package.is_one(content):
        if excel.is_one(content, None):
            return "excel"
        raise Refused(old_office(content))
    # A damaged package says so, whoever would have read it.
    package.opened(content)
    found = next((name for name in PACKAGED if FORMATS[name].is_one(content, None)), None)
    if found is None:
        raise Refused("package", formats=names())
    return found


def _is_xml(content):
    """The format of a document of XML, told by its first tag; its letters may be in any encoding."""
    return next((name for name in ("moodle_xml", "qti") if FORMATS[name].is_one(content, None)), "")


def names():
    return ", ".join(reader.LABEL for reader in FORMATS.values())
