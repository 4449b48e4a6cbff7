"""A teacher's word to an answer, spoken: kept when the form comes, and told when points are given."""

import hashlib
from uuid import UUID

from django.core.files.base import ContentFile
from django.utils.translation import gettext as _

from courses import answer_files
from courses.giving_points import Refused
from courses.models import CommentSound

# A minute of Opus weighs 180 KB; a telephone's own recorder writes larger ones.
MOST_BYTES = 1024 * 1024
SECONDS = 60


def keep(slot, upload, by):
    """The CommentSound of an uploaded recording; the same again is the same one. Raises Refused."""
    place = slot.item.place
    if upload.size > MOST_BYTES:
        raise Refused({place: _("This recording is larger than 1 MB. Speak for at most a minute.")})
    raw = upload.read()
    try:
        content, content_type, ending = answer_files.sound(raw)
    except answer_files.NotKept as why:
        raise Refused({place: str(why)}) from why
    digest = hashlib.sha256(raw).hexdigest()
    known = CommentSound.objects.filter(attempt=slot.attempt, place=place, by=by, content_hash=digest).first()
    if known:
        return known
    row = CommentSound(
        attempt=slot.attempt,
        place=place,
        by=by,
        content_type=content_type,
        size=len(content),
        content_hash=digest,
    )
    row.file.save(f"comment.{ending}", ContentFile(content), save=False)
    row.save(force_insert=True)
    return row


def kept(slot, name, by):
    """The CommentSound called `name` that `by` spoke to this answer; None."""
    try:
        name = UUID(str(name))
    except ValueError:
        return None
    return CommentSound.objects.filter(pk=name, attempt=slot.attempt, place=slot.item.place, by=by).first()
