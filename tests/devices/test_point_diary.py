"""The diary of a support point: by its keeper, in seconds, with signal or without; nobody else writes it."""

import uuid

import pytest

from devices.models import PointVisit, SupportPoint
from lms.models import Change


@pytest.fixture
def point(muong_nha, ms_lan):
    return SupportPoint.objects.create(
        name="Nhà văn hóa Mường Nhà", commune=muong_nha.commune, keeper_account=ms_lan
    )


def line(**facts):
    told = {"purpose": "pin", "people": "2", "outcome": "helped", "note": "", "on": "24/11/2026"}
    return {**told, "key": str(uuid.uuid4()), **facts}


def send(client, person, point, key, **facts):
    told = {"point": str(point.pk), **line(**facts)}
    told.pop("key")
    event = {
        "id": str(key),
        "kind": "point.visited",
        "stream": f"point:{point.pk}",
        "install": "phone",
        "seq": 1,
        "learner": person.learner_key,
        "payload": told,
    }
    answer = client.post("/sync/", {"events": [event]}, content_type="application/json")
    return answer.json()["results"][0]


def test_the_keeper_writes_a_line_once_and_takes_it_back(signed_in, point, ms_lan):
    client = signed_in(ms_lan)
    told = line()
    for _twice in range(2):
        client.post(f"/points/{point.pk}/diary/", told)
    visit = PointVisit.objects.get()
    assert (visit.people, visit.purpose.code, visit.by) == (2, "pin", ms_lan)
    page = client.get(f"/points/{point.pk}/diary/")
    assert page["X-Keep-For"] == ms_lan.learner_key
    assert visit.purpose.name in page.content.decode()
    for _twice in range(2):
        client.post(f"/points/visits/{visit.pk}/take-back/")
    assert not PointVisit.objects.standing().exists()
    assert Change.objects.filter(act="take a visit back").count() == 1


def test_a_line_written_without_signal_arrives_once(signed_in, point, ms_lan):
    client, key = signed_in(ms_lan), uuid.uuid4()
    assert send(client, ms_lan, point, key)["status"] == "stored"
    assert send(client, ms_lan, point, key)["status"] == "duplicate"
    assert PointVisit.objects.get().pk == key


@pytest.mark.parametrize(
    "wrong",
    [
        {"purpose": "x"},
        {"purpose": ""},
        {"outcome": "x"},
        {"people": "0"},
        {"people": "²"},
        {"people": "9999"},
        {"on": "25/11/2026"},
        {"on": "31/02/2026"},
        {"on": "01/01/2026"},
        {"note": "gọi 0912 345 678"},
        {"note": "a" * 300},
        {"key": "x"},
    ],
)
def test_what_cannot_be_is_refused_in_words_and_kept_to_be_mended(signed_in, point, ms_lan, wrong):
    client = signed_in(ms_lan)
    answer = client.post(f"/points/{point.pk}/diary/", line(**wrong))
    assert answer.status_code == 422
    assert answer.context["refusal"] in answer.content.decode()
    if "key" not in wrong:
        told = send(client, ms_lan, point, uuid.uuid4(), **wrong)
        assert (told["status"], told["told"]) == ("rejected", answer.context["refusal"])
    assert not PointVisit.objects.exists()


@pytest.mark.parametrize("which", [None, [1], "²", "9" * 40, "x"])
def test_an_event_about_no_point_is_rejected(signed_in, point, ms_lan, which):
    event = {"id": str(uuid.uuid4()), "kind": "point.visited", "stream": "point:x", "install": "phone"}
    event |= {"seq": 1, "learner": ms_lan.learner_key, "payload": {"point": which}}
    client = signed_in(ms_lan)
    answer = client.post("/sync/", {"events": [event]}, content_type="application/json")
    assert answer.json()["results"][0]["status"] == "rejected"


def test_nobody_else_writes_it(signed_in, point, ms_lan, mr_pao, school_admin, commune_officer):
    for stranger in (mr_pao, school_admin):
        client = signed_in(stranger)
        assert client.get(f"/points/{point.pk}/diary/").status_code == 404
        assert send(client, stranger, point, uuid.uuid4())["status"] == "rejected"
    assert not PointVisit.objects.exists()
    # The commune office keeps its points.
    assert signed_in(commune_officer).post(f"/points/{point.pk}/diary/", line()).status_code == 302
    visit = PointVisit.objects.get()
    assert signed_in(mr_pao).post(f"/points/visits/{visit.pk}/take-back/").status_code == 404


def test_the_commune_says_who_writes_it(signed_in, point, commune_officer, school_admin):
    client = signed_in(commune_officer)
    told = {"name": point.name, "commune": point.commune_id, "keeper_account": "khong.co"}
    assert client.post(f"/points/{point.pk}/edit/", told).status_code in (200, 400, 422)
    client.post(f"/points/{point.pk}/edit/", told | {"keeper_account": "ADMIN.muongnha"})
    point.refresh_from_db()
    assert point.keeper_account == school_admin
    assert signed_in(school_admin).get(f"/points/{point.pk}/diary/").status_code == 200


def test_a_month_is_counted_for_who_looks_after_the_places(
    signed_in, point, ms_lan, province_admin, other_school_admin, na_hy, django_assert_max_num_queries
):
    other = SupportPoint.objects.create(name="UBND xã Nà Hỳ", commune=na_hy.commune)
    client = signed_in(ms_lan)
    client.post(f"/points/{point.pk}/diary/", line())
    client.post(f"/points/{point.pk}/diary/", line(outcome="not", people="3"))
    client.post(f"/points/{point.pk}/diary/", line(on="30/10/2026"))
    client = signed_in(province_admin)
    with django_assert_max_num_queries(12):
        page = client.get("/points/month/", {"month": "2026-11"})
    found = {one.of.pk: one for one in page.context["lines"]}
    assert (found[point.pk].visits, found[point.pk].people) == (2, 5)
    assert found[point.pk].outcomes == {"helped": 2, "not": 3, "sent_on": 0}
    assert found[other.pk].visits == 0
    assert client.get("/points/month/", {"month": "2026-10"}).context["total"] == 1
    for nonsense in ("x", "2026-13", "9999-12", ""):
        assert client.get("/points/month/", {"month": nonsense}).status_code == 200
    theirs = signed_in(other_school_admin).get("/points/month/").context["lines"]
    assert [one.of for one in theirs] == [other]
