"""Words made ready for a voice: as people say them, without signs."""

from datetime import date, time

import pytest

from lms import spoken


def test_a_day_is_said_with_its_name():
    assert spoken.day(date(2026, 11, 25)) == "thứ Tư, ngày 25 tháng 11"
    assert spoken.day(date(2026, 11, 29)) == "Chủ nhật, ngày 29 tháng 11"


def test_for_the_eye_a_day_is_short():
    assert spoken.short_day(date(2026, 11, 28)) == "thứ Bảy, 28/11"


def test_a_time_is_said_in_hours():
    assert spoken.time(time(17, 0)) == "17 giờ"
    assert spoken.time(time(7, 30)) == "7 giờ 30 phút"


@pytest.mark.parametrize(
    ("shown", "said"), [("8,5", "8 phẩy 5"), ("10,0", "10"), ("7", "7"), ("6,25", "6 phẩy 25")]
)
def test_a_mark_is_said_as_a_teacher_reads_it_out(shown, said):
    assert spoken.mark(shown) == said


@pytest.mark.parametrize(
    ("shown", "said"),
    [
        ("Bài 5: «Phân số» (tiết 2)", "Bài 5: Phân số tiết 2"),
        ("Toán 6 – Số nguyên âm", "Toán 6, Số nguyên âm"),
        ("đã đọc 45 %", "đã đọc 45 phần trăm"),
        ("Nước · ba thể | của chất", "Nước, ba thể, của chất"),
        ("PTDTBT_THCS #1 *mới*", "PTDTBT THCS 1 mới"),
    ],
)
def test_signs_are_left_out(shown, said):
    assert spoken.plain(shown) == said


def test_sentences_end_once_and_empty_ones_are_left_out():
    assert spoken.told("Việc cần làm", "", None, "Xong rồi!", "Hết.") == "Việc cần làm. Xong rồi! Hết."
