"""Devices by hand, and what they come from: batches, programmes, models. Each school its own share."""

import pytest

from devices.models import Batch, Device, DeviceModel, Programme
from lms import scans
from lms.models import Change
from tests.devices import builders as make


@pytest.fixture
def batch(muong_nha):
    """A batch of the province of which Mường Nhà gets a share."""
    batch = make.make_batch("dot-9")
    batch.schools.add(muong_nha)
    batch.device_models.add(make.make_model())
    return batch


@pytest.fixture
def told(batch):
    return {
        "batch": batch.pk,
        "model": make.make_model().pk,
        "serial": "ABC 123",
        "imei1": "490154203237518",
    }


def test_a_device_is_added_by_hand_once(told, muong_nha, na_hy, signed_in, school_admin):
    client = signed_in(school_admin)
    assert client.post("/devices/add/", {**told, "school": na_hy.pk}).status_code == 302
    assert Device.objects.get().school == muong_nha
    page = client.post("/devices/add/", told)
    assert page.status_code == 400
    assert "Đã có máy mang số sê-ri này" in page.content.decode()
    wrong = {**told, "serial": "ABC 124", "imei1": "490154203237519"}
    assert "kiểm tra" in client.post("/devices/add/", wrong).content.decode()
    assert Device.objects.count() == 1


def test_the_next_machine_of_a_delivery_has_batch_and_model_chosen(told, batch, signed_in, school_admin):
    client = signed_in(school_admin)
    assert "/devices/add/?batch=dot-9" in client.get("/devices/batches/dot-9/").content.decode()
    page = client.get("/devices/add/?batch=dot-9").content.decode()
    assert page.count(" selected") == 2  # the batch, and the only model it brought
    answer = client.post("/devices/add/", {**told, "next": ""})
    assert answer["Location"] == f"/devices/add/?batch=dot-9&model={told['model']}"
    for strange in ("/devices/add/?batch=x&model=²", "/devices/add/?model=" + "9" * 30):
        assert client.get(strange).status_code == 200


def test_a_school_is_offered_only_its_own_batches_and_models(told, signed_in, other_school_admin):
    client = signed_in(other_school_admin)
    page = client.get("/devices/add/").content.decode()
    assert "Đợt 1 năm 2026" not in page
    assert "Galaxy Tab A9" not in page
    assert "Chưa có đợt phân bổ nào dành cho trường" in page
    assert client.post("/devices/add/", told).status_code == 400
    assert not Device.objects.exists()


def test_the_province_is_offered_all_and_names_the_school(told, na_hy, signed_in, province_admin):
    client = signed_in(province_admin)
    assert client.post("/devices/add/", {**told, "school": na_hy.pk}).status_code == 302
    assert Device.objects.get().school == na_hy


def test_a_model_that_the_batch_did_not_bring_is_refused(told, signed_in, province_admin, muong_nha):
    laptop = make.make_model(maker="Dell", name="Latitude 3190", kind="laptop")
    make.make_batch("dot-laptop").device_models.add(laptop)
    page = signed_in(province_admin).post(
        "/devices/add/", {**told, "school": muong_nha.pk, "model": laptop.pk}
    )
    assert page.status_code == 400
    assert "Đợt này gồm: Samsung Galaxy Tab A9" in page.content.decode()


def test_a_serial_read_wrongly_is_mended_and_noted(told, tablet, signed_in, school_admin):
    facts = {**told, "batch": tablet.batch_id, "serial": "R9TX 70 1235", "imei1": tablet.imei1}
    assert signed_in(school_admin).post("/devices/K7M3PX/edit/", facts).status_code == 302
    tablet.refresh_from_db()
    assert tablet.serial_norm == "R9TX701235"
    change = Change.objects.get(act="change device")
    assert (change.before, change.after) == ({"serial": "R9TX 70 1234"}, {"serial": "R9TX 70 1235"})


def batch_facts(**more):
    programme, _ = Programme.objects.get_or_create(name="Sóng và máy tính cho em")
    return {
        "programme": programme.pk,
        "code": "dot-7",
        "name": "Đợt 7",
        "donor": "Quỹ Hoa Ban",
        "decision_number": "12/QĐ-UBND",
        "decision_date": "01/09/2026",
        "promised": 30,
        "received": 28,
        "default_tenure": "gift_household",
        "device_models": [make.make_model().pk],
        **more,
    }


def test_the_province_writes_a_batch_and_says_where_it_goes(
    muong_nha, na_hy, signed_in, province_admin, school_admin, other_school_admin
):
    client = signed_in(province_admin)
    assert client.post("/devices/batches/add/", batch_facts(schools=[muong_nha.pk])).status_code == 302
    assert list(Batch.objects.get().schools.all()) == [muong_nha]
    page = client.post("/devices/batches/add/", batch_facts())
    assert page.status_code == 400
    assert "Mã đợt này đã dùng rồi" in page.content.decode()
    assert signed_in(school_admin).get("/devices/batches/dot-7/").status_code == 200
    assert signed_in(school_admin).get("/devices/batches/dot-7/edit/").status_code == 404
    assert signed_in(other_school_admin).get("/devices/batches/dot-7/").status_code == 404


def test_a_school_writes_a_batch_of_its_own_for_itself_alone(
    muong_nha, na_hy, signed_in, school_admin, other_school_admin
):
    client = signed_in(school_admin)
    facts = batch_facts(schools=[na_hy.pk], school=na_hy.pk)
    assert client.post("/devices/batches/add/", facts).status_code == 302
    batch = Batch.objects.get()
    assert (batch.school, batch.schools.count()) == (muong_nha, 0)
    assert client.post("/devices/batches/dot-7/edit/", {**facts, "received": 30}).status_code == 302
    change = Change.objects.get(act="change batch")
    assert (change.before, change.after) == ({"received": "28"}, {"received": "30"})
    assert "Đợt 7" in client.get("/devices/add/").content.decode()
    assert "Đợt 7" not in signed_in(other_school_admin).get("/devices/batches/").content.decode()
    assert signed_in(other_school_admin).get("/devices/batches/dot-7/edit/").status_code == 404


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("code", "add"),
        ("code", "có dấu"),
        ("decision_date", "31/12/2099"),
        ("promised", "-1"),
        ("promised", "9" * 30),
        ("device_models", ["9" * 30]),
        ("programme", "9" * 30),
        ("unit_cost", "1e9999"),
    ],
)
def test_a_batch_that_cannot_be_is_refused_in_words(field, value, signed_in, province_admin):
    page = signed_in(province_admin).post("/devices/batches/add/", batch_facts(**{field: value}))
    assert page.status_code == 400
    assert page.context["form"].errors[field]
    assert not Batch.objects.exists()


def test_a_model_is_added_once_however_it_is_spelt(signed_in, school_admin):
    client = signed_in(school_admin)
    path = "/devices/registers/models/add/"
    assert client.post(path, {"maker": "Lenovo", "name": "Tab M8", "kind": "tablet"}).status_code == 302
    page = client.post(path, {"maker": "LENOVO", "name": "tab  m8", "kind": "tablet"})
    assert page.status_code == 400
    assert "đã có trong danh mục" in page.content.decode()
    assert DeviceModel.objects.count() == 1
    assert Change.objects.filter(act="add to register").count() == 1


def test_what_all_schools_share_is_mended_by_the_province_alone(signed_in, school_admin, province_admin):
    model = make.make_model()
    path = f"/devices/registers/models/{model.pk}/"
    facts = {"maker": "Samsung", "name": "Galaxy Tab A9+", "kind": "tablet"}
    assert signed_in(school_admin).post(path, facts).status_code == 403
    assert (
        signed_in(school_admin).post("/devices/registers/programmes/add/", {"name": "X"}).status_code == 403
    )
    assert signed_in(province_admin).post(path, facts).status_code == 302
    model.refresh_from_db()
    assert model.name == "Galaxy Tab A9+"
    assert signed_in(province_admin).get("/devices/registers/nothing/").status_code == 404


def test_a_programme_ends_after_it_begins(signed_in, province_admin):
    facts = {"name": "Máy tính cho em", "starts_on": "01/09/2026", "ends_on": "01/08/2026"}
    client = signed_in(province_admin)
    assert client.post("/devices/registers/programmes/add/", facts).status_code == 400
    facts["ends_on"] = "31/12/2027"
    assert client.post("/devices/registers/programmes/add/", facts).status_code == 302


# What is counted, and whose it is


def test_a_batch_tells_which_figures_are_of_all_schools(
    batch, muong_nha, na_hy, signed_in, school_admin, province_admin
):
    Batch.objects.filter(pk=batch.pk).update(promised=3400, received=3400)
    for school in (muong_nha, na_hy, na_hy):
        make.make_device(school, batch=batch)
    client = signed_in(school_admin)
    page = client.get("/devices/batches/dot-9/").content.decode()
    whole, own = page.split("Trong đó, ở trường mình phụ trách")
    assert "Cả đợt, của tất cả các trường" in whole
    assert "3.400" in whole
    assert '<span class="number">1</span>' in own
    assert "chỉ tính ở trường mình phụ trách" in client.get("/devices/batches/").content.decode()
    client = signed_in(province_admin)
    assert "Cả đợt, của tất cả" not in client.get("/devices/batches/dot-9/").content.decode()
    assert "chỉ tính ở trường" not in client.get("/devices/batches/").content.decode()


def test_the_machine_too_many_is_remarked_when_it_comes_in_and_on_the_batch(
    told, batch, muong_nha, na_hy, signed_in, school_admin
):
    Batch.objects.filter(pk=batch.pk).update(promised=2, received=2)
    make.make_device(na_hy, batch=batch)
    client = signed_in(school_admin)
    said = "Tất cả đã nhập kho 3 máy, trong khi đợt chỉ ghi 2 máy"
    assert said not in client.post("/devices/add/", told, follow=True).content.decode()
    one_more = {**told, "serial": "R9TX900002", "imei1": "", "imei2": ""}
    assert said in client.post("/devices/add/", one_more, follow=True).content.decode()
    assert said in client.get("/devices/batches/dot-9/").content.decode()
    assert "nhiều hơn số đã ghi" in client.get("/devices/batches/").content.decode()


def test_a_batch_without_a_number_is_never_too_full(told, signed_in, school_admin):
    page = signed_in(school_admin).post("/devices/add/", told, follow=True).content.decode()
    assert "trong khi đợt chỉ ghi" not in page


def test_a_batch_counts_what_a_signed_paper_confirms(
    told, tablet, giang, hoa, muong_nha, signed_in, school_admin
):
    papers = [
        make.give(giang, school_admin, tablet),
        make.give(hoa, school_admin, make.make_device(muong_nha)),
    ]
    scan = make.attach_scan(papers[0], school_admin)
    client = signed_in(school_admin)
    page = client.get("/devices/batches/dot-1/")
    assert [page.context["counts"][name] for name in ("registered", "handed", "confirmed")] == [2, 2, 1]
    scans.strike_out(scan, by=school_admin, reason="Nhầm tờ", school_id=muong_nha.pk)
    assert client.get("/devices/batches/dot-1/").context["counts"]["confirmed"] == 0
