"""Texts as they were typed before Unicode: in TCVN3 (ABC), in VNI, in windows-1258.

Written apart from `lms/letters.py`, the other way round, so that the two check each other.
"""

import unicodedata

TONES = {"\u0300": "grave", "\u0309": "hook", "\u0303": "tilde", "\u0301": "acute", "\u0323": "dot"}
# In the order grave, hook, tilde, acute, dot.
TCVN3_TONED = {
    "a": "b5 b6 b7 b8 b9",
    "ă": "bb bc bd be c6",
    "â": "c7 c8 c9 ca cb",
    "e": "cc ce cf d0 d1",
    "ê": "d2 d3 d4 d5 d6",
    "i": "d7 d8 dc dd de",
    "o": "df e1 e2 e3 e4",
    "ô": "e5 e6 e7 e8 e9",
    "ơ": "ea eb ec ed ee",
    "u": "ef f1 f2 f3 f4",
    "ư": "f5 f6 f7 f8 f9",
    "y": "fa fb fc fd fe",
}
TCVN3_PLAIN = dict(zip("ĂÂÊÔƠƯĐăâêôơưđ", range(0xA1, 0xAF), strict=True))
VNI_TONE = {"grave": "ø", "hook": "û", "tilde": "õ", "acute": "ù", "dot": "ï"}
VNI_HAT = {"": "â", "grave": "à", "hook": "å", "tilde": "ã", "acute": "á", "dot": "ä"}
VNI_BREVE = {"": "ê", "grave": "è", "hook": "ú", "tilde": "ü", "acute": "é", "dot": "ë"}
VNI_I = {"": "i", "grave": "ì", "hook": "æ", "tilde": "ó", "acute": "í", "dot": "ò"}


def tcvn3(text):
    """Bytes; a capital letter with a tone has no byte of its own and is typed small, as clerks did."""
    return bytes(_tcvn3_byte(sign) for sign in unicodedata.normalize("NFC", text))


def vni(text):
    return "".join(_vni_signs(sign) for sign in unicodedata.normalize("NFC", text)).encode("latin-1")


def windows_1258(text):
    """Letters with their vowel marks, tones after them."""
    written = []
    for sign in unicodedata.normalize("NFC", text):
        letter, tone = _parted(sign)
        mark = next((mark for mark, name in TONES.items() if name == tone), "")
        written.append(letter + mark)
    return "".join(written).encode("cp1258")


def as_cells(content):
    """The bytes as a workbook holds them: each as one Latin sign."""
    return content.decode("latin-1")


def _parted(sign):
    marks = unicodedata.normalize("NFD", sign)
    tone = next((TONES[mark] for mark in marks if mark in TONES), "")
    return unicodedata.normalize("NFC", "".join(mark for mark in marks if mark not in TONES)), tone


def _tcvn3_byte(sign):
    if sign in TCVN3_PLAIN:
        return TCVN3_PLAIN[sign]
    letter, tone = _parted(sign)
    if not tone:
        return ord(sign)
    codes = TCVN3_TONED[letter.lower()].split()
    return int(codes[list(TONES.values()).index(tone)], 16)


def _vni_signs(sign):
    letter, tone = _parted(sign)
    small = letter.lower()
    if small == "i":
        written = VNI_I[tone]
    elif small == "y" and tone == "dot":
        written = "î"
    elif small == "ă":
        written = "a" + VNI_BREVE[tone]
    elif small in ("â", "ê", "ô"):
        written = {"â": "a", "ê": "e", "ô": "o"}[small] + VNI_HAT[tone]
    else:
        written = {"ơ": "ô", "ư": "ö", "đ": "ñ"}.get(small, small) + (VNI_TONE[tone] if tone else "")
    return written.upper() if letter.isupper() else written
