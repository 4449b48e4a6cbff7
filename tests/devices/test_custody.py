"""What is written down about a machine in somebody's hands: its check-list, what the family says of its
paper, and the round at the end of the year."""

import pytest
from django.db import IntegrityError, transaction

from devices.disputing import answer, dispute
from devices.inspecting import compared, inspect, points_of
from devices.models import CustodyRound, Dispute, Inspection, MachinePhoto, Sighting
from devices.papers_kept import forget_papers
from devices.refusal import Refused
from devices.rounds import close, open_round, progress, see
from devices.take_back import take_back
from lms.days import years_after
from students.models import Guardian, Guardianship
from tests.devices import builders as make


@pytest.fixture
def line(paper):
    return paper.lines.select_related("device__model", "handover").get(device__isnull=False)


@pytest.fixture
def begun(class_6a, muong_nha, school_admin):
    return open_round(muong_nha, class_6a.year, class_6a.year.ends_on, by=school_admin)


# Check-lists and photos


def test_what_got_worse_between_out_and_in_is_told(line, school_admin):
    points = list(points_of(line))
    assert "Màn hình" in [point.name for point in points]
    inspect(line, "out", dict.fromkeys(points, "good"), by=school_admin)
    inspect(line, "in", {points[0]: "broken", points[1]: "good"}, by=school_admin)
    worse = [row.point for row in compared(line) if row.is_worse]
    assert worse == [points[0].name]


def test_a_check_list_is_written_once_and_stays(line, school_admin):
    first = inspect(line, "out", dict.fromkeys(points_of(line), "good"), by=school_admin)
    assert inspect(line, "out", {}, by=school_admin) == first
    with pytest.raises(IntegrityError), transaction.atomic():
        Inspection.objects.update(moment="in")
    with pytest.raises(IntegrityError), transaction.atomic():
        first.marks.update(state="broken")


def test_a_clerk_fills_the_list_in_and_the_photo_says_that_no_child_is_on_it(
    paper, line, school_admin, signed_in, other_school_admin
):
    path = f"/handovers/{paper.pk}/inspect/{line.pk}/out/"
    client = signed_in(school_admin)
    told = {f"point-{point.code}": "good" for point in points_of(line)}
    assert client.post(path, {**told, "point-screen": "gone"}).status_code == 400
    assert client.post(path, {**told, "point-screen": "worn"}).status_code == 302
    inspection = Inspection.objects.get()
    page = client.get(f"/handovers/inspections/{inspection.pk}/photos/").content.decode()
    assert "không chụp mặt học sinh" in page
    make.attach_photo(inspection, by=school_admin)
    photo = f"/handovers/inspections/{inspection.pk}/photos/{MachinePhoto.objects.get().pk}/"
    assert client.get(photo)["Content-Type"] == "image/jpeg"
    assert photo in client.get(path).content.decode()
    assert signed_in(other_school_admin).get(photo).status_code == 404


# «Cái này không đúng»


def test_a_family_says_that_it_is_not_right_and_reads_the_answer(
    paper, giang, mr_pao, school_admin, signed_in, other_school_admin
):
    parent = Guardian.objects.create(user=mr_pao, full_name="Giàng Thị Dua")
    Guardianship.objects.create(guardian=parent, student=giang, relation="mother")
    client, path = signed_in(mr_pao), f"/handovers/{paper.pk}/dispute/"
    told = {"kind": "other_machine", "words": "Máy nhà tôi màu xanh"}
    assert client.post(path, {"kind": "", "words": ""}).status_code == 400
    assert client.post(path, told).status_code == 302
    client.post(path, told)
    raised = Dispute.objects.get()
    staff = signed_in(school_admin)
    assert "Máy nhà tôi màu xanh" in staff.get(f"/handovers/{paper.pk}/").content.decode()
    settled = {"outcome": "corrected", "answer": "Đã ghi lại đúng máy"}
    answering = f"{path}{raised.pk}/"
    assert signed_in(other_school_admin).post(answering, settled).status_code == 404
    assert signed_in(school_admin).post(answering, settled).status_code == 302
    assert "Đã ghi lại đúng máy" in signed_in(mr_pao).get("/devices/mine/").content.decode()


def test_a_dispute_is_answered_once_and_in_words(paper, school_admin):
    raised = dispute(paper, "not_received", "Chưa nhận", by=school_admin)
    with pytest.raises(Refused):
        answer(raised, "stands", " ", by=school_admin)
    answer(raised, "stands", "Có chữ ký", by=school_admin)
    assert answer(raised, "corrected", "Khác", by=school_admin).outcome == "stands"
    with pytest.raises(IntegrityError), transaction.atomic():
        Dispute.objects.update(outcome="corrected")


def test_the_words_go_with_the_paper_when_its_time_is_over(paper, line, school_admin):
    dispute(paper, "other", "Máy nhà tôi", by=school_admin)
    make.attach_photo(inspect(line, "out", {}, by=school_admin), by=school_admin)
    take_back(paper.lines.all(), by=school_admin)
    forget_papers(years_after(paper.signed_on, 11))
    assert Dispute.objects.get().words == ""
    assert not MachinePhoto.objects.standing().exists()


# The round of the year


def test_a_round_counts_what_came_back_what_was_seen_and_what_waits(
    begun, giang, hoa, muong_nha, school_admin, class_6a
):
    for student in (giang, hoa):
        make.give(student, school_admin, make.make_device(muong_nha))
    third = make.give(muong_nha, school_admin, make.make_device(muong_nha))
    total, classes = progress(begun)
    assert (total.expected, total.open) == (3, 3)
    assert [told.school_class for told in classes] == [class_6a, None]
    see(begun, list(giang.lines_for.all()), by=school_admin)
    assert see(begun, list(giang.lines_for.all()), by=school_admin) == []
    take_back(hoa.lines_for.all(), by=school_admin)
    take_back(third.lines.all(), by=school_admin, condition="lost")
    closed = close(begun, by=school_admin)
    assert closed.summary == {"expected": 3, "back": 1, "lost": 1, "seen": 1, "open": 0}
    with pytest.raises(IntegrityError), transaction.atomic():
        Sighting.objects.create(round=begun, line=third.lines.get(), seen_by=school_admin)


def test_who_ticks_while_another_clerk_closes_the_round_is_told(begun, line, school_admin):
    close(begun, by=school_admin)
    with pytest.raises(Refused, match="đã khép|đã đóng|đã kết thúc"):
        see(begun, [line], by=school_admin)


def test_a_clerk_leads_the_round_through_on_screen(
    paper, giang, class_6a, muong_nha, school_admin, other_school_admin, signed_in
):
    client = signed_in(school_admin)
    told = {"due_on": "31/05/2027", "school": muong_nha.code}
    client.post("/handovers/rounds/", told)
    client.post("/handovers/rounds/", told)
    begun = CustodyRound.objects.get()
    path = f"/handovers/rounds/{begun.pk}/"
    device = paper.lines.get(device__isnull=False)
    assert "K7M3PX" in client.get(f"{path}classes/{class_6a.uid}/").content.decode()
    assert client.post(f"{path}classes/{class_6a.uid}/", {"line": [device.pk, "x"]}).status_code == 302
    assert Sighting.objects.get().seen_by == school_admin
    assert signed_in(other_school_admin).get(path).status_code == 404
    assert signed_in(other_school_admin).post("/handovers/rounds/", told).status_code == 404
    client = signed_in(school_admin)
    assert "0 máy" in client.post(path).text
    begun.refresh_from_db()
    assert begun.closed_at is None
    assert client.post(path, {"sure": "1"}).status_code == 302
    assert "1 còn giữ tốt" in client.get(path).content.decode()
