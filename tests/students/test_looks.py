"""«Ai đã xem»: every look and every file is a line; each reader sees only the lines that concern them."""

import pytest

from lms import chain, history
from lms.models import Look
from students import looked
from students.models import Guardian, Guardianship, Household, Role
from tests import builders
from tests.devices import builders as machines


@pytest.fixture
def mother(giang):
    user = builders.make_user("me.giang", "Giàng Thị Dua")
    guardian = Guardian.objects.create(user=user, full_name=user.full_name)
    Guardianship.objects.create(guardian=guardian, student=giang, relation="mother")
    return user


def whats(student):
    return list(Look.objects.filter(object_id=str(student.pk)).order_by("pk").values_list("what", flat=True))


def test_a_page_opened_again_and_again_is_one_line_a_day(
    signed_in, ms_lan, school_admin, giang, time_machine
):
    for _turn in range(3):
        signed_in(ms_lan).get(f"/students/{giang.pk}/")
    signed_in(school_admin).get(f"/students/{giang.pk}/")
    assert Look.objects.filter(what="pupil's page").count() == 2
    time_machine.move_to("2026-11-25T09:00:00+07:00")
    signed_in(ms_lan).get(f"/students/{giang.pk}/")
    assert Look.objects.filter(what="pupil's page").count() == 3


def test_whatever_leaves_as_a_file_is_noted_for_each_pupil(signed_in, school_admin, class_6a, giang, hoa):
    client = signed_in(school_admin)
    client.get(f"/classes/{class_6a.uid}/list.xlsx")
    client.post(f"/classes/{class_6a.uid}/cards/", {"pins": "none"})
    client.post(f"/students/{giang.pk}/card/")
    client.post(f"/classes/{class_6a.uid}/consents/sheets.pdf")
    client.get(f"/handovers/classes/{class_6a.uid}/")
    client.get("/overview/pupils/all/?xlsx=1")
    assert whats(giang) == [
        "class list",
        "sign-in card",
        "sign-in card",
        "consent sheet",
        "list of recipients",
        "list of pupils",
    ]
    assert whats(hoa) == [
        "class list",
        "sign-in card",
        "consent sheet",
        "list of recipients",
        "list of pupils",
    ]


def test_the_paper_of_a_handover_and_its_scan_are_noted(signed_in, school_admin, giang, muong_nha):
    giang.household = Household.objects.create(head_name="Giàng A Páo")
    giang.save()
    paper = machines.give(giang, school_admin, machines.make_device(muong_nha))
    scan = machines.attach_scan(paper, by=school_admin)
    client = signed_in(school_admin)
    client.get(f"/handovers/{paper.pk}/paper/")
    client.get(f"/handovers/{paper.pk}/scans/{scan.pk}/").getvalue()
    assert whats(giang) == ["hand-over record", "signed hand-over record"]


def test_the_signed_consent_sheet_is_noted(signed_in, ms_lan, giang):
    paper = builders.print_consent_sheet(giang, by=ms_lan)
    scan = builders.attach_consent_scan(paper, by=ms_lan)
    signed_in(ms_lan).get(f"/consents/{paper.number}/scans/{scan.pk}/").getvalue()
    assert whats(giang) == ["signed consent sheet"]


def test_a_refused_look_leaves_no_line(signed_in, mr_pao, other_school_admin, giang, class_6a):
    for stranger in (mr_pao, other_school_admin):
        signed_in(stranger).get(f"/students/{giang.pk}/?show=sensitive")
        signed_in(stranger).get(f"/classes/{class_6a.uid}/list.xlsx")
    assert not Look.objects.exists()


def test_a_phrase_without_words_cannot_be_noted(ms_lan, giang):
    with pytest.raises(KeyError):
        looked.note(ms_lan, "whatever", giang)


def test_the_school_reads_who_what_whom(signed_in, school_admin, ms_lan, giang):
    signed_in(ms_lan).get(f"/students/{giang.pk}/")
    page = signed_in(school_admin).get("/looks/").content.decode()
    assert "Nguyễn Thị Lan" in page
    assert "giáo viên" in page
    assert "Mở trang của em" in page
    assert "Giàng A Sùng" in page


def test_the_other_school_reads_none_of_it(signed_in, other_school_admin, ms_lan, giang):
    signed_in(ms_lan).get(f"/students/{giang.pk}/")
    client = signed_in(other_school_admin)
    page = client.get("/looks/").content.decode()
    assert "Nguyễn Thị Lan" not in page
    assert "Giàng A Sùng" not in page
    assert client.get(f"/looks/?student={giang.pk}").status_code == 404


def test_a_mother_reads_of_her_own_child_alone(signed_in, mother, ms_lan, giang, hoa):
    for student in (giang, hoa):
        signed_in(ms_lan).get(f"/students/{student.pk}/")
    client = signed_in(mother)
    page = client.get("/looks/").content.decode()
    assert "Nguyễn Thị Lan" in page
    assert "Lò Thị Hoa" not in page
    assert client.get(f"/looks/?student={hoa.pk}").status_code == 404
    assert client.get(f"/looks/?student={giang.pk}").status_code == 200


def test_a_list_of_very_many_is_written_in_pieces_so_that_others_need_not_wait(
    signed_in, province_admin, giang, hoa, vang, monkeypatch
):
    monkeypatch.setattr(history, "PIECE", 2)
    pieces = []
    append = chain.append
    monkeypatch.setattr(chain, "append", lambda looks: (pieces.append(len(looks)), append(looks)))
    answer = signed_in(province_admin).get("/overview/pupils/all/?xlsx=1")
    assert answer.status_code == 200
    assert pieces == [2, 1]
    noted = set(Look.objects.filter(what="list of pupils").values_list("object_id", flat=True))
    assert noted == {str(student.pk) for student in (giang, hoa, vang)}
    assert list(chain.faults()) == []


def test_no_list_is_handed_out_before_every_line_is_written(
    signed_in, province_admin, giang, hoa, monkeypatch
):
    monkeypatch.setattr(history, "PIECE", 1)
    append = chain.append

    def break_off(looks):
        if Look.objects.filter(what="list of pupils").exists():
            raise OSError("disk full")
        append(looks)

    monkeypatch.setattr(chain, "append", break_off)
    with pytest.raises(OSError, match="disk full"):
        signed_in(province_admin).get("/overview/pupils/all/?xlsx=1")


def test_a_day_is_typed_as_people_write_it(signed_in, school_admin, ms_lan, giang):
    signed_in(ms_lan).get(f"/students/{giang.pk}/")
    client = signed_in(school_admin)
    page = client.get("/looks/?since=24/11/2026").content.decode()
    assert "Mở trang" in page
    assert 'value="24/11/2026"' in page
    # The browser's own field shows an English browser's month first.
    assert 'type="date"' not in page


def test_once_unlinked_a_mother_reads_nothing(signed_in, mother, ms_lan, giang):
    signed_in(ms_lan).get(f"/students/{giang.pk}/")
    Guardianship.objects.all().delete()
    assert "Nguyễn Thị Lan" not in signed_in(mother).get("/looks/").content.decode()


def test_province_and_auditor_read_all(signed_in, province_admin, auditor, ms_lan, mr_pao, giang, vang):
    signed_in(ms_lan).get(f"/students/{giang.pk}/")
    signed_in(mr_pao).get(f"/students/{vang.pk}/")
    for reader in (province_admin, auditor):
        page = signed_in(reader).get("/looks/").content.decode()
        assert "Giàng A Sùng" in page
        assert "Vàng Thị Mỷ" in page


def test_lines_are_narrowed_by_day_and_person(signed_in, school_admin, ms_lan, giang):
    signed_in(ms_lan).get(f"/students/{giang.pk}/")
    client = signed_in(school_admin)
    assert "Mở trang" in client.get("/looks/?who=lan&since=2026-11-24").content.decode()
    assert "Mở trang" in client.get("/looks/?who=nguyen+lan").content.decode()
    assert "Mở trang" not in client.get("/looks/?who=nobody").content.decode()
    assert "Mở trang" not in client.get("/looks/?since=2026-11-25").content.decode()


@pytest.mark.parametrize(
    "query", ["student=x", "student=%00", "since=99999-01-01", "page=x", "who=" + "x" * 500]
)
def test_odd_addresses_are_answered(signed_in, school_admin, query):
    assert signed_in(school_admin).get(f"/looks/?{query}").status_code in (200, 400, 404)


def test_a_line_tells_what_the_reader_was_on_that_day(signed_in, school_admin, ms_lan, giang, time_machine):
    signed_in(ms_lan).get(f"/students/{giang.pk}/")
    Role.objects.filter(user=ms_lan).update(ends_on="2026-11-24")
    time_machine.move_to("2026-11-30T09:00:00+07:00")
    assert "giáo viên" in signed_in(school_admin).get("/looks/").content.decode()


def test_a_long_log_asks_the_database_a_few_times(
    signed_in, school_admin, ms_lan, class_6a, django_assert_max_num_queries
):
    students = [builders.make_student(f"Lò Văn {number}", class_6a) for number in range(40)]
    looked.note(ms_lan, "class list", *students)
    client = signed_in(school_admin)
    with django_assert_max_num_queries(14):
        client.get("/looks/")
