"""The name of a pupil who is erased goes out of what authors wrote, old versions and notes included."""

from datetime import date

import pytest
from wagtail.models import PageLogEntry, Revision, TaskState, Workflow, WorkflowTask

from courses.models import ClearedName, LectureApproval, LecturePage
from lms.models import Change
from students import erasing
from students.movement import pupils
from tests.builders import make_student
from tests.courses import builders, quizzes
from tests.courses.importing.builders import make_import
from tests.courses.test_publicity import NAME, agree, draft, is_live, showing, text
from tests.students.erasing.filled import everything_told

SUNG = "Giàng A Sùng"


@pytest.fixture
def course(muong_nha):
    return builders.make_course("Toán 6 Mường Nhà", school=muong_nha)


@pytest.fixture
def left(giang, school_admin):
    pupils.drop_out(giang, date(2026, 11, 23), by=school_admin)
    giang.refresh_from_db()
    return giang


def erase(student, by):
    erasing.erase(student, by=by, despite_bars=True)


def told():
    return {label for label, row in everything_told() if SUNG.lower() in row.lower()}


def test_drafts_and_what_a_page_said_before_are_without_the_name(course, giang, ms_lan, school_admin):
    agree(giang, NAME, ms_lan)
    page = draft(course, text("Em <b>GIÀNG A</b> SÙNG hát."), title="Giàng A Sùng kể chuyện")
    page.get_latest_revision().publish()
    page = LecturePage.objects.get(pk=page.pk)
    page.title, page.body = "Kể chuyện", [text("Một em hát.")]
    page.save_revision(log_action=True).publish()
    never = draft(course, text("Em Giàng A Sùng sẽ hát."), title="Giàng A Sùng")
    pupils.drop_out(giang, date(2026, 11, 23), by=school_admin)
    giang.refresh_from_db()
    erase(giang, school_admin)
    assert told() == set()
    assert is_live(page)
    never = LecturePage.objects.get(pk=never.pk)
    assert never.title == erasing.NAMELESS
    assert "sẽ hát" in never.get_latest_revision_as_object().body[0].value["text"].source
    first = Revision.objects.filter(object_id=str(page.pk)).earliest("pk").as_object()
    assert first.body[0].value["text"].source == f"<p>Em <b>{erasing.NAMELESS}</b> hát.</p>"


def test_why_a_draft_was_returned_is_without_the_name(course, left, author, approver, school_admin):
    workflow, task = Workflow.objects.create(name="Duyệt"), LectureApproval.objects.create(name="Đọc")
    WorkflowTask.objects.create(workflow=workflow, task=task)
    page = draft(course, text("Em Giàng A Sùng hát."))
    state = workflow.start(page, author)
    state.current_task_state.task.on_action(state.current_task_state, approver, "approve")
    assert SUNG in TaskState.objects.get().comment
    erase(left, school_admin)
    assert told() == set()
    assert erasing.NAMELESS in TaskState.objects.get().comment
    assert PageLogEntry.objects.filter(action="wagtail.workflow.reject").exists()


def test_titles_of_pictures_and_lines_about_pages_are_without_it(course, left, school_admin):
    picture = builders.make_picture(title=f"{SUNG}.jpg")
    page = draft(course, showing(picture), title=f"{SUNG} hát")
    Change.objects.create(
        act="take a page down that names a pupil", model=page._meta.label_lower, object_id=page.pk, label=page
    )
    erase(left, school_admin)
    assert told() == set()


def test_a_public_page_that_still_tells_it_is_taken_down(course, left, school_admin):
    page = draft(course, text("Chúc em."))
    page.get_latest_revision().publish()
    LecturePage.objects.filter(pk=page.pk).update(title=SUNG, draft_title=SUNG)
    erase(left, school_admin)
    assert not is_live(page)
    assert told() == set()


def test_the_name_of_somebody_else_stays(course, left, approver, ms_lan, class_6a, school_admin):
    cleared = draft(course, text(f"Ông {SUNG} dựng bản."))
    ClearedName.objects.create(page=cleared, name=SUNG, by=approver)
    erase(left, school_admin)
    assert SUNG in LecturePage.objects.get(pk=cleared.pk).body[0].value["text"].source


def test_so_does_that_of_a_namesake_who_agreed(course, left, ms_lan, class_6a, school_admin):
    namesake = make_student(SUNG, class_6a)
    agree(namesake, NAME, ms_lan)
    page = draft(course, text(f"Chúc mừng em {SUNG}."))
    page.get_latest_revision().publish()
    erase(left, school_admin)
    assert is_live(page)
    assert SUNG in LecturePage.objects.get(pk=page.pk).body[0].value["text"].source


def test_what_another_school_wrote_about_a_namesake_stays(left, na_hy, school_admin):
    page = draft(builders.make_course("Toán Nà Hỳ", school=na_hy), text(f"Em {SUNG} hát."), title=SUNG)
    erase(left, school_admin)
    page = LecturePage.objects.get(pk=page.pk)
    assert page.title == SUNG
    assert SUNG in page.get_latest_revision_as_object().body[0].value["text"].source


def test_files_of_questions_are_without_it(left, muong_nha, school_admin):
    content = f"Em {SUNG} có mấy quả? {{=hai#{SUNG} có hai ~ba}}".encode()
    make_import(quizzes.make_bank(school=muong_nha), content, name=f"{SUNG}.txt")
    erase(left, school_admin)
    assert told() == set()


def test_the_name_without_its_marks_goes_too_and_another_name_stays(course, left, school_admin):
    page = draft(course, text("Giang A Sung đo, giàng a sùng ghi, Giang A Sủng xem."))
    erase(left, school_admin)
    page = LecturePage.objects.get(pk=page.pk)
    gone = erasing.NAMELESS
    assert page.body[0].value["text"].source == f"<p>{gone} đo, {gone} ghi, Giang A Sủng xem.</p>"


def test_who_is_called_so_without_marks_keeps_the_name(course, left, school_admin, class_6a):
    make_student("Giang A Sung", class_6a)
    page = draft(course, text("Giang A Sung đo."))
    erase(left, school_admin)
    assert LecturePage.objects.get(pk=page.pk).body[0].value["text"].source == "<p>Giang A Sung đo.</p>"
