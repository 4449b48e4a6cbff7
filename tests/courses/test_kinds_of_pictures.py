"""Pictures that authors upload: of every kind there is, drawn on every tablet, nothing hidden in them."""

import struct
import zlib
from io import BytesIO

import pytest
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from wagtail.images.forms import get_image_form

from courses import authoring, pictures
from lms import photos
from lms.models import Picture

COLOURS = ("red", "green", "blue")


def drawn(form, picture=None, **told):
    content = BytesIO()
    (picture or Image.new("RGB", (400, 300), "red")).save(content, form, **told)
    return content.getvalue()


def taken(name, raw, user):
    """(the bytes that are kept or None, what is said) of a picture in the form of the back office."""
    authoring.follow_roles(user)
    file = SimpleUploadedFile(name, raw, f"image/{name.rpartition('.')[2]}")
    form = get_image_form(Picture)({"title": name, "pupils": "nobody"}, {"file": file}, user=user)
    form.is_valid()
    kept = form.cleaned_data.get("file")
    return (None if kept is None else kept.open().read()), " ".join(form.errors.get("file", []))


def sheet(width, height):
    """A PNG that says of itself that it is so large, in some bytes."""

    def piece(kind, content):
        check = struct.pack(">I", zlib.crc32(kind + content))
        return struct.pack(">I", len(content)) + kind + content + check

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    told = [(b"IHDR", head), (b"IDAT", zlib.compress(b"\0" * 9)), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(piece(*one) for one in told)


@pytest.mark.parametrize(
    ("name", "raw", "colour"),
    [
        ("in.jpg", drawn("JPEG", Image.new("CMYK", (400, 300), (0, 255, 255, 0))), (255, 0, 0)),
        ("quet.png", drawn("PNG", Image.new("I;16", (400, 300), 128 * 256)), (128, 128, 128)),
        (
            "dong.gif",
            drawn(
                "GIF",
                save_all=True,
                append_images=[Image.new("RGB", (400, 300), one) for one in COLOURS[1:]],
            ),
            (255, 0, 0),
        ),
    ],
)
def test_pictures_of_presses_scanners_and_jokers_are_drawn_on_every_tablet(name, raw, colour, author):
    # Copies are remembered by the number of their picture, and the last test had the same.
    cache.clear()
    kept, said = taken(name, raw, author)
    assert said == ""
    picture = Picture.objects.create(title=name, file=ContentFile(kept, name=name), pupils="nobody")
    pictures.make_copies(picture)
    for ending in ("jpg", "webp", "avif"):
        copy = picture.renditions.filter(file__endswith=ending).first()
        with Image.open(copy.file.path) as light:
            assert light.mode == "RGB"
            assert getattr(light, "n_frames", 1) == 1
            assert light.getpixel((9, 9)) == pytest.approx(colour, abs=4)


def test_a_picture_larger_than_any_screen_is_kept_smaller(author):
    kept, said = taken("to.jpg", drawn("JPEG", Image.new("RGB", (5000, 100))), author)
    assert said == ""
    with Image.open(BytesIO(kept)) as picture:
        assert picture.size == (4000, 80)


def test_a_photo_with_a_second_one_behind_it_tells_not_on_what_it_was_taken(author):
    exif = Image.Exif()
    exif[0x010F] = "TELEPHONE"
    raw = drawn("MPO", save_all=True, append_images=[Image.new("RGB", (400, 300))], exif=exif)
    assert b"TELEPHONE" in raw
    kept, said = taken("doi.jpg", raw, author)
    assert said == ""
    assert b"TELEPHONE" not in kept


@pytest.mark.parametrize(
    ("name", "raw"),
    [
        ("to.png", sheet(60_000, 60_000)),
        ("vua.png", sheet(9_000, 9_000)),
    ],
)
def test_a_picture_that_would_fill_the_memory_is_refused_in_words(name, raw, author):
    assert taken(name, raw, author) == (
        None,
        "Ảnh này có kích thước quá lớn. Lưu lại ảnh với mỗi chiều nhiều nhất 4000 điểm ảnh rồi tải lên.",
    )


def test_a_question_takes_none_that_would_fill_the_memory():
    with pytest.raises(photos.TooManyPixels):
        photos.redraw(sheet(60_000, 60_000), 1600)
