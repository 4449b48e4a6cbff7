"""Places of a picture that have no names get letters, drawn into it: so they can be chosen from a list."""

from dataclasses import replace
from io import BytesIO

from PIL import Image, ImageDraw, ImageFont

from lms import photos

from .effort import Unknown

LETTERS = "ABCDEFGHIJKLMNOPQRST"
# How many steps of rules drawing a million points is worth.
COST = 20_000
SMALLEST = 14
INK, PAPER = (20, 20, 60), (255, 255, 255)


def draw(picture, places, steps):
    """The Picture with a letter in the middle of each place (x, y, w, h in per cent), or None."""
    try:
        with Image.open(BytesIO(picture.content), formats=photos.FORMATS) as opened:
            if opened.width * opened.height > photos.MOST_PIXELS:
                return None
            steps.spend(COST * opened.width * opened.height // 1_000_000)
            drawn = opened.convert("RGB")
    except (*photos.BROKEN, Unknown):
        return None
    size = max(SMALLEST, min(drawn.size) // 14)
    pen, font = ImageDraw.Draw(drawn), ImageFont.load_default(size)
    for letter, place in zip(LETTERS, places, strict=False):
        half = size * 0.8
        x = _inside((place["x"] + place["w"] / 2) * drawn.width / 100, half, drawn.width)
        y = _inside((place["y"] + place["h"] / 2) * drawn.height / 100, half, drawn.height)
        pen.ellipse((x - half, y - half, x + half, y + half), PAPER, INK, max(1, size // 12))
        pen.text((x, y), letter, INK, font, anchor="mm")
    out = BytesIO()
    drawn.save(out, "PNG")
    return replace(
        picture, name=f"{picture.name.rpartition('.')[0] or picture.name}.png", content=out.getvalue()
    )


def _inside(middle, half, whole):
    """A middle from which a disc does not reach over the edge."""
    return min(max(middle, half), max(half, whole - half))
