"""A file that was uploaded waits, piece by piece, until a person has looked at it."""

import hashlib

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone

from courses.models import LectureFile, LecturePicture, LecturePiece
from lms.text import tidy

MOST_SIGNS_OF_A_TITLE = 200


def keep(course, name, content, by=None):
    """Keep the bytes of a file as they are; nobody has read them yet."""
    kept = LectureFile(
        course=course,
        file_name=name.replace("\x00", "").replace("/", "-")[-160:] or "file",
        file_hash=hash_of(content),
        uploaded_by=by,
    )
    # A name of ours: what people call their files may be anything.
    kept.file.save(f"{kept.pk}.bin", ContentFile(content), save=False)
    try:
        kept.save(force_insert=True)
    except Exception:
        kept.file.storage.delete(kept.file.name)
        raise
    return kept


def on_deleted(sender, instance, **kwargs):
    """With a row its file goes, also when a whole course is deleted and no one asks the rows in it."""
    # Read now: whoever deletes may have read no more of the row than its key, and afterwards it is gone.
    file = instance.file
    transaction.on_commit(lambda: file.name and file.storage.delete(file.name))


def hash_of(content):
    return hashlib.sha256(content).hexdigest()


def taken_over(course, content_hash):
    """The file with these bytes whose lectures stand in `course`; None without."""
    found = LectureFile.objects.filter(course=course, file_hash=content_hash, state=LectureFile.State.APPLIED)
    return next((one for one in found if one.pages()), None)


def waiting(course, content_hash, user):
    """The file with these bytes that this person uploaded for `course` and has not taken over yet."""
    state = LectureFile.State.PREVIEWED
    files = LectureFile.objects.filter(course=course, file_hash=content_hash, state=state, uploaded_by=user)
    return files.order_by("-uploaded_at").first()


@transaction.atomic
def keep_pieces(kept, result):
    """Write down what was found in the file, once; False when it was thrown away, or read before."""
    held = LectureFile.objects.select_for_update().filter(pk=kept.pk, read_at=None).first()
    if held is None:
        return False
    held.format, held.places = result.format, result.places
    held.title = tidy(result.title)[:MOST_SIGNS_OF_A_TITLE] or _called(held.file_name)
    held.issues = [{"place": place, **issue.kept()} for place, issue in result.issues]
    held.read_at = timezone.now()
    held.counts = {"found": len(result.pieces)}
    held.save()
    rows = [
        LecturePiece(
            lecture_file=held,
            position=position,
            place=piece.place,
            kind=piece.kind,
            content=piece.content | ({"weight": piece.picture.weight} if piece.picture else {}),
            issues=[issue.kept() for issue in piece.issues],
            is_left_out=piece.is_left_out,
            begins_lecture=piece.begins_lecture,
        )
        for position, piece in enumerate(result.pieces, start=1)
    ]
    LecturePiece.objects.bulk_create(rows, batch_size=200)
    pictures = [
        LecturePicture(piece=row, content=piece.picture.content, ending=piece.picture.ending)
        for row, piece in zip(rows, result.pieces, strict=True)
        if piece.picture
    ]
    LecturePicture.objects.bulk_create(pictures, batch_size=20)
    return True


def _called(file_name):
    return tidy(file_name.rpartition(".")[0].replace("_", " "))[:MOST_SIGNS_OF_A_TITLE] or file_name
