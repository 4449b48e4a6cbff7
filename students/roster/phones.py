"""Phone numbers out of a cell: lost zeros, old prefixes, several in one cell, names beside them."""

import re

from lms.text import tidy

# Mobile numbers lost a digit in 2018: old prefix of four digits, new one of three.
NEW_PREFIX = {f"016{digit}": f"03{digit}" for digit in "23456789"} | {
    "0120": "070",
    "0121": "079",
    "0122": "077",
    "0123": "083",
    "0124": "084",
    "0125": "085",
    "0126": "076",
    "0127": "081",
    "0128": "078",
    "0129": "082",
    "0186": "056",
    "0188": "058",
    "0199": "059",
}
WHOLE = re.compile(r"0[35789]\d{8}|02\d{8,9}")


def read(cell):
    """(numbers, issues) of a cell; numbers are ten digits, landlines ten or eleven."""
    if isinstance(cell, float) and not cell.is_integer():
        return [], [("phone_invalid", {"value": cell})]
    text = tidy(int(cell) if isinstance(cell, float) else cell)
    if not text:
        return [], []
    numbers, issues = [], []
    for piece in re.split(r"[/;,\n|&]|\s-\s|\bvà\b|\bhoặc\b", text):
        _read_piece(piece, numbers, issues)
    words = tidy(re.sub(r"[^\w\s]|\d|_", " ", text))
    words = tidy(re.sub(r"\b(và|hoặc|sđt|đt|số|điện thoại|tel|dd|dđ)\b", " ", words, flags=re.IGNORECASE))
    if numbers and words:
        issues.append(("phone_text", {"value": words}))
    elif not numbers and not issues and any(sign.isalnum() for sign in text):
        issues.append(("phone_invalid", {"value": text[:60]}))
    return list(dict.fromkeys(numbers)), issues


def _read_piece(piece, numbers, issues):
    for run in re.findall(r"\+?\d[\d .()\-]*", piece):
        groups = re.findall(r"\d+", run)
        whole = "".join(groups)
        # «0987654321 0912345678»: groups that are numbers by themselves stay apart.
        if len(groups) > 1 and all(_normal(group) for group in groups):
            found = groups
        elif len(whole) == 20 and _normal(whole[:10]) and _normal(whole[10:]):
            found = [whole[:10], whole[10:]]
        else:
            found = [whole]
        for digits in found:
            number = _normal(digits)
            if number is None:
                if len(digits) > 2:
                    issues.append(("phone_invalid", {"value": digits[:30]}))
                continue
            old = _with_zero(digits)
            if len(old) == 11 and not old.startswith("02"):
                issues.append(("phone_old_prefix", {"value": old, "phone": number}))
            numbers.append(number)


def _with_zero(digits):
    for country in ("0084", "84"):
        if digits.startswith(country) and len(digits) >= len(country) + 9:
            digits = digits[len(country) :]
            break
    return digits if digits.startswith("0") else "0" + digits


def _normal(digits):
    """The number as it is dialled today, or None."""
    number = _with_zero(digits)
    if len(number) == 11 and number[:4] in NEW_PREFIX:
        number = NEW_PREFIX[number[:4]] + number[4:]
    return number if WHOLE.fullmatch(number) else None
