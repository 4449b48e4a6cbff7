"""Find a phone number in what a pupil writes, however it is spelled: pure text in, the place out."""

import re

DIGITS = {
    "khong": "0", "mot": "1", "hai": "2", "ba": "3", "bon": "4", "tu": "4", "nam": "5", "lam": "5",
    "sau": "6", "bay": "7", "bai": "7", "tam": "8", "chin": "9", "o": "0", "zero": "0", "muoi": "",
    "linh": "", "le": "",
}  # fmt: skip
# Of a mobile phone or of a line.
PHONE = re.compile(r"(?:84|0)(?:[35789]\d{8}|2\d{9})")
# Between two groups of digits of one number there is at most this.
BETWEEN = re.compile(r"[\W_]{0,3}|[\s.\-–_()/+:*,]{4}")
# What makes a key of a telephone out of a digit.
KEYCAPS = re.compile("[\ufe0f\u20e3]")
TOKEN = re.compile(r"\d+|[^\W\d_]+")


def phone_in(text):
    """The phone number in a folded text, as its digits; "" when there is none.

    >>> phone_in("goi minh 0987.654 321 nhe"), phone_in("khong chin tam bay sau nam bon ba hai mot")
    ('0987654321', '0987654321')
    >>> phone_in("tinh 0,5 + 0,25"), phone_in("dan so 98 765 432 nguoi")
    ('', '')
    """
    run, end = "", None
    text = KEYCAPS.sub("", text)
    for token in TOKEN.finditer(text):
        digits = _digits(token[0])
        if end is not None and (digits is None or not BETWEEN.fullmatch(text[end : token.start()])):
            if found := _phone(run):
                return found
            run = ""
        if digits is None:
            end = None
            continue
        run, end = run + digits, token.end()
    return _phone(run)


def _digits(token):
    if token.isdigit():
        # Digits of other scripts count as well; «²» does not.
        return "".join(str(int(sign)) for sign in token if sign.isdecimal())
    return DIGITS.get(token)


def _phone(run):
    found = PHONE.search(run)
    return found[0] if found else ""
