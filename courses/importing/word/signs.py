"""Fonts whose letters are pictures of other signs, and the letters of fonts older than Unicode.

A formula of old has «3×4» as «3», the sign B4 of the font Symbol, «4»; read without its font, it is «34».
The tables are facts of the fonts, as their makers published them.
"""

from functools import lru_cache

from lms import letters

# The signs 21 to 7E and A1 to FE of Symbol.
SYMBOL_LOW = "!∀#∃%&∋()∗+,−./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_‾αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼"
SYMBOL_HIGH = (
    "ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…⏐⎯↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊〈®©™∑⎛⎜⎝⎡⎢⎣⎧⎨⎩⎪\u20ac〉∫⌠⎮⌡⎞⎟⎠⎤⎥⎦⎫⎬⎭"
)
WINGDINGS = {
    0x4A: "☺", 0x4C: "☹", 0x6C: "●", 0x6D: "❍", 0x6E: "■", 0x6F: "□", 0x70: "□", 0x71: "❑", 0x72: "❒",
    0x74: "◊", 0x75: "◆", 0x76: "❖", 0x77: "◆", 0x6B: "❖", 0x9E: "·", 0x9F: "•", 0xA1: "○", 0xA7: "▪",
    0xA8: "□", 0xAB: "★", 0xD8: "➢", 0xDF: "←", 0xE0: "→", 0xE1: "↑", 0xE2: "↓", 0xE7: "⇐", 0xE8: "⇒",
    0xEF: "⇦", 0xF0: "⇨", 0xF3: "⇔", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑", 0x46: "☞", 0x26: "📖",
    0x21: "✏", 0x22: "✂", 0x28: "☎", 0xF1: "⇧", 0xF2: "⇩", 0x32: "🗎", 0xB5: "★", 0x40: "✍", 0x3F: "✍",
}  # fmt: skip
WINGDINGS_2 = {0x4F: "✗", 0x50: "✓", 0x51: "☒", 0x52: "☑", 0xA3: "□", 0x98: "•", 0x97: "•"}
WINGDINGS_3 = {0x7D: "▶", 0x7E: "◀", 0x70: "▲", 0x71: "▼", 0x22: "↔", 0xC6: "→", 0x67: "→", 0x66: "←"}
# Of the formula editor: what Symbol has not.
MT_EXTRA = {
    0x43: "∐", 0x49: "⋂", 0x4B: "…", 0x4C: "⋯", 0x4D: "⋮", 0x4E: "⋰", 0x4F: "⋱", 0x50: "∥", 0x55: "⋃",
    0x68: "ℏ", 0x6C: "ℓ", 0x6D: "∓", 0x6F: "∘",
}  # fmt: skip


def _symbol():
    table = dict(zip(range(0x21, 0x7F), SYMBOL_LOW, strict=True))
    table |= dict(zip(range(0xA1, 0xFF), SYMBOL_HIGH, strict=True))
    # At F0 the makers put an apple, which is nobody's sign.
    del table[0xF0]
    return table | {0x20: " ", 0xA0: "€"}


FONTS = {
    "symbol": _symbol(),
    "symbol mt": _symbol(),
    "euclid symbol": _symbol(),
    "mt symbol": _symbol(),
    "wingdings": WINGDINGS,
    "wingdings 2": WINGDINGS_2,
    "wingdings 3": WINGDINGS_3,
    "mt extra": MT_EXTRA,
    "euclid extra": MT_EXTRA,
}


def sign_of(font, code):
    """The sign that `font` draws for `code`; empty when nobody knows."""
    table = FONTS.get(font.lower())
    if 0xF000 <= code <= 0xF0FF:
        code &= 0xFF
    if table is not None:
        return table.get(code, "")
    # Some write the code of a letter of Unicode.
    return chr(code) if 0x20 <= code < 0xD800 else ""


def is_drawn(font):
    return font.lower() in FONTS


def of_font(font, text):
    """(text, lost): what was meant by `text` typed in a font of pictures."""
    table, out, lost = FONTS[font.lower()], [], 0
    for sign in text:
        code = ord(sign)
        if 0xF000 <= code <= 0xF0FF or code <= 0xFF:
            known = " " if code & 0xFF == 0x20 else table.get(code & 0xFF)
            lost += known is None
            out.append(known if known is not None else "□")
        else:
            out.append(sign)
    return "".join(out), lost


@lru_cache(maxsize=500)
def old_letters(font):
    """The encoding that a font stands for; empty for fonts of Unicode."""
    name = font.lower()
    if name.startswith(".vn"):
        return letters.TCVN3
    return letters.VNI if name.startswith(("vni-", "vni ")) else ""


def in_unicode(font, text):
    """A text in a font of old letters; what was typed as Unicode all the same stays."""
    encoding = old_letters(font)
    if not encoding or text.isascii():
        # Of the fonts whose name ends so, small letters look like capitals.
        return text.upper() if encoding == letters.TCVN3 and _is_of_capitals(font) else text
    meant = letters.to_unicode(text, encoding)
    if letters.is_vietnamese(text) and not letters.is_vietnamese(meant):
        meant = text
    return meant.upper() if encoding == letters.TCVN3 and _is_of_capitals(font) else meant


def _is_of_capitals(font):
    return font.lower().startswith(".vn") and font.endswith("H")
