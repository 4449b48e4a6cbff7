"""What a lecture's blocks let through to the page."""

import re

import pytest
from django.core.exceptions import ValidationError
from wagtail.blocks.struct_block import StructBlockValidationError

from courses import markup, publishing
from courses.blocks.media import SoundChooserBlock
from courses.blocks.outside_link import OutsideLinkBlock
from courses.blocks.text import FormulaBlock, ProseBlock
from tests.courses import builders

pytestmark = pytest.mark.usefixtures("nothing_remembered")


@pytest.mark.parametrize(
    "source",
    [
        '<p><a href="javascript:alert(1)">x</a></p>',
        '<p><a href="data:text/html,x">x</a></p>',
        '<p><a href="JaVaScRiPt:alert(1)">x</a></p>',
        '<p><a href="java&#10;script:alert(1)">x</a></p>',
        "<p><a href=\"vbscript:x\" onclick='x'>x</a></p>",
    ],
)
def test_links_of_other_schemes_lose_their_address(source, db):
    html = markup.render(source).lower()
    assert "script:" not in html
    assert "data:" not in html
    assert "onclick" not in html


def test_ids_styles_and_scripts_are_gone(db):
    html = markup.render(
        '<p id="content" style="x" class="y">a<script>1</script><img src=x onerror=1>'
        '<b name="cookie">b</b></p>'
    )
    assert html == "<p>a<b>b</b></p>"


def test_templates_in_text_stay_text(db):
    assert markup.render("<p>{{7*7}} {user.password} {% now 'Y' %}</p>") == (
        "<p>{{7*7}} {user.password} {% now 'Y' %}</p>"
    )


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "ftp://a.vn/",
        "https:///x",
        "http:\\\\a.vn",
        "/x",
    ],
)
def test_an_outside_link_is_a_web_address(url):
    with pytest.raises(ValidationError):
        OutsideLinkBlock().child_blocks["url"].clean(url)


def test_a_sound_must_be_a_sound(db):
    with pytest.raises(ValidationError, match="mp3, m4a, opus, ogg"):
        SoundChooserBlock().clean(builders.make_file("phieu.pdf"))


def test_a_bad_formula_says_where_and_why(db):
    block = FormulaBlock()
    with pytest.raises(StructBlockValidationError) as refusal:
        block.clean(block.to_python({"latex": r"\frac{1}{"}))
    assert "các ngoặc { } chưa thành cặp" in str(refusal.value.block_errors["latex"])
    prose = ProseBlock()
    with pytest.raises(ValidationError, match="Không vẽ được công thức"):
        prose.clean(prose.to_python(r"<p>Có \( \foo \) ở đây</p>"))


def test_every_block_stands_on_the_page(client, db):
    picture, sound, video, paper = (
        builders.make_picture(),
        builders.make_file("doc.mp3"),
        builders.make_file("phim.mp4", b"v" * 2_400_000),
        builders.make_file("phieu.pdf"),
    )
    body = [
        ("heading", {"text": "Khởi động", "size": "2"}),
        ("text", {"text": "<p>Xin chào</p>", "reading": sound}),
        ("picture", {"picture": picture, "alt": "Ruộng bậc thang", "caption": "Mường Nhà"}),
        ("formula", {"latex": r"\frac{a}{b}", "caption": "Phân số"}),
        ("note", {"title": "Quy tắc", "text": "<p>Nhân chéo</p>"}),
        ("example", {"title": "", "text": "<p>Ví dụ đây</p>"}),
        ("exercise", {"title": "", "text": "<p>Tìm x</p>", "answer": "<p>x = 2</p>"}),
        ("sound", {"title": "Cô đọc", "file": sound, "transcript": "Lời cô đọc"}),
        ("video", {"title": "Phim", "file": video, "poster": picture, "transcript": ""}),
        ("document", {"title": "Phiếu", "file": paper}),
        ("outside_link", {"title": "Trò chơi", "url": "https://a.vn/", "why": "", "megabytes": 3.2}),
    ]
    page = builders.make_lecture(body=body)
    publishing.prepare(page)
    html = client.get(page.url).content.decode()
    for words in ("Xin chào", 'alt="Ruộng bậc thang"', "<mfrac>", "x = 2", "Lời cô đọc", "khoảng 3,2 MB"):
        assert words in html
    for form in ("image/avif", "image/webp", "640w", 'loading="lazy"', 'preload="none"', 'width="640"'):
        assert form in html
    assert "nghe thêm 10 KB, xem phim thêm 2,4 MB" in html
    assert "/documents/" not in html
    # Without a script a film has its still too.
    assert re.search(r'<noscript>\s*<img src="[^"]+" alt="" loading="lazy">\s*</noscript>', html)


def test_copies_of_pictures_are_made_ahead_in_the_background(client, db):
    from django_tasks_db.models import DBTaskResult

    picture = builders.make_picture()
    page = builders.make_lecture(body=[("picture", {"picture": picture, "alt": "Ruộng"})])
    assert DBTaskResult.objects.filter(task_path="courses.publishing.prepare_lecture").exists()
    client.get(page.url)
    assert picture.renditions.count() == 1  # what a page makes itself while none is ready
    publishing.prepare(page)
    publishing.prepare(page)
    assert picture.renditions.count() == 10
    page.refresh_from_db()
    assert page.weight["pictures"] > 1000
