"""Things come back: one, several, a whole class at the end of the year, all of those who left."""

import uuid

import pytest

from devices.models import Assignment, Device, HandoverScan, Incident, ReturnPaper
from devices.return_papers import facts
from devices.take_back import Back, take_back_on_paper
from students.models import Student
from tests.devices import builders as make


@pytest.fixture
def lent(giang, hoa, muong_nha, school_admin, tablet):
    """Giàng has a tablet and its charger, Hoa a tablet, both lent."""
    return {
        "giang": make.lend(giang, school_admin, tablet, accessories={make.make_charger(): 1}),
        "hoa": make.lend(hoa, school_admin, make.make_device(muong_nha, code="H8H8H8")),
    }


def row(student, lines, **told):
    """What a clerk sends for one pupil of the class's list."""
    key = student.pk.hex
    told = {"here": "on", "condition": "good", "note": "", **told}
    return {f"{name}-{key}": value for name, value in {**told, "lines": [line.pk for line in lines]}.items()}


def told(*rows, **more):
    fields = {"on": "24/11/2026", "request_id": str(uuid.uuid4()), **more}
    for one in rows:
        fields.update(one)
    return fields


def test_a_class_gives_back_on_one_paper_and_twice_is_as_once(
    lent, class_6a, giang, hoa, school_admin, signed_in
):
    client, path = signed_in(school_admin), f"/handovers/returns/classes/{class_6a.uid}/"
    page = client.get(path).content.decode()
    assert "K7M3PX" in page
    assert "H8H8H8" in page
    sent = told(row(giang, lent["giang"].lines.all()), row(hoa, []))
    response = client.post(path, sent)
    paper = ReturnPaper.objects.get()
    assert response["Location"] == f"/handovers/returns/{paper.pk}/"
    assert (paper.number, paper.class_name, paper.lines.count()) == ("01/BBTH-2026", "6A", 3)
    assert not Assignment.objects.open().exists()
    assert set(Device.objects.values_list("lifecycle", flat=True)) == {"in_stock"}
    client.post(path, sent)
    assert ReturnPaper.objects.count() == 1


def test_a_gift_comes_back_only_with_a_reason(paper, school_admin, signed_in):
    client, path = signed_in(school_admin), f"/handovers/{paper.pk}/return/"
    sent = {"lines": [line.pk for line in paper.lines.all()], "condition": "good", "on": "24/11/2026"}
    refused = client.post(path, sent)
    assert "gia đình trả lại" in refused.text
    assert Assignment.objects.open().exists()
    assert client.post(path, sent | {"note": "Gia đình chuyển về xuôi"}).status_code == 302
    assert not Assignment.objects.open().exists()


def test_what_is_not_as_usual_is_told_in_its_row(lent, class_6a, giang, hoa, school_admin, signed_in):
    device = lent["giang"].lines.filter(device__isnull=False)
    sent = told(row(giang, device, condition="broken", note="Vỡ màn hình"), row(hoa, [], here=""))
    signed_in(school_admin).post(f"/handovers/returns/classes/{class_6a.uid}/", sent)
    paper = ReturnPaper.objects.get()
    assert [line.device.code for line in paper.lines.all()] == ["K7M3PX"]
    assert Incident.objects.get().words == "Vỡ màn hình"
    # The charger and Hoa's tablet are still out.
    assert Assignment.objects.open().count() == 2


def test_nobody_ticked_is_refused_in_words(lent, class_6a, giang, hoa, school_admin, signed_in):
    sent = told(row(giang, [], here=""), row(hoa, [], here=""))
    response = signed_in(school_admin).post(f"/handovers/returns/classes/{class_6a.uid}/", sent)
    assert response.status_code == 400
    assert "Chưa đánh dấu em nào" in response.content.decode()


def test_a_gift_is_not_asked_back(giang, class_6a, tablet, school_admin, signed_in):
    make.give(giang, school_admin, tablet)
    page = signed_in(school_admin).get(f"/handovers/returns/classes/{class_6a.uid}/").content.decode()
    assert "K7M3PX" not in page


def test_a_loss_is_written_on_the_paper_without_the_thing(lent, school_admin):
    backs = [Back(line, "lost", "Trôi theo lũ") for line in lent["hoa"].lines.all()]
    paper = take_back_on_paper(backs, by=school_admin)
    assert facts(paper)["lost"] == 1
    assert Device.objects.get(code="H8H8H8").lifecycle == "lost"


def test_a_sim_in_a_lost_machine_is_lost_with_it(giang, tablet, sim, school_admin):
    lines = make.lend(giang, school_admin, tablet, sims=[sim]).lines.all()
    take_back_on_paper([Back(line, "lost" if line.device else "good") for line in lines], by=school_admin)
    sim.refresh_from_db()
    assert sim.status == "blocked"


def test_a_machine_at_the_workshop_stays_there_when_its_holder_gives_it_back(lent, tablet, school_admin):
    tablet.repairs.create(fault="Pin", sent_on="2026-11-20", opened_by=school_admin)
    take_back_on_paper([Back(line) for line in lent["giang"].lines.all()], by=school_admin)
    tablet.refresh_from_db()
    assert tablet.lifecycle == "repair"


def test_who_left_gives_all_back_with_one_press(lent, giang, hoa, school_admin, signed_in):
    Student.objects.filter(pk=giang.pk).update(status="moved_out")
    client = signed_in(school_admin)
    page = client.get("/handovers/returns/leavers/").content.decode()
    assert "Giàng A Sùng" in page
    assert "H8H8H8" not in page
    sent = {"student": giang.pk.hex}
    paper = client.post("/handovers/returns/leavers/", sent)["Location"]
    assert ReturnPaper.objects.get().lines.count() == 2
    assert client.get(paper).status_code == 200
    assert client.post("/handovers/returns/leavers/", sent)["Location"] == "/handovers/returns/leavers/"
    assert ReturnPaper.objects.count() == 1


@pytest.mark.parametrize("named", ["", "x", "\x00", "0" * 32])
def test_nobody_is_taken_for_somebody_who_left(named, lent, school_admin, signed_in):
    signed_in(school_admin).post("/handovers/returns/leavers/", {"student": named})
    assert not ReturnPaper.objects.exists()


def test_the_return_record_is_a_pdf(lent, school_admin, signed_in):
    paper = take_back_on_paper(
        [Back(line) for one in lent.values() for line in one.lines.all()], by=school_admin, class_name="6A"
    )
    response = signed_in(school_admin).get(f"/handovers/returns/{paper.pk}/paper/")
    assert response.content.startswith(b"%PDF")
    assert [one["who"] for one in facts(paper)["rows"]] == ["Lò Thị Hoa", "Giàng A Sùng"]


def test_the_signed_return_record_is_kept_with_it(lent, school_admin):
    paper = take_back_on_paper([Back(line) for line in lent["hoa"].lines.all()], by=school_admin)
    scan = make.attach_scan(paper, by=school_admin)
    assert (scan.paper, HandoverScan.objects.count()) == (paper, 0)


def test_the_other_school_sees_and_takes_back_nothing(lent, class_6a, giang, other_school_admin, signed_in):
    Student.objects.filter(pk=giang.pk).update(status="moved_out")
    client = signed_in(other_school_admin)
    assert client.get(f"/handovers/returns/classes/{class_6a.uid}/").status_code == 404
    assert "Giàng" not in client.get("/handovers/returns/leavers/").content.decode()
    client.post("/handovers/returns/leavers/", {"student": giang.pk.hex})
    assert not ReturnPaper.objects.exists()


def test_a_teacher_reads_no_paper_of_a_whole_class(lent, school_admin, ms_lan, signed_in):
    of_class = take_back_on_paper(
        [Back(line) for one in lent.values() for line in one.lines.all()], by=school_admin
    )
    assert signed_in(ms_lan).get(f"/handovers/returns/{of_class.pk}/").status_code == 404
