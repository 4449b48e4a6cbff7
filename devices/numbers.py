"""Numbers printed on machines and SIM cards: one spelling, and whether they can be right. No ORM."""

import secrets

# Without 0 O, 1 I L, U: read aloud, typed on a phone and printed small, none is taken for another.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
DEVICE_CODE_LENGTH = 6
ENROLMENT_CODE_LENGTH = 8


def bare(text):
    """Upper case without spaces, dashes, dots and slashes: how serials are compared."""
    return "".join(sign for sign in str(text or "").upper() if sign.isalnum())


def digits(text):
    return "".join(sign for sign in str(text or "") if sign in "0123456789")


def are_digits(text):
    """Whether `text` is nothing but 0 to 9: «²» and «٣» are digits to Python as well.

    >>> are_digits("490154"), are_digits("²²"), are_digits("")
    (True, False, False)
    """
    return text.isascii() and text.isdigit()


def luhn_holds(number):
    """Whether the last digit of `number` is the check digit of the others.

    >>> luhn_holds("490154203237518")
    True
    """
    total = 0
    for place, digit in enumerate(reversed(number)):
        value = int(digit)
        if place % 2:
            value = value * 2 - 9 if value > 4 else value * 2
        total += value
    return total % 10 == 0


def imei_holds(number):
    """Whether `number` is fifteen digits whose check digit is right."""
    return len(number) == 15 and are_digits(number) and luhn_holds(number)


def iccid_holds(number):
    """Whether `number` can be the serial of a SIM card: 19 or 20 digits from 89, the last one right."""
    return len(number) in (19, 20) and are_digits(number) and number.startswith("89") and luhn_holds(number)


def with_check_digit(number):
    """`number` with its Luhn digit after it (for made-up IMEIs of the demo and the tests)."""
    return next(number + digit for digit in "0123456789" if luhn_holds(number + digit))


def random_code(length):
    return "".join(secrets.choice(ALPHABET) for _ in range(length))


def as_typed(code):
    """A code as somebody typed it, in the spelling we keep: upper case, look-alikes resolved.

    >>> as_typed(" k7m-3px ")
    'K7M3PX'
    """
    return bare(code)[:40]
