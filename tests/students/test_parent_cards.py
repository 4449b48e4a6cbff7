"""A parent's card: who prints it, what it opens, for how long, and what ends it."""

import json
import re
import shutil
import subprocess

import pytest
import typst
from django.conf import settings
from django.urls import reverse

from lms.pdf import ROOT
from students import accounts, codes, parent_cards, throttle, trail
from students.models import Guardian, Guardianship, Role, SignInTries, User
from tests import builders

DOOR = "/ph/"


@pytest.fixture
def ms_do(giang):
    """Giàng's mother, without an account so far."""
    guardian = Guardian.objects.create(full_name="Giàng Thị Dợ", phone="0981234567")
    Guardianship.objects.create(guardian=guardian, student=giang, relation="mother")
    return guardian


def made_for(parent, by, school):
    return parent_cards.make_cards([Guardian.objects.get(pk=parent.pk)], by=by, school=school)[0]


@pytest.fixture
def card(ms_do, ms_lan, muong_nha):
    """What the card of Giàng's mother says; `path` is what its square code opens."""
    made = made_for(ms_do, ms_lan, muong_nha)
    ms_do.refresh_from_db()
    return {**made, "path": reverse("students:card", args=[made["secret"]])}


def of(parent, student, act):
    return f"/students/{student.pk}/guardians/{parent.pk}/{act}/"


def enter(client, card, door=DOOR, **more):
    return client.post(door, {"code": card["code"], "pin": card["pin"], **more})


def sees_giang(client):
    answer = client.get("/family/", follow=True)
    return "Giàng A Sùng" in answer.content.decode()


# Coming in


def test_a_parent_comes_in_with_the_code_and_the_pin_as_they_stand_on_the_card(client, card):
    client.get(DOOR)
    answer = enter(client, card)
    assert (answer.status_code, answer["Location"]) == (302, "/start/")
    assert client.get("/start/")["Location"] == "/family/"
    assert sees_giang(client)


def test_the_door_of_the_pupils_opens_as_well(client, card):
    assert enter(client, card, door="/sign-in/").status_code == 302
    assert sees_giang(client)


def test_the_door_of_the_pupils_shows_parents_theirs(client, db):
    assert f'href="{DOOR}"' in client.get("/sign-in/").content.decode()


def test_looking_at_the_square_code_signs_nobody_in(client, card):
    answer = client.get(card["path"])
    assert "Giàng Thị Dợ" in answer.content.decode()
    assert "Giàng A Sùng" not in answer.content.decode()
    assert answer["Referrer-Policy"] == "strict-origin"
    assert "_auth_user_id" not in client.session


def test_the_button_behind_the_square_code_signs_in(client, card):
    assert client.post(card["path"]).status_code == 302
    assert sees_giang(client)


def test_a_phone_stays_signed_in_only_when_the_parent_says_that_it_is_theirs(client, card):
    enter(client, card)
    assert client.session.get_expiry_age() <= 2 * 3600
    client.post("/sign-out/")
    client.post(card["path"], {"own": "on"})
    assert 89 * 24 * 3600 < client.session.get_expiry_age() <= 90 * 24 * 3600


def test_a_parent_sees_where_the_own_card_signed_in(client, card):
    enter(client, card)
    assert User.objects.get(guardian__code=card["code"].replace(" ", "")).signed_in.count() == 1


def test_who_has_a_card_alone_is_not_asked_about_a_password(client, card):
    enter(client, card)
    html = client.get("/account/").content.decode()
    assert "Thẻ của tôi" in html
    assert "Đặt mật khẩu mới" not in html


def test_the_code_opens_nothing_at_the_door_of_the_staff(client, card, ms_do):
    told = {"username": ms_do.user.username, "password": card["pin"].replace(" ", "")}
    assert client.post("/sign-in/staff/", told).status_code == 400


def test_who_was_led_to_the_door_from_a_page_of_parents_finds_theirs(client, card, giang):
    for path in ("/family/", f"/students/{giang.pk}/rights/"):
        answer = client.get(client.get(path)["Location"])
        assert answer["Location"].startswith(DOOR), path
    assert enter(client, card, next="/family/")["Location"] == "/family/"
    client.post("/sign-out/")
    assert client.get(client.get("/classes/")["Location"]).status_code == 200, (
        "the others find the pupils' door"
    )


# The card without the PIN


@pytest.fixture
def by_card(client, card):
    client.post(card["path"])
    return client


def asked_for_pin(answer):
    return answer.status_code == 302 and answer["Location"].startswith("/account/pin/")


def test_the_card_alone_agrees_to_nothing_and_takes_nothing_along(by_card, giang):
    """A child carries the card home: it must not agree to its own photos."""
    of_giang = f"/students/{giang.pk}"
    for path in ("rights/", "record/", "record.pdf", "record.json", "requests/new/"):
        assert asked_for_pin(by_card.get(f"{of_giang}/{path}")), path
    for act in ("agree", "withdraw"):
        assert asked_for_pin(by_card.post(f"{of_giang}/rights/photo/{act}/", {"child_agreed": "on"}))
    assert asked_for_pin(by_card.post(f"{of_giang}/requests/new/", {"kind": "erase"}))
    assert not giang.consents.exists()
    assert not giang.data_requests.exists()


def test_who_found_a_card_does_not_lock_the_parent_out(client, card, ms_do):
    ms_do.user.set_password("một mật khẩu cũ")
    ms_do.user.save()
    client.post(card["path"])
    assert asked_for_pin(client.get("/account/second/"))
    assert asked_for_pin(client.post("/account/second/", {"digits": "123456"}))
    assert not ms_do.user.totpdevice_set.exists()
    assert asked_for_pin(client.post("/account/sessions/end/"))


def test_a_second_factor_needs_a_password_to_turn_it_off_with(client, card):
    enter(client, card)
    assert client.get("/account/second/")["Location"] == "/account/"


def test_the_pin_opens_the_rest_and_is_asked_once(by_card, card, giang):
    path = f"/students/{giang.pk}/rights/"
    page = by_card.get(path, follow=True)
    assert page.context["next"] == path
    answer = by_card.post("/account/pin/", {"pin": card["pin"], "next": path})
    assert (answer.status_code, answer["Location"]) == (302, path)
    assert by_card.get(path).status_code == 200
    assert by_card.get(f"/students/{giang.pk}/record/").status_code == 200
    assert by_card.get("/account/pin/")["Location"] == "/start/"


def test_a_wrong_pin_opens_nothing_and_guessing_is_shut(by_card, giang):
    tries = [by_card.post("/account/pin/", {"pin": f"00000{number}"}).status_code for number in range(6)]
    assert tries == [400] * 5 + [429]
    assert asked_for_pin(by_card.get(f"/students/{giang.pk}/rights/"))
    assert by_card.post("/account/pin/", {}).status_code == 400


@pytest.mark.parametrize("bad", ["//evil.example", "https://evil.example", "javascript:alert(1)"])
def test_after_the_pin_one_stays_on_this_site(by_card, card, bad):
    assert by_card.post("/account/pin/", {"pin": card["pin"], "next": bad})["Location"] == "/start/"


def test_who_came_in_with_code_and_pin_is_not_asked_again(client, by_card, card, giang):
    enter(client, card)
    assert client.get(f"/students/{giang.pk}/rights/").status_code == 200


# Guessing


def test_a_wrong_pin_and_an_unknown_code_are_answered_alike(client, card):
    pages = set()
    for code in (card["code"], "22222222", "HSGIANG1"):
        answer = client.post(DOOR, {"code": code, "pin": "000000"})
        assert answer.status_code == 400
        pages.add(re.sub(r'value="[^"]*"', "", answer.content.decode()))
    assert len(pages) == 1


def test_an_unknown_code_costs_as_much_as_a_wrong_pin(client, card, monkeypatch):
    """One comparison with a hash of the same kind either way, and no other."""
    asked = []

    def counted(secret, encoded, **how):
        asked.append(encoded.split("$")[0])
        return False

    monkeypatch.setattr("students.sign_in.check_password", counted)
    for code in (card["code"], "22222222"):
        client.post(DOOR, {"code": code, "pin": "000000"})
    assert asked == ["pin", "pin"]


def test_a_guesser_is_shut_out_at_both_doors_together(client, card):
    client.get(DOOR)
    doors = [DOOR, "/sign-in/", DOOR, "/sign-in/", DOOR, "/sign-in/"]
    tries = [client.post(door, {"code": card["code"], "pin": "000000"}).status_code for door in doors]
    assert tries == [400] * 5 + [429]
    assert enter(client, card).status_code == 429


def test_a_new_pin_opens_the_gate_that_guessing_shut(client, card, ms_do, ms_lan, muong_nha):
    client.get(DOOR)
    for _turn in range(6):
        client.post(DOOR, {"code": card["code"], "pin": "000000"})
    made = made_for(ms_do, ms_lan, muong_nha)
    assert enter(client, made).status_code == 302
    assert not SignInTries.objects.filter(key__startswith="account:").exists()


@pytest.mark.parametrize("bad", [{}, {"code": "X"}, {"code": "\0", "pin": "\0"}, {"code": "😀", "pin": "😀"}])
def test_whatever_is_typed_is_refused_in_words(client, db, bad):
    answer = client.post(DOOR, bad)
    assert answer.status_code == 400
    assert 'role="alert"' in answer.content.decode()


def test_a_parents_code_is_longer_than_a_pupils_and_begins_like_those_of_the_school(muong_nha):
    code = codes.new_parent_code(muong_nha)
    assert len(code) == 8
    assert code[:2] == codes.new_code(muong_nha)[:2]


def test_pins_of_parents_are_not_the_first_that_a_guesser_tries():
    pins = [codes.new_parent_pin() for _turn in range(200)]
    assert all(len(pin) == 6 and len(set(pin)) > 3 and pin not in "01234567890" for pin in pins)


def test_one_pin_tried_on_the_parents_of_a_school_is_stopped(client, db):
    client.get(DOOR)
    told = [{"code": f"XX{number:06d}", "pin": "246813"} for number in range(25)]
    seen = [client.post(DOOR, one).status_code for one in told]
    assert seen == [400] * throttle.PER_DEVICE + [429] * (25 - throttle.PER_DEVICE)


# What ends it


def test_a_new_card_stops_the_old_one_with_its_pin_and_its_sessions(client, card, ms_do, ms_lan, muong_nha):
    client.post(card["path"], {"own": "on"})
    assert sees_giang(client)
    new = made_for(ms_do, ms_lan, muong_nha)
    assert not sees_giang(client)
    assert client.get(card["path"]).status_code == 404
    assert enter(client, card).status_code == 400
    assert new["code"] == card["code"]
    assert enter(client, new).status_code == 302


def test_a_new_pin_leaves_the_square_code_and_ends_the_sessions(client, card, ms_do, ms_lan, muong_nha):
    enter(client, card)
    ms_do.refresh_from_db()
    accounts.renew_parent_pin(ms_do, by=ms_lan, school=muong_nha)
    assert not sees_giang(client)
    assert enter(client, card).status_code == 400
    assert client.post(card["path"]).status_code == 302


def test_a_lost_card_is_stopped_at_once(signed_in, card, ms_do, giang, ms_lan, client):
    parent = type(client)()
    parent.post(card["path"])
    answer = signed_in(ms_lan).post(of(ms_do, giang, "card/stop"), follow=True)
    assert "không còn dùng được nữa" in answer.content.decode()
    assert not sees_giang(parent)
    assert parent.get(card["path"]).status_code == 404
    assert enter(parent, card).status_code == 400


def test_unlinking_the_last_child_ends_the_card(signed_in, card, ms_do, giang, hoa, school_admin, client):
    Guardianship.objects.create(guardian=ms_do, student=hoa, relation="other")
    parent = type(client)()
    parent.post(card["path"])
    signed_in(school_admin).post(of(ms_do, hoa, "unlink"))
    assert sees_giang(parent), "one child is left"
    client.post(of(ms_do, giang, "unlink"))
    assert not sees_giang(parent)
    assert parent.get(card["path"]).status_code == 404
    assert enter(parent, card).status_code == 400


def test_whichever_way_the_last_link_went_the_card_opens_nothing(client, card, giang):
    giang.guardianships.all().delete()
    assert client.get(card["path"]).status_code == 404
    assert enter(client, card).status_code == 400


def test_a_parent_who_is_linked_again_gets_a_card_again(signed_in, card, ms_do, giang, school_admin):
    client = signed_in(school_admin)
    client.post(of(ms_do, giang, "unlink"))
    Guardianship.objects.create(guardian=ms_do, student=giang, relation="mother")
    again = client.post(of(ms_do, giang, "pin")).context
    client.logout()
    assert enter(client, again).status_code == 302


def test_the_card_of_who_joined_the_staff_opens_nothing(client, card, ms_do, muong_nha):
    Role.objects.create(user=ms_do.user, kind="teacher", school=muong_nha, starts_on="2026-09-05")
    assert client.get(card["path"]).status_code == 404
    assert enter(client, card).status_code == 400


def test_unlinking_leaves_the_account_of_a_colleague_alone(signed_in, school_admin, ms_lan, giang):
    guardian = Guardian.objects.create(user=ms_lan, full_name=ms_lan.full_name)
    Guardianship.objects.create(guardian=guardian, student=giang, relation="mother")
    signed_in(school_admin).post(of(guardian, giang, "unlink"))
    assert User.objects.get(pk=ms_lan.pk).is_active


def test_a_password_given_earlier_still_opens_beside_the_card(client, ms_do, ms_lan, muong_nha):
    ms_do.user = builders.make_user("ph-abcde", ms_do.full_name, "mưa rơi trên núi")
    ms_do.save()
    made_for(ms_do, ms_lan, muong_nha)
    told = {"username": "ph-abcde", "password": "mưa rơi trên núi"}
    assert client.post("/sign-in/staff/", told).status_code == 302


# Who prints


def test_a_teacher_prints_the_card_of_one_parent(signed_in, ms_lan, ms_do, giang):
    answer = signed_in(ms_lan).post(of(ms_do, giang, "card"))
    assert answer["Content-Type"] == "application/pdf"
    assert "no-store" in answer["Cache-Control"]
    ms_do.refresh_from_db()
    assert ms_do.card_hash
    assert ms_do.code not in ms_do.user.username, "the username stands in a cookie"


def test_where_no_printer_is_code_and_pin_are_shown_once(signed_in, ms_lan, ms_do, giang):
    client = signed_in(ms_lan)
    assert of(ms_do, giang, "card") in client.get(f"/students/{giang.pk}/").content.decode()
    answer = client.post(of(ms_do, giang, "pin"))
    assert "no-store" in answer["Cache-Control"]
    told = answer.context
    assert told["pin"] in answer.content.decode()
    assert told["pin"] not in client.get(f"/students/{giang.pk}/").content.decode()
    client.logout()
    assert enter(client, told).status_code == 302


def test_secret_and_pin_are_not_kept_readable(card, ms_do):
    assert card["secret"] not in ms_do.card_hash
    assert ms_do.pin.startswith("pin$")
    assert not {"pin", "card_hash"} & set(trail.snapshot(ms_do)), "nor is their hash copied anywhere"


def test_who_does_not_teach_every_child_prints_no_card_but_may_stop_one(
    signed_in, card, ms_lan, ms_do, giang, vang
):
    """The card would show a child that the teacher may not see; a lost one must be stopped at once."""
    Guardianship.objects.create(guardian=ms_do, student=vang, relation="mother")
    client = signed_in(ms_lan)
    assert client.post(of(ms_do, giang, "card")).status_code == 404
    assert client.post(of(ms_do, giang, "pin")).status_code == 404
    shown = client.get(f"/students/{giang.pk}/").content.decode()
    assert f'"{of(ms_do, giang, "card")}"' not in shown
    assert f'"{of(ms_do, giang, "card/stop")}"' in shown
    assert client.post(of(ms_do, giang, "card/stop")).status_code == 302


@pytest.mark.parametrize("act", ["card", "pin", "card/stop"])
def test_the_account_of_a_colleague_is_left_alone(signed_in, ms_lan, school_admin, giang, act):
    guardian = Guardian.objects.create(user=school_admin, full_name=school_admin.full_name)
    Guardianship.objects.create(guardian=guardian, student=giang, relation="father")
    assert signed_in(ms_lan).post(of(guardian, giang, act)).status_code == 404


@pytest.mark.parametrize("act", ["card", "pin", "card/stop"])
def test_the_other_school_can_do_none_of_it(signed_in, mr_pao, other_school_admin, ms_do, giang, act):
    for person in (mr_pao, other_school_admin):
        assert signed_in(person).post(of(ms_do, giang, act)).status_code == 404
    ms_do.refresh_from_db()
    assert ms_do.card_hash is None


# A whole class


@pytest.fixture
def mr_tua(giang, hoa):
    """Uncle of two pupils of the class."""
    guardian = Guardian.objects.create(full_name="Giàng A Tủa")
    for child in (giang, hoa):
        Guardianship.objects.create(guardian=guardian, student=child, relation="other")
    return guardian


def of_class(school_class):
    return f"/classes/{school_class.uid}/parent-cards/"


def has_card(parent):
    parent.refresh_from_db()
    return parent.card_hash


def test_one_click_prints_the_cards_of_a_class(signed_in, ms_lan, ms_do, mr_tua, class_6a):
    client = signed_in(ms_lan)
    shown = client.get(f"/classes/{class_6a.uid}/cards/").content.decode()
    assert "2 phụ huynh đã được gắn" in shown
    assert client.post(of_class(class_6a))["Content-Type"] == "application/pdf"
    assert has_card(ms_do)
    assert has_card(mr_tua)


def test_printing_again_leaves_the_cards_at_home_alone_unless_all_are_asked_for(
    signed_in, ms_lan, ms_do, mr_tua, class_6a, muong_nha
):
    made_for(ms_do, ms_lan, muong_nha)
    before = has_card(ms_do)
    client = signed_in(ms_lan)
    client.post(of_class(class_6a))
    assert has_card(ms_do) == before
    assert client.post(of_class(class_6a)).status_code == 302, "there is nothing left to print"
    assert client.post(of_class(class_6a), {"all": "on"})["Content-Type"] == "application/pdf"
    assert has_card(ms_do) != before


def test_parents_whose_cards_others_print_are_left_out_and_counted(
    signed_in, ms_lan, ms_do, mr_tua, vang, class_6a
):
    Guardianship.objects.create(guardian=mr_tua, student=vang, relation="other")
    client = signed_in(ms_lan)
    assert "Còn 1 phụ huynh" in client.get(f"/classes/{class_6a.uid}/cards/").content.decode()
    client.post(of_class(class_6a))
    assert has_card(ms_do)
    assert not has_card(mr_tua)


def test_the_class_of_another_school_is_not_found(signed_in, mr_pao, ms_do, class_6a):
    assert signed_in(mr_pao).post(of_class(class_6a)).status_code == 404


# On paper


def test_a_card_names_the_own_children_with_their_classes(ms_lan, mr_tua, muong_nha):
    made = made_for(mr_tua, ms_lan, muong_nha)
    assert sorted((child["name"], child["class"]) for child in made["children"]) == [
        ("Giàng A Sùng", "6A"),
        ("Lò Thị Hoa", "6A"),
    ]


def pages(pdf):
    return len(re.findall(rb"/Type ?/Page\b", pdf))


def test_four_cards_fill_a_page_whatever_people_are_called(card):
    long = {
        "name": "Công Tằng Tôn Nữ Hoàng Phương Thảo Nguyên Khôi " * 2,
        "children": [{"name": "Hoàng Phủ Ngọc Tường Vi " * 2, "class": "Lớp ghép 1+2+3 Huổi Cơ"}] * 5,
    }
    made = [{**card, **long}] * 8
    assert [pages(parent_cards.render_cards(made[:count])) for count in (1, 4, 5)] == [1, 1, 2]


@pytest.mark.skipif(not shutil.which("zbarimg"), reason="zbarimg (package zbar-tools) is not installed")
def test_the_printed_square_code_opens_the_card(card, client):
    """Read back from the paper, by a reader that is not ours."""
    facts = json.dumps({"cards": [card], "site": ""})
    sheet = typst.compile(
        ROOT / "students/parent_cards.typ", root=ROOT, sys_inputs={"data": facts}, format="png", ppi=100
    )
    read = subprocess.run(["zbarimg", "-q", "--raw", "-"], input=sheet, capture_output=True, check=True)
    address = read.stdout.decode().strip()
    assert address == settings.PUBLIC_URL + card["path"]
    assert client.get(card["path"]).status_code == 200
