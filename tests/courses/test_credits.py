"""A lecture tells who made it, out of what, and what others may do with it."""

import pytest
from django.urls import reverse

from courses import publicity, unnaming
from courses.models import LecturePage, Licence
from students.models import Student
from tests.courses import builders
from tests.courses.test_authoring import add_url, lecture_form

LINES = "Lò Thị Hoa, Trường THCS Mường Nhà"


@pytest.fixture
def course(muong_nha):
    return builders.make_course("Toán 6 Mường Nhà", school=muong_nha)


def read(client, page):
    return client.get(page.url).content.decode()


def test_the_end_of_a_lecture_names_authors_sources_and_licence(client, course):
    page = builders.make_lecture(
        course=course,
        authors="Nguyễn Thị Lan, Trường Mường Nhà\nSùng A Páo",
        sources="Toán 6, Nhà xuất bản Giáo dục, 2021\nhttps://vi.wikipedia.org/wiki/Phân_số",
        licence_id="cc-by",
    )
    told = read(client, page)
    assert "Người soạn, nguồn, giấy phép" in told
    assert "<dd>Nguyễn Thị Lan, Trường Mường Nhà</dd><dd>Sùng A Páo</dd>" in told
    assert 'href="https://creativecommons.org/licenses/by/4.0/deed.vi"' in told
    assert "Toán 6, Nhà xuất bản Giáo dục, 2021" in told
    assert 'class="contest"' not in told


def test_a_lecture_of_a_contest_says_so_at_its_front(client, course):
    page = builders.make_lecture(
        course=course,
        authors=LINES,
        contest_name="Thiết kế bài giảng điện tử",
        contest_year="2026–2027",
        contest_position="giáo viên Toán",
        contest_school="PTDTBT THCS Mường Nhà",
        contest_contact="0912345678",
        contest_logo=builders.make_picture(300, 300, title="Logo"),
    )
    front = read(client, page).partition("lecture__body")[0]
    for words in ("Thiết kế bài giảng điện tử", "(2026–2027)", "Lò Thị Hoa – giáo viên Toán", "0912345678"):
        assert words in front
    assert 'class="contest__logo"' in front


def test_what_is_written_in_thai_says_so_to_whoever_reads_it_aloud(client, course):
    page = builders.make_lecture(course=course, language="blt")
    assert '<h1 lang="blt">' in read(client, page)


def test_what_an_author_types_stays_text(client, course):
    page = builders.make_lecture(
        course=course,
        authors="<script>x</script>",
        sources="javascript:alert(1)\n<b>x</b> https://a.vn/?a=1&b=2",
    )
    told = read(client, page)
    assert "<script>x" not in told
    assert "<b>x" not in told
    assert 'href="javascript:' not in told


def test_the_author_finds_the_own_name_filled_in_and_says_the_rest(course, author, signed_in):
    client = signed_in(author)
    empty = client.get(add_url(course) + "?blank=1").content.decode()
    assert f"{author.full_name}, PTDTBT THCS Mường Nhà" in empty
    said = {"authors": "Lò Văn Ón", "licence": "cc-by-sa", "language": "hmn"}
    client.post(add_url(course), lecture_form("Phân số", **said))
    page = LecturePage.objects.get()
    assert (page.author_names, page.licence_id, page.language) == (["Lò Văn Ón"], "cc-by-sa", "hmn")


def test_a_permission_names_who_gave_it_before_it_goes_out(course, approver, signed_in):
    client = signed_in(approver)
    sent = lecture_form("Phân số", licence="permission", **{"action-publish": "1"})
    answer = client.post(add_url(course), sent)
    assert "Ghi rõ của ai: ai cho phép dùng" in answer.content.decode()
    client.post(add_url(course), {**sent, "licence_holder": "Báo Điện Biên Phủ"})
    assert LecturePage.objects.get().live


def test_a_form_that_says_nothing_of_it_leaves_the_licence(course, author, signed_in):
    page = builders.make_lecture(course=course, licence_id="cc-by", language="en")
    signed_in(author).post(
        reverse("wagtailadmin_pages:edit", args=[page.pk]), lecture_form("Phân số", slug=page.slug)
    )
    draft = LecturePage.objects.get(pk=page.pk).get_latest_revision_as_object()
    assert (draft.title, draft.licence_id, draft.language) == ("Phân số", "cc-by", "en")


def test_what_may_not_be_copied_says_so(course):
    page = builders.make_lecture(course=course, licence_id="own-kept")
    assert "được đọc nhưng không được sao chép" in page.why_not_copied()
    page.licence_id = "own"
    assert page.why_not_copied() is None


def test_a_lecture_begins_without_a_licence_and_says_whom_to_ask(client, course, author, signed_in):
    page = builders.make_lecture(course=course)
    assert page.licence is None
    assert f"chưa ghi giấy phép. Thầy cô hỏi người có quyền chọn giấy phép: {course.school}." in (
        page.why_not_copied()
    )
    page = builders.make_lecture("Phân số", course=course, authors=LINES)
    told = read(client, page)
    assert f"Chưa ghi giấy phép. Trường khác muốn dùng lại bài này thì hỏi: {LINES}." in told
    assert f"/writing/copy/{page.translation_key}/" not in told
    editor = signed_in(author).get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    assert '<option value="" selected>chưa ghi giấy phép</option>' in editor
    assert "Mong thầy cô chọn giúp" in editor


def test_a_teacher_signs_though_a_pupil_has_the_same_name(course, hoa, ms_lan):
    """Law 91/2025 asks for consent to a pupil's name; the author is a teacher."""
    page = LecturePage(title="Bài", body=builders.a_body(), authors=LINES, live=False)
    course.add_child(instance=page)
    assert "«Lò Thị Hoa»" in publicity.faults(page)[0]
    ms_lan.full_name = "Lò Thị Hoa"
    ms_lan.save()
    assert publicity.faults(page) == []
    page.summary = "Bạn Lò Thị Hoa kể chuyện."
    assert "«Lò Thị Hoa»" in publicity.faults(page)[0]


def test_erasing_a_pupil_leaves_the_teacher_of_the_same_name(course, hoa, ms_lan):
    ms_lan.full_name = "Lò Thị Hoa"
    ms_lan.save()
    page = builders.make_lecture(course=course, authors=LINES, body=builders.a_body())
    unnaming.unname(hoa, "một học sinh")
    page.refresh_from_db()
    assert (page.authors, page.get_latest_revision_as_object().authors, page.live) == (LINES, LINES, True)
    page.authors, page.summary = LINES, "Lò Thị Hoa kể chuyện."
    page.save()
    unnaming.unname(Student.objects.get(pk=hoa.pk), "một học sinh")
    page.refresh_from_db()
    assert (page.authors, page.summary) == (LINES, "một học sinh kể chuyện.")


def test_the_department_keeps_the_licences_and_nobody_else(province_admin, author, approver, signed_in):
    where = reverse(f"{Licence._meta.model_name}:index")
    assert "Creative Commons" in signed_in(province_admin).get(where).content.decode()
    for person in (author, approver):
        assert signed_in(person).get(where).status_code in (302, 403, 404)
