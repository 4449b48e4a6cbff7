"""What holds a post back, and what does not: words, numbers, addresses, however they are written."""

import pytest

from courses.exchange.screening import screen

WORDS = [("ngu", True), ("đồ chó", False), ("khốn nạn", False)]


@pytest.mark.parametrize(
    ("words", "rule"),
    [
        ("gọi mình 0987 654 321 nhé", "phone"),
        ("+84.987.654.321", "phone"),
        ("o987654321", "phone"),
        ("".join(f"{n}\ufe0f\u20e3" for n in "0987654321"), "phone"),
        ("0|987♥654~|~321", "phone"),
        ("\ufdfa" * 60 + " 0987654321", "phone"),
        ("\uff10\uff19\uff18\uff17\uff16\uff15\uff14\uff13\uff12\uff11", "phone"),
        ("không chín tám bảy sáu năm bốn ba hai một", "phone"),
        ("khong 9 tám-bảy 6 năm 4 3 hai mốt 1", "phone"),
        ("giang@truong.vn", "email"),
        ("giang a còng gmail chấm com", "email"),
        ("xem http://x.yz/a", "link"),
        ("vào abc.com nhé", "link"),
        ("abc chấm com", "link"),
        ("zalo của mình là Giàng A", "handle"),
        ("kết bạn fb nha", "handle"),
        ("tìm @giang_123", "handle"),
        ("thằng ngu", "word"),
        ("n g u", "word"),
        ("n.g.u quá", "word"),
        ("nguuuuu", "word"),
        ("n\u200bgu", "word"),
        ("do cho", "word"),
        ("ĐỒ  CHÓ", "word"),
        ("kho\u0302\u0301n na\u0323n", "word"),
        ("thằng nɡu", "word"),
    ],
)
def test_it_is_held_back(words, rule):
    assert screen(words, WORDS)[0] == rule


@pytest.mark.parametrize(
    "words",
    [
        "Em đi ngủ sớm, mai học Ngữ văn",
        "Nhà em có con chó và đồ chơi",
        "Em không hiểu bài 3. Vì sao 2/4 bằng 1/2?",
        "x = 3.5; y = 0,25. Bài 1.a",
        "1 2 3 4 5 6 7 8 9 10",
        "0 1 2 3 4 5 6 7 8 9 10",
        "7/5/1954, hơn 16200 quân địch",
        "Mạng xã hội Facebook ra đời năm 2004",
        "Hai ba con vịt, bốn năm con gà",
        "Em xem ở http://truong.example/bai nhé",
        "",
    ],
)
def test_it_is_harmless(words):
    assert screen(words, WORDS, own_hosts=["truong.example"]) is None


def test_a_text_of_a_megabyte_takes_no_time():
    for sign in ("a", "9", "n g u ", "a.", "@", " chấm "):
        screen(sign * (20_000 // len(sign)), WORDS)
