"""A whole class at once: pairs that browsers kept without signal become papers, each once."""

import base64
import json
import random
import re
import uuid

import pytest
from django.db import IntegrityError, transaction

from devices.inspecting import photos_of
from devices.models import Handover, Inspection, MachinePhoto, ReturnPaper, SimInsertion
from devices.morning import cards
from devices.morning.known import known
from devices.papers import handover_facts
from devices.return_papers import facts
from lms.models import Receipt
from students.cards import make_cards
from students.models import CardToken, Guardian, Guardianship
from tests import builders
from tests.browser import weight
from tests.devices import builders as make


class Phone:
    """The clerk's browser: what it keeps and sends."""

    def __init__(self, client, user):
        self.client, self.user, self.pairs = client, user, 0

    def pair(self, student, device, **more):
        # As browsers make them: a later one is greater.
        self.pairs += 1
        pair_id = uuid.UUID(int=self.pairs)
        payload = {"pupil": str(student.pk), "device": device, "receiver": "Giàng Thị Dua", **more}
        payload = {"relation": "mother", **payload}
        return self._event("handover.pair", f"pair:{pair_id}", 1, payload)

    def undo(self, pair):
        return self._event("handover.undo", pair["stream"], 2, {})

    def look(self, pair, seq=2, **seen):
        return self._event("handover.look", pair["stream"], seq, {"look": seen})

    def photo(self, pair, photo, seq=3):
        told = base64.b64encode(photo).decode()
        return self._event("handover.photo", pair["stream"], seq, {"photo": told})

    def back(self, device, **more):
        self.pairs += 1
        payload = {"device": device, **more}
        return self._event("handover.return", f"return:{uuid.UUID(int=self.pairs)}", 1, payload)

    def send(self, *events):
        self.client.force_login(self.user)
        body = json.dumps({"install": "phone", "events": events})
        answer = self.client.post("/sync/", body, content_type="application/json")
        return answer.json()["results"]

    def _event(self, kind, stream, seq, payload):
        return {
            "id": str(uuid.uuid4()),
            "kind": kind,
            "stream": stream,
            "install": "phone",
            "learner": self.user.learner_key,
            "seq": seq,
            "payload": payload,
        }


@pytest.fixture
def phone(client, school_admin):
    return Phone(client, school_admin)


def test_a_pair_becomes_a_paper_and_its_number_is_told(phone, giang, tablet):
    (answer,) = phone.send(phone.pair(giang, "K7M3PX", signed_how="thumbprint", place="Nhà văn hóa bản"))
    paper = Handover.objects.get()
    assert (answer["status"], answer["told"]) == ("stored", paper.number)
    assert (paper.pupil, paper.receiver_name, paper.relation) == (giang, "Giàng Thị Dua", "mother")
    assert (paper.signed_how, paper.place, paper.giver) == ("thumbprint", "Nhà văn hóa bản", phone.user)
    assert paper.lines.get().device == tablet


def test_a_lost_answer_and_a_second_send_hand_nothing_over_twice(phone, giang, tablet):
    pair = phone.pair(giang, "K7M3PX")
    assert [phone.send(pair)[0]["status"] for _try in range(3)] == ["stored", "duplicate", "duplicate"]
    # The same pair out of another tab of the same browser: other event, same paper.
    again = {**pair, "id": str(uuid.uuid4())}
    assert phone.send(again)[0]["told"] == Handover.objects.get().number


def test_pairs_of_one_parcel_are_answered_each_by_itself(phone, giang, hoa, vang, tablet, other_tablet):
    answers = phone.send(
        phone.pair(giang, "K7M3PX"),
        phone.pair(hoa, "K7M3PX"),
        phone.pair(hoa, "Q4W8ZB"),
        phone.pair(vang, "K7M3PX"),
    )
    assert [answer["status"] for answer in answers] == ["stored", "rejected", "rejected", "rejected"]
    assert "đang do em Giàng A Sùng giữ" in answers[1]["told"]
    assert "Không tìm thấy máy" in answers[2]["told"], "the tablet of the other school"
    assert "Không tìm thấy học sinh" in answers[3]["told"], "the pupil of the other school"
    assert Handover.objects.count() == 1


def test_a_household_that_has_a_machine_needs_a_decision(phone, paper, hoa, giang, muong_nha):
    hoa.household = giang.household
    hoa.save()
    second = make.make_device(muong_nha, code="H2J4K6")
    (answer,) = phone.send(phone.pair(hoa, "H2J4K6"))
    assert (answer["status"], answer["reason"]) == ("rejected", "needs_decision")
    assert "K7M3PX" in answer["told"]
    (answer,) = phone.send(phone.pair(hoa, "H2J4K6", decision="12/QĐ-UBND"))
    assert answer["status"] == "stored"
    assert second.open_line().override.decision_number == "12/QĐ-UBND"


def test_an_undone_pair_leaves_nothing_behind_in_whatever_order_it_comes(phone, giang, muong_nha):
    for order in range(6):
        device = make.make_device(muong_nha)
        pair = phone.pair(giang, device.code)
        parcel = [pair, phone.undo(pair), pair]
        random.Random(order).shuffle(parcel)
        for event in parcel:
            assert phone.send(event)[0]["status"] in ("stored", "duplicate")
        assert device.open_line() is None
        device.refresh_from_db()
        assert device.lifecycle == "in_stock"
    pair = phone.pair(giang, device.code)
    papers = Handover.objects.count()
    assert [answer["reason"] for answer in phone.send(pair, phone.undo(pair))] == ["undone", "undone"]
    assert Handover.objects.count() == papers, "nothing was written to be struck out at once"


def test_nobody_undoes_what_another_clerk_handed_over(phone, giang, tablet, client, province_admin):
    pair = phone.pair(giang, "K7M3PX")
    phone.send(pair)
    other = Phone(client, province_admin)
    # The id of somebody's pair does not bring forth that paper either.
    (answer,) = other.send({**other.pair(giang, "K7M3PX"), "stream": pair["stream"]})
    assert answer["status"] == "rejected"
    assert other.send(other.undo(pair))[0]["status"] == "stored"
    assert tablet.open_line() is not None


@pytest.mark.parametrize(("at", "answer"), [("2026-11-25T08:55", "undone"), ("2026-11-25T09:05", "refused")])
def test_a_pair_is_undone_on_the_spot_and_not_after_a_day(at, answer, phone, giang, tablet, time_machine):
    time_machine.move_to("2026-11-24T09:00:00+07:00")
    pair = phone.pair(giang, "K7M3PX")
    phone.send(pair)
    time_machine.move_to(f"{at}:00+07:00")
    (said,) = phone.send(phone.undo(pair))
    assert said["reason"] == answer
    assert (tablet.open_line() is None) == (answer == "undone")


def test_a_late_undoing_says_what_to_do_and_the_pair_still_stands(phone, giang, tablet, client, time_machine):
    time_machine.move_to("2026-11-24T09:00:00+07:00")
    pair = phone.pair(giang, "K7M3PX")
    phone.send(pair)
    time_machine.move_to("2026-11-27T09:00:00+07:00")
    for _again in range(2):
        (said,) = phone.send(phone.undo(pair))
        assert (said["status"], said["reason"]) == ("rejected", "refused")
        assert "Mở biên bản, bấm «Ghi nhầm» và ghi lí do" in said["told"]
    assert phone.send({**pair, "id": str(uuid.uuid4())})[0]["told"] == Handover.objects.get().number
    line = tablet.open_line()
    path = f"/handovers/{line.handover_id}/void/{line.pk}/"
    assert client.post(path, {"reason": ""}).status_code == 400
    assert client.post(path, {"reason": "Giao nhầm em khác"}).status_code == 302
    assert tablet.open_line() is None


def test_a_clerk_who_left_the_school_undoes_nothing_there(phone, giang, tablet, na_hy, school_admin):
    pair = phone.pair(giang, "K7M3PX")
    phone.send(pair)
    school_admin.roles.update(school=na_hy)
    assert phone.send(phone.undo(pair))[0]["reason"] == "refused"
    assert tablet.open_line() is not None


def test_a_clerk_who_left_the_school_looks_at_no_machine_there(phone, giang, tablet, na_hy, school_admin):
    pair = phone.pair(giang, "K7M3PX", look={})
    phone.send(pair)
    school_admin.roles.update(school=na_hy)
    answers = phone.send(phone.look(pair, screen="broken"), phone.photo(pair, make.photo()))
    assert [answer["reason"] for answer in answers] == ["no_pair", "no_pair"]
    assert (Inspection.objects.count(), MachinePhoto.objects.count()) == (1, 0)


def test_how_it_went_out_is_not_told_otherwise_weeks_later(phone, giang, tablet, time_machine):
    pair = phone.pair(giang, "K7M3PX", look={})
    phone.send(pair)
    time_machine.move_to("2026-11-26T09:00:00+07:00")
    (answer,) = phone.send(phone.look(pair, screen="broken"))
    assert (answer["reason"], "không đổi được nữa" in answer["told"]) == ("refused", True)
    assert Inspection.objects.count() == 1


def test_what_one_clerk_kept_is_never_sent_as_another(phone, giang, tablet, client, province_admin):
    pair = phone.pair(giang, "K7M3PX")
    other = Phone(client, province_admin)
    assert other.send(pair)[0]["reason"] == "forbidden"
    assert not Receipt.objects.exists()
    assert phone.send(pair)[0]["status"] == "stored"


@pytest.mark.parametrize("who", ["giang", "ms_lan", "commune_officer", "auditor"])
def test_only_who_hands_over_devices_may_send_pairs(who, request, giang, tablet, client):
    person = request.getfixturevalue(who)
    user = getattr(person, "user", person)
    phone = Phone(client, user)
    assert phone.send(phone.pair(giang, "K7M3PX"))[0]["reason"] == "forbidden"


@pytest.mark.parametrize(
    "broken",
    [
        {"pupil": "7"},
        {"device": 7},
        {"device": "K" * 500},
        {"relation": "teacher"},
        {"tenure": "lab"},
        {"signed_on": "24/11/2026"},
        {"accessories": ["1"]},
        {"accessories": [True]},
        {"look": ["screen"]},
        {"look": {"screen": "gone"}},
        {"look": {"screen": 1}},
    ],
)
def test_what_no_page_of_ours_wrote_is_refused(broken, phone, giang, tablet):
    event = phone.pair(giang, "K7M3PX")
    event["payload"] |= broken
    (answer,) = phone.send(event)
    assert (answer["status"], answer["reason"]) == ("rejected", "malformed")


def test_the_sim_card_in_the_machine_goes_with_it_unless_it_is_left_out(phone, giang, hoa, tablet, sim):
    SimInsertion.objects.create(sim=sim, device=tablet, inserted_at="2026-11-20T08:00:00+07:00")
    pair = phone.pair(giang, "K7M3PX")
    phone.send(pair)
    assert [line.sim for line in Handover.objects.get().lines.exclude(sim=None)] == [sim]
    phone.send(phone.undo(pair))
    phone.send(phone.pair(hoa, "K7M3PX", sim="-"))
    assert not Handover.objects.get(pupil=hoa).lines.exclude(sim=None).exists()


# A card of another school's stock in the machine


@pytest.fixture
def foreign_sim(na_hy, tablet):
    """A SIM card of Nà Hỳ's stock that sits in Mường Nhà's tablet."""
    card = make.make_sim(na_hy)
    SimInsertion.objects.create(sim=card, device=tablet, inserted_at="2026-11-20T08:00:00+07:00")
    return card


def test_a_card_of_another_schools_stock_does_not_go_out_in_a_pair(phone, giang, tablet, foreign_sim, na_hy):
    (answer,) = phone.send(phone.pair(giang, "K7M3PX"))
    assert (answer["status"], answer["reason"]) == ("rejected", "card_inside")
    assert "thẻ SIM thuộc kho của trường khác" in answer["told"]
    assert foreign_sim.iccid not in answer["told"]
    assert na_hy.name not in answer["told"]
    assert not Handover.objects.exists()
    # The clerk took it out.
    pair = phone.pair(giang, "K7M3PX", sim="-")
    assert [phone.send(pair)[0]["status"] for _try in range(2)] == ["stored", "duplicate"]
    assert not Handover.objects.get().lines.exclude(sim=None).exists()
    foreign_sim.refresh_from_db()
    assert (foreign_sim.school, foreign_sim.status) == (na_hy, "stock")
    assert SimInsertion.objects.get().removed_at


def test_the_page_says_at_once_that_such_a_card_sits_inside_and_not_which(
    foreign_sim, tablet, class_6a, school_admin
):
    told = known(class_6a, school_admin)
    assert next(row for row in told["devices"] if row[0] == tablet.code)[5] == "!"
    assert foreign_sim.iccid not in json.dumps(told)


# How the machine looked


def marks(paper):
    standing = Inspection.objects.standing().get(line__handover=paper)
    return {mark.point.code: mark.state for mark in standing.marks.select_related("point")}


def test_the_check_list_goes_with_the_pair_and_stands_on_the_paper(phone, giang, tablet):
    pair = phone.pair(giang, "K7M3PX", look={"body": "worn"})
    phone.send(pair)
    paper = Handover.objects.get()
    assert marks(paper)["screen"] == "good"
    assert marks(paper)["body"] == "worn"
    (item,) = handover_facts(paper)["items"]
    assert item["looked"] == "Vỏ máy, nút bấm: cũ, xước"
    phone.send({**pair, "id": str(uuid.uuid4())})
    assert Inspection.objects.count() == 1


def test_all_is_good_unless_told_and_who_did_not_look_says_nothing(phone, giang, hoa, tablet, muong_nha):
    make.make_device(muong_nha, code="H2J4K6")
    phone.send(phone.pair(giang, "K7M3PX", look={}), phone.pair(hoa, "H2J4K6"))
    assert handover_facts(Handover.objects.get(pupil=giang))["items"][0]["looked"] == "đã xem, tốt cả"
    assert handover_facts(Handover.objects.get(pupil=hoa))["items"][0]["looked"] == ""


def test_what_is_seen_after_the_pair_corrects_the_list_and_the_old_one_stays_readable(phone, giang, tablet):
    pair = phone.pair(giang, "K7M3PX", look={})
    phone.send(pair, phone.look(pair, screen="broken"))
    later = phone.look(pair, seq=3, screen="worn")
    assert [phone.send(later)[0]["status"] for _try in range(2)] == ["stored", "duplicate"]
    paper = Handover.objects.get()
    assert marks(paper)["screen"] == "worn"
    assert Inspection.objects.count() == 3
    first = Inspection.objects.get(corrects=None)
    with pytest.raises(IntegrityError), transaction.atomic():
        Inspection.objects.create(line=first.line, moment="in", corrects=first, inspected_by=phone.user)


def test_a_photo_of_the_machine_is_kept_with_its_list(phone, giang, tablet, signed_in, school_admin):
    pair = phone.pair(giang, "K7M3PX", look={})
    answers = phone.send(pair, phone.photo(pair, make.photo()))
    assert [answer["status"] for answer in answers] == ["stored", "stored"]
    phone.send(phone.look(pair, seq=4, body="worn"))
    line = Handover.objects.get().lines.get()
    assert photos_of(line)[0][0] == "out"
    page = signed_in(school_admin).get(f"/handovers/{line.handover.pk}/inspect/{line.pk}/out/")
    assert f"photos/{MachinePhoto.objects.get().pk}/" in page.text, "also once the list is corrected"
    (answer,) = phone.send(phone.photo(pair, b"no picture", seq=5))
    assert (answer["status"], answer["reason"]) == ("stored", "no_photo")


def test_of_a_pair_that_was_refused_or_is_anothers_nothing_is_kept(
    phone, giang, hoa, paper, client, province_admin
):
    pair = phone.pair(hoa, "K7M3PX", look={})
    answers = phone.send(pair, phone.look(pair, screen="worn"))
    assert [answer["reason"] for answer in answers] == ["refused", "no_pair"]
    other = Phone(client, province_admin)
    stream = {"stream": f"pair:{paper.request_id}"}
    (answer,) = other.send({**other.look(pair, screen="worn"), **stream})
    assert answer["reason"] == "no_pair"
    assert not Inspection.objects.exists()


def test_an_undone_pair_is_not_looked_at(phone, giang, tablet):
    pair = phone.pair(giang, "K7M3PX", look={})
    phone.send(pair, phone.undo(pair))
    assert phone.send(phone.look(pair, seq=3, screen="worn"))[0]["reason"] == "undone"


def test_the_page_knows_a_card_by_its_mark_and_holds_no_key_to_it(giang, hoa, school_admin, class_6a):
    (card, _) = make_cards([giang, hoa], by=school_admin)
    told = known(class_6a, school_admin)
    token_hash = CardToken.hash_of(card["secret"])
    (row,) = [row for row in told["pupils"] if row["code"] == giang.code]
    assert row["cards"] == [cards.mark_of(token_hash, told["key"])]
    said = json.dumps(told)
    assert card["secret"] not in said
    assert token_hash[:12] not in said
    assert told["key"] != cards.key_for(class_6a, giang.user), "each reader has another key"


def test_the_page_knows_who_receives_and_who_holds_what(paper, giang, hoa, tablet, school_admin, class_6a):
    mother = Guardian.objects.create(full_name="Giàng Thị Dua")
    Guardianship.objects.create(guardian=mother, student=giang, relation="mother")
    told = known(class_6a, school_admin)
    rows = {row["code"]: row for row in told["pupils"]}
    assert (rows[giang.code]["receiver"], rows[giang.code]["relation"]) == ("Giàng Thị Dua", "mother")
    assert (rows[hoa.code]["receiver"], rows[hoa.code]["relation"]) == ("Lò Thị Hoa", "self")
    assert (rows[giang.code]["has"], rows[giang.code]["own"]) == ("K7M3PX", True)
    assert "has" not in rows[hoa.code]
    (machine,) = told["devices"]
    assert machine[:2] == ["K7M3PX", "R9TX701234"]
    assert machine[3] == "held"
    assert "Giàng A Chu" in machine[4]


def path(school_class):
    return f"/handovers/classes/{school_class.uid}/morning/"


def test_nobody_is_said_to_look_before_the_clerk_says_so(class_6a, signed_in, school_admin):
    page = signed_in(school_admin).get(path(class_6a)).text
    (box,) = re.findall('<input[^>]*name="check_all"[^>]*>', page)
    assert "checked" not in box


def test_without_scripts_pairs_are_typed_and_each_line_is_answered(
    giang, hoa, tablet, other_tablet, class_6a, signed_in, school_admin
):
    client = signed_in(school_admin)
    page = client.get(path(class_6a))
    told = {
        "signed_on": "24/11/2026",
        "signed_how": "signed",
        "lines": f"{giang.code}, k7m-3px\n{hoa.code}, Q4W8ZB\nNOBODY, K7M3PX\n{hoa.code}",
        "request_id": page.context["form"]["request_id"].value(),
    }
    answer = client.post(path(class_6a), told)
    said = answer.content.decode()
    assert answer.status_code == 400
    assert Handover.objects.get().pupil == giang
    assert "Không tìm thấy máy" in said
    assert "mang mã «NOBODY»" in said
    assert "Dòng này chưa có máy" in said
    client.post(path(class_6a), told)
    assert Handover.objects.count() == 1, "sent twice, handed over once"


def test_a_class_of_another_school_has_no_morning_here(class_3b, vang, signed_in, school_admin):
    client = signed_in(school_admin)
    assert client.get(path(class_3b)).status_code == 404
    assert client.post(path(class_3b), {"lines": "x"}).status_code == 404


def test_the_page_asks_as_much_for_many_as_for_few(
    giang, hoa, paper, class_6a, signed_in, school_admin, django_assert_max_num_queries
):
    for _machine in range(4):
        make.make_device(class_6a.school)
    client = signed_in(school_admin)
    with django_assert_max_num_queries(26):
        page = client.get(path(class_6a))
    assert paper.pupil.full_name in page.content.decode()


def test_all_papers_of_a_day_come_in_one_file(paper, giang, class_6a, signed_in, school_admin):
    client = signed_in(school_admin)
    assert client.get(f"{path(class_6a)}papers/").content.startswith(b"%PDF")
    assert client.get(f"{path(class_6a)}papers/?on=2026-11-23").status_code == 404
    assert client.get(f"{path(class_6a)}papers/?on=x").status_code == 404


def test_the_page_of_a_class_of_45_stays_light(class_6a, signed_in, school_admin):
    for number in range(45):
        student = builders.make_student(f"Giàng Thị Tên {number}", class_6a)
        CardToken.objects.create(student=student, token_hash=CardToken.hash_of(str(number)))
    for _machine in range(60):
        make.make_device(class_6a.school)
    page = signed_in(school_admin).get(path(class_6a))
    told = weight(page)
    assert told["html"] < 12_000
    # Style sheets and scripts with it, the first time; the library of the camera not counted.
    assert told["total"] < 45_000


def test_a_scanned_machine_comes_back_once_with_what_went_along(phone, paper, tablet):
    back = phone.back("K7M3PX", condition="worn", note="Xước màn hình")
    (answer,) = phone.send(back)
    written = ReturnPaper.objects.get()
    assert (answer["status"], answer["told"]) == ("stored", written.number)
    assert not paper.lines.filter(returned_at=None).exists()
    line = paper.lines.get(device=tablet)
    assert (line.condition_in, line.return_note, line.returned_to) == ("worn", "Xước màn hình", phone.user)
    # The answer was lost, and another tab sends it under an id of its own.
    assert phone.send({**back, "id": str(uuid.uuid4())})[0]["told"] == written.number
    (answer,) = phone.send(phone.back("K7M3PX"))
    assert (answer["status"], answer["reason"]) == ("rejected", "refused")
    assert "không ở chỗ ai" in answer["told"]


def test_one_sitting_is_one_paper_with_a_row_for_each_pupil(
    phone, paper, tablet, hoa, muong_nha, class_6a, school_admin, signed_in
):
    make.give(hoa, school_admin, make.make_device(muong_nha, code="D9D9D9"))
    sitting = {"sitting": str(uuid.uuid4()), "class": str(class_6a.uid)}
    first, second = phone.back("K7M3PX", **sitting), phone.back("D9D9D9", **sitting)
    numbers = {phone.send(one)[0]["told"] for one in (first, second)}
    written = ReturnPaper.objects.get()
    assert numbers == {written.number}
    told = facts(written)
    assert {row["who"] for row in told["rows"]} == {"Giàng A Sùng", "Lò Thị Hoa"}
    assert (told["is_of_one"], told["class"], told["count"]) == (False, class_6a.name, 4)
    # Lost answers, another tab: nothing comes back twice.
    again = phone.send({**first, "id": str(uuid.uuid4())}, second)
    assert [answer["status"] for answer in again] == ["stored", "duplicate"]
    assert written.lines.count() == 4
    page = f"/handovers/classes/{class_6a.uid}/scan-back/?sitting={sitting['sitting']}"
    assert signed_in(school_admin).get(page)["Location"] == f"/handovers/returns/{written.pk}/"
    assert signed_in(school_admin).get(page[:-1] + "x").status_code == 404


def test_what_is_signed_and_attached_grows_no_more(phone, paper, tablet, hoa, muong_nha, school_admin):
    make.give(hoa, school_admin, make.make_device(muong_nha, code="D9D9D9"))
    sitting = str(uuid.uuid4())
    phone.send(phone.back("K7M3PX", sitting=sitting))
    first = ReturnPaper.objects.get()
    make.attach_scan(first, by=school_admin)
    phone.send(phone.back("D9D9D9", sitting=sitting))
    assert ReturnPaper.objects.exclude(pk=first.pk).get().lines.count() == 1


def test_one_of_a_sitting_is_signed_by_the_holder_and_read_by_whoever_leads_the_school(
    phone, paper, tablet, signed_in, ms_lan
):
    phone.send(phone.back("K7M3PX", sitting=str(uuid.uuid4())))
    written = ReturnPaper.objects.get()
    assert facts(written)["is_of_one"]
    assert not written.is_of_one


def test_two_clerks_of_one_sitting_write_two_papers(
    phone, paper, tablet, hoa, muong_nha, school_admin, client, province_admin
):
    make.give(hoa, school_admin, make.make_device(muong_nha, code="D9D9D9"))
    sitting = str(uuid.uuid4())
    phone.send(phone.back("K7M3PX", sitting=sitting))
    other = Phone(client, province_admin)
    other.pairs = 50
    assert other.send(other.back("D9D9D9", sitting=sitting))[0]["status"] == "stored"
    assert ReturnPaper.objects.count() == 2


def test_a_return_that_comes_again_with_another_machine_in_it_is_no_return_of_that_one(
    phone, paper, hoa, muong_nha, school_admin
):
    second = make.make_device(muong_nha, code="D9D9D9")
    make.give(hoa, school_admin, second)
    back = phone.back("K7M3PX")
    phone.send(back)
    again = {**back, "id": str(uuid.uuid4()), "payload": {**back["payload"], "device": "D9D9D9"}}
    (answer,) = phone.send(again)
    assert (answer["status"], answer["reason"]) == ("rejected", "refused")
    assert second.open_line() is not None


def test_the_machine_alone_comes_back_when_the_rest_stayed_at_home(phone, paper, tablet):
    phone.send(phone.back("K7M3PX", with_rest=False))
    assert tablet.open_line() is None
    assert paper.lines.filter(returned_at=None).count() == 2


def test_nothing_of_another_school_comes_back_here(phone, other_tablet, vang, other_school_admin):
    make.give(vang, other_school_admin, other_tablet)
    (answer,) = phone.send(phone.back("Q4W8ZB"))
    assert "Không tìm thấy máy" in answer["told"]
    for broken in ({"condition": "lost"}, {"with_rest": "yes"}, {"device": 7}, {"on": "mai"}, {"sitting": 7}):
        assert phone.send(phone.back(**{"device": "Q4W8ZB", **broken}))[0]["reason"] == "malformed"
    assert other_tablet.open_line() is not None


def test_the_page_of_taking_back_is_kept_for_its_reader_and_opens_nothing_of_others(
    paper, class_6a, class_3b, signed_in, school_admin
):
    client = signed_in(school_admin)
    answer = client.get(f"/handovers/classes/{class_6a.uid}/scan-back/")
    assert answer["X-Keep-For"] == school_admin.learner_key
    assert paper.lines.exclude(device=None).get().device.code in answer.content.decode()
    assert client.get(f"/handovers/classes/{class_3b.uid}/scan-back/").status_code == 404
