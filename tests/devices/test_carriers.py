"""The round trip with a carrier: asked, sent as a workbook, answered by a file, problems with a next act."""

from io import BytesIO
from uuid import uuid4

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction

from devices.models import CarrierReason, CarrierRequest, PlanType, Sim
from lms import spreadsheets
from tests.devices import builders as make


@pytest.fixture
def held(sim, giang, school_admin):
    make.give(giang, school_admin, sims=[sim])
    return sim


@pytest.fixture
def next_plan(db):
    return PlanType.objects.create(carrier="vnpt", name="Gói học tập", days=30, price=50_000)


def ask(client, path="/sims/ask/", **more):
    told = {"kind": "renew", "payer": "programme", "act": "write", "request_id": str(uuid4()), **more}
    return client.post(path, told)


def answer(client, *rows, heading=("Mã yêu cầu", "Kết quả", "Lý do")):
    """Look at a file of answers, and confirm when it changes anything."""
    content = spreadsheets.write([("Trả lời", [["VNPT trả lời đợt 1"], [], list(heading), *rows])])
    page = client.post("/carrier-requests/answers/", {"file": SimpleUploadedFile("tra-loi.xlsx", content)})
    if page.context["changes"]:
        client.post("/carrier-requests/answers/", {"kept": page.context["kept"]})
    return page


def test_a_renewal_goes_out_and_comes_back(held, next_plan, signed_in, school_admin):
    client = signed_in(school_admin)
    assert ask(client, plan=next_plan.pk).status_code == 302
    client.post("/carrier-requests/send/")
    book = openpyxl.load_workbook(BytesIO(client.get("/carrier-requests/sheet/").content))
    (sheet,) = book.worksheets
    request = CarrierRequest.objects.get()
    assert sheet.title == "VNPT VinaPhone"
    told = [cell or "" for cell in list(sheet.values)[1]]
    assert told[:5] == [request.reference, "gia hạn gói cước", "0912345678", held.iccid, "Gói học tập"]
    # A carrier knows its cards by their numbers: nothing of the family stands in the sheet.
    assert "Giàng" not in " ".join(told)
    answer(client, [request.reference, "Đã xong", ""])
    request.refresh_from_db()
    assert request.status == "complete"
    assert held.subscriptions.standing().get().plan == next_plan


def test_asked_twice_it_is_asked_once(held, next_plan, signed_in, school_admin):
    client = signed_in(school_admin)
    for _ in range(2):
        ask(client, plan=next_plan.pk)
    looked = ask(client, plan=next_plan.pk, act="look").context["looked"]
    assert (looked.sims, looked.left_out["waiting"]) == ([], 1)
    assert CarrierRequest.objects.count() == 1
    with pytest.raises(IntegrityError), transaction.atomic():
        make.ask_carrier(held, by=school_admin, kind="renew")


def test_a_problem_has_the_carriers_reason_and_a_next_act(held, signed_in, school_admin):
    client, request = signed_in(school_admin), make.ask_carrier(held, by=school_admin)
    answer(client, [request.reference, "Không làm được", "Thuê bao còn nợ cước"])
    request.refresh_from_db()
    assert (request.status, request.reason.code) == ("problem", "problem_debt")
    page = client.get("/carrier-requests/?status=problem").content.decode()
    assert CarrierReason.objects.get(code="problem_debt").next_act in page
    for _ in range(2):
        client.post(f"/carrier-requests/{request.reference}/again/")
    assert CarrierRequest.objects.get(follows=request).status == "new"


def test_a_reason_that_is_not_on_the_list_keeps_the_carriers_words(held, signed_in, school_admin):
    client, request = signed_in(school_admin), make.ask_carrier(held, by=school_admin)
    answer(client, [request.reference, "Lỗi", "Hệ thống bảo trì đến thứ Hai"])
    request.refresh_from_db()
    assert (request.reason.code, request.answer) == ("problem_other", "Hệ thống bảo trì đến thứ Hai")


def test_unknown_and_answered_rows_are_said_and_change_nothing(held, signed_in, school_admin, vang):
    client, request = signed_in(school_admin), make.ask_carrier(held, by=school_admin)
    other = make.ask_carrier(make.make_sim(vang.school, status="active"), by=school_admin)
    rows = [[request.reference, "Xong"], ["YC0000000", "Xong"], [other.reference, "Xong"]]
    summary = dict(answer(client, *rows).context["summary"])
    assert {str(said): n for said, n in summary.items()} == {
        "sẽ ghi là đã xong": 1,
        "không có yêu cầu nào của thầy/cô mang mã này": 2,
    }
    again = answer(client, *rows)
    assert not again.context["changes"]
    other.refresh_from_db()
    assert other.status == "new"


def test_a_file_without_answers_and_a_forged_preview_are_refused_in_words(signed_in, school_admin):
    client = signed_in(school_admin)
    page = answer(client, ["x"], heading=["Họ tên"])
    assert "Không tìm thấy câu trả lời nào" in page.content.decode()
    page = client.post("/carrier-requests/answers/", {"kept": "WzEsW11d:x"}, follow=True)
    assert "Bản xem trước này đã cũ" in page.content.decode()


def test_a_card_is_activated_blocked_and_replaced_when_the_carrier_has_done_it(
    held, sim, muong_nha, signed_in, school_admin
):
    client = signed_in(school_admin)
    new = make.make_sim(muong_nha, number="")
    drawer = make.make_sim(muong_nha)
    ask(client, f"/sims/ask/?q={sim.iccid}", kind="replace", new_iccid=new.iccid)
    ask(client, f"/sims/ask/?q={drawer.iccid}", kind="activate")
    answer(client, *([one.reference, "ok"] for one in CarrierRequest.objects.all()))
    states = dict(Sim.objects.values_list("pk", "status"))
    assert states == {sim.pk: "cancelled", new.pk: "active", drawer.pk: "active"}
    ask(client, f"/sims/ask/?q={drawer.iccid}", kind="block")
    answer(client, [CarrierRequest.objects.latest("pk").reference, "đã khóa"])
    assert Sim.objects.get(pk=drawer.pk).status == "blocked"


def test_the_other_school_sees_and_sends_nothing(held, signed_in, school_admin, other_school_admin):
    request = make.ask_carrier(held, by=school_admin)
    client = signed_in(other_school_admin)
    assert request.reference not in client.get("/carrier-requests/").content.decode()
    client.post("/carrier-requests/send/")
    assert client.post(f"/carrier-requests/{request.reference}/call-off/").status_code == 404
    request.refresh_from_db()
    assert request.status == "new"
