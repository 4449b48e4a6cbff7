"""What is taken home: all that a page asks for, and nothing that its reader may not read."""

import hashlib
import json
import re
import uuid
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone

from courses import opening
from courses.takeaways import asked_for, contents, listing
from lms import shell
from tests.courses import builders, quizzes, takings
from tests.courses.takings import address, given_to, list_of

pytestmark = pytest.mark.usefixtures("nothing_remembered")


@pytest.fixture
def lecture(db):
    return takings.make_lecture()


# --- The list ---


def test_a_lecture_comes_with_all_that_its_page_asks_for(lecture, signed_in, giang):
    told = list_of(signed_in(giang), "lecture", lecture)
    urls = {row["url"] for row in told["files"]}
    html = signed_in(giang).get(lecture.url).content.decode()
    named = set(re.findall(r'(?:src|href)="(/(?:static|media|files)/[^"#?]+)"', html))
    others = {other for row in told["files"] for other in row.get("instead", [])}
    assert named - urls - others == set()
    assert [page["url"] for page in told["pages"]] == [lecture.url]
    # What a script asks for only later is needed without signal too.
    assert any("sound-player" in url for url in urls)
    assert any(url.startswith("/static/lms/js/store") for url in urls)


def test_what_it_tells_of_each_is_what_a_browser_gets(lecture, signed_in, giang):
    told, browser = list_of(signed_in(giang), "lecture", lecture), signed_in(giang)
    for row in told["pages"]:
        body = browser.get(row["url"]).content
        assert (len(body), hashlib.sha256(body).hexdigest()) == (row["bytes"], row["sha256"])
    for row in told["files"]:
        if not row["url"].startswith("/static/"):
            body = b"".join(browser.get(row["url"]))
            assert (len(body), hashlib.sha256(body).hexdigest()) == (row["bytes"], row["sha256"])
    rows = [*told["pages"], *told["files"]]
    assert told["bytes"] == sum(row["wire"] for row in rows)


def test_of_a_picture_one_form_comes_and_stands_for_the_others(lecture, signed_in, giang):
    told = list_of(signed_in(giang), "lecture", lecture)
    (picture,) = [row for row in told["files"] if row["url"].startswith("/media/")]
    assert picture["type"] == "image/webp"
    assert "width-640" in picture["url"]
    assert len(picture["instead"]) == 8


def test_of_a_sound_the_form_comes_that_is_played_everywhere_and_a_lighter_one_is_offered():
    light, everywhere = "/files/ab/copies/opus-1.webm", "/files/ab/copies/aac-2.m4a"
    html = f"""<audio controls><source src="{light}" type="audio/webm; codecs=&quot;opus&quot;">
    <source src="{everywhere}" type="audio/mp4; codecs=&quot;mp4a.40.2&quot;"></audio>
    <audio><source src="/files/cd/doc.ogg" type="audio/ogg"></audio><audio src="/files/ef/x.mp3"></audio>"""
    chosen, ogg, mp3 = asked_for.of(html)
    assert (chosen.url, chosen.instead, chosen.lighter) == (everywhere, (light,), light)
    assert (ogg.url, ogg.instead, ogg.lighter) == ("/files/cd/doc.ogg", (), "")
    assert (mp3.url, mp3.lighter) == ("/files/ef/x.mp3", "")


def test_the_weight_counts_the_light_sound_and_says_how_much_the_other_is_more(lecture, signed_in, giang):
    call_command("work", "--once", stdout=StringIO())
    told = list_of(signed_in(giang), "lecture", lecture)
    (sound,) = [row for row in told["files"] if row.get("lighter")]
    light = sound["lighter"]
    assert (sound["type"].split(";")[0], light["type"].split(";")[0]) == ("audio/mp4", "audio/webm")
    assert sound["instead"] == [light["url"]]
    body = b"".join(signed_in(giang).get(light["url"]))
    assert (len(body), hashlib.sha256(body).hexdigest()) == (light["bytes"], light["sha256"])
    assert told["heavier"] == sound["wire"] - light["wire"]
    rows = [*told["pages"], *told["files"]]
    assert told["bytes"] + told["heavier"] == sum(row["wire"] for row in rows)


def test_a_film_comes_only_when_it_is_asked_for():
    html = """<film-ways>
    <video src="/files/ab/copies/medium-1.mp4" data-poster="/files/ab/copies/poster-1.webp">
    </video><a href="/files/ab/copies/small-2.mp4" data-film>x</a></film-ways>
    <save-file><a href="/files/ab/copies/small-2.mp4" download>y</a></save-file>
    <a href="https://elsewhere.example/static/a.js">z</a><a href="/files/cd/bai.pdf">p</a>"""
    found = {one.url: one for one in asked_for.of(html)}
    assert list(found) == [
        "/files/ab/copies/poster-1.webp",
        "/files/ab/copies/small-2.mp4",
        "/files/cd/bai.pdf",
    ]
    assert found["/files/ab/copies/small-2.mp4"].is_film
    assert found["/files/ab/copies/small-2.mp4"].instead == ("/files/ab/copies/medium-1.mp4",)


def test_no_address_leads_out_of_our_folders(db):
    for url in (
        "/media/images/../../db.sqlite3",
        "/static/../secret_key",
        "/files/x",
        "/files/a/b/c/d",
        "/x",
    ):
        assert contents.find(url) is None


def test_whoever_has_this_edition_is_told_so_and_publishing_makes_another(lecture, signed_in, giang):
    browser = signed_in(giang)
    answer = browser.get(address("lecture", lecture))
    tag = answer["ETag"]
    assert "no-cache" in answer["Cache-Control"]
    assert browser.get(address("lecture", lecture), headers={"If-None-Match": tag}).status_code == 304
    before = json.loads(answer.content)
    lecture.title = "Phân số, bản mới"
    lecture.save_revision().publish()
    after = list_of(browser, "lecture", lecture)
    assert after["edition"] != before["edition"]
    # Only what changed is another: a tablet loads the rest from nowhere.
    assert {row["url"] for row in after["files"]} == {row["url"] for row in before["files"]}


def test_a_course_costs_as_many_questions_with_ten_lectures_as_with_two(
    signed_in, giang, django_assert_max_num_queries
):
    course = builders.make_course()
    for number in range(10):
        builders.make_lecture(f"Bài {number}", course=course)
    browser = signed_in(giang)
    assert len(list_of(browser, "course", course)["pages"]) == 11
    with django_assert_max_num_queries(16):
        browser.get(address("course", course))


def test_a_list_that_shows_its_school_more_is_made_once_for_the_school_and_is_another_for_others(
    signed_in, giang, hoa, vang, muong_nha, monkeypatch
):
    course = builders.make_course("Toán 6 Mường Nhà", school=muong_nha)
    builders.make_lecture("Bài cho mọi người", course=course)
    builders.make_lecture("Bài riêng của trường", course=course, audience="school")
    made, answer = [], listing._answer
    monkeypatch.setattr(listing, "_answer", lambda page, *rest: made.append(page.pk) or answer(page, *rest))

    def list_for(pupil):
        told = list_of(signed_in(pupil), "course", course)
        (row,) = [page for page in told["pages"] if page["kind"] == "list"]
        return row["sha256"]

    first = list_for(giang)
    assert list_for(hoa) == list_for(giang) == first
    assert made.count(course.pk) == 1
    assert list_for(vang) != first
    # What is told is what each of them gets.
    for pupil in (giang, vang):
        page = signed_in(pupil).get(course.url).content
        assert hashlib.sha256(page).hexdigest() == list_for(pupil)


def test_it_travels_packed(lecture, signed_in, giang):
    answer = signed_in(giang).get(address("lecture", lecture), headers={"Accept-Encoding": "br"})
    assert answer["Content-Encoding"] == "br"


# --- For whom ---


@pytest.mark.parametrize("ending", ["/", ".json"])
def test_a_lecture_of_another_school_is_not_there(muong_nha, signed_in, giang, vang, ending):
    course = builders.make_course("Toán 6 Mường Nhà", school=muong_nha)
    own = builders.make_lecture("Bài riêng", course=course, audience="school")
    assert signed_in(giang).get(address("lecture", own, ending)).status_code == 200
    assert signed_in(vang).get(address("lecture", own, ending)).status_code == 404
    assert signed_in(vang).get(address("course", course, ending)).status_code == 404


def test_whoever_is_not_signed_in_is_led_to_the_door(lecture, client):
    answer = client.get(address("lecture", lecture, "/"))
    assert answer["Location"].startswith("/sign-in/?next=")


def test_what_is_not_there_is_not_there(lecture, signed_in, giang):
    browser = signed_in(giang)
    for path in (address("book", lecture), address("lecture", uuid.uuid4()), address("week", uuid.uuid4())):
        assert browser.get(path).status_code == 404


def test_a_lecture_that_has_not_opened_comes_along_with_nothing(signed_in, giang, ms_lan, class_6a):
    course = builders.make_course()
    builders.make_lecture("Mở rồi", course=course)
    later = builders.make_lecture(
        "Chưa mở", course=course, audience="signed_in", opens_on=timezone.localdate() + timedelta(days=5)
    )
    assert "Chưa mở" not in [page["title"] for page in list_of(signed_in(giang), "course", course)["pages"]]
    assert signed_in(giang).get(address("lecture", later)).status_code == 404
    # Its own class may have an earlier day.
    opening.set_for_class(later, class_6a, timezone.localdate(), by=ms_lan)
    assert "Chưa mở" in [page["title"] for page in list_of(signed_in(giang), "course", course)["pages"]]


def test_the_week_of_a_class_is_what_is_given_to_it_now(lecture, signed_in, giang, vang, ms_lan, class_6a):
    given_to(class_6a, lecture, ms_lan)
    old = builders.make_lecture("Tháng trước", course=lecture.get_parent())
    given_to(class_6a, old, ms_lan, due_at=timezone.now() - timedelta(days=40))
    back = builders.make_lecture("Rút lại", course=lecture.get_parent())
    given_to(class_6a, back, ms_lan, withdrawn_at=timezone.now())
    told = list_of(signed_in(giang), "week", class_6a.uid)
    assert [page["title"] for page in told["pages"]] == [lecture.title]
    assert signed_in(vang).get(address("week", class_6a.uid)).status_code == 404


def test_a_week_without_work_says_so(signed_in, giang, class_6a):
    page = signed_in(giang).get(address("week", class_6a.uid, "/")).content.decode()
    assert "Khi thầy cô giao bài" in page


def test_the_week_speaks_to_a_pupil_and_to_a_teacher_as_it_should(
    lecture, signed_in, giang, ms_lan, class_6a
):
    given_to(class_6a, lecture, ms_lan)
    to_pupil, to_teacher = (
        signed_in(user).get(address("week", class_6a.uid, "/")).content.decode() for user in (giang, ms_lan)
    )
    assert "Về nhà không có mạng, em vẫn học được." in to_pupil
    assert "Trường không còn mở bài này. Em hỏi thầy cô nhé." in to_pupil
    assert "Đến nơi không có mạng, bài vẫn mở được." in to_teacher
    content = to_teacher.split("<main", 1)[1].split("</main>")[0]
    assert "<take-along" in content
    assert re.findall(r"\b[Ee]m\b|[Tt]hầy cô", content) == []


def test_a_graded_quiz_is_named_but_its_questions_do_not_come(signed_in, giang, ms_lan):
    question = quizzes.make_question(quizzes.make_bank(), "one_choice")
    quiz = quizzes.make_quiz(builders.make_course(), [question])
    told = list_of(signed_in(giang), "quiz", quiz)
    assert told["quizzes"] == [str(quiz.uid)]
    assert list_of(signed_in(ms_lan), "quiz", quiz)["quizzes"] == []
    assert [page["kind"] for page in told["pages"]] == ["quiz"]
    assert not any("papers" in page["url"] for page in told["pages"])


def test_the_papers_of_its_quizzes_are_in_the_weight(signed_in, giang, ms_lan):
    question = quizzes.make_question(quizzes.make_bank(), "one_choice")
    quiz = quizzes.make_quiz(builders.make_course(), [question])
    told = list_of(signed_in(giang), "quiz", quiz)
    packed = signed_in(giang).get(f"/papers/{quiz.paper.pk}/sealed.json", headers={"Accept-Encoding": "gzip"})
    assert told["papers"] == pytest.approx(len(packed.content), rel=0.15)
    assert list_of(signed_in(ms_lan), "quiz", quiz)["papers"] == 0
    rows = [*told["pages"], *told["files"]]
    assert told["bytes"] == told["papers"] + sum(row["wire"] for row in rows)


def test_many_quizzes_cost_as_many_questions_as_two(signed_in, giang, django_assert_max_num_queries):
    course, bank = builders.make_course(), quizzes.make_bank()
    question = quizzes.make_question(bank, "one_choice")
    for _number in range(8):
        quizzes.make_quiz(course, [question])
    browser = signed_in(giang)
    assert len(list_of(browser, "course", course)["quizzes"]) == 8
    with django_assert_max_num_queries(18):
        browser.get(address("course", course))


def test_a_subject_takes_the_grade_of_the_pupil(signed_in, giang):
    six, seven = builders.make_course(), builders.make_course("Toán 7", grade=7)
    builders.make_lecture("Bài lớp 6", course=six)
    builders.make_lecture("Bài lớp 7", course=seven)
    titles = [page["title"] for page in list_of(signed_in(giang), "subject", six.get_parent())["pages"]]
    assert "Bài lớp 6" in titles
    assert "Bài lớp 7" not in titles


def test_more_than_fits_is_said(signed_in, giang, monkeypatch):
    monkeypatch.setattr("courses.takeaways.choosing.MOST_PAGES", 2)
    course = builders.make_course()
    for number in range(5):
        builders.make_lecture(f"Bài {number}", course=course)
    assert list_of(signed_in(giang), "course", course)["left_off"] == 3
    assert "3 bài nữa" in signed_in(giang).get(address("course", course, "/")).content.decode()


def test_the_page_says_the_weight_before_anything_is_loaded(lecture, signed_in, giang):
    page = signed_in(giang).get(address("lecture", lecture, "/")).content.decode()
    assert re.search(r"Mang về máy · \d+ KB", page)


def test_the_page_of_this_device_opens_without_signal(client, signed_in, giang):
    answer = client.get("/on-this-device/")
    assert answer.content == signed_in(giang).get("/on-this-device/").content
    assert "/on-this-device/" in shell.addresses()
    assert any("pack-loading" in address for address in shell.files())
    page = answer.content.decode()
    assert "Chỉ tải bằng Wi-Fi" in page
    assert 'href="/waiting/"' in page
