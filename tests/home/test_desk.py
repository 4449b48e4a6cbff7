"""A teacher's desk: give work, see who has done it; nothing of other teachers' classes."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from courses.models import GivenWork, LecturePage, LectureProgress
from home import shelves
from lms.models import Change
from lms.text import fold
from tests import builders
from tests.courses import contests, quizzes


@pytest.fixture
def give(signed_in, ms_lan, class_6a, fractions):
    """Ms Lan gives Phân số to 6A by the form."""

    def give(**overrides):
        fields = {
            "page": fractions.translation_key,
            "classes": [class_6a.uid],
            "due_on": "2026-11-30",
            "note": "",
            **overrides,
        }
        return signed_in(ms_lan).post("/desk/give/", fields)

    return give


def test_given_work_reaches_the_class_and_the_log(give, class_6a, fractions, ms_lan):
    assert give().status_code == 302
    work = GivenWork.objects.get()
    assert (work.school_class, work.page_id, work.given_by) == (class_6a, fractions.pk, ms_lan)
    assert timezone.localtime(work.due_at).strftime("%d/%m/%Y %H:%M") == "30/11/2026 23:59"
    assert Change.objects.get().act == "give work"


def test_giving_the_same_again_changes_the_day_only(give):
    give()
    give(due_on="2026-12-02", note="Đọc kĩ phần 2")
    work = GivenWork.objects.get()
    assert timezone.localdate(work.due_at).isoformat() == "2026-12-02"
    assert work.note == "Đọc kĩ phần 2"


def test_giving_it_twice_alike_writes_one_line_in_the_log(give):
    give()
    give()
    assert Change.objects.count() == 1


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"due_on": "2026-11-23"}, "Ngày này đã qua"),
        ({"due_on": "2036-11-23"}, "còn hơn một năm"),
        ({"due_on": "31/02/2026"}, "field__error"),
        ({"classes": []}, "Hãy chọn ít nhất một lớp"),
        ({"page": "khong-co"}, "field__error"),
        ({"page": "\0"}, "field__error"),
        ({"note": "x" * 301}, "field__error"),
    ],
)
def test_what_cannot_be_is_refused_in_words(give, wrong, words):
    response = give(**wrong)
    assert response.status_code == 200
    assert words in response.content.decode()
    assert not GivenWork.objects.exists()


@pytest.mark.parametrize(
    ("closes", "due_on", "words"),
    [
        ("2026-11-20T17:00+07:00", "2026-11-30", "đã đóng ngày 20/11/2026"),
        ("2026-11-27T17:00+07:00", "2026-11-30", "đóng từ ngày 27/11/2026"),
    ],
)
def test_a_quiz_is_not_given_for_a_day_when_it_is_closed(give, maths, closes, due_on, words):
    page = quizzes.make_quiz(
        maths, [quizzes.make_question(quizzes.make_bank())], closes_at=datetime.fromisoformat(closes)
    )
    response = give(page=page.translation_key, due_on=due_on)
    assert words in response.content.decode()
    assert not GivenWork.objects.exists()


def test_a_paper_of_a_competition_is_not_offered_and_not_given(give, signed_in, ms_lan, maths):
    paper = contests.make_page(title="Đề chung kết", course=maths)
    contests.make_round(contests.make_competition(ms_lan), pages=[paper])
    assert "Đề chung kết" not in signed_in(ms_lan).get("/desk/give/").text
    assert "Bài này không giao cho lớp được" in give(page=paper.translation_key).text
    assert not GivenWork.objects.exists()


def test_what_is_not_among_the_newest_is_found_by_its_title(
    give, signed_in, ms_lan, fractions, integers, monkeypatch
):
    monkeypatch.setattr(shelves, "MOST_TO_GIVE", 1)
    old = min(fractions, integers, key=lambda page: (page.first_published_at, page.pk))
    assert str(old.translation_key) not in signed_in(ms_lan).get("/desk/give/").text
    found = signed_in(ms_lan).get("/desk/give/", {"q": fold(old.title)}).text
    assert str(old.translation_key) in found
    assert give(page=old.translation_key).status_code == 302
    nothing = signed_in(ms_lan).get("/desk/give/", {"q": "xyzxyz"}).text
    assert "Không tìm thấy bài nào cho «xyzxyz»" in nothing


def test_another_teachers_class_cannot_be_given_anything(give, class_3b):
    assert "field__error" in give(classes=[class_3b.uid]).content.decode()
    assert not GivenWork.objects.exists()


def test_the_desk_counts_who_has_read(give, fractions, giang, hoa, signed_in, ms_lan):
    give()
    LectureProgress.objects.take_in(giang, fractions, furthest=100, finished=True)
    assert "1/2 em đã xong" in signed_in(ms_lan).get("/desk/").content.decode()


def test_a_class_as_a_table_says_read_begun_and_late(
    give, fractions, integers, giang, hoa, signed_in, ms_lan, class_6a
):
    give()
    give(page=integers.translation_key)
    GivenWork.objects.filter(page=integers).update(due_at=timezone.now() - timedelta(days=1))
    LectureProgress.objects.take_in(giang, fractions, furthest=100, finished=True)
    LectureProgress.objects.take_in(hoa, fractions, furthest=40)
    html = signed_in(ms_lan).get(f"/desk/classes/{class_6a.uid}/").content.decode()
    assert html.count("đã đọc xong") == 1
    assert "40 %" in html
    assert html.count("quá hạn") == 2


def test_the_table_costs_the_same_for_a_big_class(
    give, maths, class_6a, signed_in, ms_lan, django_assert_max_num_queries
):
    for number in range(30):
        builders.make_student(f"Lò Văn {number}", class_6a)
    for number in range(6):
        page = maths.add_child(instance=LecturePage(title=f"Bài {number}", slug=f"bai-{number}"))
        give(page=page.translation_key)
    client = signed_in(ms_lan)
    with django_assert_max_num_queries(16):
        client.get(f"/desk/classes/{class_6a.uid}/")
    with django_assert_max_num_queries(9):
        client.get("/desk/")


def test_the_other_school_sees_and_changes_nothing(give, signed_in, mr_pao, class_6a):
    give()
    work = GivenWork.objects.get()
    client = signed_in(mr_pao)
    assert client.get(f"/desk/classes/{class_6a.uid}/").status_code == 404
    assert client.post(f"/desk/work/{work.pk}/withdraw/").status_code == 404
    assert "Phân số" not in client.get("/desk/").content.decode()


def test_work_taken_back_leaves_the_pupils_day_and_taking_it_back_twice_is_one_change(
    give, signed_in, ms_lan
):
    give()
    work = GivenWork.objects.get()
    client = signed_in(ms_lan)
    client.post(f"/desk/work/{work.pk}/withdraw/")
    client.post(f"/desk/work/{work.pk}/withdraw/")
    assert not GivenWork.objects.open().exists()
    assert Change.objects.filter(act="withdraw work").count() == 1


def test_the_school_admin_reads_the_table_but_gives_nothing(give, signed_in, school_admin, class_6a):
    give()
    client = signed_in(school_admin)
    assert client.get(f"/desk/classes/{class_6a.uid}/").status_code == 200
    assert client.get("/desk/give/").status_code == 403


def test_a_pupil_has_no_desk(signed_in, giang, class_6a):
    client = signed_in(giang)
    for path in ["/desk/", "/desk/give/", f"/desk/classes/{class_6a.uid}/"]:
        assert client.get(path).status_code == 403
