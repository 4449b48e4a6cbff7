"""The public site: its pages are the same for everybody and begin with the right doors."""

import pytest
from wagtail.models import Page, Site

from home.models import ArticlePage, HomePage, NoticePage, SectionPage
from lms import looks
from tests.courses.builders import make_picture


@pytest.fixture
def home(db):
    return HomePage.objects.get()


def test_our_home_page_stands_at_the_root_and_wagtails_welcome_is_gone(home):
    assert Site.objects.get(is_default_site=True).root_page_id == home.pk
    assert list(Page.objects.filter(depth=2)) == [home.page_ptr]
    assert Page.find_problems() == ([], [], [], [], [])


def test_the_home_page_shows_every_door_and_fits_the_budget(home, client, django_assert_max_num_queries):
    client.get("/")
    with django_assert_max_num_queries(11):
        response = client.get("/")
    html = response.content.decode()
    assert 'href="/sign-in/"' in html
    assert 'href="/ph/"' in html
    assert 'href="/sign-in/staff/"' in html
    assert html.count("<h1") == 1


def test_who_reads_does_not_change_the_home_page(home, client, giang, signed_in):
    for_a_stranger = client.get("/").content
    assert signed_in(giang).get("/").content == for_a_stranger


@pytest.mark.parametrize("kind", [SectionPage, NoticePage])
def test_the_address_of_a_page_keeps_the_letter_đ_as_d(home, kind):
    more = {"text": "Thứ Sáu"} if kind is NoticePage else {}
    page = home.add_child(instance=kind(title="Đọc sách ở Điện Biên", **more))
    assert page.slug == "doc-sach-o-dien-bien"


def test_an_article_can_be_read_without_an_account(home, client):
    news = home.add_child(instance=SectionPage(title="Tin tức", slug="tin-tuc"))
    body = [
        ("text", "<p>Máy đã về.</p>"),
        ("quote", {"words": "Vui lắm", "who": "phụ huynh"}),
        ("steps", {"steps": ["Nhận máy", "Ký biên bản"]}),
        ("box", {"heading": "Nhớ mang", "text": "<p>phiếu đồng ý</p>"}),
    ]
    news.add_child(instance=ArticlePage(title="Đợt 2", slug="dot-2", body=body))
    assert "Đợt 2" in client.get("/").content.decode()
    assert "Đợt 2" in client.get("/tin-tuc/").content.decode()
    page = client.get("/tin-tuc/dot-2/").content.decode()
    for words in ["Máy đã về.", "Vui lắm", "Ký biên bản", "phiếu đồng ý"]:
        assert words in page


@pytest.mark.parametrize("kind", ["text", "box"])
def test_an_article_lets_no_foreign_script_through(home, client, kind):
    source = (
        '<h2 id="content">Đợt 2</h2><p onclick="x()">Máy <a href="javascript:alert(1)">đã về</a>'
        "<script>alert(1)</script></p>"
    )
    news = home.add_child(instance=SectionPage(title="Tin tức", slug="tin-tuc"))
    body = [(kind, source if kind == "text" else {"heading": "Nhớ mang", "text": source})]
    news.add_child(instance=ArticlePage(title="Đợt 2", slug="dot-2", body=body))
    page = client.get("/tin-tuc/dot-2/").content.decode()
    assert "đã về" in page
    assert ("<h2>Đợt 2</h2>" in page) is (kind == "text")
    for foreign in ("javascript:", "onclick", "alert(1)"):
        assert foreign not in page


def test_a_cover_that_stands_in_the_article_is_not_shown_twice(home, client):
    cover = make_picture(60, 40)
    news = home.add_child(instance=SectionPage(title="Tin tức", slug="tin-tuc"))
    body = [("picture", {"picture": cover, "alt": "Máy", "caption": ""})]
    page = news.add_child(instance=ArticlePage(title="Đợt 2", slug="dot-2", cover=cover, body=body))
    assert client.get(page.url).content.decode().count("<img") - 1 == 1  # our mark, and the picture
    page.body = [("text", "<p>Máy đã về.</p>")]
    page.save()
    assert client.get(page.url).content.decode().count("<img") - 1 == 1


def test_an_article_stays_readable_when_its_picture_is_gone(home, client):
    news = home.add_child(instance=SectionPage(title="Tin tức", slug="tin-tuc"))
    body = [("picture", {"picture": None, "alt": "Máy"}), ("text", "<p>Máy đã về.</p>")]
    news.add_child(instance=ArticlePage(title="Đợt 2", slug="dot-2", body=body))
    assert "Máy đã về." in client.get("/tin-tuc/dot-2/").content.decode()


@pytest.mark.parametrize(("last_day", "shown"), [(None, True), ("2026-11-24", True), ("2026-11-23", False)])
def test_a_notice_stands_until_its_last_day(home, client, last_day, shown):
    home.add_child(instance=NoticePage(title="Họp phụ huynh", slug="hop", text="Thứ Sáu", last_day=last_day))
    assert ("Họp phụ huynh" in client.get("/").content.decode()) is shown


@pytest.mark.parametrize("page", ["", "0", "99999", "x", "-1"])
def test_no_page_number_breaks_a_section(home, client, page):
    home.add_child(instance=SectionPage(title="Tin tức", slug="tin-tuc"))
    assert client.get("/tin-tuc/", {"page": page}).status_code == 200


class TestWhoIsHere:
    def test_a_stranger_is_told_nothing(self, client):
        response = client.get("/me.json")
        assert response.json() == {}
        assert "no-store" in response["Cache-Control"]

    def test_a_pupil_is_called_by_the_given_name(self, giang, signed_in):
        me = signed_in(giang).get("/me.json").json()
        assert (me["kind"], me["name"]) == ("pupil", "Sùng")


class TestPreferences:
    @pytest.mark.parametrize(
        "back",
        ["//evil.example/", "https://evil.example/", "javascript:alert(1)", "today", "-1", "/\\evil.example"],
    )
    def test_it_leads_back_to_a_page_of_ours_only(self, client, db, back):
        told = {"theme": "dark", "text": "large", "saver": "", "next": back}
        assert client.post("/preferences/", told)["Location"] == "/preferences/"

    def test_the_choice_is_kept_in_a_cookie_and_shown_at_once(self, client, db):
        response = client.post("/preferences/", {"theme": "dark", "text": "large"}, follow=True)
        assert '<html lang="vi" data-theme="dark" data-text="large">' in response.content.decode()

    def test_going_back_to_the_usual_look_empties_it(self, client, db):
        client.post("/preferences/", {"theme": "dark"})
        client.post("/preferences/", {"theme": ""})
        assert looks.read({"looks": client.cookies["looks"].value}) == {}

    def test_an_unknown_choice_is_refused_in_words(self, client, db):
        response = client.post("/preferences/", {"theme": "pink"})
        assert response.status_code == 200
        assert "field__error" in response.content.decode()

    @pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example", "\0"])
    def test_it_never_sends_elsewhere(self, client, db, elsewhere):
        assert client.post("/preferences/", {"next": elsewhere})["Location"] == "/preferences/"

    def test_a_strange_cookie_is_ignored(self, client, db):
        client.cookies["looks"] = 'theme-"><script>.text-larger'
        assert 'data-text="larger"' in client.get("/preferences/").content.decode()
        assert "<script>" not in client.get("/preferences/").content.decode()


@pytest.mark.parametrize("grade", ["6", "13", "all", "x", "9" * 400, "٦"])
def test_lectures_by_grade_answer_whatever_is_asked(client, db, grade):
    assert client.get("/lectures/", {"grade": grade}).status_code == 200


def test_what_is_not_there_is_said_kindly(client, db):
    response = client.get("/khong-co/")
    assert response.status_code == 404
    assert "<h1" in response.content.decode()
