"""Everything that is kept about a pupil comes out, to read, to print and for machines; nothing of others."""

import json
from datetime import date

import pytest
from django.apps import apps

from lms.models import Look
from students import consents, dossier
from students.models import (
    EthnicGroup,
    Guardian,
    Guardianship,
    Household,
    PovertyRecord,
    Student,
)
from tests import builders
from tests.devices import builders as machines

# Hang on a pupil at second hand and say nothing new of the person.
SAID_ELSEWHERE = {
    # What undo needs: the same facts, before and after.
    "students.MovementWrite",
    # What a whole school prepares for its new year, and is thrown away with.
    "students.RollOver",
    # Which line of the ledger a count found open.
    "devices.StocktakeExpected",
    "devices.StocktakeUnexpected",
    # The seat in a session made ready before the hour; it becomes the attempt.
    "courses.StartTicket",
}


@pytest.fixture
def mother(giang):
    user = builders.make_user("me.giang", "Giàng Thị Dua")
    guardian = Guardian.objects.create(user=user, full_name=user.full_name, phone="0912345678")
    Guardianship.objects.create(guardian=guardian, student=giang, relation="mother")
    return user


@pytest.fixture
def whole(giang, hoa, school_admin, ms_lan, mother, muong_nha):
    """Giàng with something in every corner."""
    household = Household.objects.create(head_name="Giàng A Páo", village="Huổi Lếch")
    PovertyRecord.objects.create(
        household=household, poverty_class="poor", certificate="012/GCN-HN", starts_on=date(2026, 1, 1)
    )
    giang.household, giang.ethnic_group = household, EthnicGroup.objects.get(name="Mông")
    giang.national_id, giang.phone = "011215001234", "0987654321"
    giang.save()
    consents.give(giang, "usage", by=ms_lan, given_by="Giàng Thị Dua", how="signed", on=date(2026, 9, 20))
    paper = builders.print_consent_sheet(giang, by=ms_lan)
    builders.attach_consent_scan(paper, by=ms_lan)
    machines.give(giang, school_admin, machines.make_device(muong_nha))
    return giang


def test_every_model_that_hangs_on_a_pupil_is_in_some_part():
    named = set().union(*(part.models for part in dossier.parts()))
    first = hanging_on(apps.get_model("students.Student"))
    second = set().union(*(hanging_on(apps.get_model(label)) for label in first & named))
    people = {"students.Student", "courses.MarkRelease"}
    missing = (first | second) - named - SAID_ELSEWHERE - people
    assert missing == set(), "Add it to the app's dossier.py, so that families get it with the rest."


def test_no_part_names_a_model_that_is_gone():
    for part in dossier.parts():
        for label in part.models:
            apps.get_model(label)


def hanging_on(model):
    return {
        relation.related_model._meta.label
        for relation in model._meta.get_fields(include_hidden=True)
        if relation.auto_created and not relation.concrete and relation.related_model
    }


def test_the_page_holds_it_all(signed_in, school_admin, whole):
    page = signed_in(school_admin).get(f"/students/{whole.pk}/record/").content.decode()
    for word in (
        "Giàng A Sùng",
        "Mông",
        "011215001234",
        "0987654321",
        "hộ nghèo",
        "012/GCN-HN",
        "Giàng A Páo",
        "Giàng Thị Dua",
        "thống kê sử dụng",
        "Galaxy Tab A9",
        "6A",
    ):
        assert word in page, word
    assert "Lò Thị Hoa" not in page


def test_machines_get_the_same_as_json(signed_in, school_admin, whole):
    answer = signed_in(school_admin).get(f"/students/{whole.pk}/record.json")
    assert answer["Content-Disposition"] == 'attachment; filename="ho-so-hsgiang1.json"'
    told = json.loads(answer.content)
    assert told["schema"] == dossier.SCHEMA
    about = told["parts"]["person"]["tables"]["about"]["rows"][0]
    assert about["full_name"] == "Giàng A Sùng"
    assert about["ethnic_group"] == "Mông"
    consent = told["parts"]["consents"]["tables"]["consents"]["rows"][0]
    assert (consent["purpose"], consent["given_on"]) == ("usage", "2026-09-20")
    assert told["parts"]["devices"]["tables"]["lines"]["rows"]


def test_it_prints(signed_in, school_admin, whole):
    answer = signed_in(school_admin).get(f"/students/{whole.pk}/record.pdf")
    assert answer.content.startswith(b"%PDF-")
    assert "no-store" in answer["Cache-Control"]
    assert signed_in(school_admin).get(f"/students/{whole.pk}/record.exe").status_code == 404


def test_a_pupil_of_whom_little_is_known_comes_out_too(signed_in, school_admin, giang):
    Student.objects.filter(pk=giang.pk).update(user=None)
    client = signed_in(school_admin)
    for path in ("record/", "record.json", "record.pdf"):
        assert client.get(f"/students/{giang.pk}/{path}").status_code == 200


def test_a_mother_takes_out_her_own_child_alone(signed_in, mother, whole, hoa):
    client = signed_in(mother)
    for path in ("record/", "record.json", "record.pdf"):
        assert client.get(f"/students/{whole.pk}/{path}").status_code == 200
        assert client.get(f"/students/{hoa.pk}/{path}").status_code == 404
    Guardianship.objects.all().delete()
    assert client.get(f"/students/{whole.pk}/record.json").status_code == 404


def test_nobody_else_takes_it_out(
    signed_in, ms_lan, auditor, commune_officer, other_school_admin, hoa, whole
):
    for who in (ms_lan, auditor, commune_officer, other_school_admin, hoa, whole):
        assert signed_in(who).get(f"/students/{whole.pk}/record.json").status_code in (403, 404)


def test_each_taking_out_is_noted(signed_in, school_admin, whole):
    client = signed_in(school_admin)
    client.get(f"/students/{whole.pk}/record/")
    client.get(f"/students/{whole.pk}/record.json")
    client.get(f"/students/{whole.pk}/record.pdf")
    whats = Look.objects.filter(object_id=str(whole.pk)).order_by("pk").values_list("what", flat=True)
    assert list(whats) == ["whole record", "record as a file", "record as a file"]


def test_no_secret_of_a_card_or_pin_is_in_it(signed_in, school_admin, whole):
    from students import cards

    [card] = cards.make_cards([whole], by=school_admin, pins=cards.ALL)
    told = signed_in(school_admin).get(f"/students/{whole.pk}/record.json").content.decode()
    user = Student.objects.get(pk=whole.pk).user
    for secret in (card["secret"], user.password, whole.card_tokens.get().token_hash):
        assert secret not in told
