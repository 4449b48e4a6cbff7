"""Vietnamese in the encodings of before Unicode is found by trial, and becomes Unicode."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms import letters
from lms.syllables import is_syllable
from tests.students.roster import old_letters

NAMES = [
    "Nguyễn Văn Hùng",
    "Lò Thị Hòa",
    "Giàng A Sùng",
    "Quàng Văn Thưởng",
    "Lường Thị Mỷ",
    "Tòng Văn Đức",
    "Vừ A Dơ",
    "Cà Thị Ngọc Ánh",
    "Khoàng Thị Phượng",
    "Mùa A Tủa",
    "Hạng Thị Dính",
    "Điêu Chính Nghĩa",
    "Bạc Cầm Khuyên",
    "Lê Quốc Việt",
    "Trần Thị Kim Yến",
    "Poòng Văn Hặc",
    "Sình Thị Chứ",
    "Lầu Nhìa Páo",
]
SMALL = [name.lower() for name in NAMES]
TONED = "aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệghiìỉĩíịklmnoòỏõóọôồổỗốộơờởỡớợpqrstuùủũúụưừửữứựvxyỳỷỹýỵ"


@pytest.mark.parametrize(
    ("written", "encoding", "meant"),
    [
        ("NguyÔn V¨n Hïng", letters.TCVN3, "Nguyễn Văn Hùng"),
        ("§iÖn Biªn, n¨m häc", letters.TCVN3, "Điện Biên, năm học"),
        ("T\xad¬ng Th­ëng", letters.TCVN3, "Tương Thưởng"),
        ("Nguyeãn Vaên Huøng", letters.VNI, "Nguyễn Văn Hùng"),
        ("ÑIEÄN BIEÂN", letters.VNI, "ĐIỆN BIÊN"),
        ("Nguyê\xden Vãn Hùng", letters.WINDOWS_1258, "Nguyễn Văn Hùng"),
        ("Nguyá»…n VÄƒn HÃ¹ng", letters.UTF8_MISREAD, "Nguyễn Văn Hùng"),
        ("Nguyễn Văn Hùng", letters.TCVN3, "Nguyễn Văn Hùng"),
        ("Lo Van An", letters.VNI, "Lo Van An"),
    ],
)
def test_old_letters_become_unicode(written, encoding, meant):
    assert letters.to_unicode(written, encoding) == meant


@given(st.text(TONED, max_size=30))
def test_every_small_letter_comes_back_from_tcvn3(text):
    # «aˋ» alone is never written; the letters of A1 to FE are.
    assert letters.to_unicode(old_letters.as_cells(old_letters.tcvn3(text)), letters.TCVN3) == text


@pytest.mark.parametrize("letter", [*TONED, *TONED.upper()])
def test_every_letter_comes_back_from_vni_and_windows_1258(letter):
    for write, encoding in (
        (old_letters.vni, letters.VNI),
        (old_letters.windows_1258, letters.WINDOWS_1258),
    ):
        typed = letters.decoded_byte_by_byte(write(f"b{letter} k"))
        assert letters.to_unicode(typed, encoding) == f"b{letter} k"


@pytest.mark.parametrize(
    ("write", "encoding"),
    [
        (old_letters.tcvn3, letters.TCVN3),
        (old_letters.vni, letters.VNI),
        (old_letters.windows_1258, letters.WINDOWS_1258),
        (str.encode, letters.UTF8_MISREAD),
    ],
)
@pytest.mark.parametrize("names", [NAMES, SMALL, NAMES[:3]])
def test_the_encoding_is_found_by_trial(write, encoding, names):
    found = letters.guess(letters.decoded_byte_by_byte(write(name)) for name in names)
    assert found.encoding == encoding
    assert found.is_readable
    assert not found.is_unclear


@given(st.lists(st.sampled_from(NAMES), min_size=1))
def test_unicode_is_never_taken_for_anything_else(names):
    assert letters.guess(names).encoding == letters.UNICODE


def test_names_without_marks_are_unicode():
    assert letters.guess(["Lo Van An", "Giang A Sung"]).encoding == letters.UNICODE


@pytest.mark.parametrize("name", [*NAMES, "Thuý", "Thúy", "Quý", "Giếng", "Gì", "H'Mông"])
def test_names_are_made_of_syllables(name):
    assert all(map(is_syllable, name.split()))


@pytest.mark.parametrize("noise", ["NguyÔn", "ThÞ", "V¨n", "Loø", "Vaên", "Nguyá»…n", "bạk", "các̃h", "hòp"])
def test_noise_is_no_syllable(noise):
    assert not is_syllable(noise)
