"""Who holds a training class, who is enrolled by a list, and who sees none of it."""

import uuid
from datetime import time

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from courses.models import LecturePage
from home.forms import training
from home.models import Participant, TrainingCourse, TrainingEnrolment, TrainingMaterial
from home.training import arriving
from lms import spreadsheets
from lms.models import Change
from tests.home import classes

LIST = """Họ và tên\tSố điện thoại\tXã\tDân tộc\tGiới tính
Lò Thị Panh\t0912 345 678\tMường Nhà\tThái\tNữ
Giàng A Dế\t912345679\tMường Nhà\tMông\tNam
\t0912345670\tMường Nhà\tThái\tNữ
Quàng Văn Ơn\tkhông có\tMường Nhà\tThái\tNam
Cà Thị Lả\t0912345671\tXã Trên Trời\tThái\tNữ"""


@pytest.fixture
def course(school_admin, muong_nha):
    found = classes.make_course(school_admin, muong_nha)
    classes.make_session(found, days=1)
    return found


def test_a_school_plans_a_class_and_puts_it_up(signed_in, school_admin, muong_nha):
    client = signed_in(school_admin)
    told = {"title": "Dùng máy cùng con", "audience": "families", "least_percent": "80"}
    answer = client.post("/training/new/", told | {"held": f"school-{muong_nha.pk}"})
    course = TrainingCourse.objects.get()
    assert answer["Location"] == f"/training/{course.pk}/"
    client.post(f"/training/{course.pk}/up/")
    course.refresh_from_db()
    assert not course.is_up
    session = {"on": "28/11/2026", "starts": "07:30", "ends": "10:00", "where": f"school-{muong_nha.pk}"}
    client.post(f"/training/{course.pk}/sessions/new/", session)
    for _twice in range(2):
        client.post(f"/training/{course.pk}/up/")
    course.refresh_from_db()
    assert course.is_up
    assert Change.objects.filter(act="put training up").count() == 1
    assert client.get(f"/training/{course.pk}/").status_code == 200
    assert client.get(f"/training/{course.pk}/poster.pdf").content.startswith(b"%PDF")


def test_a_session_is_asked_for_its_hours_and_its_chairs(signed_in, course, school_admin):
    html = signed_in(school_admin).get(f"/training/{course.pk}/sessions/new/").content.decode()
    for words in ("Từ giờ", "Đến giờ", "Số chỗ ngồi"):
        assert words in html
    # As of a plan for data and of an exam.
    assert "Từ ngày" not in html
    assert "uất thi" not in html


def test_nobody_holds_a_class_for_somebody_elses_school(signed_in, school_admin, na_hy):
    told = {
        "title": "Của trường khác",
        "audience": "both",
        "least_percent": "80",
        "held": f"school-{na_hy.pk}",
    }
    assert signed_in(school_admin).post("/training/new/", told).status_code == 422
    assert not TrainingCourse.objects.exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"ends": "07:00"},
        {"on": "31/02/2026"},
        {"on": "01/01/1970"},
        {"starts": "quá trưa"},
        {"where": "school-0"},
    ],
)
def test_a_session_that_cannot_be_is_refused_in_words(signed_in, course, school_admin, muong_nha, wrong):
    session = {"on": "28/11/2026", "starts": "07:30", "ends": "10:00", "where": f"school-{muong_nha.pk}"}
    answer = signed_in(school_admin).post(f"/training/{course.pk}/sessions/new/", session | wrong)
    assert answer.status_code == 422
    assert "field__error" in answer.content.decode()


def test_a_list_is_read_line_by_line_before_anything_is_kept(signed_in, course, school_admin):
    client = signed_in(school_admin)
    seen = client.post(f"/training/{course.pk}/list/", {"text": LIST})
    html = seen.content.decode()
    assert not Participant.objects.exists()
    assert "Dòng 4: chưa có tên" in html
    assert "Dòng 5: «không có» không phải số điện thoại" in html
    assert "Dòng 6: không có xã «Xã Trên Trời»" in html
    told = {"text": seen.context["text"], "list_id": seen.context["list_id"], "take": "1"}
    for _twice in range(2):
        client.post(f"/training/{course.pk}/list/", told)
    people = Participant.objects.order_by("name_sort")
    assert [one.name for one in people] == ["Giàng A Dế", "Lò Thị Panh"]
    assert people[0].phone == "0912345679"
    assert (people[1].commune.bare_name(people[1].commune.name), people[1].ethnic_group.name) == (
        "muong nha",
        "Thái",
    )
    again = client.post(f"/training/{course.pk}/list/", {"text": LIST})
    assert again.context["taken"] == 0


def test_an_excel_list_is_read_the_same_and_undone_as_one(signed_in, course, school_admin):
    client = signed_in(school_admin)
    book = spreadsheets.write([("1", [line.split("\t") for line in LIST.split("\n")[:3]])])
    seen = client.post(f"/training/{course.pk}/list/", {"file": SimpleUploadedFile("ds.xlsx", book)})
    assert seen.context["taken"] == 2
    told = {"text": seen.context["text"], "list_id": uuid.uuid4(), "take": "1"}
    client.post(f"/training/{course.pk}/list/", told)
    kept = course.lists.get()
    for _twice in range(2):
        client.post(f"/training/lists/{kept.pk}/undo/")
    assert not Participant.objects.exists()
    assert Change.objects.filter(act="undo a list of training").count() == 1


@pytest.mark.parametrize("text", ["", "\x00", "a" * 200_000, ";;;;\n\t\t", "=1+1\t=2"])
def test_nonsense_in_place_of_a_list_is_no_accident(signed_in, course, school_admin, text):
    answer = signed_in(school_admin).post(f"/training/{course.pk}/list/", {"text": text})
    assert answer.status_code in (200, 422)
    assert not Participant.objects.exists()


def test_the_other_school_finds_nothing_and_reads_no_number(signed_in, course, other_school_admin, mr_pao):
    enrolment, _code = classes.enrol(course)
    for person in (other_school_admin, mr_pao):
        client = signed_in(person)
        for path in ("", "people/", "list/", "edit/", "poster.pdf", "report/"):
            assert client.get(f"/training/{course.pk}/{path}").status_code in (403, 404)
        assert client.post(f"/training/people/{enrolment.pk}/out/").status_code == 404
    assert TrainingEnrolment.objects.standing().count() == 1


def test_a_trainer_sees_the_people_of_the_own_class_alone(signed_in, course, school_admin, ms_lan):
    classes.enrol(course)
    client = signed_in(ms_lan)
    assert client.get(f"/training/{course.pk}/people/").status_code == 404
    signed_in(school_admin).post(f"/training/{course.pk}/trainers/", {"username": "lan"})
    client = signed_in(ms_lan)
    assert classes.PHONE in client.get(f"/training/{course.pk}/people/").content.decode()
    assert client.get(f"/training/{course.pk}/edit/").status_code == 403
    unknown = signed_in(school_admin).post(f"/training/{course.pk}/trainers/", {"username": "pao"})
    assert unknown.status_code == 422


def test_strangers_who_found_the_code_are_taken_out_since_an_hour(
    signed_in, course, school_admin, time_machine
):
    before, _code = classes.enrol(course)
    time_machine.shift(3 * 60 * 60)
    present, _code = classes.enrol(course, "Vàng A Chứ", "0912345670")
    arriving.tick(classes.make_session(course, starts=time(1), ends=time(2)), present, by=school_admin)
    for number in range(3):
        classes.enrol(course, f"Kẻ Lạ {'ABC'[number]}", f"098765432{number}")
    client = signed_in(school_admin)
    path = f"/training/{course.pk}/people/"
    told = client.get(path).context["by_wall"]
    assert [n for _hour, n in told] == [3, 4]
    for _twice in range(2):
        client.post(f"{path}strangers/", {"since": told[0][0].isoformat()})
    assert client.get(f"/join/{course.code}/").status_code == 200
    standing = set(course.enrolments.standing().values_list("participant__name", flat=True))
    assert standing == {"Lò Thị Panh", "Vàng A Chứ"}
    assert Change.objects.filter(act="take out who came by the wall").count() == 1
    client.post(f"{path}strangers/", {"since": told[0][0].isoformat(), "new_code": "1"})
    assert client.get(f"/join/{course.code}/").status_code == 404


@pytest.mark.parametrize("since", ["", "hôm qua", "2026-11-24T08:00:00", "2026-99-99T99:00:00+07:00"])
def test_nobody_is_taken_out_since_an_hour_that_is_none(signed_in, course, school_admin, since):
    classes.enrol(course)
    path = f"/training/{course.pk}/people/strangers/"
    answer = signed_in(school_admin).post(path, {"since": since}, follow=True)
    assert "Chưa bỏ ai ra" in answer.content.decode()
    assert course.enrolments.standing().count() == 1


def test_staff_join_with_one_tap_and_once(signed_in, course, ms_lan):
    client = signed_in(ms_lan)
    assert client.get("/training/").status_code == 200
    for _twice in range(2):
        client.post(f"/training/{course.pk}/join/")
    enrolment = TrainingEnrolment.objects.get()
    assert enrolment.participant.user == ms_lan
    assert client.get(f"/my-classes/{enrolment.pk}/").status_code == 200
    client.post(f"/training/{course.pk}/join/", {"leave": "1"})
    assert not TrainingEnrolment.objects.standing().exists()


def test_a_file_to_read_is_looked_at_and_kept_from_strangers(signed_in, course, school_admin, mr_pao):
    client = signed_in(school_admin)
    path = f"/training/{course.pk}/material/"
    bad = client.post(path, {"title": "Tờ rơi", "file": SimpleUploadedFile("a.pdf", b"<script>")})
    assert bad.status_code == 422
    good = SimpleUploadedFile("a.pdf", b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\n%%EOF\n")
    client.post(path, {"title": "Tờ rơi", "file": good})
    row = TrainingMaterial.objects.get()
    answer = client.get(f"{path}{row.pk}/")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert signed_in(mr_pao).get(f"{path}{row.pk}/").status_code == 404
    signed_in(school_admin).post(path, {"remove": str(row.pk)})
    assert not TrainingMaterial.objects.exists()


def test_an_old_lecture_is_found_by_its_title_and_one_of_a_school_is_not(
    signed_in, course, school_admin, fractions, integers, monkeypatch, muong_nha
):
    monkeypatch.setattr(training, "LECTURES", 0)
    LecturePage.objects.filter(pk=integers.pk).update(audience="school", school=muong_nha)
    client, path = signed_in(school_admin), f"/training/{course.pk}/material/"
    option = f'<option value="{fractions.pk}"'
    assert option not in client.get(path).text
    assert option in client.get(path, {"q": "phan so bang nhau"}).text
    assert "Không tìm thấy bài nào cho «số nguyên âm»" in client.get(path, {"q": "số nguyên âm"}).text
    assert client.post(path, {"lecture": integers.pk}).status_code == 422
    client.post(path, {"lecture": fractions.pk})
    assert TrainingMaterial.objects.get().lecture_id == fractions.pk


def test_the_pages_of_a_class_ask_as_often_for_ten_people_as_for_one(
    signed_in, course, school_admin, django_assert_max_num_queries
):
    for number in range(10):
        classes.enrol(course, f"Lò Thị {'ABCDEFGHIK'[number]}", f"091234567{number}")
    client = signed_in(school_admin)
    with django_assert_max_num_queries(16):
        client.get(f"/training/{course.pk}/people/")
    for _more in range(3):
        classes.make_course(school_admin, course.school)
    with django_assert_max_num_queries(16):
        client.get("/training/")


def test_the_log_knows_no_name_and_no_number(signed_in, course, school_admin):
    enrolment, _code = classes.enrol(course)
    signed_in(school_admin).post(f"/training/people/{enrolment.pk}/out/", {"forget": "1"})
    written = str(list(Change.objects.values()))
    assert "Panh" not in written
    assert classes.PHONE not in written


@pytest.mark.parametrize("chosen", ["x", "0" * 32, "²", "9" * 400])
def test_a_slip_for_nobody_is_not_found(signed_in, course, school_admin, chosen):
    classes.enrol(course)
    answer = signed_in(school_admin).post(f"/training/{course.pk}/codes.pdf", {"enrolment": chosen})
    assert answer.status_code == 404
