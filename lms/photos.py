"""A picture that somebody uploads: looked at before it is read, and drawn anew, so that nothing stays of the
file but what is seen (not where it was taken, nor on what)."""

import struct
from io import BytesIO

from PIL import Image, ImageOps

FORMATS = ["JPEG", "PNG", "WEBP"]
MOST_PIXELS = 50_000_000
BROKEN = (OSError, SyntaxError, ValueError, EOFError, struct.error, Image.DecompressionBombError)


class Unreadable(Exception):
    """No picture, or a broken one, or of a format that is not read here."""


class TooManyPixels(Exception):
    """A picture that would need too much memory."""


def redraw(raw, longest_side):
    """The picture in the bytes `raw`: upright, on white, no side longer than `longest_side`."""
    try:
        picture = Image.open(BytesIO(raw), formats=FORMATS)
        # Only the head of the file is read so far.
        if picture.width * picture.height > MOST_PIXELS:
            raise TooManyPixels
        return _bare(ImageOps.exif_transpose(picture), longest_side)
    except Image.DecompressionBombError as trouble:
        raise TooManyPixels from trouble
    except BROKEN as trouble:
        raise Unreadable from trouble


def packed(picture, form="JPEG", **options):
    """The picture as the bytes of a file."""
    out = BytesIO()
    picture.save(out, form, optimize=True, **options)
    return out.getvalue()


def _bare(picture, longest_side):
    if picture.mode.startswith("I"):
        # Grey in 16 bits, of scanners: all but the darkest would become white.
        picture = picture.point(lambda value: value * (1 / 256)).convert("L")
    if picture.mode in ("RGBA", "LA", "PA", "P"):
        paper = Image.new("RGBA", picture.size, "white")
        paper.alpha_composite(picture.convert("RGBA"))
        picture = paper
    picture = picture.convert("RGB")
    picture.thumbnail((longest_side, longest_side))
    bare = Image.new("RGB", picture.size)
    bare.paste(picture)
    return bare
