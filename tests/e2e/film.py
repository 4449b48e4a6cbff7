"""A film for the browser's fake camera: square codes as labels and cards show them, one after the other."""

import io

import segno
from PIL import Image

WIDTH, HEIGHT = 640, 480
# The fake camera plays the pictures of a file at this pace, round and round.
PICTURES_A_SECOND = 30


def make_film(path, scenes):
    """`scenes`: (text or None, seconds); None shows a grey table."""
    with path.open("wb") as film:
        for text, seconds in scenes:
            film.write(picture(text) * round(seconds * PICTURES_A_SECOND))


def picture(text):
    """One picture as JPEG: the code lies on a table, a little off the middle."""
    shown = Image.new("L", (WIDTH, HEIGHT), 120)
    if text:
        drawn = io.BytesIO()
        segno.make(text, error="m", micro=False).save(drawn, kind="png", scale=8, border=4)
        code = Image.open(drawn).convert("L")
        shown.paste(code, ((WIDTH - code.width) // 2 + 15, (HEIGHT - code.height) // 2 - 10))
    out = io.BytesIO()
    # The fake camera wants colour, also where there is none.
    shown.convert("RGB").save(out, "JPEG", quality=80)
    return out.getvalue()
