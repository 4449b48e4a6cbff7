"""The codes that pupils sign in with: ours, short, said over the telephone without mistakes."""

import itertools
import re
import secrets

from lms.text import fold
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


def new_staff_usernames(names):
    """A free name to sign in with for each: «lan.nt» for Nguyễn Thị Lan, «lan.nt2» when it is taken."""
    found = []
    for name in names:
        *before, given = re.sub("[^a-z ]", "", fold(name)).split() or ["gv"]
        base = f"{given}.{''.join(word[0] for word in before)}"[:30].rstrip(".")
        base = base if len(base) > 2 else f"{base}.gv"
        taken = set(User.objects.filter(username__startswith=base).values_list("username", flat=True))
        taken |= set(found)
        number = next(n for n in itertools.count(1) if f"{base}{n if n > 1 else ''}" not in taken)
        found.append(f"{base}{number if number > 1 else ''}")
    return found


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
