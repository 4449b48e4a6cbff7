"""Terms and footnotes in the texts of a lecture lead to their words, and back."""

import pytest
from bs4 import BeautifulSoup

from courses import footnotes, keeping
from tests.courses import builders
from tests.courses.test_drafts import add_url, lecture_form

TERMS = ("glossary", {"terms": [{"term": "Số liệu", "meaning": "Con số thu được."}]})
SOURCES = ("sources", {"sources": [{"title": "Nguồn A", "address": "https://a.vn/"}, {"title": "Nguồn B"}]})


@pytest.fixture(autouse=True)
def _nothing_remembered():
    keeping._memory.clear()


def shown(client, *blocks):
    page = builders.make_lecture(body=list(blocks))
    return BeautifulSoup(client.get(page.url).content, "html.parser")


def text(words):
    return "text", {"text": f"<p>{words}</p>"}


def test_a_term_leads_to_its_meaning_and_the_meaning_back(db, client):
    html = shown(client, text("Ghi [[số liệu]] rồi vẽ; [[Số liệu|các số liệu]] ấy"), TERMS)
    first, second = html.select("a.term")
    assert (first.get_text(), second.get_text()) == ("số liệu", "các số liệu")
    entry = html.find(id=first["href"][1:])
    assert "Con số thu được." in entry.get_text()
    assert [link["href"] for link in entry.select(".way-back a")] == [f"#{first['id']}", f"#{second['id']}"]


def test_a_footnote_leads_to_its_source_and_back(db, client):
    html = shown(client, text("Mưa nhiều[^2], gió to[^2]."), SOURCES)
    links = html.select(".note-mark a")
    assert [link.get_text() for link in links] == ["[2]", "[2]"]
    source = html.find(id=links[0]["href"][1:])
    assert "Nguồn B" in source.get_text()
    assert [link["href"][1:] for link in source.select(".way-back a")] == [link["id"] for link in links]


def test_numbers_go_on_through_several_blocks(db, client):
    html = shown(
        client, text("x[^3]"), SOURCES, ("sources", {"sources": [{"title": "Nguồn C"}]}), TERMS, TERMS
    )
    assert "Nguồn C" in html.find(id="nguon-3").get_text()
    assert html.find(id="tu-2")


def test_in_a_heading_or_a_link_only_the_words_stay(db, client):
    html = shown(
        client,
        ("heading", {"text": "Các [[số liệu]][^1]", "size": "2"}),
        text('<a href="https://a.vn/">[[số liệu]]</a>'),
        TERMS,
        SOURCES,
    )
    assert html.h2.get_text() == "Các số liệu"
    assert not html.select("a a, h2 a")


def test_what_leads_nowhere_stays_words(db, client):
    html = shown(client, text("Một [[từ lạ]] và [^9]; mảng [[1, 2], [3, 4]]"), TERMS)
    assert html.select_one(".piece--text p").get_text() == "Một từ lạ và [^9]; mảng [[1, 2], [3, 4]]"


def test_a_mark_is_no_way_around_the_escaping(db, client):
    hostile = '"><img src=x onerror=1>'
    terms = ("glossary", {"terms": [{"term": hostile, "meaning": hostile}]})
    html = shown(client, ("note", {"title": f"[[{hostile}]] [[a|{hostile}]]", "text": "<p>x</p>"}), terms)
    assert not html.find_all(attrs={"onerror": True})


def test_scripts_drawings_and_practice_are_not_touched():
    body = type("Body", (list,), {})()
    for inside in (
        "<script>[[1]]</script>",
        "<svg><text>[[a]]</text></svg>",
        "<practice-form>[[1]]</practice-form>",
    ):
        assert footnotes.linked(inside, body) == inside
    assert footnotes.linked('<img alt="[[a]] > b">[[a]]', body) == '<img alt="[[a]] > b">a'


def test_a_mark_without_its_source_is_told_before_it_goes_to_the_approver(muong_nha, author, signed_in):
    course = builders.make_course("Toán 6 Mường Nhà", school=muong_nha)
    form = lecture_form("outside_link")
    form |= {"body-0-value-title": "[[từ lạ]] và [^9]", "body-0-value-url": "https://a.vn/"}
    form |= {"body-0-value-megabytes": "1", "body-0-value-readings-count": "0"}
    client = signed_in(author)
    answer = client.post(add_url(course), {**form, "action-submit": "1"})
    told = " ".join(answer.context["form"].errors["body"])
    assert "[[từ lạ]]: phần giải nghĩa từ" in told
    assert "[^9]: bài giảng chưa có nguồn" in told
    # The draft may wait for them.
    assert client.post(add_url(course), form).status_code == 302
