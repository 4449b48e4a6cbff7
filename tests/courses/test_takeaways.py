"""What is taken home: all that a page asks for, nothing that its reader may not read, and one file."""

import hashlib
import json
import os
import re
import uuid
import zipfile
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.cache import cache
from django.utils import timezone

from courses import keeping, opening, pictures
from courses.models import DownloadPlace, GivenWork
from courses.takeaways import asked_for, contents, listing, packing, places
from lms import school_keys, shell
from tests.courses import builders, quizzes


@pytest.fixture(autouse=True)
def _nothing_remembered():
    keeping._memory.clear()
    listing._known.clear()
    cache.clear()  # Wagtail remembers copies of pictures there


@pytest.fixture
def lecture(db):
    picture = builders.make_picture()
    pictures.make_copies(picture)
    spoken = builders.make_file("nghe.mp3")
    body = builders.a_body(
        ("heading", {"text": "Khởi động", "size": "2"}),
        ("picture", {"picture": picture, "alt": "Ruộng bậc thang"}),
        ("sound", {"file": spoken, "title": "Nghe cô đọc", "transcript": ""}),
    )
    return builders.make_lecture(body=body)


def address(kind, page, ending=".json"):
    uid = page if isinstance(page, uuid.UUID) else page.translation_key
    return f"/takeaways/{kind}/{uid}{ending}"


def list_of(client, kind, page):
    answer = client.get(address(kind, page))
    assert answer.status_code == 200
    return json.loads(answer.content)


def given_to(school_class, page, by, **overrides):
    told = {"due_at": timezone.now() + timedelta(days=3), **overrides}
    return GivenWork.objects.create(school_class=school_class, page=page, given_by=by, **told)


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
    assert told["bytes"] == sum(row["wire"] for row in rows if not row.get("film"))


def test_of_a_picture_one_form_comes_and_stands_for_the_others(lecture, signed_in, giang):
    told = list_of(signed_in(giang), "lecture", lecture)
    (picture,) = [row for row in told["files"] if row["url"].startswith("/media/")]
    assert picture["type"] == "image/webp"
    assert "width-640" in picture["url"]
    assert len(picture["instead"]) == 8


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


def test_a_graded_quiz_is_named_but_its_questions_do_not_come(signed_in, giang, ms_lan):
    question = quizzes.make_question(quizzes.make_bank(), "one_choice")
    quiz = quizzes.make_quiz(builders.make_course(), [question])
    told = list_of(signed_in(giang), "quiz", quiz)
    assert told["quizzes"] == [str(quiz.uid)]
    assert list_of(signed_in(ms_lan), "quiz", quiz)["quizzes"] == []
    assert [page["kind"] for page in told["pages"]] == ["quiz"]
    assert not any("papers" in page["url"] for page in told["pages"])


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


# --- The line of a school ---


def ask(browser, place, **more):
    return browser.post(
        "/takeaways/places/", {"place": place, **more}, headers={"Origin": "http://testserver"}
    )


def test_a_few_tablets_load_at_a_time_and_the_others_are_told_when_to_come_back(signed_in, giang):
    browser = signed_in(giang)
    had = [uuid.uuid4() for _tablet in range(places.MOST)]
    assert all(ask(browser, one).status_code == 200 for one in had)
    late = ask(browser, uuid.uuid4())
    assert late.status_code == 503
    assert places.WAIT[0] <= int(late["Retry-After"]) <= places.WAIT[1]
    # Asking again keeps one's own place, and takes no second one.
    assert ask(browser, had[0]).status_code == 200
    assert DownloadPlace.objects.count() == places.MOST
    ask(browser, had[0], leave="")
    assert ask(browser, uuid.uuid4()).status_code == 200


def test_those_who_wait_do_not_all_come_back_at_once(signed_in, giang):
    browser = signed_in(giang)
    for _tablet in range(places.MOST):
        ask(browser, uuid.uuid4())
    waits = {ask(browser, uuid.uuid4())["Retry-After"] for _tablet in range(40)}
    assert len(waits) > 3


def test_a_tablet_that_went_away_gives_its_place_back(signed_in, giang, time_machine):
    browser = signed_in(giang)
    for _tablet in range(places.MOST):
        ask(browser, uuid.uuid4())
    time_machine.shift(timedelta(seconds=places.SECONDS + 1))
    assert ask(browser, uuid.uuid4()).status_code == 200
    assert DownloadPlace.objects.count() == 1


def test_forty_five_tablets_get_a_week_of_five_megabytes_each_within_five_minutes(giang, time_machine):
    """Over ten Mbit/s: six that share the line need 24 seconds each time."""
    tablets = [uuid.uuid4() for _tablet in range(45)]
    ready_at = dict.fromkeys(tablets, 0)
    ends_at, most = {}, 0
    for second in range(300):
        for one in [one for one, end in ends_at.items() if end == second]:
            places.leave(one)
            del ends_at[one]
        for one in [one for one, ready in ready_at.items() if ready <= second]:
            wait = places.take(one, giang.user, "192.0.2.7")
            ready_at[one] = second + wait
            if not wait:
                del ready_at[one]
                ends_at[one] = second + 24
        most = max(most, len(ends_at))
        time_machine.shift(timedelta(seconds=1))
        if not ready_at and not ends_at:
            break
    assert (most, ready_at, ends_at) == (places.MOST, {}, {})


def test_a_pupil_at_home_does_not_wait_for_the_line_of_the_school(signed_in, giang):
    browser = signed_in(giang)
    for _tablet in range(places.MOST):
        ask(browser, uuid.uuid4())
    at_home = browser.post(
        "/takeaways/places/",
        {"place": uuid.uuid4()},
        headers={"Origin": "http://testserver"},
        REMOTE_ADDR="203.0.113.9",
    )
    assert at_home.status_code == 200
    assert not DownloadPlace.objects.filter(line__contains="203").exists()


def test_a_place_asked_for_from_elsewhere_or_without_a_name_is_refused(signed_in, giang):
    browser = signed_in(giang)
    assert browser.post("/takeaways/places/", {"place": uuid.uuid4()}).status_code == 403
    assert ask(browser, "khong").status_code == 400
    assert ask(browser, "\0").status_code == 400


# --- One file ---


def opened(answer):
    return zipfile.ZipFile(BytesIO(b"".join(answer.streaming_content)))


def test_a_teacher_hands_the_week_on_as_one_signed_file(lecture, signed_in, ms_lan, class_6a):
    given_to(class_6a, lecture, ms_lan)
    answer = signed_in(ms_lan).get(address("week", class_6a.uid, ".zip"))
    assert answer["Content-Type"] == "application/zip"
    assert answer["Accept-Ranges"] == "bytes"
    file = opened(answer)
    told = file.read("manifest.json")
    kid, signature = file.read("manifest.sig").decode().split(".")
    keys = school_keys.public_keys()
    assert kid == keys["kid"]
    point = school_keys.point_of(keys["sign"])
    assert school_keys.is_signed_by(point, told, school_keys.from_base64url(signature))
    manifest = json.loads(told)
    for row in [*manifest["pages"], *manifest["files"]]:
        assert hashlib.sha256(file.read(row["sha256"])).hexdigest() == row["sha256"]
    assert {info.compress_type for info in file.infolist()} == {zipfile.ZIP_STORED}
    assert all(re.fullmatch(r"manifest\.(json|sig)|[0-9a-f]{64}", name) for name in file.namelist())
    assert "script-src 'self'" in manifest["policy"]


def test_the_file_is_made_once_and_goes_on_where_it_was_cut(lecture, signed_in, ms_lan):
    browser = signed_in(ms_lan)
    first = browser.get(address("lecture", lecture, ".zip"))
    whole = b"".join(first.streaming_content)
    rest = browser.get(
        address("lecture", lecture, ".zip"), headers={"Range": "bytes=100-", "If-Range": first["ETag"]}
    )
    assert rest.status_code == 206
    assert b"".join(rest.streaming_content) == whole[100:]
    assert first["ETag"] == f'"{hashlib.sha256(whole).hexdigest()}"'


def test_what_only_the_teacher_reads_ahead_is_not_in_the_file(signed_in, ms_lan, class_6a):
    later = builders.make_lecture(
        "Chưa mở", audience="signed_in", opens_on=timezone.localdate() + timedelta(days=5)
    )
    given_to(class_6a, later, ms_lan)
    browser = signed_in(ms_lan)
    assert browser.get(address("lecture", later)).status_code == 200
    assert browser.get(address("lecture", later, ".zip")).status_code == 404
    told = json.loads(opened(browser.get(address("week", class_6a.uid, ".zip"))).read("manifest.json"))
    assert [page["title"] for page in told["pages"]] == []


def test_a_lecture_of_another_school_is_in_no_file_for_this_class(na_hy, signed_in, ms_lan, class_6a):
    theirs = builders.make_lecture(
        "Bài Nà Hỳ", course=builders.make_course("Toán Nà Hỳ", school=na_hy), audience="school"
    )
    given_to(class_6a, theirs, ms_lan)
    told = json.loads(
        opened(signed_in(ms_lan).get(address("week", class_6a.uid, ".zip"))).read("manifest.json")
    )
    assert "Bài Nà Hỳ" not in str(told)


def test_strangers_and_pupils_get_no_file(lecture, signed_in, giang, mr_pao, class_6a):
    assert signed_in(mr_pao).get(address("week", class_6a.uid, ".zip")).status_code == 404
    assert signed_in(giang).get(address("week", class_6a.uid, ".zip")).status_code == 403
    assert (
        signed_in(mr_pao).get(address("subject", lecture.get_parent().get_parent(), ".zip")).status_code
        == 404
    )


def test_a_file_too_large_for_a_tablet_is_refused_in_words(lecture, signed_in, ms_lan, monkeypatch):
    monkeypatch.setattr(packing, "MOST_BYTES", 1000)
    answer = signed_in(ms_lan).get(address("lecture", lecture, ".zip"), follow=True)
    assert "một máy chỉ nạp được" in answer.content.decode()


def test_files_of_last_week_go_at_night(lecture, signed_in, ms_lan):
    signed_in(ms_lan).get(address("lecture", lecture, ".zip"))
    signed_in(ms_lan).get(address("course", lecture.get_parent(), ".zip"))
    folder = Path(settings.MEDIA_ROOT) / packing.FOLDER
    old, *newer = sorted(folder.glob("*.zip"))
    long_ago = (timezone.now() - packing.KEPT - timedelta(hours=1)).timestamp()
    os.utime(old, (long_ago, long_ago))
    for one in newer:
        os.utime(one, (timezone.now().timestamp(),) * 2)
    packing.forget_the_old()
    assert sorted(folder.glob("*")) == newer
