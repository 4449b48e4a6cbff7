"""A nickname that everybody reads."""

import pytest

from courses.competitions.nicknames import fault

GOOD = [
    "Sao Mai",
    "Hoa Ban",
    "Cá Chép",
    "Bạn Nhỏ 07",
    "Mèo Con",
    "Ngựa Ô",
    "Suối Nậm Rốm",
    "Điện Biên",
    "Đèn Lồng",
    "Ngủ Nướng",
    "",
    "Thỏ-Con",
]
RUDE = [
    "Đồ ngu",
    "n g u",
    "N.G.U",
    "nguuuu",
    "óc chó",
    "0c ch0",
    "con chó",
    "Ó c  c h ó",
    "đ!t",
    "v c l",
    "FUCK you",
    "Hồ Chí Minh",
    "giám khảo",
]


@pytest.mark.parametrize("name", GOOD)
def test_a_friendly_one_is_taken(name):
    assert fault(name) == ""


@pytest.mark.parametrize("name", RUDE)
def test_an_insult_is_refused_however_it_is_hidden(name):
    assert "thân thiện" in fault(name) or "friendly" in fault(name)


@pytest.mark.parametrize(
    "name", ["a0987654321", "Lan 098 765 4321", "o chin tam bay sau", "Sáu bảy tám chín", "x٠٩٨٧٦"]
)
def test_a_telephone_number_is_refused_in_digits_and_words(name):
    assert "điện thoại" in fault(name)


@pytest.mark.parametrize("name", ["Giàng A Sùng", "giang sung", "GIÀNG.A.SÙNG"])
def test_the_own_name_is_refused(name):
    assert "tên thật" in fault(name, ["Giàng A Sùng"])


def test_names_that_are_too_long_or_no_words_are_refused():
    assert fault("x" * 25)
    assert fault("!!!")
    assert fault("a<b>")
    assert fault("a\u0000b\u202e")
