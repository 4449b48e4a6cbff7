"""Pupils and families read what a teacher showed, in words; years and levels for the school."""

from datetime import date

import pytest
from django.db import DatabaseError, transaction

from courses.mark_book import years
from courses.models import ColumnMark, SheetRelease
from students.models import Subject
from tests import builders

from .builders import fill


@pytest.fixture
def filled(class_6a, ms_lan, giang, hoa):
    fill(
        class_6a,
        ms_lan,
        {giang: {"midterm": "8,5", "final": "9", "remark": "Có tiến bộ"}, hoa: {"midterm": "4"}},
    )


@pytest.fixture
def show(class_6a, ms_lan, signed_in):
    def send(**told):
        return signed_in(ms_lan).post(f"/mark-book/{class_6a.uid}/1/toan/show/", told)

    return send


def test_a_pupil_reads_the_own_marks_in_words_once_they_are_shown_and_nothing_written_later(
    filled, show, class_6a, ms_lan, giang, signed_in
):
    assert "khi thầy cô cho xem" in signed_in(giang).get("/marks/mine/").content.decode()
    for _twice in range(2):
        show(show=1)
    assert SheetRelease.objects.count() == 1
    fill(class_6a, ms_lan, {giang: {"midterm": "2"}})
    page = signed_in(giang).get("/marks/mine/").content.decode()
    for words in ("đánh giá giữa kỳ", "8,5 điểm", "Có tiến bộ", "8,8 điểm"):
        assert words in page
    assert "Lò Thị Hoa" not in page
    assert "2 điểm" not in page.replace("8,2 điểm", "")
    show(show=1)
    assert "2 điểm" in signed_in(giang).get("/marks/mine/").content.decode()
    show(back=1)
    assert "Có tiến bộ" not in signed_in(giang).get("/marks/mine/").content.decode()
    with pytest.raises(DatabaseError), transaction.atomic():
        SheetRelease.objects.update(is_shown=True)


def test_a_level_of_primary_school_is_told_in_words_without_an_average(mr_pao, vang, class_3b, signed_in):
    fill(
        class_3b,
        mr_pao,
        {vang: {"endlevel": "T", "endtest": "9", "endwords": "Em đọc tốt"}},
        code="tieng-viet",
    )
    signed_in(mr_pao).post(f"/mark-book/{class_3b.uid}/1/tieng-viet/show/", {"show": 1})
    page = signed_in(vang).get("/marks/mine/").content.decode()
    assert "Hoàn thành tốt" in page
    assert "trung bình" not in page


def year_of(class_6a, ms_lan, student, marks, results=()):
    """Marks that are their own average in both terms."""
    codes = list(
        Subject.objects.filter(levels__contains="lower", comment_only=False).values_list("code", flat=True)
    )
    judged = list(
        Subject.objects.filter(levels__contains="lower", comment_only=True).values_list("code", flat=True)
    )
    for code, told in [*zip(codes, marks, strict=False), *zip(judged, results, strict=False)]:
        for number in (1, 2):
            cells = {"regular1": told, "midterm": told, "final": told}
            fill(class_6a, ms_lan, {student: cells}, code=code, number=number)


def test_averages_and_levels_of_a_year_for_class_and_school(
    class_6a,
    ms_lan,
    giang,
    hoa,
    school_admin,
    other_school_admin,
    muong_nha,
    signed_in,
    django_assert_num_queries,
):
    year_of(class_6a, ms_lan, giang, ["8"] * 6 + ["6,5"], ["Đ"])
    year_of(class_6a, ms_lan, hoa, ["8"] * 6 + ["3,4"], ["Đ"])
    other = builders.make_student("Vừ A Dế", class_6a)
    fill(class_6a, ms_lan, {other: {"midterm": "9", "final": "9"}})
    page = signed_in(ms_lan).get(f"/mark-book/{class_6a.uid}/year/").content.decode()
    assert "Tốt" in page
    assert "được nâng một mức" in page
    with django_assert_num_queries(7):
        (told,) = years.of_school(muong_nha, class_6a.year)
    assert (told.pupils, dict(told.levels), told.open) == (3, {"good": 1, "passed": 1}, 1)
    path = f"/mark-book/schools/{muong_nha.code}/"
    page = signed_in(school_admin).get(path).content.decode()
    assert "6A" in page
    assert "Giàng A Sùng" not in page
    assert signed_in(other_school_admin).get(path).status_code == 404
    assert signed_in(ms_lan).get(path).status_code == 403


def test_marks_go_with_a_pupil_into_another_class(class_6a, ms_lan, giang, muong_nha):
    fill(class_6a, ms_lan, {giang: {"midterm": "8", "final": "8"}})
    sixth = builders.make_class(muong_nha, "6B")
    giang.enrolments.update(ends_on=date(2026, 11, 20), outcome="moved_class")
    giang.enrolments.create(school_class=sixth, starts_on=date(2026, 11, 21))
    fill(sixth, ms_lan, {giang: {"midterm": "5", "final": "5"}}, number=2)
    subject = Subject.objects.get(code="toan")
    standing = years.of_class(sixth, [giang], [subject])[giang.pk]
    assert [str(one) for one in standing.subjects[subject.pk]] == ["8.0", "5.0", "6.0"]
    assert ColumnMark.objects.count() == 4
