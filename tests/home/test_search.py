"""Search without marks, for each what they may read, whatever is typed."""

import unicodedata

import pytest

from courses.models import LecturePage
from home.models import ArticlePage, HomePage, SectionPage
from tests.courses import quizzes


@pytest.fixture
def ban_flower(maths):
    return maths.add_child(
        instance=LecturePage(
            title="Hoa ban Điện Biên", slug="hoa-ban", summary="Mùa hoa tháng Ba ở Mường Nhà"
        )
    )


@pytest.fixture
def news(db):
    section = HomePage.objects.get().add_child(instance=SectionPage(title="Tin tức", slug="tin-tuc"))
    return section.add_child(
        instance=ArticlePage(
            title="Máy về Điện Biên", slug="may-ve", body=[("text", "<p>Đợt hai, 120 máy.</p>")]
        )
    )


def found(client, text):
    response = client.get("/search/", {"q": text})
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize(
    "text",
    [
        "dien bien",
        "Điện Biên",
        unicodedata.normalize("NFD", "Điện  biên"),
        "DIEN",
        "muong nha",
        "hoa ba",
    ],
)
def test_marks_and_case_need_not_be_typed(client, ban_flower, text):
    assert "Hoa ban Điện Biên" in found(client, text)


def test_words_side_by_side_come_first(client, maths, ban_flower):
    for number in range(3):
        maths.add_child(
            instance=LecturePage(
                title=f"Điện thoại bên biển {number}",
                slug=f"b-{number}",
                summary="điện và biển, biển và điện",
            )
        )
    html = found(client, "điện biên")
    assert html.index("Hoa ban Điện Biên") < html.index("Điện thoại bên biển")


def test_articles_are_found_by_title_and_text(client, news):
    assert "Máy về Điện Biên" in found(client, "dien bien")
    assert "Máy về Điện Biên" in found(client, "dot hai")


def test_what_is_for_one_school_is_found_there_alone(client, maths, muong_nha, giang, vang, signed_in):
    maths.school = muong_nha
    maths.save()
    maths.add_child(instance=LecturePage(title="Hình tròn", slug="hinh-tron", audience="school"))
    assert "Hình tròn" not in found(client, "hinh tron")
    assert "Hình tròn" in found(signed_in(giang), "hinh tron")
    assert "Hình tròn" not in found(signed_in(vang), "hinh tron")


@pytest.fixture
def quiz(maths):
    """A graded quiz for whoever is signed in, and a practice for everybody."""
    question = quizzes.make_question(quizzes.make_bank(), text="Thủ phủ cũ ở đâu?")
    quizzes.make_quiz(maths, [question], title="Kiểm tra Đại lượng", intro="Một tiết", audience="signed_in")
    question = quizzes.make_question(question.bank, text="Đo mảnh nương")
    quizzes.make_quiz(maths, [question], title="Luyện nhanh: Đại lượng", practice=True)


def test_quizzes_and_practice_are_found_by_who_may_read_them(client, quiz, giang, signed_in):
    page = found(client, "dai luong")
    assert "Luyện nhanh: Đại lượng" in page
    assert "Kiểm tra Đại lượng" not in page
    page = found(signed_in(giang), "dai luong")
    assert "Kiểm tra Đại lượng" in page
    assert "Toán 6" in page
    assert "Kiểm tra Đại lượng" in found(client, "mot tiet")


def test_a_quiz_of_one_school_is_found_there_alone(client, maths, muong_nha, giang, vang, signed_in):
    maths.school = muong_nha
    maths.save()
    question = quizzes.make_question(quizzes.make_bank())
    quizzes.make_quiz(maths, [question], title="Đề kín", audience="school")
    assert "Đề kín" in found(signed_in(giang), "de kin")
    assert "Đề kín" not in found(signed_in(vang), "de kin")


def test_what_a_quiz_asks_is_not_found(client, quiz, giang, signed_in):
    assert "Kiểm tra" not in found(signed_in(giang), "thu phu cu")


def test_a_draft_is_not_found(client, maths):
    maths.add_child(instance=LecturePage(title="Số thập phân", slug="so", live=False))
    assert "Số thập phân" not in found(client, "thap phan")


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "'",
        '"',
        '"phan so',
        "phan* OR (so",
        "NOT",
        "AND",
        "so:",
        "\\",
        "%",
        "_",
        "- -",
        "🦋",
        "ệ" * 5000,
        "a b " * 300,
        "phân-số",
        "&|!",
        "<script>",
        "ß\u0300" * 50,
    ],
)
def test_nothing_typed_breaks_it(client, ban_flower, text):
    found(client, text)


def test_a_long_question_is_cut_and_says_so(client, db):
    assert "80 chữ" in found(client, "phân số " * 40)


def test_nothing_found_says_what_to_try(client, db):
    assert "Không tìm thấy gì" in found(client, "khủng long")


def test_it_asks_as_little_among_many(client, maths, django_assert_max_num_queries):
    for number in range(60):
        maths.add_child(instance=LecturePage(title=f"Phân số {number}", slug=f"phan-so-{number}"))
    found(client, "phan so")
    with django_assert_max_num_queries(12):
        found(client, "phan so")
