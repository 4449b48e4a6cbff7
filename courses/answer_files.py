"""Take in what a pupil hands in as a file: looked at before it is kept, photos drawn anew, upright
and without what the telephone notes (where, when, on what).

It comes whole with a form, or in parts as events, in any order and any number of times.
"""

import hashlib
import uuid

from django.core.files.base import ContentFile
from django.http import Http404
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from courses.models import AnswerFile, AnswerPiece
from courses.questions import KINDS
from lms import photos
from lms.beginnings import begins_as
from lms.downloads import alone
from lms.ranges import serve_file

# The same as in the browser (lms/js/shrink.js): legible, and no heavier than a page should be.
PAGE_BYTES = 200 * 1024
TRIES = [(1600, 75), (1600, 60), (1280, 55), (1024, 50)]
MOST_BYTES = 10 * 1024 * 1024
# More than any question asks for: pages taken again and again while answering.
MOST_FILES = 25
MOST_PIECES = 64
PIECE_BYTES = 40 * 1024

SOUNDS = {"webm": "audio/webm", "opus": "audio/ogg", "mp3": "audio/mpeg", "m4a": "audio/mp4"}
FILES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "txt": "text/plain",
}


class NotKept(Exception):  # noqa: N818 – it is an answer, not an accident
    """Why a file is not kept, as a sentence for the pupil."""


def keep(attempt, item, raw, name="", file_id=None):
    """The AnswerFile of the bytes `raw`; the same again is the same one. Raises NotKept."""
    known = attempt.files.filter(place=item.place)
    digest = hashlib.sha256(raw).hexdigest()
    same = known.filter(pk=file_id) if file_id else known.filter(content_hash=digest)
    if row := same.first():
        return row
    if known.count() >= MOST_FILES:
        raise NotKept(_("You have sent very many files for this question. Show it to your teacher."))
    if AnswerFile.objects.filter(pk=file_id).exists():
        raise NotKept(_("This file belongs to another answer."))
    content, content_type, ending = cleaned(raw, item.version)
    row = AnswerFile(
        id=file_id or uuid.uuid4(),
        attempt=attempt,
        place=item.place,
        name=name[-120:],
        content_type=content_type,
        size=len(content),
        content_hash=digest,
    )
    row.file.save(f"answer.{ending}", ContentFile(content), save=False)
    row.save(force_insert=True)
    return row


def cleaned(raw, version):
    """(content, its type, the ending of its name) of what may be kept. Raises NotKept."""
    if not raw:
        raise NotKept(_("This file is empty."))
    if len(raw) > MOST_BYTES:
        raise NotKept(_("This file is larger than 10 MB."))
    if version.kind == "photo":
        return photo(raw)
    if version.kind == "spoken":
        return sound(raw)
    allowed = {ending: FILES[ending] for ending in version.content.get("kinds", []) if ending in FILES}
    if len(raw) > version.content.get("mb_most", 5) * 1024 * 1024:
        words = _("This file is larger than %(most)s MB. Make it smaller.")
        raise NotKept(words % {"most": version.content.get("mb_most", 5)})
    words = _("This file is of another kind. Hand in: %(kinds)s.")
    return _known(raw, allowed, words % {"kinds": ", ".join(allowed)})


def photo(raw):
    """(content, its type, the ending of its name) of a photo, drawn anew. Raises NotKept."""
    try:
        picture = photos.redraw(raw, TRIES[0][0])
    except photos.TooManyPixels as why:
        raise NotKept(_("This picture is too large. Take the photo again at a usual size.")) from why
    except photos.Unreadable as why:
        raise NotKept(_("This is no picture that can be read here. Take the photo again.")) from why
    for longest, quality in TRIES:
        picture.thumbnail((longest, longest))
        content = photos.packed(picture, quality=quality)
        if len(content) <= PAGE_BYTES:
            break
    return content, "image/jpeg", "jpg"


def _known(raw, allowed, words):
    for ending, content_type in allowed.items():
        if begins_as(ending, raw[:4096]):
            return raw, content_type, ending
    raise NotKept(words)


def is_sound(raw):
    """Whether it begins like a recording that is kept here."""
    return any(begins_as(ending, raw[:4096]) for ending in SOUNDS)


def sound(raw):
    """(content, its type, the ending of its name) of a recording. Raises NotKept."""
    return _known(raw, SOUNDS, _("This is no recording that can be played here. Record it once more."))


def take_piece(attempt, item, file_id, number, of, content, name=""):
    """Keep one part; with the last of them the file is there. Returns it, or None. Raises NotKept."""
    if attempt.files.filter(pk=file_id).exists():
        return None
    others = attempt.pieces.filter(place=item.place)
    if others.exclude(file_id=file_id).values("file_id").distinct().count() >= MOST_FILES:
        raise NotKept(_("You have sent very many files for this question. Show it to your teacher."))
    AnswerPiece.objects.get_or_create(
        attempt=attempt,
        file_id=file_id,
        number=number,
        defaults={"place": item.place, "of": of, "content": content, "name": name[-120:]},
    )
    pieces = list(attempt.pieces.filter(file_id=file_id, of=of, place=item.place).order_by("number"))
    if [piece.number for piece in pieces] != list(range(1, of + 1)):
        return None
    raw = b"".join(bytes(piece.content) for piece in pieces)
    try:
        return keep(attempt, item, raw, name=pieces[0].name, file_id=file_id)
    finally:
        attempt.pieces.filter(file_id=file_id).delete()


def as_response(row, request):
    """The file itself, or the part that is asked for; out of no cache and able to run nothing."""
    try:
        response = serve_file(request, row.file.path, row.content_type, row.pk)
    except OSError as why:
        raise Http404 from why
    ending = row.file.name.rpartition(".")[2]
    response["Content-Disposition"] = content_disposition_header(
        as_attachment=not (row.is_picture or row.is_sound), filename=f"cau-{row.place}.{ending}"
    )
    return shut(response)


def shut(response):
    """The response kept by no cache and able to run nothing, whatever the file holds."""
    response["Cache-Control"] = "private, no-store"
    return alone(response)


def is_file_kind(kind):
    return getattr(KINDS[kind], "FILES", False)
