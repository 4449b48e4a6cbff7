"""Pictures of questions for the typesetter: its facts are text, so a picture travels inside an SVG."""

import base64
import io
import logging

from PIL import Image, ImageDraw, ImageFont

from courses.pictures import FORMATS
from courses.questions import picture_spots
from lms import photos

log = logging.getLogger(__name__)

# Half the width of a page at 220 dots an inch; more only makes the file heavy.
WIDEST, HIGHEST = 1000, 1000
# A drawing keeps its lines as PNG when that is light.
LIGHT = 60_000


def drawing(picture, alt="", spots=()):
    """{"svg", "width", "height", "alt"} with the numbers of `spots` in it; None when it was taken off."""
    told = picture_bytes(picture)
    if told is None:
        return None
    content, mime, width, height = told
    encoded = base64.b64encode(content).decode()
    marks = "".join(_mark(spot, number, width, height) for number, spot in enumerate(spots, start=1))
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
        f'width="{width}" height="{height}" viewBox="0 0 {width} {height}">'
        f'<image width="{width}" height="{height}" xlink:href="data:{mime};base64,{encoded}"/>{marks}</svg>'
    )
    return {"svg": svg, "width": width, "height": height, "alt": alt}


def picture_bytes(picture):
    """(bytes, mime type, width, height) of a copy fit for paper; None when there is none to show."""
    if picture is None or picture.withheld_at:
        return None
    try:
        light = picture.width <= WIDEST and picture.file.name.endswith(".png") and picture.file.size <= LIGHT
        copy = picture if light else picture.get_rendition(f"max-{WIDEST}x{HIGHEST}|{FORMATS['jpeg']}")
        with copy.file.open("rb") as file:
            content = file.read()
    except OSError:
        # The paper is printed all the same; the hole is seen in print.
        log.exception("Picture %s of a question cannot be read", picture.pk)
        return None
    mime = "image/png" if content.startswith(b"\x89PNG") else "image/jpeg"
    return content, mime, copy.width, copy.height


def with_numbers(told, spots):
    """(bytes, mime type, width, height) of a picture with the numbers of its places drawn into it."""
    content, _mime, width, height = told
    image = Image.open(io.BytesIO(content)).convert("RGB")
    pen, unit = ImageDraw.Draw(image), max(width, height) / 100
    font = ImageFont.load_default(size=4 * unit)
    for number, spot in enumerate(spots, start=1):
        left, top = spot["x"] * width / 100, spot["y"] * height / 100
        right, bottom = left + spot["w"] * width / 100, top + spot["h"] * height / 100
        x, y = (left + right) / 2, (top + bottom) / 2
        pen.rectangle((left, top, right, bottom), outline="black", width=max(1, round(unit / 3)))
        round_it = (x - 3 * unit, y - 3 * unit, x + 3 * unit, y + 3 * unit)
        pen.ellipse(round_it, fill="white", outline="black", width=max(1, round(unit / 3)))
        pen.text((x, y), str(number), fill="black", font=font, anchor="mm")
    return photos.packed(image), "image/jpeg", width, height


def _mark(spot, number, width, height):
    """A place with its number, as on screen; a line is as thick as a picture of this size needs."""
    unit = max(width, height) / 100
    middle = picture_spots.middle(spot)
    x, y = middle["cx"] * width / 100, middle["cy"] * height / 100
    box = [
        spot["x"] * width / 100,
        spot["y"] * height / 100,
        spot["w"] * width / 100,
        spot["h"] * height / 100,
    ]
    radius = 3 * unit
    return (
        f'<rect x="{box[0]:.1f}" y="{box[1]:.1f}" width="{box[2]:.1f}" height="{box[3]:.1f}" '
        f'fill="none" stroke="#000" stroke-width="{unit / 3:.2f}"/>'
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}" fill="#fff" stroke="#000" '
        f'stroke-width="{unit / 3:.2f}"/>'
        f'<text x="{x:.1f}" y="{y + radius * 0.4:.1f}" font-size="{radius * 1.2:.1f}" text-anchor="middle" '
        f'font-family="Libertinus Serif">{number}</text>'
    )
