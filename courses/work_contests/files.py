"""Files of works: looked at before they are kept, without what telephones and programs note of who made them;
whole, or in parts as events, in any order and any number of times."""

import hashlib
import subprocess
import tempfile
import uuid
from pathlib import Path

from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.http import Http404
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from courses import answer_files
from courses.answer_files import NotKept
from courses.models import ContestFile, FileKind
from courses.work_contests import office, recordings
from lms import archives, pdf_joining
from lms.beginnings import begins_as
from lms.ranges import serve_file

# More than are ever handed in: chosen again and again before that.
MOST_TRIES = 30
# Seconds that reading a PDF may take.
LONGEST = 20


def keep(work, raw, name="", file_id=None, written=None):
    """The ContestFile of the bytes `raw`; the same again is the same one. Raises NotKept.

    What is new is added to `written`, the list of `files_of_a_whole_act`."""
    digest = hashlib.sha256(raw).hexdigest()
    same = work.files.filter(pk=file_id) if file_id else work.files.filter(content_hash=digest)
    if row := same.first():
        return row
    if work.files.count() >= MOST_TRIES:
        raise NotKept(_("You have sent very many files for this work. Show it to your teacher."))
    if ContestFile.objects.filter(pk=file_id).exists():
        raise NotKept(_("This file belongs to another work."))
    content, content_type, ending = cleaned(raw, work.contest.file_kinds)
    row = ContestFile(
        id=file_id or uuid.uuid4(),
        work=work,
        name=name[-120:],
        content_type=content_type,
        size=len(content),
        content_hash=digest,
    )
    row.file.save(f"work.{ending}", ContentFile(content), save=False)
    if written is not None:
        written.append(row.file)
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        row.file.delete(save=False)
        raise NotKept(_("This file belongs to another work.")) from None
    return row


def cleaned(raw, kinds):
    """(content, its type, the ending of its name) of what a contest of these kinds keeps. Raises NotKept."""
    if not raw:
        raise NotKept(_("This file is empty."))
    if len(raw) > answer_files.MOST_BYTES:
        raise NotKept(_("This file is larger than 10 MB."))
    head = raw[:4096]
    if FileKind.PDF in kinds and begins_as("pdf", head):
        if b"%%EOF" not in raw[-2048:]:
            raise NotKept(_("This PDF is cut off. Save it anew and hand in the new file."))
        return _pages_alone(raw), answer_files.FILES["pdf"], "pdf"
    if FileKind.OFFICE in kinds and archives.is_one(raw):
        content, ending = office.cleaned(raw)
        return content, answer_files.FILES[ending], ending
    if FileKind.SOUND in kinds and answer_files.is_sound(raw):
        return answer_files.sound(recordings.untagged(raw))
    if FileKind.PHOTO in kinds and not begins_as("pdf", head) and not archives.is_one(raw):
        return answer_files.photo(raw)
    raise NotKept(
        _("This contest does not take files of this kind. Hand in: %(kinds)s.") % {"kinds": said(kinds)}
    )


def _pages_alone(raw):
    """The pages of a PDF in a new one that says nothing of who made it. Raises NotKept."""
    with tempfile.TemporaryDirectory() as folder:
        sent, anew = Path(folder) / "sent.pdf", Path(folder) / "anew.pdf"
        sent.write_bytes(raw)
        try:
            pdf_joining.join([sent], anew, LONGEST)
        except subprocess.SubprocessError as why:
            words = _(
                "This PDF cannot be opened. Save it anew, without a password, and hand in the new file."
            )
            raise NotKept(words) from why
        return anew.read_bytes()


def said(kinds):
    return ", ".join(str(FileKind(one).label) for one in kinds if one in FileKind.values)


def take_piece(work, file_id, number, of, content, name=""):
    """Keep one part; the ContestFile with the last of them, else None. Raises NotKept."""
    if work.files.filter(pk=file_id).exists():
        return None
    if work.pieces.exclude(file_id=file_id).values("file_id").distinct().count() >= MOST_TRIES:
        raise NotKept(_("You have sent very many files for this work. Show it to your teacher."))
    work.pieces.get_or_create(file_id=file_id, number=number, defaults={"of": of, "content": content})
    pieces = list(work.pieces.filter(file_id=file_id, of=of).order_by("number"))
    if [piece.number for piece in pieces] != list(range(1, of + 1)):
        return None
    try:
        return keep(work, b"".join(bytes(piece.content) for piece in pieces), name, file_id)
    finally:
        work.pieces.filter(file_id=file_id).delete()


def as_response(request, row, place):
    """The file, under a name that tells nothing of its author; out of no cache and able to run nothing."""
    try:
        response = serve_file(request, row.file.path, row.content_type, row.pk)
    except OSError as why:
        raise Http404 from why
    name = f"san-pham-{row.work.number}-tep-{place}.{row.ending}"
    is_shown = row.is_picture or row.is_sound
    response["Content-Disposition"] = content_disposition_header(as_attachment=not is_shown, filename=name)
    return answer_files.shut(response)


def place_of(row):
    """Which of the files of its work it is, from 1; None: it was not handed in."""
    key = str(row.pk)
    return row.work.file_ids.index(key) + 1 if key in row.work.file_ids else None


def forget(rows):
    """Delete files with what lies on the disk; how many."""
    count = 0
    for row in rows:
        transaction.on_commit(lambda name=row.file.name, storage=row.file.storage: storage.delete(name))
        row.delete()
        count += 1
    return count
