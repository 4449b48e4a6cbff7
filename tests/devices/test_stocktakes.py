"""Counting machines: what is expected is frozen, scans are a set, nothing is moved by itself."""

import uuid
from datetime import date

import pytest
from django.db import IntegrityError, transaction

from devices.models import Device, Stocktake, StocktakeScan, verified
from devices.stocktake import begin, closing, scanning
from devices.stocktake.outcome import outcome
from devices.take_back import take_back
from lms import outbox
from lms.models import Look
from tests.devices import builders as make
from tests.devices.ways_to_write import sql


@pytest.fixture
def spare(muong_nha):
    """A machine of the school that nobody holds."""
    return make.make_device(muong_nha, serial="SPARE-1", code="SPARE2")


@pytest.fixture
def count(tablet, spare, giang, school_admin, muong_nha):
    """A count of the whole school: Giàng's tablet and the spare one are expected."""
    make.give(giang, school_admin, tablet)
    return begin.begin(Stocktake(school=muong_nha, scope="school"), by=school_admin)


def scan(count, code, by, **more):
    return scanning.keep(count, scanning.Seen(code, **more), by, uuid.uuid4())


def event(count, code="K7M3PX", told_id=None, **payload):
    return outbox.Event(
        id=told_id or uuid.uuid4(),
        kind=scanning.KIND,
        stream=f"stocktake:{count.pk}",
        install="phone",
        seq=1,
        learner="x",
        payload={"stocktake": str(count.pk), "code": code, **payload},
    )


def sender(user):
    user = getattr(user, "user", user)
    return outbox.Sender(user, user.learner_key)


def codes(rows):
    return {row.device.code for row in rows}


# What is expected


@pytest.mark.parametrize(
    ("scope", "expected"),
    [
        ({"scope": "school"}, {"K7M3PX", "SPARE2"}),
        ({"scope": "store"}, {"SPARE2"}),
        ({"scope": "class"}, {"K7M3PX"}),
        ({"scope": "batch"}, {"K7M3PX", "SPARE2"}),
        ({"scope": "room", "room": "Phòng máy 1"}, set()),
    ],
)
def test_each_scope_expects_its_machines(
    scope, expected, tablet, spare, giang, class_6a, muong_nha, school_admin, other_tablet
):
    make.give(giang, school_admin, tablet)
    more = {"class": {"school_class": class_6a}, "batch": {"batch": tablet.batch}}.get(scope["scope"], {})
    count = begin.begin(Stocktake(school=muong_nha, **scope, **more), by=school_admin)
    assert codes(outcome(count, school_admin).missing) == expected


def test_a_room_expects_what_was_found_in_it_last_time(spare, muong_nha, school_admin):
    first = begin.begin(Stocktake(school=muong_nha, scope="room", room="Phòng máy 1"), by=school_admin)
    scan(first, "SPARE2", school_admin)
    closing.close(first, by=school_admin)
    second = begin.begin(Stocktake(school=muong_nha, scope="room", room="phong may 1"), by=school_admin)
    assert codes(outcome(second, school_admin).missing) == {"SPARE2"}


@pytest.fixture
def room(muong_nha, school_admin):
    """`room("Phòng máy 1", "SPARE2")`: a count of a room with these machines scanned, closed unless told."""

    def count_it(name, *scanned, close=True):
        count = begin.begin(Stocktake(school=muong_nha, scope="room", room=name), by=school_admin)
        for code in scanned:
            scan(count, code, school_admin)
        return closing.close(count, by=school_admin) if close else count

    return count_it


def test_the_first_count_of_a_room_makes_its_list_and_says_so(
    spare, tablet, giang, room, school_admin, signed_in
):
    make.give(giang, school_admin, tablet)
    first = room("Phòng máy 1", "SPARE2", "SPARE2", "K7M3PX", "NOBODY", close=False)
    client = signed_in(school_admin)
    assert "Phòng này chưa có danh sách" in client.get(f"/stocktakes/{first.pk}/").text
    for said in (outcome(first, school_admin), outcome(closing.close(first, school_admin), school_admin)):
        assert (said.makes_list, codes(said.new), said.missing) == (True, {"SPARE2"}, [])
        assert codes(said.elsewhere) == {"K7M3PX"}, "a pupil's machine is not of the room"
        assert codes(said.twice) == {"SPARE2"}
        assert [one.code for one in said.unknown] == ["NOBODY"]
    page = client.get(f"/stocktakes/{first.pk}/result/").text
    assert "Danh sách của phòng" in page
    assert client.get(f"/stocktakes/{first.pk}/paper/").content.startswith(b"%PDF")


def test_the_first_count_of_a_room_says_what_comes_onto_its_list(
    spare, tablet, giang, room, school_admin, signed_in
):
    make.give(giang, school_admin, tablet)
    count = room("Phòng máy 1", close=False)
    client, page = signed_in(school_admin), f"/stocktakes/{count.pk}/"
    known = client.get(page).context["known"]
    assert {machine["code"]: machine["belongs"] for machine in known["machines"]} == {
        "SPARE2": True,
        "K7M3PX": False,
    }

    def said(code):
        told = {"request_id": str(uuid.uuid4()), "code": code, "seen_as": ""}
        return client.post(page, told, follow=True).text

    assert "SPARE2: đưa vào danh sách của phòng này" in said("SPARE2")
    assert "K7M3PX: đưa vào" not in said("K7M3PX")
    assert "KHONG-CO: đưa vào" not in said("KHONG-CO")
    closed = client.post(f"{page}close/", {"note": ""}, follow=True).text
    assert "0 / 0" not in closed
    assert "Không thiếu máy nào" not in closed
    assert "không thể biết có thiếu máy nào" in closed
    assert "0 / 0" not in client.get("/stocktakes/").text
    assert client.get(f"{page}paper/").content.startswith(b"%PDF")


def test_afterwards_the_room_tells_found_missing_and_unexpected(spare, muong_nha, room, school_admin):
    for code in ("R2R2R2", "T4T4T4"):
        make.make_device(muong_nha, code=code)
    room("Phòng máy 1", "SPARE2", "R2R2R2")
    second = room("phong may 1", "SPARE2", "T4T4T4", "SPARE2", close=False)
    said = outcome(second, school_admin)
    assert not said.makes_list
    assert (codes(said.found), codes(said.missing)) == ({"SPARE2"}, {"R2R2R2"})
    assert (codes(said.elsewhere), codes(said.twice)) == ({"T4T4T4"}, {"SPARE2"})


def test_what_was_missing_stays_on_the_list_until_it_is_seen_or_known_elsewhere(
    spare, muong_nha, room, school_admin
):
    make.make_device(muong_nha, code="R2R2R2")
    room("Phòng máy 1", "SPARE2", "R2R2R2")
    second = room("Phòng máy 1", "SPARE2")
    assert codes(outcome(room("Phòng máy 1", "SPARE2"), school_admin).missing) == {"R2R2R2"}
    closing.tell(second, Device.objects.get(code="R2R2R2"), "known", "Phòng thư viện", school_admin)
    third = room("Phòng máy 1", "SPARE2")
    assert outcome(third, school_admin).missing == []


def test_a_machine_seen_in_another_room_lies_there(spare, muong_nha, room, school_admin, signed_in):
    make.make_device(muong_nha, code="R2R2R2")
    room("Phòng máy 1", "SPARE2", "R2R2R2")
    other = room("Thư viện", "R2R2R2", close=False)
    (row,) = outcome(other, school_admin).elsewhere
    assert row.room == "Phòng máy 1"
    assert "Phòng máy 1" in signed_in(school_admin).get(f"/stocktakes/{other.pk}/result/").text
    closing.close(other, school_admin)
    assert codes(outcome(room("Phòng máy 1", close=False), school_admin).missing) == {"SPARE2"}


def test_what_was_given_out_since_is_not_missed_in_the_room(spare, giang, room, school_admin):
    room("Phòng máy 1", "SPARE2")
    make.give(giang, school_admin, spare)
    assert outcome(room("Phòng máy 1", close=False), school_admin).missing == []


def test_what_is_expected_stays_as_it_was_when_the_count_began(count, tablet, hoa, school_admin, muong_nha):
    make.make_device(muong_nha)
    make.give(hoa, school_admin, Device.objects.get(code="SPARE2"))
    said = outcome(count, school_admin)
    assert codes(said.missing) == {"K7M3PX", "SPARE2"}
    assert {row.holder for row in said.missing} == {"em Giàng A Sùng", ""}


def test_pressing_begin_twice_is_one_count(muong_nha, school_admin):
    key = uuid.uuid4()
    for _ in range(2):
        begin.begin(Stocktake(school=muong_nha, scope="school", request_id=key), by=school_admin)
    assert Stocktake.objects.count() == 1


# What was seen


@pytest.mark.parametrize(
    "typed", ["K7M3PX", " k7m-3px ", "R9TX 70 1234", "https://song.example/d/K7M3PX/", "imei"]
)
def test_a_machine_is_found_by_label_code_serial_or_imei(typed, count, tablet, school_admin):
    scan(count, tablet.imei1 if typed == "imei" else typed, school_admin)
    assert codes(outcome(count, school_admin).found) == {"K7M3PX"}


def test_a_scan_that_is_sent_twice_at_once_is_one(count, school_admin, monkeypatch):
    key, seen, lock = uuid.uuid4(), scanning.Seen("SPARE2"), Stocktake.objects.select_for_update

    def behind_the_other(**told):
        monkeypatch.undo()
        scanning.keep(count, seen, school_admin, key)
        return lock(**told)

    monkeypatch.setattr(Stocktake.objects, "select_for_update", behind_the_other)
    assert scanning.keep(count, seen, school_admin, key).pk == key
    assert StocktakeScan.objects.count() == 1


def test_two_phones_that_saw_the_same_machine_count_it_once(count, school_admin, province_admin):
    scan(count, "K7M3PX", school_admin, seen_as="good")
    scan(count, "K7M3PX", province_admin, seen_as="broken", note="Nứt kính")
    (row,) = outcome(count, school_admin).found
    assert (row.twice, str(row.seen_as), row.notes) == (True, "hỏng", ["Nứt kính"])


def test_a_machine_that_should_be_elsewhere_is_told_and_not_moved(
    count, hoa, class_6a, school_admin, muong_nha
):
    of_class = begin.begin(Stocktake(school=muong_nha, scope="class", school_class=class_6a), by=school_admin)
    scan(of_class, "SPARE2", school_admin)
    said = outcome(of_class, school_admin)
    assert codes(said.elsewhere) == {"SPARE2"}
    assert codes(said.missing) == {"K7M3PX"}
    assert Device.objects.get(code="SPARE2").lifecycle == "in_stock"


def test_a_code_of_another_school_is_unknown_here_and_known_to_the_province(
    count, other_tablet, school_admin, province_admin
):
    scan(count, other_tablet.code, school_admin)
    said = outcome(count, school_admin)
    assert [row.code for row in said.unknown] == [other_tablet.code]
    assert said.elsewhere == []
    assert codes(outcome(count, province_admin).elsewhere) == {other_tablet.code}


def test_a_scan_taken_back_counts_no_longer_whichever_came_first(count, school_admin):
    told = uuid.uuid4()
    back = event(count, takes_back=str(told))
    for one in (back, event(count, told_id=told)):
        assert scanning.take(one, sender(school_admin)).status == "stored"
    assert outcome(count, school_admin).found == []


def test_events_in_any_order_and_twice_say_the_same(count, school_admin):
    events = [event(count, code) for code in ("K7M3PX", "SPARE2", "KHONG-CO")]
    for one in [*reversed(events), *events]:
        scanning.take(one, sender(school_admin))
    assert StocktakeScan.objects.count() == 3
    assert outcome(count, school_admin).as_numbers() == {
        "expected": 2,
        "found": 2,
        "missing": 0,
        "in_repair": 0,
        "elsewhere": 0,
        "new": 0,
        "unknown": 1,
        "twice": 0,
    }


def test_nobody_scans_into_a_count_of_another_school(count, other_school_admin, mr_pao, giang):
    for stranger in (other_school_admin, mr_pao, giang):
        assert scanning.take(event(count), sender(stranger)) == outbox.FORBIDDEN
    nowhere = event(count) and outbox.Event(**{**vars(event(count)), "payload": {"stocktake": "x"}})
    assert scanning.take(nowhere, sender(other_school_admin)) == outbox.FORBIDDEN


@pytest.mark.parametrize(
    "payload",
    [
        {"code": ""},
        {"code": 7},
        {"code": "https://x/c/JtSecret1/"},
        {"seen_as": "lovely"},
        {"takes_back": "x"},
    ],
)
def test_an_event_that_says_nothing_is_refused_alone(payload, count, school_admin):
    outcome = scanning.take(event(count, **payload), sender(school_admin))
    assert (outcome.status, outcome.reason) == ("rejected", "malformed")


def test_a_teacher_counts_the_own_class_and_no_other(count, class_6a, muong_nha, ms_lan, school_admin):
    of_class = begin.begin(Stocktake(school=muong_nha, scope="class", school_class=class_6a), by=school_admin)
    assert scanning.take(event(of_class), sender(ms_lan)).status == "stored"
    assert scanning.take(event(count), sender(ms_lan)) == outbox.FORBIDDEN


# The end of a count


def test_what_comes_after_closing_is_kept_and_changes_no_number(count, tablet, school_admin):
    closing.close(count, by=school_admin)
    assert closing.close(count, by=school_admin).summary["missing"] == 2
    count.refresh_from_db()
    assert scanning.take(event(count), sender(school_admin)) == outbox.LATE
    said = outcome(count, school_admin)
    assert said.as_numbers() == count.summary
    assert [row.device.code for row in said.missing if row.late] == ["K7M3PX"]


def test_the_result_of_a_closed_count_is_what_it_was_whatever_the_ledger_says_later(
    spare, tablet, giang, hoa, room, school_admin, province_admin, other_tablet, signed_in
):
    line = make.give(giang, school_admin, tablet)
    first = room("Phòng máy 1", "SPARE2", "K7M3PX", other_tablet.code)
    summary = first.summary
    make.give(hoa, school_admin, spare)
    take_back([line], by=school_admin)
    make.make_device(giang.current_enrolment().school_class.school, code="LATER2")
    for reader in (school_admin, province_admin):
        said = outcome(first, reader)
        assert said.as_numbers() == summary
        assert codes(said.new) == {"SPARE2"}
        assert [(row.device.code, row.holder) for row in said.elsewhere] == [("K7M3PX", "em Giàng A Sùng")]
    page = signed_in(province_admin).get(f"/stocktakes/{first.pk}/result/").text
    assert "nay có trong sổ của" in page, "what a reader knows of a code is said beside it"


def test_what_became_of_a_missing_machine_is_written_down(count, spare, school_admin, signed_in):
    client = signed_in(school_admin)
    path = f"/stocktakes/{count.pk}/missing/SPARE2/"
    assert client.post(path, {"outcome": "seen"}).status_code == 400
    closing.close(count, by=school_admin)
    assert client.post(path, {"outcome": "known", "note": ""}).status_code == 400
    assert client.post(path, {"outcome": "known", "note": "Tủ văn phòng"}).status_code == 302
    page = client.get(f"/stocktakes/{count.pk}/result/").content.decode()
    assert "Tủ văn phòng" in page
    assert "Báo mất máy K7M3PX" in page


def test_a_machine_counts_as_seen_for_twelve_months(count, tablet, spare, school_admin, time_machine):
    scan(count, "K7M3PX", school_admin)
    wrong = scan(count, "SPARE2", school_admin)
    scanning.keep(count, scanning.Seen(takes_back=wrong.pk), school_admin, uuid.uuid4())
    assert set(verified(Device.objects, date(2027, 11, 24))) == {tablet}
    assert set(verified(Device.objects, date(2027, 11, 26))) == set()


# The screens


def test_a_count_works_by_forms_alone(count, school_admin, signed_in):
    client = signed_in(school_admin)
    page = f"/stocktakes/{count.pk}/"
    once = {"request_id": str(uuid.uuid4()), "code": "K7M3PX", "seen_as": "good"}
    for _ in range(2):
        assert client.post(page, once).status_code == 302
    many = {"many": "1", "many-request_id": str(uuid.uuid4()), "many-codes": "SPARE2\n\nKHONG-CO\nSPARE2"}
    assert client.post(page, many).status_code == 302
    assert StocktakeScan.objects.count() == 3
    assert "2 / 2" in client.get(page).content.decode()
    assert client.post(f"/stocktakes/{count.pk}/close/", {"note": "Đủ máy"}).status_code == 302
    assert client.get(page).status_code == 302
    assert client.get(f"/stocktakes/{count.pk}/list.xlsx").status_code == 200


def test_a_count_is_begun_on_the_screen(class_6a, paper, school_admin, ms_lan, signed_in):
    told = {"request_id": str(uuid.uuid4()), "scope": "class"}
    client = signed_in(school_admin)
    assert "Chọn lớp cần kiểm kê" in client.post("/stocktakes/new/", told).content.decode()
    told |= {"school_class": str(class_6a.uid)}
    assert client.post("/stocktakes/new/", told).status_code == 302
    told |= {"request_id": str(uuid.uuid4())}
    assert signed_in(ms_lan).post("/stocktakes/new/", told).status_code == 302
    assert [count.label for count in Stocktake.objects.all()] == ["Lớp 6A", "Lớp 6A"]


def test_the_record_of_a_count_is_a_pdf_and_who_took_it_is_noted(count, giang, school_admin, signed_in):
    response = signed_in(school_admin).get(f"/stocktakes/{count.pk}/paper/")
    assert response.content[:5] == b"%PDF-"
    assert Look.objects.get(what="stocktake").object_id == str(giang.pk)


def test_a_count_costs_the_same_however_many_machines(
    count, muong_nha, school_admin, signed_in, django_assert_max_num_queries
):
    for number in range(8):
        scan(count, make.make_device(muong_nha, code=f"ABCDE{number}").code, school_admin)
    client = signed_in(school_admin)
    for page in ("", "result/"):
        with django_assert_max_num_queries(24):
            client.get(f"/stocktakes/{count.pk}/{page}")


# What the database refuses


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE devices_stocktakescan SET note = 'x'",
        "DELETE FROM devices_stocktakescan",
        "UPDATE devices_stocktakeexpected SET class_name = 'x'",
        "DELETE FROM devices_stocktakeexpected",
        "UPDATE devices_stocktake SET room = 'x'",
        "UPDATE devices_stocktake SET closed_at = NULL",
        "UPDATE devices_stocktake SET closing_note = 'x'",
        "DELETE FROM devices_stocktake",
        "INSERT INTO devices_stocktakeexpected (stocktake_id, device_id, lifecycle, class_name) "
        "SELECT stocktake_id, (SELECT MAX(id) FROM devices_device), 'in_stock', '' "
        "FROM devices_stocktakeexpected LIMIT 1",
        "UPDATE devices_stocktakeunexpected SET is_new = NOT is_new",
        "DELETE FROM devices_stocktakeunexpected",
        "INSERT INTO devices_stocktakeunexpected "
        "(stocktake_id, device_id, school_id, class_name, room, is_new) SELECT id, "
        "(SELECT MAX(id) FROM devices_device), school_id, '', '', FALSE FROM devices_stocktake",
        "INSERT INTO devices_stocktakescan SELECT * FROM devices_stocktakescan",
    ],
)
def test_the_database_keeps_a_count_as_it_was(statement, count, muong_nha, school_admin):
    scan(count, "K7M3PX", school_admin)
    scan(count, make.make_device(muong_nha).code, school_admin)
    closing.close(count, by=school_admin)
    make.make_device(muong_nha)
    with pytest.raises(IntegrityError), transaction.atomic():
        sql(statement)
