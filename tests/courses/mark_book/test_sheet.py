"""A sheet is typed into, as a form and by its script; nobody's mark is written over unseen."""

import json

import pytest
from bs4 import BeautifulSoup
from django.db import DatabaseError, transaction
from django.urls import reverse

from courses import feeding_columns
from courses.mark_book import closing, rights
from courses.models import ColumnMark, MarkColumn, RemarkPhrase, TermClosing
from lms.models import Change, Look
from tests import builders
from tests.courses import quizzes

from .builders import fill


@pytest.fixture
def path(class_6a):
    return f"/mark-book/{class_6a.uid}/1/toan/"


def send(client, path, *cells):
    return client.post(path, {"cells": json.dumps([[str(s.pk), *rest] for s, *rest in cells])})


def told():
    return [(str(row.column.kind), row.mark, row.words) for row in ColumnMark.objects.order_by("pk")]


def test_the_plain_form_keeps_what_was_changed_and_tells_the_average(ms_lan, giang, hoa, path, signed_in):
    client = signed_in(ms_lan)
    form = {"seen": "0", f"{giang.pk}.regular1": "8.25", f"{giang.pk}.midterm": "8", f"{giang.pk}.final": "9"}
    form[f"{giang.pk}.remark"] = "Chăm chỉ, có tiến bộ."
    page = client.post(path, form, follow=True).content.decode()
    assert "8,25 được làm tròn" not in page
    assert "8.25 được làm tròn thành 8,3" in page
    assert 'value="8,3"' in page
    # (8,3 + 16 + 27) / 6 = 8,55
    assert ">8,6</strong>" in page
    assert len(told()) == 4
    assert client.post(path, form).status_code == 302
    assert len(told()) == 4
    assert Change.objects.filter(act="enter marks").count() == 1
    assert Look.objects.filter(what="mark book").count() == 2


@pytest.mark.parametrize("sign", ["\x00", "\ud800"])
@pytest.mark.parametrize("at", range(3))
def test_a_cell_that_holds_no_text_is_refused_in_words(ms_lan, giang, path, signed_in, sign, at):
    cell = ["midterm", "", "7"]
    cell[at] += sign
    answer = send(signed_in(ms_lan), path, (giang, *cell))
    assert answer.status_code == 400
    assert "gõ lại ô đó" in answer.json()["refused"]
    assert told() == []


def test_the_year_of_a_school_is_offered_to_who_leads_it_alone(
    school_admin, province_admin, ms_lan, class_6a, class_3b, signed_in
):
    shown = [
        "/mark-book/schools/" in signed_in(user).get("/mark-book/").content.decode()
        for user in (school_admin, ms_lan, province_admin)
    ]
    assert shown == [True, False, False]


def test_what_cannot_be_a_mark_is_said_beside_its_cell_and_the_rest_is_kept(
    ms_lan, giang, hoa, path, signed_in
):
    form = {"seen": "0", f"{giang.pk}.midterm": "11", f"{hoa.pk}.midterm": "7"}
    response = signed_in(ms_lan).post(path, form)
    assert response.status_code == 422
    words = response.content.decode()
    assert "11 lớn hơn 10" in words
    assert 'value="11"' in words
    assert [row.student for row in ColumnMark.objects.all()] == [hoa]


def test_two_teachers_at_once_write_over_nothing_unseen(ms_lan, school_admin, giang, hoa, path, signed_in):
    fill(giang_class(giang), ms_lan, {giang: {"midterm": "6"}})
    # The admin's page showed the 6; meanwhile Ms Lan makes it 7.
    seen = ColumnMark.objects.latest("pk").pk
    fill(giang_class(giang), ms_lan, {giang: {"midterm": "7"}})
    client = signed_in(school_admin)
    form = {"seen": str(seen), f"{giang.pk}.midterm": "9", f"{hoa.pk}.midterm": "5"}
    response = client.post(path, form)
    assert response.status_code == 422
    assert "Nguyễn Thị Lan đã ghi «7» ở đây" in response.content.decode()
    # What the admin did not touch is no wish to have the old mark back.
    client.post(path, {"seen": str(seen), f"{giang.pk}.midterm": "6"})
    assert [str(row.mark) for row in ColumnMark.objects.filter(student=giang)] == ["6.0", "7.0"]
    answer = send(client, path, (giang, "midterm", "6", "9")).json()["cells"][0]
    assert answer[2:4] == ["clash", "7"]
    assert send(client, path, (giang, "midterm", "7", "9")).json()["cells"][0][2] == "kept"


def giang_class(giang):
    return giang.enrolments.get().school_class


def test_the_script_sends_cells_twice_and_they_are_kept_once(ms_lan, giang, path, signed_in):
    client = signed_in(ms_lan)
    cells = [(giang, "midterm", "", "8"), (giang, "final", "", "9,5"), (giang, "remark", "", "Tốt")]
    for state in ("kept", "same"):
        answer = send(client, path, *cells).json()
        assert [one[2] for one in answer["cells"]] == [state] * 3
        assert answer["averages"] == {str(giang.pk): "8,9"}
    assert len(told()) == 3
    emptied = send(client, path, (giang, "midterm", "8", "")).json()
    assert emptied["averages"] == {str(giang.pk): ""}
    assert told()[-1] == ("midterm", None, "")


@pytest.mark.parametrize(
    "cells", ["", "{}", "[1]", "[[1,2,3,4]]", '[["a","b","c"]]', "[" * 5_000, '[["\\u0000","a","b","c"]]']
)
def test_nothing_that_can_be_sent_breaks_the_sheet(cells, ms_lan, giang, path, signed_in):
    response = signed_in(ms_lan).post(path, {"cells": cells, "regular": "9" * 400})
    assert response.status_code in (200, 400)
    assert not ColumnMark.objects.exists()


def test_a_closed_term_is_written_by_nobody_until_it_is_opened_with_a_reason(
    ms_lan, school_admin, giang, class_6a, path, signed_in
):
    fill(class_6a, ms_lan, {giang: {"midterm": "6"}})
    close, reopen = f"/mark-book/{class_6a.uid}/1/-/close/", f"/mark-book/{class_6a.uid}/1/-/open/"
    assert signed_in(ms_lan).post(close).status_code == 403
    for _twice in range(2):
        assert signed_in(school_admin).post(close).status_code == 302
    assert TermClosing.objects.count() == 1
    answer = send(signed_in(ms_lan), path, (giang, "midterm", "6", "9"))
    assert answer.status_code == 409
    assert "Quàng Văn Thành đã khóa học kỳ 1" in answer.json()["refused"]
    assert "<input name=" not in signed_in(ms_lan).get(path).content.decode()
    assert signed_in(ms_lan).post(reopen, {"reason": "x"}).status_code == 403
    client = signed_in(school_admin)
    assert "lí do" in client.post(reopen, {"reason": " "}, follow=True).content.decode()
    assert closing.closing_of(class_6a, rights.terms_of(class_6a)[0])
    client.post(reopen, {"reason": "Chấm nhầm một bài"})
    assert Change.objects.get(act="open a term again").after == {"reason": "Chấm nhầm một bài"}
    assert send(signed_in(ms_lan), path, (giang, "midterm", "6", "9")).status_code == 200
    with pytest.raises(DatabaseError), transaction.atomic():
        TermClosing.objects.update(closed_by=ms_lan)


def test_who_closes_a_term_first_sees_what_lacks_and_is_asked(
    ms_lan, school_admin, giang, class_6a, signed_in
):
    book, lacking = f"/mark-book/{class_6a.uid}/", f"/mark-book/{class_6a.uid}/1/-/missing/"
    close, out_of_excel = (
        f"/mark-book/{class_6a.uid}/1/-/close/",
        reverse("courses:mark_list_new", args=[class_6a.uid, 1]),
    )
    assert close not in signed_in(ms_lan).get(lacking).content.decode()
    client = signed_in(school_admin)
    html = client.get(book).content.decode()
    assert f'action="{close}"' not in html
    assert f'href="{lacking}#close"' in html
    assert out_of_excel in html
    html = client.get(lacking).content.decode()
    assert f'action="{close}"' in html
    assert "môn chưa đủ điểm" in html
    assert "cho đến khi mở lại" in client.post(close, follow=True).content.decode()
    assert close not in client.get(lacking).content.decode()
    assert out_of_excel not in client.get(book).content.decode()


def test_who_changed_what_stands_with_what_was_there_before(ms_lan, giang, class_6a, path, signed_in):
    fill(class_6a, ms_lan, {giang: {"midterm": "6"}})
    fill(class_6a, ms_lan, {giang: {"midterm": "8,5"}})
    page = BeautifulSoup(signed_in(ms_lan).get(f"{path}changes/").content, "html.parser")
    rows = [[cell.get_text(strip=True) for cell in row.find_all("td")] for row in page.select("tbody tr")]
    assert [row[:3] for row in rows] == [["ĐĐGgk", "6,0", "8,5"], ["ĐĐGgk", "–", "6,0"]]
    assert "Nguyễn Thị Lan" in rows[0][3]


def test_only_who_teaches_the_subject_writes_and_the_other_school_sees_nothing(
    ms_lan, mr_pao, giang, class_6a, path, signed_in
):
    other = builders.make_teacher("van", "Tòng Thị Vân", class_6a, subject="ngu-van")
    assert "Người dạy môn ghi điểm" in signed_in(other).get(path).content.decode()
    assert send(signed_in(other), path, (giang, "midterm", "", "9")).status_code == 404
    assert signed_in(other).post(f"{path}show/").status_code == 404
    assert signed_in(giang).get(path).status_code == 403
    for address in (
        path,
        f"{path}changes/",
        f"/mark-book/{class_6a.uid}/",
        f"/mark-book/{class_6a.uid}/1.xlsx",
    ):
        assert signed_in(mr_pao).get(address).status_code == 404
    assert not ColumnMark.objects.exists()
    # Who stands in for the teacher of the subject writes it.
    substitute = builders.stand_in(ms_lan.teacher, class_6a).teacher.user
    assert send(signed_in(substitute), path, (giang, "midterm", "", "9")).json()["cells"][0][2] == "kept"


def test_a_pupil_of_another_class_and_a_column_that_is_none_are_refused(ms_lan, giang, vang, path, signed_in):
    answer = send(signed_in(ms_lan), path, (vang, "midterm", "", "9"), (giang, "endtest", "", "9")).json()
    assert [one[2] for one in answer["cells"]] == ["wrong", "wrong"]
    assert not ColumnMark.objects.exists()


def test_a_quiz_feeds_the_midterm_that_was_typed_into_before(ms_lan, giang, hoa, class_6a, muong_nha):
    fill(class_6a, ms_lan, {giang: {"midterm": "6"}})
    quiz = quizzes.make_quiz(
        quizzes.make_course(), [quizzes.make_question(quizzes.make_bank(school=muong_nha))]
    )
    quizzes.hand_in(hoa, quiz, {1: "b"})
    column = MarkColumn.objects.get()
    digest = feeding_columns.proposal(quiz, class_6a, ms_lan, column).digest
    facts = {"subject": column.subject, "term": column.term, "kind": "midterm", "title": "Giữa kỳ"}
    assert feeding_columns.feed(quiz, class_6a, ms_lan, facts, digest) == column
    assert {row.student: str(row.mark) for row in ColumnMark.objects.all()} == {giang: "6.0", hoa: "10.0"}
    closing.close(class_6a, column.term, ms_lan)
    with pytest.raises(feeding_columns.Refused):
        feeding_columns.feed(quiz, class_6a, ms_lan, facts, digest)


def test_a_primary_sheet_has_levels_and_remarks_and_no_average(mr_pao, vang, class_3b, signed_in):
    path = f"/mark-book/{class_3b.uid}/1/tieng-viet/"
    client = signed_in(mr_pao)
    answer = send(
        client,
        path,
        (vang, "midlevel", "", "hoàn thành tốt"),
        (vang, "endtest", "", "9,5"),
        (vang, "endtest", "", "9"),
    ).json()
    assert [one[2:4] for one in answer["cells"]] == [["kept", "T"], ["wrong", ""], ["kept", "9"]]
    page = client.get(path).content.decode()
    assert "Mức đạt được GK" in page
    assert "data-average" not in page
    assert client.get(f"/mark-book/{class_3b.uid}/year/").status_code == 404


def test_what_lacks_is_told_by_the_plan_of_the_subject(ms_lan, giang, hoa, class_6a, signed_in):
    fill(class_6a, ms_lan, {giang: {"regular1": "8", "regular2": "8", "midterm": "7", "final": "7"}})
    words = signed_in(ms_lan).get(f"/mark-book/{class_6a.uid}/1/-/missing/").content.decode()
    assert "Giàng A Sùng: ĐĐGtx (2/4)" in words
    assert "Lò Thị Hoa: ĐĐGtx (0/4), ĐĐGgk, ĐĐGck" in words


def test_a_class_is_read_with_the_same_queries_however_many_sit_there(
    ms_lan, giang, class_6a, path, signed_in, django_assert_max_num_queries
):
    client = signed_in(ms_lan)
    client.get(path)
    with django_assert_max_num_queries(25):
        client.get(path)
    pupils = [builders.make_student(f"Lò Văn {name}", class_6a) for name in ("An", "Bình", "Chi", "Dũng")]
    fill(class_6a, ms_lan, {one: {"midterm": "8", "final": "9", "remark": "Tốt"} for one in pupils})
    client.get(path)
    with django_assert_max_num_queries(25):
        client.get(path)


def test_phrases_of_ones_own_are_offered_to_oneself_and_those_of_the_school_to_all(
    ms_lan, school_admin, mr_pao, path, giang, signed_in
):
    address = "/mark-book/phrases/"
    own = {"level": "secondary", "words": "Em rất cố gắng ở môn Toán."}
    for _twice in range(2):
        assert signed_in(ms_lan).post(address, own).status_code == 302
    shared = {"level": "secondary", "words": "Đọc to, rõ ràng hơn.", "for_school": "on"}
    assert signed_in(school_admin).post(address, shared).status_code == 302
    assert RemarkPhrase.objects.exclude(by=None).count() == 2
    page = signed_in(ms_lan).get(path).content.decode()
    assert own["words"] in page
    assert shared["words"] in page
    elsewhere = signed_in(mr_pao).get(address).content.decode()
    assert own["words"] not in elsewhere
    assert shared["words"] not in elsewhere
    mine = RemarkPhrase.objects.get(by=ms_lan)
    schools = RemarkPhrase.objects.get(by=school_admin)
    assert signed_in(mr_pao).post(f"{address}{mine.pk}/drop/").status_code == 404
    assert signed_in(ms_lan).post(f"{address}{schools.pk}/drop/").status_code == 404
    assert signed_in(ms_lan).post(f"{address}{mine.pk}/drop/").status_code == 302
    assert signed_in(ms_lan).post(address, {"level": "secondary", "words": "x" * 301}).status_code == 422
