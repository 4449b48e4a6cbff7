"""The codes that pupils sign in with: ours, short, said over the telephone without mistakes."""

import re
import secrets

from students.models import Student, User

# Without 0 O, 1 I L: what a child reads off a card is what was printed.
LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
PIN_DIGITS = 4
# What everybody tries first is never given out.
OBVIOUS_PINS = {"0123", "1234", "2345", "3456", "4567", "5678", "6789", "4321", "9876", "1212", "2580"}


def new_code(school):
    """A free sign-in code for a pupil of `school`."""
    return new_codes(school, 1)[0]


def new_codes(school, count):
    """`count` free codes: two signs that the school's pupils share, then five random ones.

    The shared part lets the throttle slow down guessing within one school, for codes that
    exist and codes that do not alike.
    """
    found = set()
    while len(found) < count:
        wanted = {_prefix(school) + _random(5) for _missing in range(count - len(found))}
        found |= wanted - set(Student.objects.filter(code__in=wanted).values_list("code", flat=True))
    return sorted(found)


def tidy_code(typed):
    """What somebody typed, as a code is written: capital letters and digits alone."""
    return re.sub("[^0-9A-Z]", "", str(typed).upper())[:12]


def new_pin():
    """Four random digits that are not among the first a guesser tries."""
    while True:
        pin = "".join(secrets.choice("0123456789") for _digit in range(PIN_DIGITS))
        if pin not in OBVIOUS_PINS and len(set(pin)) > 2:
            return pin


def new_password():
    """A password for the first sign-in of staff: easy to read out, replaced at once."""
    return "-".join(_random(4).lower() for _part in range(3))


def new_parent_username():
    """A free name to sign in with that says nothing about the family."""
    while True:
        name = f"ph-{_random(5).lower()}"
        if not User.objects.filter(username=name).exists():
            return name


def _prefix(school):
    high, low = divmod(school.pk % len(LETTERS) ** 2, len(LETTERS))
    return LETTERS[high] + LETTERS[low]


def _random(length):
    return "".join(secrets.choice(LETTERS) for _sign in range(length))
