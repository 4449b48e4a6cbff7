"""Pictures of a file drawn anew: small enough to keep, nothing in them but what is seen."""

import hashlib
from io import BytesIO

from PIL import Image

from courses.importing.word.opened import DRAWN_ANEW
from lms import photos

from .found import Drawn

LONGEST_SIDE = 1600
# What a pupil's tablet loads of it: the width and quality of courses/pictures.py.
LIGHT_WIDTH, LIGHT_QUALITY = 640, 70
# More colours has a photo; a drawing stays sharp and small as PNG.
COLOURS_OF_A_DRAWING = 4096
# Of all pictures of one file together.
MOST_PIXELS = 800_000_000
# Nobody sees what is on it: lines, dots and bullets of a design.
LEAST_SIDE = 24
VECTOR = (b"\xd7\xcd\xc6\x9a", b"\x01\x00\x09\x00", b"\x02\x00\x09\x00")


class Lost(Exception):  # noqa: N818 – an answer, not an accident
    """Why a picture is not taken along, as the code of an issue; empty for one that nobody misses."""

    def __init__(self, code):
        self.code = code
        super().__init__(code)


class Drawing:
    """Draws the pictures of one file; one that stands in many places is drawn once."""

    def __init__(self):
        self.known, self.pixels = {}, MOST_PIXELS

    def __call__(self, content, cut=()):
        """`Drawn` of the bytes of a picture. Raises `Lost`."""
        key = hashlib.sha256(content).digest(), cut
        if key not in self.known:
            try:
                self.known[key] = self._drawn(content, cut)
            except Lost as why:
                self.known[key] = why
        found = self.known[key]
        if isinstance(found, Lost):
            raise found
        return found

    def _drawn(self, content, cut):
        if is_vector(content):
            raise Lost("picture_vector")
        try:
            with Image.open(BytesIO(content), formats=DRAWN_ANEW + photos.FORMATS) as picture:
                width, height = picture.size
                if min(width, height) < LEAST_SIDE:
                    raise Lost("")
                self.pixels -= width * height
                if width * height > photos.MOST_PIXELS or self.pixels < 0:
                    raise Lost("picture_pixels")
                content, is_photo = _plain(content, picture, cut)
            return kept(photos.redraw(content, LONGEST_SIDE), is_photo)
        except photos.TooManyPixels as why:
            raise Lost("picture_pixels") from why
        except (photos.Unreadable, *photos.BROKEN) as why:
            raise Lost("picture_damaged") from why


def kept(picture, is_photo=False):
    """`Drawn` of a picture of Pillow."""
    is_drawing = not is_photo and picture.getcolors(COLOURS_OF_A_DRAWING) is not None
    content = photos.packed(picture, "PNG") if is_drawing else photos.packed(picture, quality=85)
    light = picture.copy()
    light.thumbnail((LIGHT_WIDTH, 4 * LIGHT_WIDTH))
    out = BytesIO()
    light.convert("RGB").save(out, "WEBP", quality=LIGHT_QUALITY)
    ending = "png" if is_drawing else "jpg"
    return Drawn(content, ending, len(out.getvalue()), hashlib.sha256(content).hexdigest())


def is_vector(content):
    return (
        content.startswith(VECTOR) or content[40:44] == b" EMF" or content.lstrip()[:4] in (b"<svg", b"<?xm")
    )


def _plain(content, picture, cut):
    """(bytes of a kind that is drawn everywhere, whether they are those of a photo)."""
    if not cut and picture.format in photos.FORMATS:
        return content, picture.format == "JPEG"
    is_photo = picture.format == "JPEG"
    if cut:
        left, top, right, bottom = cut
        width, height = picture.size
        box = left * width, top * height, (1 - right) * width, (1 - bottom) * height
        picture = picture.crop(tuple(round(side) for side in box))
    out = BytesIO()
    picture.convert("RGBA").save(out, "PNG", compress_level=1)
    return out.getvalue(), is_photo
