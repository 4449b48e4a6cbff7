"""What reads a block aloud: a recording in each language, and lectures of before go on being heard."""

import json

import pytest
from django.template.loader import get_template
from wagtail import blocks

from courses import files, publicity
from courses.blocks import lecture_blocks
from courses.blocks.media import ReadingBlock
from courses.models import LecturePage
from lms.models import MediaFile
from tests.courses import builders

TEXT = "<p>Ba nhân bảy</p>"


def recording(language, file, transcript=""):
    return {"language": language, "file": file, "transcript": transcript}


@pytest.fixture
def sound(db):
    return builders.make_file("doc.mp3")


def store(page, *values):
    """Write the body as the database of before holds it."""
    raw = [{"type": "text", "id": f"b{n}", "value": value} for n, value in enumerate(values)]
    LecturePage.objects.filter(pk=page.pk).update(body=json.dumps(raw))
    return LecturePage.objects.get(pk=page.pk)


def test_a_lecture_of_before_keeps_its_one_reading(client, sound):
    page = store(
        builders.make_lecture(body=[]),
        {"text": TEXT, "reading": sound.pk},
        {"text": TEXT, "reading": None},
        {"text": TEXT},
    )
    heard = [[(one["language"], one["file"]) for one in block.value["readings"]] for block in page.body]
    assert heard == [[("vi", sound)], [], []]
    assert files.address(sound) in client.get(page.url).content.decode()
    # Published anew it is written as lectures are now, and nothing is lost.
    page.save_revision().publish()
    stored = LecturePage.objects.get(pk=page.pk).body.get_prep_value()
    first = stored[0]
    assert "reading" not in first["value"]
    assert first["value"]["readings"][0]["value"]["file"] == sound.pk


def test_every_language_is_offered_and_may_be_read_by_a_machine(client, sound):
    thai = builders.make_file("thai.opus", b"OggS" + b"t" * 4000)
    spoken = [recording("vi", sound), recording("blt", thai, "Xám xíp ét")]
    page = builders.make_lecture(body=[("text", {"text": TEXT, "readings": spoken})])
    html = client.get(page.url).content.decode()
    for words in (
        'data-language="blt"',
        "Tiếng Thái",
        "Nghe bằng tiếng khác",
        'lang="blt"',
        "Xám xíp ét",
        "4 KB",
    ):
        assert words in html
    assert html.index(files.address(sound)) < html.index(files.address(thai))
    assert client.get(files.address(thai)).status_code == 200


def test_one_language_is_not_recorded_twice(sound):
    block = ReadingBlock(
        [("text", blocks.CharBlock())],
    )
    value = block.normalize({"text": "a", "readings": [recording("hmn", sound), recording("hmn", sound)]})
    with pytest.raises(blocks.StructBlockValidationError) as refusal:
        block.clean(value)
    told = json.dumps(refusal.value.as_json_data(), ensure_ascii=False)
    assert "Thầy cô chọn thứ tiếng khác" in told


def test_a_page_is_not_published_with_the_voice_of_a_pupil(sound):
    MediaFile.objects.filter(pk=sound.pk).update(pupils="seen")
    with pytest.raises(publicity.NoConsent, match="đổi giọng"):
        builders.make_lecture(body=[("text", {"text": TEXT, "readings": [recording("hmn", sound)]})])


READ_ALOUD = [block for _name, block in lecture_blocks() if isinstance(block, ReadingBlock)]


@pytest.mark.parametrize("block", READ_ALOUD, ids=lambda block: type(block).__name__)
def test_whatever_can_be_read_aloud_is(block):
    assert "{% listen value %}" in get_template(block.meta.template).template.source


def test_a_page_with_nothing_to_hear_loads_no_player(client, db, sound):
    silent = client.get(builders.make_lecture().url).content.decode()
    assert "player" not in silent
    spoken = builders.make_lecture(
        title="Nghe", body=[("text", {"text": TEXT, "readings": [recording("vi", sound)]})]
    )
    assert "sound-player" in client.get(spoken.url).content.decode()
