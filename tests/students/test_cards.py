"""Cards and PINs: made, told once, printed."""

from students import cards, codes
from students.models import CardToken, Student


def test_a_card_holds_what_a_child_needs(giang, ms_lan):
    [card] = cards.make_cards([giang], by=ms_lan)
    assert card["name"] == "Giàng A Sùng"
    assert card["class"] == "6A"
    assert card["school"] == "PTDTBT THCS Mường Nhà"
    assert card["code"] == "HSGIANG1"
    assert len(card["pin"]) == 4


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


def test_a_class_prints_eight_to_a_page(giang, hoa, ms_lan):
    made = cards.make_cards([giang, hoa], by=ms_lan)
    assert cards.render_cards(made).startswith(b"%PDF-")
    assert cards.render_cards(made * 8).count(b"/Type /Page\n") in (0, 2)


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
