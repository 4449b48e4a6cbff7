"""Photos and voices of a lecture: looked at, drawn anew without their hidden facts, kept for the school."""

from django.core import signing
from django.core.files.base import ContentFile
from wagtail.utils.file import hash_filelike

from courses import authoring, pictures, sounds
from lms import photos
from lms.models import MediaFile, Picture
from lms.models.media import Pupils

# No screen of a pupil shows more; what a telephone made small already stays as it is.
LONGEST_SIDE = 1600
SALT = "courses.writing.media"


def keep_photo(raw, title, course, by, pupils=""):
    """The Picture in the bytes `raw`; sent twice it is kept once. Raises what `photos.redraw` raises."""
    content = photos.packed(photos.redraw(raw, LONGEST_SIDE), quality=85)
    file = ContentFile(content, name=f"{pictures.secret_name()}.jpg")
    return _once(Picture, file, course, by, title=title[:200], pupils=pupils)


def keep_sound(raw, title, course, by):
    """The MediaFile of a recording; the form says that no pupil is heard. Raises `sounds.NotKept`."""
    file = sounds.file_for_question(raw)
    # What ends in webm elsewhere is a film, and is made light as one.
    file.name = file.name.replace(".webm", ".weba")
    return _once(MediaFile, file, course, by, title=title[:200], pupils=Pupils.NOBODY)


def ticket(thing):
    """What a form that comes back carries, so that an upload is not sent a second time."""
    return signing.dumps([thing._meta.label_lower, thing.pk], salt=SALT)


def by_ticket(model, told, by):
    """The upload that a form carries; None for anything else, and for what is somebody else's."""
    try:
        label, key = signing.loads(told, salt=SALT, max_age=30 * 24 * 3600)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    if label != model._meta.label_lower:
        return None
    return model.objects.filter(pk=key, uploaded_by_user=by).first()


def _once(model, file, course, by, **facts):
    """A line that was cut makes a telephone send the same again."""
    where = {
        "collection": authoring.collection_of(course),
        "uploaded_by_user": by,
        "file_hash": hash_filelike(file),
    }
    if found := model.objects.filter(**where).first():
        return found
    return model.objects.create(file=file, file_size=file.size, **where, **facts)
