"""Vietnamese letters as they were kept before Unicode: TCVN3 (ABC), VNI, windows-1258.

Such a text reaches us as the Latin signs that stand for its bytes: «NguyÔn V¨n Hïng». Which encoding
it is in is found by trying each and counting the words that can be Vietnamese. The tables are facts of
TCVN 5712:1993, of the VNI fonts and of Microsoft's code page.
"""

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from lms.syllables import is_syllable

UNICODE, TCVN3, VNI, WINDOWS_1258, UTF8_MISREAD = "unicode", "tcvn3", "vni", "windows-1258", "utf-8-misread"
ENCODINGS = {
    UNICODE: _("Unicode"),
    TCVN3: "TCVN3 (ABC)",
    VNI: "VNI",
    WINDOWS_1258: "windows-1258",
    UTF8_MISREAD: _("UTF-8 opened as another encoding"),
}
# What a file of bytes can be in, when it is not UTF-8 or UTF-16.
SINGLE_BYTE = (TCVN3, VNI, WINDOWS_1258)
MOST_WORDS = 3_000
# Most words of a list are names; ids, abbreviations and foreign words are the rest.
LEAST_SHARE = 0.6
# Unicode is believed unless another reading is clearly better.
CLEARLY = 0.1

# The bytes A1 to FE. The five between Ằ and à stand for a tone alone, written after its vowel.
TCVN3_LETTERS = (
    "ĂÂÊÔƠƯĐăâêôơưđẰ\u0300\u0309\u0303\u0301\u0323àảãáạẲằẳẵắẴẮẦẨẪẤỀặầẩẫấậèỂẻẽéẹềểễếệìỉỄẾỒĩíịò"
    "ỔỏõóọồổỗốộờởỡớợùỖủũúụừửữứựỳỷỹýỵ"
)
# VNI writes a letter and then a sign for its mark; some letters are one sign.
VNI_TONES = {"ù": "\u0301", "ø": "\u0300", "û": "\u0309", "õ": "\u0303", "ï": "\u0323"}
VNI_HAT = {"â": "", "á": "\u0301", "à": "\u0300", "å": "\u0309", "ã": "\u0303", "ä": "\u0323"}
VNI_BREVE = {"ê": "", "é": "\u0301", "è": "\u0300", "ú": "\u0309", "ü": "\u0303", "ë": "\u0323"}
VNI_SINGLE = dict(zip("íìæóòôöîñ", "íìỉĩịơưỵđ", strict=True))

WORD = re.compile(r"[^\s\d,;:.()/\\\"<>|=+*?!\[\]{}_&@#%]+")


@dataclass(frozen=True)
class Guess:
    """The encoding that fits best: how many of the words speak for it, and for the next best."""

    encoding: str
    share: float
    next_share: float
    # How many can be read at all once it is chosen, in old letters or in Unicode beside them.
    readable: float

    @property
    def is_readable(self):
        return self.readable >= LEAST_SHARE

    @property
    def is_unclear(self):
        return self.encoding != UNICODE and self.next_share > self.share - CLEARLY


def guess(texts, among=tuple(ENCODINGS)):
    """Find the encoding of some texts by trying all of them; the first one when all signs are ASCII."""
    words = Counter()
    for text in texts:
        if not text.isascii():
            words.update(word for word in WORD.findall(text) if not word.isascii())
        if len(words) >= MOST_WORDS:
            break
    if not words:
        return Guess(among[0], 1.0, 0.0, 1.0)
    # A word that only Unicode can hold speaks against every old encoding.
    surely = {word for word in words if is_surely_unicode(word)}
    shares = {
        encoding: _share(words, encoding, except_for=surely if encoding != UNICODE else ())
        for encoding in among
    }
    best = max(shares, key=lambda encoding: shares[encoding])
    if shares.get(UNICODE, 0) >= LEAST_SHARE and shares[UNICODE] > shares[best] - CLEARLY:
        best = UNICODE
    next_share = max(share for other, share in shares.items() if other != best)
    return Guess(best, shares[best], next_share, _share(words, best))


def _share(words, encoding, except_for=()):
    fitting = sum(
        many
        for word, many in words.items()
        if word not in except_for and is_syllable(to_unicode(word, encoding))
    )
    return fitting / words.total()


def is_vietnamese(text):
    """Whether every word beyond ASCII can be Vietnamese as it stands."""
    return all(is_syllable(word) for word in WORD.findall(text) if not word.isascii())


def is_surely_unicode(text):
    """Whether a text has letters that no single-byte encoding can hold, such as «ạ» or «ư»."""
    return any(sign > "\xff" and _byte_of(sign) is None for sign in text)


def to_unicode(text, encoding):
    """The text that was meant; what is Unicode already, and what does not fit, stays as it is."""
    if encoding == UNICODE or text.isascii() or is_surely_unicode(text):
        return text
    return _DECODERS[encoding](text)


def decoded_byte_by_byte(content):
    """Bytes of an unknown encoding as the Latin signs that `to_unicode` takes; none is lost."""
    return "".join(map(_LATIN.__getitem__, content))


def _from_tcvn3(text):
    return unicodedata.normalize("NFC", text.translate(_TCVN3_TABLE))


def _from_vni(text):
    return unicodedata.normalize("NFC", _VNI_SIGNS.sub(lambda found: _VNI_TABLE[found[0]], text))


def _from_windows_1258(text):
    return unicodedata.normalize("NFC", _bytes_of(text).decode("cp1258", errors="replace"))


def _from_misread_utf8(text):
    try:
        return unicodedata.normalize("NFC", _bytes_of(text).decode())
    except UnicodeDecodeError:
        return text


def _bytes_of(text):
    return bytes(_byte_of(sign) for sign in text)


def _byte_of(sign):
    return _BYTES.get(sign)


def _vni_table():
    """Every combination, small and capital; a capital's mark may be typed small."""
    table = {}
    hats = [(letter, VNI_HAT, "\u0302") for letter in "aeo"] + [("a", VNI_BREVE, "\u0306")]
    for letter, marks, vowel_mark in hats:
        table |= {letter + sign: letter + vowel_mark + tone for sign, tone in marks.items()}
    for letter in "aeouyôö":
        meant = VNI_SINGLE.get(letter, letter)
        table |= {letter + sign: meant + tone for sign, tone in VNI_TONES.items()}
    table |= VNI_SINGLE
    capitals = {sign[0].upper() + sign[1:]: meant.upper() for sign, meant in table.items()}
    return table | capitals | {sign.upper(): meant.upper() for sign, meant in table.items()}


# windows-1252 leaves five bytes without a sign; they stand for themselves.
_LATIN = [bytes([byte]).decode("cp1252", errors="ignore") or chr(byte) for byte in range(256)]
_BYTES = {chr(byte): byte for byte in range(256)} | {sign: byte for byte, sign in enumerate(_LATIN)}
_TCVN3_TABLE = dict(zip(range(0xA1, 0xFF), TCVN3_LETTERS, strict=True))
_VNI_TABLE = _vni_table()
_VNI_SIGNS = re.compile("|".join(sorted(_VNI_TABLE, key=len, reverse=True)))
_DECODERS = {
    TCVN3: _from_tcvn3,
    VNI: _from_vni,
    WINDOWS_1258: _from_windows_1258,
    UTF8_MISREAD: _from_misread_utf8,
}
