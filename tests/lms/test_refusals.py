"""Who asks for what is not theirs gets «not there», and a line is written down without a name."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from courses.models import Attempt
from lms import refusals
from lms.models import Change
from tests import builders
from tests.courses import quizzes
from tests.devices import builders as machines


def lines():
    return Change.objects.filter(act=refusals.ACT)


@pytest.fixture
def attempt(giang):
    bank = quizzes.make_bank(school=giang.school)
    return Attempt.objects.begin(
        giang, quizzes.make_quiz(quizzes.make_course(), [quizzes.make_question(bank)])
    )


@pytest.mark.parametrize(
    ("who", "path"),
    [
        ("mr_pao", "/students/{giang.pk}/"),
        ("mr_pao", "/classes/{class_6a.uid}/list.xlsx"),
        ("other_school_admin", "/students/{giang.pk}/edit/"),
        ("other_school_admin", "/devices/{tablet.code}/"),
        ("other_school_admin", "/movements/?school={muong_nha.code}"),
        ("mr_pao", "/desk/classes/{class_6a.uid}/"),
        ("hoa", "/attempts/{attempt.pk}/"),
        ("vang", "/attempts/{attempt.pk}/"),
    ],
)
def test_what_is_not_theirs_is_not_there_and_the_asking_is_noted(
    signed_in, request, muong_nha, class_6a, giang, attempt, who, path
):
    person = request.getfixturevalue(who)
    told = {"giang": giang, "class_6a": class_6a, "muong_nha": muong_nha, "attempt": attempt}
    address = path.format(tablet=machines.make_device(muong_nha), **told)
    assert signed_in(person).get(address).status_code == 404
    line = lines().get()
    assert (line.actor, line.school_id, line.label) == (getattr(person, "user", person), muong_nha.pk, "")
    assert "Giàng" not in str(vars(line))


def test_what_nobody_has_leaves_no_line(signed_in, mr_pao):
    client = signed_in(mr_pao)
    for path in ("/students/00000000-0000-0000-0000-000000000000/", "/devices/KHONGCO/", "/no-such-page/"):
        assert client.get(path).status_code == 404
    assert not lines().exists()


def test_what_may_be_seen_but_lacks_a_part_leaves_no_line(signed_in, school_admin, giang):
    path = f"/students/{giang.pk}/guardians/00000000-0000-0000-0000-000000000000/unlink/"
    assert signed_in(school_admin).post(path).status_code == 404
    assert not lines().exists()


def test_a_closed_door_is_noted_with_the_page(signed_in, ms_lan):
    assert signed_in(ms_lan).get("/rosters/").status_code == 403
    line = lines().get()
    assert (line.model, line.after) == ("", {"door": "/rosters/"})


def test_whoever_is_not_signed_in_writes_nothing(client, giang):
    client.get(f"/students/{giang.pk}/")
    client.get("/devices/KHONGCO/")
    assert not lines().exists()


def test_the_same_thing_is_noted_once_a_day(signed_in, mr_pao, giang, time_machine):
    client = signed_in(mr_pao)
    for _again in range(3):
        client.get(f"/students/{giang.pk}/")
    assert lines().count() == 1
    time_machine.move_to(timezone.now() + timedelta(days=1))
    client.get(f"/students/{giang.pk}/")
    assert lines().count() == 2


def test_who_leafs_through_addresses_does_not_fill_the_log(signed_in, mr_pao, class_6a):
    client = signed_in(mr_pao)
    for number in range(refusals.A_DAY + 3):
        client.get(f"/students/{builders.make_student(f'Lò Văn {number}', class_6a).pk}/")
    assert lines().count() == refusals.A_DAY
    assert lines().first().after["more_left_out"] is True


def test_foreign_pupils_sent_along_are_counted(signed_in, school_admin, class_6a, giang, vang):
    form = {"students": [giang.pk, vang.pk], "to": "", "name": "6C", "on": "24/11/2026"}
    assert signed_in(school_admin).post(f"/classes/{class_6a.uid}/change/part/", form).status_code == 400
    line = lines().get()
    assert (line.after, line.school_id) == ({"count": 1}, vang.school_id)
    assert vang.current_enrolment().school_class.name == "3B"


def test_work_for_a_foreign_class_is_counted(signed_in, ms_lan, class_6a, class_3b):
    form = {"classes": [class_6a.uid, class_3b.uid], "page": ""}
    assert signed_in(ms_lan).post("/desk/give/", form).status_code == 200, "not given"
    assert lines().get().after == {"count": 1}


@pytest.mark.parametrize(
    ("reader", "sees"),
    [("province_admin", True), ("auditor", True), ("school_admin", False), ("other_school_admin", False)],
)
def test_province_and_auditor_read_it_in_the_log(signed_in, request, mr_pao, giang, reader, sees):
    signed_in(mr_pao).get(f"/students/{giang.pk}/")
    shown = signed_in(request.getfixturevalue(reader)).get("/changes/")
    told = [(line.actor, line.in_words, line.subject) for line in shown.context["page"]]
    assert told == ([(mr_pao, "muốn mở, đã từ chối", "học sinh")] if sees else [])
    assert "Giàng A Sùng" not in shown.content.decode()


def queries_of_log(queries):
    return [query["sql"] for query in queries if "lms_change" in query["sql"]]


def test_a_page_that_nobody_has_asks_nothing_of_the_log(signed_in, mr_pao):
    client = signed_in(mr_pao)
    with CaptureQueriesContext(connection) as queries:
        client.get("/no-such-page/")
    assert queries_of_log(queries) == []


def test_once_the_day_is_full_a_refusal_costs_one_question(signed_in, mr_pao, class_6a, giang):
    client = signed_in(mr_pao)
    for number in range(refusals.A_DAY):
        client.get(f"/students/{builders.make_student(f'Lò Văn {number}', class_6a).pk}/")
    with CaptureQueriesContext(connection) as queries:
        client.get(f"/students/{giang.pk}/")
    assert len(queries_of_log(queries)) == 1


def test_the_back_office_notes_who_has_no_business_there(signed_in, ms_lan, author):
    assert signed_in(ms_lan).get("/admin/").status_code == 403
    assert signed_in(author).get("/admin/reports/site-history/").status_code == 404
    told = [(line.actor, line.after["door"]) for line in lines().order_by("pk")]
    assert told == [(ms_lan, "/admin/"), (author, "/admin/reports/site-history/")]
