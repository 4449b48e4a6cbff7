"""Which reader reads what. The kind of a file is found by what it holds, never by its name."""

from courses.importing import package
from courses.importing.found import Refused as RefusedFile

from . import pdf, slides, word
from .found import Refused

FORMATS = {"slides": slides, "word": word, "pdf": pdf}
MB = 1024 * 1024
MAX_BYTES = 60 * MB
OTHERS = {b"xl/": "Excel", b"content.xml": "LibreOffice"}


def read(content, watch=None):
    """All pieces of a file. Raises `Refused`. `watch(done, total)` is told how far it is."""
    check_size(len(content))
    reader = FORMATS[detected(content)]
    result = reader.read(content, watch)
    if not result.pieces:
        raise Refused("nothing_found")
    return result


def check_size(size):
    if not size:
        raise Refused("empty_file")
    if size > MAX_BYTES:
        raise Refused("too_large", limit=MAX_BYTES // MB)


def detected(content):
    """The name of the format. Raises `Refused`."""
    if pdf.is_one(content):
        return "pdf"
    if code := word.of_old_office(content):
        raise Refused(code)
    if not package.is_one(content):
        raise Refused("unknown_format")
    try:
        # A damaged package says so, whoever would have read it.
        names = package.opened(content).names
    except RefusedFile as why:
        raise Refused.known(why.issue.code, why.issue.values) from why
    # By its parts: a document of Word may hold one of PowerPoint.
    for name, folder in (("slides", "ppt/"), ("word", "word/")):
        if any(one.startswith(folder) for one in names):
            return name
    other = next(
        (kind for sign, kind in OTHERS.items() if any(n.encode().startswith(sign) for n in names)), ""
    )
    raise Refused("other_office", kind=other) if other else Refused("unknown_format")
