"""The full name of a pupil stands on no page without consent; whoever may publish says whose it is not."""

from datetime import date

import pytest

from courses import publicity
from courses.models import ClearedName, LecturePage
from lms.models import Change
from students import consents
from students.models import Role, Student
from students.movement import pupils
from tests.builders import make_staff
from tests.courses import builders, quizzes
from tests.courses.test_publicity import NAME, agree, draft, is_live, text


@pytest.fixture
def course(muong_nha):
    return builders.make_course("Toán 6 Mường Nhà", school=muong_nha)


def test_the_name_of_a_pupil_is_not_published_without_consent(course, giang, approver, signed_in):
    page = draft(course, text("Chúc mừng em <b>Giàng A Sùng</b>, giải nhất!"))
    with pytest.raises(publicity.NoConsent, match="Giàng A Sùng"):
        page.get_latest_revision().publish()
    assert not is_live(page)


@pytest.mark.parametrize(
    "block",
    [
        text("GIÀNG A SÙNG được giải"),
        text("Em&nbsp;Giàng&nbsp;A&nbsp;Sùng"),
        text("Em Giàng A <b>Sùng</b>"),
        text('Em <a href="https://dienbien.edu.vn">Giàng A</a> S<i>ùng</i>'),
        text("Em Giàng A<br/>Sùng"),
        ("heading", {"text": "Bài của Giàng A Sùng", "size": "2"}),
        ("note", {"title": "", "text": "<p>Bạn Giàng A Sùng hát.</p>"}),
    ],
)
def test_wherever_it_stands_it_is_found(block, course, giang):
    assert publicity.names_in_question(draft(course, block)) == ["Giàng A Sùng"]


@pytest.mark.parametrize(
    "words", ["Em Sùng lớp 6A", "Giàng Sùng", "giàng a sùng", "Giàng A Sùngg", "Giàng A"]
)
def test_a_given_name_alone_or_another_name_is_nobodys(words, course, giang):
    assert publicity.names_in_question(draft(course, text(words))) == []


def test_who_finished_or_left_is_asked_as_well(course, giang, na_hy, class_6a, school_admin):
    pupils.drop_out(giang, date(2026, 11, 23), by=school_admin)
    assert publicity.names_in_question(draft(course, text("Em Giàng A Sùng"))) == ["Giàng A Sùng"]
    Student.objects.filter(pk=giang.pk).update(school=na_hy)
    assert publicity.names_in_question(draft(course, text("Em Giàng A Sùng"))) == ["Giàng A Sùng"]


def test_with_consent_the_name_is_published(course, giang, ms_lan):
    agree(giang, NAME, ms_lan)
    page = draft(course, text("Chúc mừng em Giàng A Sùng!"))
    page.get_latest_revision().publish()
    assert is_live(page)


def test_a_page_of_a_school_asks_for_its_own_pupils_and_a_shared_one_for_all(course, vang):
    words = text("Bạn Vàng Thị Mỷ ở Nà Hỳ")
    assert publicity.names_in_question(draft(course, words)) == []
    shared = draft(builders.make_course("Toán chung"), words)
    assert publicity.names_in_question(shared) == ["Vàng Thị Mỷ"]


def test_the_questions_of_a_quiz_are_read_as_well(course, giang):
    question = quizzes.make_question(quizzes.make_bank(), text="Bạn Giàng A Sùng có 3 quả cam.")
    with pytest.raises(publicity.NoConsent, match="Giàng A Sùng"):
        quizzes.make_quiz(course, [question])


def test_whoever_may_publish_says_that_it_is_no_pupil(course, giang, approver, signed_in):
    page = draft(course, text("Ông Giàng A Sùng dựng bản năm 1930."))
    client = signed_in(approver)
    address = f"/publishing/{page.translation_key}/people/"
    assert "Giàng A Sùng" in client.get(address).content.decode()
    assert "Đánh dấu" in client.post(address, follow=True).content.decode()
    client.post(address, {"name": ["Giàng A Sùng", "Lò Thị Hoa"]})
    assert ClearedName.objects.get().name == "Giàng A Sùng"
    assert Change.objects.get(act="clear a name").actor == approver
    page.get_latest_revision().publish()
    assert is_live(page)


def test_an_author_cannot_say_so_but_can_send_it_in(course, giang, author, signed_in):
    page = draft(course, text("Ông Giàng A Sùng dựng bản năm 1930."))
    client = signed_in(author)
    address = f"/publishing/{page.translation_key}/people/"
    assert 'type="checkbox"' not in client.get(address).content.decode()
    client.post(address, {"name": "Giàng A Sùng"})
    assert not ClearedName.objects.exists()


def test_the_other_school_reads_nothing_of_it(course, giang, na_hy, signed_in):
    page = draft(course, text("Giàng A Sùng"))
    stranger = make_staff("tac.gia.2", "Lường Văn Ơn", Role.Kind.AUTHOR, school=na_hy)
    assert signed_in(stranger).get(f"/publishing/{page.translation_key}/people/").status_code == 404


def test_a_long_page_asks_the_database_a_few_times(course, giang, django_assert_max_num_queries):
    words = " ".join(f"Bạn Lò Thị Hoa {n}." for n in range(300))
    page = draft(course, text(words), text("Giàng A Sùng"))
    with django_assert_max_num_queries(8):
        assert publicity.names_in_question(page) == ["Giàng A Sùng"]


def test_a_withdrawal_takes_down_the_pages_that_tell_the_name(course, giang, ms_lan, author, signed_in):
    agree(giang, NAME, ms_lan)
    told, other = draft(course, text("Em Giàng A Sùng hát.")), draft(course, text("Em Sùng hát."))
    for page in (told, other):
        page.get_latest_revision().publish()
    consents.withdraw(giang, NAME, by=ms_lan)
    assert not is_live(told)
    assert is_live(other)
    assert LecturePage.objects.get(pk=told.pk).body
    assert "Trang này nêu họ tên một học sinh" in signed_in(author).get("/admin/").content.decode()


def test_it_takes_down_what_the_school_wrote_that_the_pupil_has_left(course, giang, ms_lan, na_hy):
    agree(giang, NAME, ms_lan)
    told = draft(course, text("Em Giàng A Sùng hát."))
    told.get_latest_revision().publish()
    giang.school = na_hy
    giang.save()
    consents.withdraw(giang, NAME, by=ms_lan)
    assert not is_live(told)


def test_it_leaves_what_another_school_writes_and_names_that_were_cleared(
    course, giang, ms_lan, na_hy, approver
):
    agree(giang, NAME, ms_lan)
    elsewhere = draft(builders.make_course("Toán Nà Hỳ", school=na_hy), text("Giàng A Sùng"))
    cleared = draft(course, text("Ông Giàng A Sùng dựng bản."))
    ClearedName.objects.create(page=cleared, name="Giàng A Sùng", by=approver)
    for page in (elsewhere, cleared):
        page.get_latest_revision().publish()
    consents.withdraw(giang, NAME, by=ms_lan)
    assert is_live(elsewhere)
    assert is_live(cleared)


def test_a_name_that_was_cleared_keeps_nobody_from_being_erased(course, giang, ms_lan, approver):
    agree(giang, NAME, ms_lan)
    page = draft(course, text("Ông Giàng A Sùng dựng bản."))
    ClearedName.objects.create(page=page, name="Giàng A Sùng", by=approver)
    page.get_latest_revision().publish()
    assert publicity.pages_that_name(giang) == []
