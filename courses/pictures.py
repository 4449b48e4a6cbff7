"""Light copies of pictures, made ahead by a task; a page uses what is there."""

from dataclasses import dataclass

from wagtail.images.models import Filter

WIDTHS = (320, 640, 960)
FORMATS = {
    "avif": "format-avif|avifquality-50",
    "webp": "format-webp|webpquality-70",
    "jpeg": "format-jpeg|jpegquality-72",
}
MIDDLE = 640


def filters(picture):
    """A filter for each width and format; nothing is drawn larger than it was taken."""
    widths = [w for w in WIDTHS if w < picture.width] or [picture.width]
    if len(widths) < len(WIDTHS) and picture.width > widths[-1]:
        widths.append(picture.width)
    return {(form, w): Filter(f"width-{w}|{spec}") for form, spec in FORMATS.items() for w in widths}


def make_copies(picture):
    """Make every copy that is not there yet."""
    picture.get_renditions(*filters(picture).values())


@dataclass
class Copies:
    """The copies of one picture that exist. `complete`: none is missing."""

    by_format: dict
    image: object
    complete: bool

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
                nearest = min(copies, key=lambda copy: abs(copy.width - MIDDLE))
                return _size(nearest)
        return 0


def copies_of(picture):
    """The copies that exist; at least one JPEG of middle width, made now when it must be."""
    wanted = filters(picture)
    found = picture.find_existing_renditions(*wanted.values())
    by_format = {}
    for (form, _width), spec in wanted.items():
        if spec in found:
            by_format.setdefault(form, []).append(found[spec])
    if "jpeg" in by_format:
        image = min(by_format["jpeg"], key=lambda copy: abs(copy.width - MIDDLE))
    else:
        image = picture.get_rendition(f"max-{MIDDLE}x{MIDDLE}|{FORMATS['jpeg']}")
    return Copies(by_format, image, complete=len(found) == len(wanted))


def _size(rendition):
    try:
        return rendition.file.size
    except OSError:
        return 0
