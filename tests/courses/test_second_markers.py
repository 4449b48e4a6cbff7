"""Two teachers mark, each by oneself; a quiz marked without names tells none before its time."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from courses.marking_desk import agreement
from courses.models import Attempt, GivenPoints, MarkColumn, MarkRelease, SecondMarker
from home.results import results_of_class
from lms.models import Change
from tests import builders
from tests.courses import quizzes

BACKEND = "students.sign_in.Accounts"


def as_user(user):
    client = Client()
    client.force_login(user, backend=BACKEND)
    return client


@pytest.fixture
def make_quiz(muong_nha):
    def make(**rules):
        bank = quizzes.make_bank(school=muong_nha)
        essay = quizzes.make_question(bank, "essay", text="Tả quê em")
        return quizzes.make_quiz(quizzes.make_course(), [essay], points="4", **rules)

    return make


@pytest.fixture
def twice(make_quiz):
    return make_quiz(second_marker=True)


@pytest.fixture
def work(twice, giang):
    return quizzes.hand_in(giang, twice, {1: "Quê em ở Mường Nhà."})


@pytest.fixture
def minh(class_6a):
    return builders.make_teacher("minh", "Lường Văn Minh", class_6a)


def address(attempt, class_6a):
    return f"/attempts/marking/{attempt.page.uid}/{class_6a.uid}/question/{attempt.pk}/1/"


def give(user, attempt, class_6a, points, **told):
    fields = {"act": "give", "after": "", "points": points, **told}
    return as_user(user).post(address(attempt, class_6a), fields)


def mark_of(attempt):
    found = Attempt.objects.get(pk=attempt.pk)
    return found.to_mark, found.mark and str(found.mark)


# --- Two markers ---


def test_points_count_when_both_have_given_theirs_and_are_near(work, ms_lan, minh, class_6a):
    give(ms_lan, work, class_6a, "3")
    assert mark_of(work) == (1, None)
    give(minh, work, class_6a, "3,25")
    # 3.125 is rounded once, to 3.13 of 4.
    assert mark_of(work) == (0, "7.8")
    assert {row.role for row in GivenPoints.objects.all()} == {"first", "second"}


def test_neither_sees_the_others_points_before_both_are_done(work, ms_lan, minh, class_6a):
    give(ms_lan, work, class_6a, "2,75", comment="Em tả còn ngắn.")
    seen = as_user(minh).get(address(work, class_6a)).content.decode()
    for secret in ("2,75", "Em tả còn ngắn", "Nguyễn Thị Lan"):
        assert secret not in seen
    review = as_user(minh).get(f"/attempts/{work.pk}/").content.decode()
    assert "2,75" not in review
    # Who has marked finds it nowhere as waiting.
    assert "1 câu chờ chấm" not in as_user(ms_lan).get("/attempts/marking/").content.decode()
    assert "1 câu chờ chấm" in as_user(minh).get("/attempts/marking/").content.decode()
    give(minh, work, class_6a, "3")
    assert "2,75" in as_user(minh).get(address(work, class_6a)).content.decode()


def test_too_far_apart_both_agree_on_points_and_those_count(work, ms_lan, minh, class_6a):
    give(ms_lan, work, class_6a, "1")
    give(minh, work, class_6a, "3")
    assert mark_of(work) == (1, None)
    assert "lệch nhau nhiều" in as_user(ms_lan).get(address(work, class_6a)).content.decode()
    give(ms_lan, work, class_6a, "2,5", role="settled")
    assert mark_of(work) == (0, "6.3")
    assert GivenPoints.objects.latest("pk").role == "settled"


def test_who_marked_before_seeing_both_does_not_settle_unseen(work, ms_lan, minh, class_6a):
    give(ms_lan, work, class_6a, "1")
    give(minh, work, class_6a, "3")
    response = give(ms_lan, work, class_6a, "1,5", role="first")
    assert response.status_code == 422
    assert "thống nhất" in response.content.decode()
    assert GivenPoints.objects.count() == 2


def test_a_third_teacher_adds_nothing_while_two_mark(work, ms_lan, minh, class_6a, school_admin):
    SecondMarker.objects.create(page=work.page, school_class=class_6a, user=minh, named_by=school_admin)
    give(ms_lan, work, class_6a, "3")
    third = builders.make_teacher("ba", "Quàng Văn Ba", class_6a)
    assert give(third, work, class_6a, "4").status_code == 422
    assert give(minh, work, class_6a, "3").status_code == 302
    assert mark_of(work) == (0, "7.5")


def test_the_same_again_by_one_marker_does_not_make_the_second(work, ms_lan, class_6a):
    for points in ("3", "3", "2"):
        give(ms_lan, work, class_6a, points)
    assert [row.role for row in GivenPoints.objects.all()] == ["first", "first"]
    assert mark_of(work) == (1, None)


def test_points_beside_the_name_are_refused_where_two_mark(work, ms_lan, class_6a):
    client = as_user(ms_lan)
    assert client.post(f"/attempts/{work.pk}/points/", {"points-1": "4"}).status_code == 422
    assert not GivenPoints.objects.exists()


def test_the_school_names_who_marks_second_also_from_another_class(
    work, ms_lan, class_6a, muong_nha, school_admin
):
    other = builders.make_teacher("xa", "Cà Thị Xa", builders.make_class(muong_nha, "9C", grade=9))
    assert as_user(other).get(address(work, class_6a)).status_code == 404
    path = f"/attempts/marking/{work.page.uid}/{class_6a.uid}/second/"
    as_user(school_admin).post(path, {"teacher": other.teacher.pk})
    as_user(school_admin).post(path, {"teacher": other.teacher.pk})
    assert Change.objects.filter(act="name a second marker").count() == 1
    assert "1 câu chờ chấm" in as_user(other).get("/attempts/marking/").content.decode()
    assert give(other, work, class_6a, "3").status_code == 302
    assert GivenPoints.objects.get().role == "second"
    # The rest of the class stays shut.
    assert as_user(other).get(f"/attempts/{work.pk}/").status_code == 404
    as_user(school_admin).post(path, {"teacher": ""})
    assert as_user(other).get(address(work, class_6a)).status_code == 404


def test_nobody_of_another_school_is_named(work, class_6a, school_admin, mr_pao, ms_lan):
    path = f"/attempts/marking/{work.page.uid}/{class_6a.uid}/second/"
    as_user(school_admin).post(path, {"teacher": mr_pao.teacher.pk})
    assert not SecondMarker.objects.exists()
    assert as_user(ms_lan).post(path, {"teacher": ms_lan.teacher.pk}).status_code == 403


def test_how_far_both_agree_is_shown(work, ms_lan, minh, class_6a):
    give(ms_lan, work, class_6a, "1")
    path = f"/attempts/marking/{work.page.uid}/{class_6a.uid}/agreement/"
    assert "Chưa có gì" in as_user(ms_lan).get(path).content.decode()
    give(minh, work, class_6a, "3")
    words = as_user(ms_lan).get(path).content.decode()
    assert "cần thống nhất" in words
    assert "cần từ 10 bài" in words


def test_figures_of_agreement():
    pairs = [(Decimal(one), Decimal(one)) for one in range(5)] * 2
    assert agreement.of_pairs(pairs) == agreement.Agreement(10, Decimal(0), 1.0, 1.0)
    apart = [(Decimal(0), Decimal(1)), (Decimal(1), Decimal(0))] * 5
    assert agreement.of_pairs(apart).kappa == -1.0
    assert agreement.of_pairs(apart[:9]).kappa is None
    assert agreement.of_pairs([(Decimal(1), Decimal(1))] * 10).kappa is None
    assert agreement.of_pairs([(Decimal(1), Decimal("1.5"))]).mean_difference == Decimal("0.5")


def test_the_desk_asks_as_much_for_many_quizzes_that_two_mark_as_for_one(twice, giang, ms_lan, minh):
    def asked():
        with CaptureQueriesContext(connection) as queries:
            words = as_user(ms_lan).get("/attempts/marking/").content.decode()
        return len(queries), words.count("1 câu chờ chấm")

    quizzes.hand_in(giang, twice, {1: "Quê em."})
    asked()  # what is kept in memory
    once = asked()
    for _time in range(3):
        more = quizzes.make_quiz(
            quizzes.make_course(), [twice.paper.all_items[0].version.question], points="4", second_marker=True
        )
        quizzes.hand_in(giang, more, {1: "Quê em."})
    asked()
    assert asked() == (once[0], 4)
    assert once[1] == 1


# --- Without names ---


@pytest.fixture
def nameless(make_quiz):
    return make_quiz(anonymous_marking=True)


@pytest.fixture
def of_giang(nameless, giang):
    return quizzes.hand_in(giang, nameless, {1: "Quê em."})


@pytest.fixture
def of_hoa(nameless, hoa):
    return quizzes.hand_in(hoa, nameless, {1: "Nhà em."})


def test_no_name_stands_on_the_desk_until_all_of_the_class_is_marked(of_giang, of_hoa, ms_lan, class_6a):
    client = as_user(ms_lan)
    desk = f"/attempts/marking/{of_giang.page.uid}/{class_6a.uid}/"
    give(ms_lan, of_giang, class_6a, "3")
    for path in (desk, address(of_giang, class_6a), address(of_hoa, class_6a)):
        words = client.get(path).content.decode()
        assert "Giàng A Sùng" not in words
        assert "Lò Thị Hoa" not in words
        assert "Bài 0" in words
    give(ms_lan, of_hoa, class_6a, "3")
    assert "Giàng A Sùng" in client.get(desk).content.decode()


def test_the_named_page_shows_no_answer_meanwhile_and_takes_no_points(of_giang, of_hoa, ms_lan, class_6a):
    client = as_user(ms_lan)
    words = client.get(f"/attempts/{of_giang.pk}/").content.decode()
    assert "Quê em." not in words
    assert "không ghi tên" in words
    assert "points-1" not in words
    assert client.post(f"/attempts/{of_giang.pk}/points/", {"points-1": "4"}).status_code == 422
    MarkRelease.objects.create(page=of_giang.page, school_class=class_6a, by=ms_lan)
    assert "Quê em." in client.get(f"/attempts/{of_giang.pk}/").content.decode()


def test_no_list_nor_the_mark_book_nor_a_corrected_key_tells_whose_work_was_marked(
    of_giang, of_hoa, giang, ms_lan, class_6a
):
    client = as_user(ms_lan)
    give(ms_lan, of_giang, class_6a, "3")
    results = f"/attempts/results/{of_giang.page.uid}/{class_6a.uid}/"
    version = of_giang.paper.all_items[0].version_id
    told = {"what": "full", "scope": "school", "reason": "Đề in nhầm", "act": "preview"}

    def pages():
        return (
            client.get(f"{results}column/").content.decode(),
            client.post(f"{results}keys/{version}/", told).content.decode(),
        )

    book, correction = pages()
    assert "Giàng A Sùng" not in book + correction
    assert "7,5" not in book + correction
    assert "chấm ẩn danh" in book
    assert "không nêu tên" in correction
    review = client.get(f"/attempts/{of_giang.pk}/").content.decode()
    assert "7,5" not in review
    assert "3 / 4" not in review
    assert results_of_class([giang], [of_giang.page_id], ms_lan).of(giang.pk, of_giang.page_id).mark is None
    client.post(f"{results}column/", {"title": "15 phút", "kind": "regular"})
    assert not MarkColumn.objects.exists()
    give(ms_lan, of_hoa, class_6a, "3")
    for words in pages():
        assert "Giàng A Sùng" in words


def test_the_order_is_the_same_again_and_not_that_of_the_class_list(nameless, class_6a, ms_lan):
    for number in range(8):
        pupil = builders.make_student(f"Lò Văn {'ABCDEFGH'[number]}", class_6a)
        quizzes.hand_in(pupil, nameless, {1: f"Bài viết thứ {number}"})
    from courses.marking_desk.queue import Desk

    one, again = (Desk(nameless, class_6a, ms_lan) for _time in range(2))
    assert [slot.key for slot in one.slots] == [slot.key for slot in again.slots]
    assert [slot.turn for slot in one.slots] == list(range(1, 9))
    assert [slot.response[-1] for slot in one.slots] != list("01234567")


def test_the_list_of_results_does_not_tell_whose_work_was_marked_just_now(of_giang, of_hoa, ms_lan, class_6a):
    give(ms_lan, of_giang, class_6a, "4")
    path = f"/attempts/results/{of_giang.page.uid}/{class_6a.uid}/"
    words = as_user(ms_lan).get(path).content.decode()
    assert "10,0" not in words
    assert "1 câu chờ chấm" not in words
    give(ms_lan, of_hoa, class_6a, "4")
    assert "10,0" in as_user(ms_lan).get(path).content.decode()
