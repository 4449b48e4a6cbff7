"""Files that attack, break off or are of another kind: one sentence, soon, and nothing left."""

import io
import time
import zipfile

import pytest
from PIL import Image

from courses.lecture_files import formats
from courses.lecture_files.found import Refused
from tests.courses.importing.word_files import docx, zipped
from tests.courses.lecture_files.builders import a_talk
from tests.courses.lecture_files.slide_files import SPACES, box, group, picture, pptx, slide

TALK = a_talk()
LAUGHS = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>'
OUTSIDE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'


def _with_part(name, content):
    members = {
        one: zipfile.ZipFile(io.BytesIO(TALK)).read(one)
        for one in zipfile.ZipFile(io.BytesIO(TALK)).namelist()
    }
    return zipped(members | {name: content})


def _encrypted():
    """Marked in the list of members as needing a password."""
    content = bytearray(TALK)
    at = content.rindex(b"PK\x01\x02")
    content[at + 8] |= 1
    return bytes(content)


def _slide(inside):
    return f"<p:sld {SPACES}><p:cSld><p:spTree>{inside}</p:spTree></p:cSld></p:sld>"


NESTED = "<p:grpSp>" * 10_000 + "</p:grpSp>" * 10_000
HOSTILE = {
    "nothing": (b"", "empty_file"),
    "noise": (bytes(range(256)) * 100, "unknown_format"),
    "cut off": (TALK[: len(TALK) // 2], "package_damaged"),
    "bomb": (_with_part("ppt/media/bomb.jpg", b"\0" * 30_000_000), "package_unpacks_too_large"),
    "out of itself": (_with_part("../../etc/cron.d/x", b"x"), "package_unsafe_names"),
    "many members": (zipped({f"ppt/{n}": b"" for n in range(12_001)}), "package_too_many_members"),
    "password": (_encrypted(), "package_password"),
    "laughs": (_with_part("ppt/slides/slide1.xml", LAUGHS + "<x>&b;</x>"), "entities"),
    "outside": (_with_part("ppt/presentation.xml", OUTSIDE + "<x>&a;</x>"), "entities"),
    "nested groups": (_with_part("ppt/slides/slide1.xml", _slide(NESTED)), "too_deep"),
    "many shapes": (_with_part("ppt/slides/slide1.xml", _slide("<p:sp/>" * 300_001)), "too_many"),
    "broken xml": (_with_part("ppt/slides/slide2.xml", "<p:sld"), "package_damaged"),
    "sheet called slides": (zipped({"[Content_Types].xml": b"", "xl/workbook.xml": b"<x/>"}), "other_office"),
    "old": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "old_office"),
    "locked by office": (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le") + b"\0" * 600,
        "package_password",
    ),
    "no slides": (pptx(), "nothing_found"),
    "empty document": (docx(), "nothing_found"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_gets_one_sentence_soon(name):
    content, code = HOSTILE[name]
    began = time.monotonic()
    with pytest.raises(Refused) as why:
        formats.read(content)
    assert why.value.issue.code == code
    assert str(why.value).endswith(".")
    assert time.monotonic() - began < 5


def test_so_many_slides_are_read_and_no_more():
    assert len(formats.read(pptx(*[slide(box(f"Ý {n}")) for n in range(200)])).pieces) == 200
    with pytest.raises(Refused, match="500"):
        formats.read(pptx(*[slide(box("Ý")) for _n in range(500)]))


def test_a_picture_of_billions_of_dots_is_left_out_before_it_is_drawn():
    out = io.BytesIO()
    Image.new("1", (8, 8)).save(out, "PNG")
    huge = bytearray(out.getvalue())
    huge[16:24] = (60_000).to_bytes(4, "big") * 2
    links = [("i1", "image", "../media/image1.png")]
    result = formats.read(
        pptx(slide(picture(), box("Ý"), links=links), parts={"media/image1.png": bytes(huge)})
    )
    assert [one.kind for one in result.pieces] == ["text"]
    assert [issue.code for _place, issue in result.issues] in (["picture_damaged"], ["picture_pixels"])


def test_groups_in_groups_are_read_as_far_as_anybody_makes_them():
    inside = box("giữa")
    for _depth in range(20):
        inside = group(inside)
    assert formats.read(pptx(slide(inside))).pieces[0].content["html"] == "<p>giữa</p>"


def test_what_looks_like_markup_stays_words():
    result = formats.read(pptx(slide(box("<script>alert(1)</script> & {{ 7*7 }}"), title="<b>x</b>")))
    assert result.pieces[1].content["html"] == "<p>&lt;script&gt;alert(1)&lt;/script&gt; &amp; {{ 7*7 }}</p>"
