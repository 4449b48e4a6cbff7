"""Cards and PINs: made, told once, printed."""

import json
import re
import shutil
import subprocess

import pytest
import typst
from django.conf import settings

from lms.pdf import ROOT
from students import cards, codes, pictures
from students.models import CardToken, Student
from tests import builders


def test_a_card_holds_what_a_child_needs(giang, ms_lan):
    [card] = cards.make_cards([giang], by=ms_lan)
    assert card["name"] == "Giàng A Sùng"
    assert card["class"] == "6A"
    assert card["school"] == "PTDTBT THCS Mường Nhà"
    assert card["code"] == "HSGIANG1"
    assert len(card["pin"]) == 4


def test_the_card_of_a_small_child_shows_the_pin_in_pictures_too(giang, muong_nha, ms_lan):
    small = builders.make_student("Vừ Thị Ly", builders.make_class(muong_nha, "2A", grade=2))
    of_small, of_giang = cards.make_cards([small, giang], by=ms_lan)
    assert of_small["pictures"] == [pictures.drawing_of(digit) for digit in of_small["pin"]]
    assert of_giang["pictures"] == []
    assert pages(cards.render_cards([of_small] * 8)) == 1


def test_a_new_pin_of_a_small_child_is_told_in_pictures_too(signed_in, school_admin, giang, muong_nha):
    small = builders.make_student("Vừ Thị Ly", builders.make_class(muong_nha, "2A", grade=2))
    client = signed_in(school_admin)
    page = client.post(f"/students/{small.pk}/pin/")
    wanted = [name for name, _label in pictures.of_pin(page.context["pin"])]
    assert re.findall(r"pin-pictures\.[^#\"]*#([\w-]+)", page.text) == wanted
    assert "pin-pictures" not in client.post(f"/students/{giang.pk}/pin/").text


def test_neither_secret_nor_pin_is_kept_readable(giang, ms_lan):
    [card] = cards.make_cards([giang], by=ms_lan)
    token = CardToken.objects.get(student=giang)
    assert card["secret"] not in token.token_hash
    assert giang.user.password.startswith("pin$")


def test_printing_again_keeps_the_pin(giang, ms_lan):
    [first] = cards.make_cards([giang], by=ms_lan)
    again = Student.objects.get(pk=giang.pk)
    [second] = cards.make_cards([again], by=ms_lan)
    assert second["pin"] == ""
    assert again.user.check_pin(first["pin"])


def pages(pdf):
    return len(re.findall(rb"/Type ?/Page\b", pdf))


def test_a_class_prints_eight_to_a_page(giang, hoa, ms_lan):
    made = cards.make_cards([giang, hoa], by=ms_lan)
    assert [pages(cards.render_cards(made * times)) for times in (1, 4, 5)] == [1, 1, 2]


def test_each_class_has_sheets_of_its_own(giang, hoa, muong_nha, ms_lan):
    ca = builders.make_student("Lầu Thị Ca", builders.make_class(muong_nha, "7A", grade=7))
    made = cards.make_cards([giang, hoa, ca], by=ms_lan)
    assert pages(cards.render_cards(made)) == 2
    assert pages(cards.render_cards([made[0]] * 9 + [made[2]] * 8)) == 3


def test_long_names_of_pupils_and_schools_stay_on_their_card(giang, ms_lan):
    [card] = cards.make_cards([giang], by=ms_lan)
    long = {
        "name": "Công Tằng Tôn Nữ Hoàng Phương Thảo Nguyên Khôi " * 2,
        "school": "Phổ thông dân tộc bán trú tiểu học và trung học cơ sở số 2 Nậm Nèn " * 2,
        "class": "Lớp ghép 1+2+3 Huổi Cơ Dạo",
    }
    assert pages(cards.render_cards([{**card, **long}] * 8)) == 1


@pytest.mark.skipif(not shutil.which("zbarimg"), reason="zbarimg (package zbar-tools) is not installed")
def test_the_printed_square_code_opens_the_card(giang, ms_lan, client):
    """Read back from the paper, by a reader that is not ours."""
    [card] = cards.make_cards([giang], by=ms_lan)
    facts = json.dumps({"cards": [card], "site": ""})
    sheet = typst.compile(
        ROOT / "students/cards.typ", root=ROOT, sys_inputs={"data": facts}, format="png", ppi=150
    )
    read = subprocess.run(["zbarimg", "-q", "--raw", "-"], input=sheet, capture_output=True, check=True)
    address = read.stdout.decode().strip()
    assert address.startswith(settings.PUBLIC_URL)
    assert client.get(address.removeprefix(settings.PUBLIC_URL)).status_code == 200


def test_a_pupil_without_an_account_gets_one_with_the_card(giang, ms_lan):
    Student.objects.filter(pk=giang.pk).update(user=None)
    fresh = Student.objects.get(pk=giang.pk)
    fresh.code = "A7KF3PX"
    fresh.save()
    [card] = cards.make_cards([fresh], by=ms_lan)
    assert Student.objects.get(pk=giang.pk).user.username == "A7KF3PX"
    assert card["pin"]


def test_codes_are_free_short_and_of_one_school(muong_nha):
    made = codes.new_codes(muong_nha, 300)
    assert len(set(made)) == 300
    assert {code[:2] for code in made} == {made[0][:2]}
    assert {len(code) for code in made} == {7}
    assert not set("".join(made)) & set("01OIL")


def test_pins_are_not_the_first_that_a_guesser_tries():
    pins = {codes.new_pin() for _turn in range(300)}
    assert not pins & codes.OBVIOUS_PINS
    assert all(len(pin) == 4 and len(set(pin)) > 2 for pin in pins)
