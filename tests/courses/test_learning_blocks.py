"""The learning blocks: each stands on the page, is found, is light, and lets nothing hostile through."""

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.test import Client
from wagtail.blocks.struct_block import StructBlockValidationError

from courses import keeping, weight
from courses.blocks import labelled_picture, lecture_blocks
from courses.blocks.comparison import ComparisonBlock
from courses.blocks.flash_cards import FlashCardsBlock
from courses.blocks.labelled_picture import LabelsBlock
from courses.blocks.sources import SourcesBlock
from courses.blocks.steps import StepsBlock
from tests.courses import builders
from tests.courses.test_weight import loaded_by

HOSTILE = "<script>zzrun()</script>\"'><img src=x onerror=zzrun()> {{7*7}} {user.password}"


@pytest.fixture(autouse=True)
def _nothing_remembered():
    keeping._memory.clear()


def a_table(block, headings, *rows):
    column = {"type": "text", "heading": ""}
    return block.child_blocks["table"].to_python(
        {
            "columns": [{**column, "heading": words} for words in headings],
            "rows": [{"values": list(row)} for row in rows],
            "caption": "",
        }
    )


def body_of(words="đường dốc", picture=None, sound=None):
    """A block of every learning kind, each saying `words` wherever an author may write."""
    rich = f"<p>{words}</p>"
    shown = {"picture": picture, "alt": words if picture else ""}
    side = {"text": words, "illustration": shown, "sound": sound}
    told = {"vietnamese": words, "thai": words, "mong": words, "english": words, "mong_sound": sound}
    step = {"title": words, "text": rich, "illustration": shown}
    reasoned = {"ask": words, "text": rich, "reason": words}
    event = {"when": words, "title": words, "text": words, "illustration": shown}
    term = {"term": words[:80], "meaning": words, "illustration": shown, "sound": sound}
    table = a_table(ComparisonBlock(), [words, words, words], [words, words, words])
    labels = f"12,5 40 | {words} | {words}"
    source = {
        "title": words,
        "author": words,
        "year": words[:20],
        "licence": words,
        "address": "https://a.vn/",
    }
    values = {
        "steps": {"title": words, "steps": [step, step]},
        "worked_example": {"title": words, "problem": rich, "steps": [reasoned]},
        "flash_cards": {"title": words, "cards": [{"front": side, "back": side}]},
        "glossary": {"title": words, "terms": [term]},
        "timeline": {"title": words, "events": [event]},
        "comparison": {"caption": words, "table": table},
        "vocabulary": {"title": words, "words": [told], "note": words},
        "labelled_picture": {"picture": picture, "alt": words, "labels": labels, "caption": words},
        "checklist": {"title": words, "skills": [{"text": words, "hint": words}]},
        "chart": {
            "caption": words,
            "kind": "bar",
            "rows": f"{words[:50]} | 3,5",
            "unit": words,
            "source": words,
        },
        "task": {"title": words, "text": rich, "illustration": shown},
        "sources": {"sources": [source]},
    }
    return list(values.items())


KINDS = [kind for kind, _value in body_of()]


@pytest.fixture
def lecture(db):
    sound = builders.make_file("nghe.mp3")
    return builders.make_lecture(body=body_of(picture=builders.make_picture(60, 40), sound=sound))


def opened(client, lecture):
    return BeautifulSoup(client.get(lecture.url).content, "html.parser")


def test_every_learning_block_is_a_block_of_a_lecture():
    assert set(KINDS) < {name for name, _block in lecture_blocks()}


def test_every_learning_block_stands_on_the_page(lecture, client):
    html = opened(client, lecture)
    for kind in KINDS:
        assert "đường dốc" in html.select_one(f".piece--{kind}").get_text(), kind


def test_what_they_say_is_found_and_what_they_show_is_weighed(lecture):
    found = lecture.folded_body()
    for kind in KINDS:
        only = builders.make_lecture(
            f"Chỉ {kind}", lecture.get_parent().specific, [body_of()[KINDS.index(kind)]]
        )
        assert "duong doc" in only.folded_body(), kind
    assert found.count("duong doc") > 30
    kinds = [kind for kind, _thing in weight.media_in(lecture.body)]
    assert kinds.count("pictures") == 8
    assert kinds.count("sound") == 4


def test_nothing_hostile_runs_wherever_an_author_may_write(db):
    page = builders.make_lecture(body=body_of(HOSTILE, builders.make_picture(60, 40)))
    # The client of the other tests takes «{{» for a slip of a template.
    source = Client().get(page.url).content.decode()
    html = BeautifulSoup(source, "html.parser")
    assert "zzrun" in source
    assert not [script for script in html.find_all("script") if not script.get("src")]
    assert not html.find_all(attrs={"onerror": True})
    assert "{{7*7}}" in html.get_text()
    assert "{user.password}" in html.get_text()


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "https:///x", "/x"])
def test_a_source_has_a_web_address_or_none(url):
    with pytest.raises(ValidationError):
        SourcesBlock().child_blocks["sources"].child_block.child_blocks["address"].clean(url)


def test_a_style_or_script_comes_only_with_its_block(db, client):
    plain = loaded_by(client.get(builders.make_lecture().url).content.decode())
    assert not [path for path in plain if path.startswith("courses/blocks/") or "flash-cards" in path]
    chart = builders.make_lecture("Biểu đồ", body=[body_of()[KINDS.index("chart")]])
    own = set(loaded_by(client.get(chart.url).content.decode())) - plain.keys()
    assert own == {"courses/blocks/chart.css", "courses/js/print-all.js"}


def test_what_is_folded_away_is_on_the_page_and_printed_as_the_solution(lecture, client):
    html = opened(client, lecture)
    step = html.select_one(".piece--worked_example details")
    assert "đường dốc" in step.get_text()
    assert step.select_one(".solution__heading").get_text() == "Lời giải"
    assert [one["class"] for one in html.select(".flash-card, .step")] == [*[["step"]] * 3, ["flash-card"]]
    assert not html.select("lecture-progress [hidden]")


def test_a_label_leads_from_the_picture_to_its_words(lecture, client):
    html = opened(client, lecture)
    link = html.select_one(".labelled__marks a")
    assert link.circle["cx"] == "12.5%"
    assert "đường dốc" in html.find(id=link["href"][1:]).get_text()


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("abc | mái nhà", "Dòng 1: hãy bắt đầu bằng hai số"),
        ("12 | mái nhà", "Dòng 1: hãy bắt đầu bằng hai số"),
        ("10 20 | sàn\n120 40 | mái", "Dòng 2: vị trí nằm ngoài hình"),
        ("12 40 | ", "Dòng 1: hãy ghi nhãn"),
        (f"12 40 | {'a' * 121}", "Dòng 1: nhãn dài quá"),
        ("1 1 | a\n" * 21, "nhiều nhất 20"),
    ],
)
def test_a_label_that_cannot_be_placed_is_refused_by_its_line(line, why):
    with pytest.raises(ValidationError, match=why):
        LabelsBlock().clean(line)


def test_a_formula_in_a_label_keeps_its_bars():
    (label,) = labelled_picture.read(r"12,5 40.25 | \(|x|\) | lớn hơn 0")
    assert (label["x"], label["y"], label["name"], label["more"]) == (12.5, 40.25, r"\(|x|\)", "lớn hơn 0")


@pytest.mark.parametrize(
    ("headings", "rows"),
    [
        (["Tiêu chí", "A"], [["x", "1"]]),
        (["a", "b", "c", "d", "e", "f"], [list("123456")]),
        (["a", "b", "c"], []),
    ],
)
def test_a_comparison_has_two_to_four_things(headings, rows):
    block = ComparisonBlock()
    with pytest.raises(StructBlockValidationError) as refusal:
        block.clean(block.to_python({"caption": "So sánh"}) | {"table": a_table(block, headings, *rows)})
    assert "hai đến bốn cột đối tượng" in str(refusal.value.block_errors["table"])


def test_a_card_needs_something_on_both_sides_and_a_picture_its_words(db):
    block = FlashCardsBlock()
    side = {"text": "nước", "illustration": {"picture": None, "alt": ""}, "sound": None}
    card = {"front": side, "back": {**side, "text": ""}}
    value = block.to_python({"title": "", "cards": [{"type": "item", "value": card, "id": "1"}]})
    with pytest.raises(StructBlockValidationError):
        block.clean(value)
    picture = StepsBlock().child_blocks["steps"].child_block.child_blocks["illustration"]
    with pytest.raises(StructBlockValidationError) as refusal:
        picture.clean({"picture": builders.make_picture(60, 40), "alt": ""})
    assert "trong hình có gì" in str(refusal.value.block_errors["alt"])


def test_only_languages_that_are_written_stand_in_the_vocabulary(db, client):
    words = [{"vietnamese": "nước", "mong": "dej"}, {"vietnamese": "lửa"}]
    page = builders.make_lecture(body=[("vocabulary", {"title": "Từ", "words": words})])
    html = opened(client, page)
    assert [head.get_text() for head in html.select("th[data-language]")] == ["Tiếng Việt", "Tiếng Mông"]
    assert html.find(lang="hmn").get_text() == "dej"


def test_a_draft_with_gaps_says_none_to_nobody(db, client):
    empty = {
        "steps": {"steps": [{}]},
        "worked_example": {"steps": [{}]},
        "flash_cards": {"cards": [{}]},
        "glossary": {"terms": [{}]},
        "timeline": {"events": [{}]},
        "comparison": {},
        "vocabulary": {"words": [{}]},
        "labelled_picture": {},
        "checklist": {"skills": [{}]},
        "chart": {},
        "sources": {"sources": [{}]},
    }
    # The client itself refuses a page that says «None».
    assert client.get(builders.make_lecture(body=list(empty.items())).url).status_code == 200
