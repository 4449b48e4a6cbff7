"""Light copies of pictures, made ahead by a task; a page uses what is there.

Copies have an address that asks nobody who they are (/media/images/…), so that a web server can hand them
out alone. So every name is drawn by lot, and only a page that shows the picture tells it; it ends when fewer
may read that page (courses/picture_addresses.py, docs/decisions/keys-and-pictures.md).
"""

from dataclasses import dataclass
from pathlib import PurePath

from django.core.files.base import ContentFile
from django.tasks import task
from django.utils.functional import cached_property
from wagtail.images.models import Filter
from wagtail.models import Collection

from lms import photos
from lms.models import Picture
from lms.secret_names import secret_name

WIDTHS = (320, 640, 960)
FORMATS = {
    "avif": "format-avif|avifquality-50",
    "webp": "format-webp|webpquality-70",
    "jpeg": "format-jpeg|jpegquality-72",
}
MIDDLE = 640
# No author's rights reach this collection: what a question shows is changed by a new version alone.
OF_QUESTIONS = "Hình của câu hỏi"
LONGEST_SIDE = 1600


def filters(picture):
    """A filter for each width and format; nothing is drawn larger than it was taken."""
    widths = [w for w in WIDTHS if w < picture.width] or [picture.width]
    if len(widths) < len(WIDTHS) and picture.width > widths[-1]:
        widths.append(picture.width)
    return {(form, w): Filter(f"width-{w}|{spec}") for form, spec in FORMATS.items() for w in widths}


def make_copies(picture):
    """Make every copy that is not there yet."""
    if not picture.withheld_at:
        picture.get_renditions(*filters(picture).values())


@task(backend="background", queue_name="background")
def make_copies_soon(picture_id):
    """The same in the background; safe to repeat."""
    picture = Picture.objects.filter(pk=picture_id).first()
    if picture is not None:
        make_copies(picture)


def file_for_question(raw):
    """An uploaded picture (bytes) drawn anew. Raises `photos.Unreadable` and `photos.TooManyPixels`."""
    drawing = raw.startswith(b"\x89PNG")
    redrawn = photos.redraw(raw, LONGEST_SIDE)
    content = photos.packed(redrawn, "PNG") if drawing else photos.packed(redrawn, quality=88)
    return ContentFile(content, name=f"{secret_name()}.{'png' if drawing else 'jpg'}")


def give_a_secret_name(picture_id):
    """Move the picture's file: copies that the back office makes of it can no longer be guessed by those
    who knew the old address. Nothing when picture or file are gone by now."""
    picture = Picture.objects.filter(pk=picture_id).first()
    if picture is None or not picture.file.storage.exists(picture.file.name):
        return
    old, storage = picture.file.name, picture.file.storage
    with picture.file.open("rb") as file:
        content = ContentFile(file.read(), name=f"{secret_name()}{PurePath(old).suffix}")
    picture.file.save(content.name, content, save=False)
    picture.save(update_fields=["file"])
    storage.delete(old)


def keep_for_question(file, title):
    # The form says that no pupil may be recognised in it: nobody could take it out of papers again.
    picture = Picture.objects.create(
        title=title[:200], file=file, collection=collection(OF_QUESTIONS), pupils=Picture.Pupils.NOBODY
    )
    # By it a file of questions that comes back is known (courses/importing/applying.py).
    picture.get_file_hash()
    return picture


def collection(name):
    root = Collection.get_first_root_node()
    return root.get_children().filter(name=name).first() or root.add_child(name=name)


@dataclass
class Copies:
    """The copies of one picture that exist. `complete`: none is missing. No `picture`: it was taken off."""

    by_format: dict
    picture: object
    complete: bool

    @cached_property
    def image(self):
        """A JPEG of middle width, made now when there is none; None of what was taken off."""
        if self.picture is None:
            return None
        if jpeg := self.by_format.get("jpeg"):
            return _middle(jpeg)
        return self.picture.get_rendition(f"max-{MIDDLE}x{MIDDLE}|{FORMATS['jpeg']}")

    def srcset(self, form):
        return ", ".join(f"{copy.url} {copy.width}w" for copy in self.by_format.get(form, []))

    @property
    def avif(self):
        return self.srcset("avif")

    @property
    def webp(self):
        return self.srcset("webp")

    @property
    def jpeg(self):
        return self.srcset("jpeg")

    @property
    def weight(self):
        """Bytes of the copy that most devices load."""
        for form in ("avif", "webp", "jpeg"):
            if copies := self.by_format.get(form):
                return _size(_middle(copies))
        return _size(self.image) if self.image else 0


def copies_of(picture):
    """The copies that exist; nothing is made before somebody asks for the `image`."""
    if picture.withheld_at:
        return Copies({}, None, complete=True)
    wanted = filters(picture)
    found = picture.find_existing_renditions(*wanted.values())
    by_format = {}
    for (form, _width), spec in wanted.items():
        if spec in found:
            by_format.setdefault(form, []).append(found[spec])
    return Copies(by_format, picture, complete=len(found) == len(wanted))


def _middle(copies):
    return min(copies, key=lambda copy: abs(copy.width - MIDDLE))


def _size(rendition):
    try:
        return rendition.file.size
    except OSError:
        return 0
