"""The marking desk: answers one after the other, drafts that count for nothing, points that do."""

from decimal import Decimal

import pytest

from courses.marking_desk import rubric
from courses.models import GivenPoints, MarkingDraft
from tests import builders
from tests.courses import quizzes

RUBRIC = {
    "rubric": [
        {"id": "1", "text": "Nêu ý chính", "points": "1.5"},
        {"id": "2", "text": "Viết đúng chính tả", "points": "0.5"},
    ],
    "model": "Quê em có núi.",
}


@pytest.fixture
def essay(muong_nha):
    bank = quizzes.make_bank(school=muong_nha)
    return quizzes.make_question(bank, "essay", text="Tả quê em", key=RUBRIC)


@pytest.fixture
def quiz(essay):
    """Two essays of two points, and a choice that the key marks."""
    other = quizzes.make_question(essay.bank, "essay", text="Kể một việc tốt")
    choice = quizzes.make_question(essay.bank)
    return quizzes.make_quiz(quizzes.make_course(), [essay, choice, other], points="2")


@pytest.fixture
def of_giang(quiz, giang):
    return quizzes.hand_in(giang, quiz, {1: "Quê em ở Mường Nhà.", 2: "b", 3: "Em giúp bà."})


@pytest.fixture
def of_hoa(quiz, hoa):
    return quizzes.hand_in(hoa, quiz, {1: "Nhà em bên suối.", 2: "a"})


@pytest.fixture
def lan(ms_lan, signed_in):
    return signed_in(ms_lan)


@pytest.fixture
def address(quiz, class_6a):
    def of(attempt, place=1, way="question"):
        return f"/attempts/marking/{quiz.uid}/{class_6a.uid}/{way}/{attempt.pk}/{place}/"

    return of


def give(client, path, after="", **told):
    fields = {f"rubric-{name[1:]}" if name[0] == "r" else name: value for name, value in told.items()}
    return client.post(path, {"act": "give", "after": after, **fields})


# --- What waits ---


def test_all_that_waits_stands_on_one_page_by_quiz_and_class(of_giang, of_hoa, lan, quiz, class_6a):
    words = lan.get("/attempts/marking/").content.decode()
    assert "3 câu chờ chấm" in words
    assert "của 2 em" in words
    assert f"/attempts/marking/{quiz.uid}/{class_6a.uid}/" in words


def test_what_is_still_being_written_or_marked_by_the_key_does_not_wait(quiz, giang, hoa, lan):
    quizzes.hand_in(giang, quiz, {1: "Em đang viết"}, submit=False)
    quizzes.hand_in(hoa, quiz, {2: "b"})
    assert "Chưa có bài nào chờ chấm" in lan.get("/attempts/marking/").content.decode()


def test_the_answers_to_one_question_are_one_pile_and_those_of_a_pupil_another(
    of_giang, of_hoa, lan, address
):
    words = lan.get(address(of_giang).split("question")[0]).content.decode()
    assert words.count("0/2 đã chấm") == 2  # Câu 1, and Giàng
    assert words.count("0/1 đã chấm") == 2  # Câu 3, and Hoa
    assert lan.get(address(of_giang, 3, way="pupil")).status_code == 200


def test_what_others_teach_stands_apart(of_giang, muong_nha, class_6a, signed_in):
    other = builders.make_teacher("van", "Tòng Thị Vân", class_6a, subject="ngu-van")
    words = signed_in(other).get("/attempts/marking/").content.decode()
    assert words.index("Môn khác ở lớp") < words.index(
        "3 câu chờ chấm" if "3 câu" in words else "2 câu chờ chấm"
    )


def test_the_desk_asks_as_much_for_many_pupils_as_for_one(
    of_giang, lan, address, quiz, class_6a, django_assert_max_num_queries
):
    for number in range(8):
        pupil = builders.make_student(f"Lò Văn Số {number}", class_6a)
        quizzes.hand_in(pupil, quiz, {1: "Em viết.", 3: "Em kể."})
    with django_assert_max_num_queries(32):
        lan.get(address(of_giang))


# --- Points ---


def test_the_steps_of_the_rubric_sum_up_and_the_next_waiting_answer_comes(of_giang, of_hoa, lan, address):
    response = give(lan, address(of_giang), r1="1", r2="0.5", comment="Em tả hay.")
    assert response.status_code == 302
    assert response["Location"] == address(of_hoa)
    row = GivenPoints.objects.get()
    assert (row.points, row.comment, row.rubric) == (Decimal("1.5"), "Em tả hay.", {"1": "1", "2": "0.5"})
    of_giang.refresh_from_db()
    assert of_giang.to_mark == 1
    assert give(lan, address(of_hoa), points="2")["Location"].endswith(
        f"/{of_giang.page.uid}/{of_giang.school_class.uid}/"
    )


def test_by_pupil_all_questions_of_one_come_before_the_next_pupil(of_giang, of_hoa, lan, address):
    response = give(lan, address(of_giang, way="pupil"), points="1")
    assert response["Location"] == address(of_giang, 3, way="pupil")


def test_written_points_stand_before_the_steps(of_giang, lan, address):
    give(lan, address(of_giang), r1="1", r2="0.5", points="1,75")
    assert GivenPoints.objects.get().points == Decimal("1.75")


def test_without_a_script_other_steps_are_not_lost_behind_the_points_of_before(of_giang, lan, address):
    give(lan, address(of_giang), r1="1", r2="0.5")
    first = GivenPoints.objects.get()
    give(lan, address(of_giang), after=first.pk, r1="0.5", r2="0.5", points="1,5")
    assert [row.points for row in GivenPoints.objects.order_by("pk")] == [Decimal("1.5"), Decimal("1")]


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({}, "Chưa có điểm"),
        ({"r1": "1"}, "Chọn điểm ở từng dòng"),
        ({"r1": "9", "r2": "0.5"}, "Chọn điểm ở từng dòng"),
        ({"points": "2,5"}, "từ 0 đến 2"),
        ({"points": "hai"}, "từ 0 đến 2"),
    ],
)
def test_what_are_no_points_is_refused_and_what_was_written_stays(told, words, of_giang, lan, address):
    response = give(lan, address(of_giang), comment="Em viết <hay>.", **told)
    assert response.status_code == 422
    page = response.content.decode()
    assert words in page
    assert "Em viết &lt;hay&gt;." in page
    assert not GivenPoints.objects.exists()


def test_the_same_twice_is_as_once(of_giang, lan, address):
    for _again in range(2):
        assert give(lan, address(of_giang), points="1").status_code == 302
    assert GivenPoints.objects.count() == 1


def test_points_of_a_colleague_are_not_written_over_unseen(of_giang, ms_lan, address, class_6a, signed_in):
    other = builders.make_teacher("minh", "Lường Văn Minh", class_6a)
    give(signed_in(other), address(of_giang), points="2")
    lan = signed_in(ms_lan)
    response = give(lan, address(of_giang), points="1")
    assert response.status_code == 422
    assert "Lường Văn Minh vừa cho 2 điểm" in response.content.decode()
    seen = GivenPoints.objects.get()
    assert give(lan, address(of_giang), after=seen.pk, points="1").status_code == 302
    assert [row.points for row in GivenPoints.objects.order_by("pk")] == [2, 1]


def test_what_was_written_before_to_a_question_is_offered_again(of_giang, of_hoa, lan, address):
    give(lan, address(of_giang), points="1", comment="Em nhớ viết hoa tên riêng.")
    page = lan.get(address(of_hoa)).content.decode()
    assert 'value="Em nhớ viết hoa tên riêng."' in page
    lan.post(
        address(of_hoa),
        {"phrase": "Em nhớ viết hoa tên riêng.", "comment": "Khá.", "after": "", "points": ""},
    )
    assert MarkingDraft.objects.get().told["comment"] == "Khá. Em nhớ viết hoa tên riêng."
    # Another question has words of its own.
    assert "Em nhớ viết hoa" not in lan.get(address(of_giang, 3)).content.decode()


# --- Drafts ---


def draft(client, path, after="", **told):
    fields = {f"rubric-{name[1:]}" if name[0] == "r" else name: value for name, value in told.items()}
    return client.post(
        path, {"act": "draft", "after": after, **fields}, headers={"Accept": "application/json"}
    )


def test_a_draft_is_there_again_and_counts_for_nothing(of_giang, lan, address):
    assert draft(lan, address(of_giang), r1="1", comment="Em tả").json()["kept"]
    assert draft(lan, address(of_giang), r1="1.5", comment="Em tả hay").json()["kept"]
    kept = MarkingDraft.objects.get()
    assert kept.told == {"points": "", "comment": "Em tả hay", "rubric": {"1": "1.5"}, "voice": ""}
    page = lan.get(address(of_giang)).content.decode()
    assert "Em tả hay</textarea>" in page
    assert "chưa tính điểm" in page
    of_giang.refresh_from_db()
    assert of_giang.to_mark == 2


def test_giving_points_takes_the_draft_away_and_a_late_pause_brings_none_back(of_giang, lan, address):
    draft(lan, address(of_giang), points="1")
    give(lan, address(of_giang), points="1")
    assert draft(lan, address(of_giang), points="0,5").status_code == 409
    assert not MarkingDraft.objects.exists()


def test_an_emptied_draft_is_none(of_giang, lan, address):
    draft(lan, address(of_giang), points="1")
    draft(lan, address(of_giang))
    assert not MarkingDraft.objects.exists()


def test_each_teacher_has_the_own_draft(of_giang, lan, address, class_6a, signed_in):
    draft(lan, address(of_giang), comment="Của Lan")
    other = signed_in(builders.make_teacher("minh", "Lường Văn Minh", class_6a))
    assert "Của Lan" not in other.get(address(of_giang)).content.decode()
    draft(other, address(of_giang), comment="Của Minh")
    assert MarkingDraft.objects.count() == 2


@pytest.mark.parametrize(
    "told", [{"comment": "a\0b" * 2000, "points": "9" * 50}, {"r1": "['x']"}, {"act": "khác"}]
)
def test_nothing_that_can_be_typed_breaks_the_desk(told, of_giang, lan, address):
    assert draft(lan, address(of_giang), **{k: v for k, v in told.items() if k != "act"}).status_code == 200
    assert give(lan, address(of_giang), **told).status_code in (302, 422)


# --- Who ---


def test_the_other_school_finds_nothing(of_giang, mr_pao, signed_in, address):
    client = signed_in(mr_pao)
    assert client.get(address(of_giang)).status_code == 404
    assert give(client, address(of_giang), points="1").status_code == 404
    assert client.get(address(of_giang).split("question")[0]).status_code == 404
    assert not GivenPoints.objects.exists()


@pytest.mark.parametrize("reader", ["giang", "hoa"])
def test_pupils_have_no_desk(reader, of_giang, request, signed_in, address):
    assert signed_in(request.getfixturevalue(reader)).get(address(of_giang)).status_code == 403


def test_an_answer_is_found_in_its_own_class_alone(of_giang, muong_nha, ms_lan, lan, address):
    other = builders.make_class(muong_nha, "6B", homeroom_teacher=ms_lan.teacher)
    path = address(of_giang).replace(str(of_giang.school_class.uid), str(other.uid))
    assert lan.get(path).status_code == 404
    assert lan.get(address(of_giang, 2)).status_code == 404  # the key marks it
    assert lan.get(address(of_giang, way="khac")).status_code == 404


# --- Rubrics ---


@pytest.mark.parametrize(
    ("most", "steps"),
    [
        ("0.5", ["0", "0.25", "0.5"]),
        ("1.5", ["0", "0.25", "0.5", "0.75", "1", "1.25", "1.5"]),
        ("4", ["0", "0.5", "1", "1.5", "2", "2.5", "3", "3.5", "4"]),
        ("0.2", ["0", "0.2"]),
        ("2.2", ["0", "0.5", "1", "1.5", "2", "2.2"]),
        ("10", ["0", "2", "4", "6", "8", "10"]),
    ],
)
def test_steps_are_even_and_never_more_than_there_are_keys(most, steps):
    assert list(rubric.steps_to(Decimal(most))) == steps


def test_a_rubric_is_brought_to_what_the_question_is_worth_with_one_rounding():
    rows = rubric.rows_of({"rubric": [{"id": "1", "text": "a", "points": "3"}]}, Decimal("1"))
    assert rubric.worth(rows, {"1": "2"}, Decimal("1")) == Decimal("0.67")
    assert rubric.worth(rows, {}, Decimal("1")) is None
