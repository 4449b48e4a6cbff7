"""Photos and voices of a lecture: looked at, drawn anew without their hidden facts, kept for the school."""

from django.core import signing
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from wagtail.utils.file import hash_filelike

from courses import authoring, sounds
from courses.kept_once import kept_once
from courses.models import KeptUpload
from lms import photos
from lms.models import MediaFile, Picture
from lms.models.media import Pupils
from lms.secret_names import secret_name

# No screen of a pupil shows more; what a telephone made small already stays as it is.
LONGEST_SIDE = 1600
SALT = "courses.writing.media"
# So long a form that came back carries an upload.
TOKEN_DAYS = 30


def keep_photo(raw, title, course, by, pupils=""):
    """The Picture in the bytes `raw`; sent twice it is kept once. Raises what `photos.redraw` raises."""
    content = photos.packed(photos.redraw(raw, LONGEST_SIDE), quality=85)
    file = ContentFile(content, name=f"{secret_name()}.jpg")
    return _once(Picture, file, course, by, title=title[:200], pupils=pupils)


def keep_sound(raw, title, course, by):
    """The MediaFile of a recording; the form says that no pupil is heard. Raises `sounds.NotKept`."""
    file = sounds.file_for_question(raw)
    # What ends in webm elsewhere is a film, and is made light as one.
    file.name = file.name.replace(".webm", ".weba")
    return _once(MediaFile, file, course, by, title=title[:200], pupils=Pupils.NOBODY)


def token(thing):
    """What a form that comes back carries, so that an upload is not sent a second time."""
    KeptUpload.objects.filter(**_kept(thing)).update(at=timezone.now())
    return signing.dumps([thing._meta.label_lower, thing.pk], salt=SALT)


def by_token(model, told, by):
    """The upload that a form carries; None for anything else, and for what is somebody else's."""
    try:
        label, key = signing.loads(told, salt=SALT, max_age=TOKEN_DAYS * 24 * 3600)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    if label != model._meta.label_lower:
        return None
    return model.objects.filter(pk=key, uploaded_by_user=by).first()


@transaction.atomic
def _once(model, file, course, by, **facts):
    """A line that was cut makes a telephone send the same again. Until a lecture takes it up it is nobody's:
    what never was goes after some time (left_over.py)."""
    where = {
        "collection": authoring.collection_of(course),
        "uploaded_by_user": by,
        "file_hash": hash_filelike(file),
    }
    thing, is_new = kept_once(model, where, lambda: file, **facts)
    if is_new:
        KeptUpload.objects.create(**_kept(thing), at=timezone.now())
    else:
        KeptUpload.objects.filter(**_kept(thing)).update(at=timezone.now())
    return thing


def _kept(thing):
    return {"picture" if isinstance(thing, Picture) else "file": thing}
