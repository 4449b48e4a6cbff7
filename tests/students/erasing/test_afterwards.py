"""After a pupil is erased: twice is as once, nothing comes back, and what stays open in the database."""

from datetime import date

import pytest
from django.db import DatabaseError, transaction

from courses.models import (
    AnswerEvent,
)
from devices.models import Assignment, Handover
from devices.papers import handover_facts, handover_pdf
from lms.history import ERASE, about, empty_lines, note_change
from lms.models import Change
from students import erasing
from students.models import (
    Movement,
    RosterImport,
    Student,
)
from students.movement import strokes
from students.movement.rules import CannotMove
from students.roster import undo
from tests import builders

# Twice, from elsewhere, and back


def test_erased_twice_is_as_once(erased, asked, client, school_admin):
    _now, is_new = erasing.erase(erased, by=school_admin)
    assert not is_new
    path = f"/requests/{asked.pk}/erase/"
    assert client.post(path, {"code": erased.code})["Location"] == f"/requests/{asked.pk}/"
    assert Change.objects.filter(act=ERASE).count() == 1


def test_the_other_school_and_a_teacher_find_nothing(asked, signed_in, other_school_admin, ms_lan):
    path = f"/requests/{asked.pk}/erase/"
    assert signed_in(other_school_admin).get(path).status_code == 404
    assert signed_in(other_school_admin).post(path, {"code": asked.student.code}).status_code == 404
    assert signed_in(ms_lan).get(path).status_code == 403


def test_another_kind_of_request_erases_nothing(brought_back, ms_lan, signed_in, school_admin):
    request = builders.ask_for_data(brought_back, by=ms_lan, kind="stop", words="x")
    assert signed_in(school_admin).get(f"/requests/{request.pk}/erase/").status_code == 404


@pytest.mark.parametrize("path", ["", "edit/", "dossier/", "requests/new/"])
def test_an_erased_pupil_is_found_by_nobody(erased, client, path):
    assert client.get(f"/students/{erased.pk}/{path}").status_code == 404


def test_lists_do_not_show_an_erased_pupil(erased, client):
    assert erasing.NAMELESS not in client.get("/students/?show=gone").text
    assert client.get("/looks/").status_code == 200
    assert "về một em đã được xóa dữ liệu" in client.get("/changes/").text
    assert erasing.NAMELESS in client.get(f"/movements/{Movement.objects.get().pk}/").text
    sat = erased.enrolments.get().school_class
    assert erasing.NAMELESS in client.get(f"/classes/{sat.uid}/").text


def test_what_brought_the_pupil_in_or_out_is_not_undone_any_more(erased, school_admin):
    with pytest.raises(undo.CannotUndo, match="đã được xóa"):
        undo.undo(RosterImport.objects.get(), by=school_admin)
    with pytest.raises(CannotMove, match="đã được xóa"):
        strokes.undo(Movement.objects.get(), by=school_admin)


# The paper that is kept


def test_the_paper_says_until_when_it_is_kept_and_is_printed_again(erased, client):
    paper = Assignment.objects.filter(pupil=erased).first().handover
    words = "Em đã được xóa tên – giữ đến 24/11/2036 theo hồ sơ bàn giao"
    assert words in client.get(f"/handovers/{paper.pk}/").text
    assert handover_facts(paper)["pupil"]["name"] == words
    assert handover_pdf(paper).startswith(b"%PDF")
    assert paper.scans.standing().count() == 1


# The narrow doors of the database


def test_a_line_of_the_log_is_emptied_for_an_erasing_and_for_nothing_else(giang, ms_lan):
    note_change(by=ms_lan, act="reset the PIN", thing=giang)
    other = note_change(by=ms_lan, act="revoke sign-in cards", thing=giang)
    with pytest.raises(DatabaseError), transaction.atomic():
        empty_lines(about({Student: [giang.pk]}), because=other)
    assert Change.objects.filter(label=str(giang)).count() == 2


def test_an_emptied_line_is_never_filled_again(erased):
    for told in ({"label": "x"}, {"after": {"a": 1}}, {"emptied_for": None}, {"act": "x"}):
        with pytest.raises(DatabaseError), transaction.atomic():
            Change.objects.exclude(emptied_for=None).update(**told)


def test_answers_of_whoever_is_not_erased_never_go(tua):
    with pytest.raises(DatabaseError), transaction.atomic():
        AnswerEvent.objects.all().delete()


def test_who_received_a_paper_is_not_taken_out_before_its_time(brought_back):
    papers = Assignment.objects.filter(pupil=brought_back).values("handover")
    kept = Handover.objects.filter(pk__in=papers)
    for told in (
        {"receiver_name": ""},
        {"receiver_name": "", "forgotten_on": date(2035, 12, 31)},
        {"receiver_name": "x", "forgotten_on": date(2036, 12, 31)},
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            kept.update(**told)
