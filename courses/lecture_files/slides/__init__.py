"""PowerPoint files → pieces of a lecture.

opened   the parts of the package and their relations; slides in their order
places   where shapes lie, also by their layout, and in which order a pupil reads them
texts    text bodies → paragraphs with lists, formulas and links
figures  charts and SmartArt → tables and lists
slide    a slide → pieces, with what the teacher says to it
"""

from courses.importing.found import Refused as RefusedFile
from courses.lecture_files.found import Issue, Refused, Result

from .opened import Opened, is_slides
from .slide import Reading

LABEL = "PowerPoint"
MOST_SLIDES = 200
# A picture on so many slides, and on more than a third of them, is part of the design.
REPEATED = 4


def is_one(content):
    return is_slides(content)


def read(content, watch=None):
    """The pieces of all slides in order. Raises `Refused`; `watch(done, total)` says how far it is."""
    try:
        return _read(content, watch or (lambda done, total: None))
    except RefusedFile as why:
        raise Refused.known(why.issue.code, why.issue.values) from why
    except RecursionError as why:
        raise Refused("too_deep") from why


def _read(content, watch):
    parts = Opened(content)
    slides = parts.slides()
    if len(slides) > MOST_SLIDES:
        raise Refused("too_many_slides", many=len(slides), limit=MOST_SLIDES)
    reading = Reading(parts)
    for number, name in enumerate(slides, start=1):
        watch(number - 1, len(slides))
        reading.take(number, name)
    assembly = reading.assembly
    _leave_out_repeated(assembly, len(slides))
    if reading.has_animations:
        assembly.issues.append((0, Issue("animations")))
    title = next((one.content["text"] for one in assembly.pieces if one.kind == "heading"), "")
    return Result("slides", assembly.pieces, title, len(slides), assembly.issues)


def _leave_out_repeated(assembly, slides):
    places = {}
    for piece in assembly.pieces:
        if piece.picture:
            places.setdefault(piece.picture.hash, set()).add(piece.place)
    often = {key for key, on in places.items() if len(on) >= REPEATED and 3 * len(on) > slides}
    for piece in assembly.pieces:
        if piece.picture and piece.picture.hash in often:
            piece.is_left_out = True
            piece.issues.append(Issue("repeated_picture"))
