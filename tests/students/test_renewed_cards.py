"""A teacher renews PINs and cards of her class."""

from django.utils import timezone

from lms.models import Change
from students import cards
from students.accounts import reset_pin
from students.models import (
    Role,
    User,
)
from students.movement import pupils
from students.sign_in import by_card, by_pin
from tests import builders
from tests.students.test_students import page


def test_a_teacher_resets_a_pin_and_reads_it_once(signed_in, ms_lan, giang):
    client = signed_in(ms_lan)
    answer = client.post(f"/students/{giang.pk}/pin/")
    user = User.objects.get(pk=giang.user_id)
    assert user.check_pin(answer.context["pin"])
    assert answer.context["pin"] in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]
    assert client.get(f"/students/{giang.pk}/pin/").status_code == 405


def test_the_pin_stands_in_no_log(signed_in, ms_lan, giang):
    pin = signed_in(ms_lan).post(f"/students/{giang.pk}/pin/").context["pin"]
    change = Change.objects.get(act="reset the PIN")
    assert pin not in f"{change.before}{change.after}{change.label}"


def test_a_lost_card_is_replaced_with_one_click(signed_in, ms_lan, giang):
    [lost] = cards.make_cards([giang], by=ms_lan)
    client = signed_in(ms_lan)
    assert 'name="revoke" value="1"' in page(client, f"/students/{giang.pk}/")
    answer = client.post(f"/students/{giang.pk}/card/", {"revoke": "1"})
    assert answer.content.startswith(b"%PDF-")
    assert by_card(lost["secret"]) is None
    assert giang.card_tokens.filter(revoked_at=None).count() == 1
    assert Change.objects.filter(act="print a sign-in card").first().after["old_cards_end"]


def test_the_cards_of_a_class_are_replaced_with_one_click(signed_in, ms_lan, class_6a, giang, hoa):
    lost = cards.make_cards([giang, hoa], by=ms_lan)
    client = signed_in(ms_lan)
    assert 'name="revoke" value="on"' in page(client, f"/classes/{class_6a.uid}/")
    answer = client.post(f"/classes/{class_6a.uid}/cards/", {"pins": "missing", "revoke": "on"})
    assert answer.content.startswith(b"%PDF-")
    assert [by_card(card["secret"]) for card in lost] == [None, None]
    assert by_pin("HSGIANG1", lost[0]["pin"]) == giang.user, "the PIN stays"


def test_a_lost_card_is_stopped_where_there_is_no_printer(signed_in, ms_lan, giang):
    [lost] = cards.make_cards([giang], by=ms_lan)
    client = signed_in(ms_lan)
    for _twice in range(2):
        answer = client.post(f"/students/{giang.pk}/card/stop/", follow=True)
        assert "không còn dùng được" in answer.content.decode()
    assert by_card(lost["secret"]) is None
    assert not giang.card_tokens.filter(revoked_at=None).exists()


def test_who_has_left_gets_no_pin_and_no_card(signed_in, ms_lan, school_admin, giang, hoa):
    pupils.drop_out(giang, timezone.localdate(), school_admin)
    client = signed_in(school_admin)
    shown = page(client, f"/students/{giang.pk}/")
    assert "Cấp mã PIN mới" not in shown
    assert "/card/" not in shown
    assert "không đăng nhập được" in shown
    assert "/handovers/new/" not in shown, "nothing is handed over either"
    before = User.objects.get(pk=giang.user_id).password
    for path in ("pin", "card"):
        refused = client.post(f"/students/{giang.pk}/{path}/", {"revoke": "1"}, follow=True)
        assert "không còn học ở trường, nên không có mã PIN hay thẻ mới" in refused.content.decode()
    assert User.objects.get(pk=giang.user_id).password == before
    assert not giang.card_tokens.exists()
    assert "Cấp mã PIN mới" in page(client, f"/students/{hoa.pk}/")


def test_a_new_pin_lets_in_who_typed_the_old_one_too_often(signed_in, client, ms_lan, giang):
    reset_pin(giang, by=ms_lan)
    for _turn in range(6):
        shut = client.post("/sign-in/", {"code": "HSGIANG1", "pin": "0000"})
    assert shut.status_code == 429
    pin = signed_in(ms_lan).post(f"/students/{giang.pk}/pin/").context["pin"]
    client.logout()
    assert client.post("/sign-in/", {"code": "HSGIANG1", "pin": pin}).status_code == 302


def test_who_renews_without_end_has_to_wait(signed_in, ms_lan, class_6a, giang, monkeypatch):
    monkeypatch.setattr("students.throttle.RENEWALS", 2)
    client = signed_in(ms_lan)
    for _turn in range(2):
        assert client.post(f"/students/{giang.pk}/pin/").status_code == 200
    before = User.objects.get(pk=giang.user_id).password
    for path in (
        f"/students/{giang.pk}/pin/",
        f"/students/{giang.pk}/card/",
        f"/classes/{class_6a.uid}/cards/",
    ):
        refused = client.post(path, {"pins": "all", "revoke": "1"}, follow=True)
        assert "Chưa có gì thay đổi" in refused.content.decode()
    assert User.objects.get(pk=giang.user_id).password == before
    assert not giang.card_tokens.exists()


def test_a_teacher_prints_the_cards_of_her_class(signed_in, ms_lan, class_6a, giang, hoa):
    client = signed_in(ms_lan)
    page(client, f"/classes/{class_6a.uid}/cards/")
    answer = client.post(f"/classes/{class_6a.uid}/cards/", {"pins": "missing"})
    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF-")
    assert "no-store" in answer["Cache-Control"]
    assert client.post(f"/classes/{class_6a.uid}/cards/", {"pins": "nonsense"}).status_code == 400


def test_who_teaches_here_and_audits_there_prints_cards_here_only(signed_in, ms_lan, giang, vang, na_hy):
    Role.objects.create(user=ms_lan, kind="auditor", school=na_hy, starts_on=builders.FIRST_DAY)
    client = signed_in(ms_lan)
    assert client.get(f"/students/{vang.pk}/").status_code == 200
    assert client.post(f"/students/{vang.pk}/pin/").status_code == 404
    assert client.post(f"/students/{giang.pk}/pin/").status_code == 200
