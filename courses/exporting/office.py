"""Pictures as programs of an office show them."""

from lms import photos


def shown(picture):
    """(the bytes of the picture, its ending): Word and Excel show no WebP."""
    with picture.file.open("rb") as file:
        content = file.read()
    if content[8:12] == b"WEBP":
        content = photos.packed(photos.redraw(content, 1600), "PNG")
    return content, "png" if content.startswith(b"\x89PNG") else "jpg"
