"""The codes that pupils sign in with: ours, short, said over the telephone without mistakes."""

import itertools
import re
import secrets

from lms.text import fold
from students.models import Guardian, Student, User

# Without 0 O, 1 I L: what a child reads off a card is what was printed.
LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
PIN_DIGITS = 4
# Grown-ups see more than their own lessons, and can copy six digits.
PARENT_PIN_DIGITS = 6
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


def new_parent_code(school):
    """A free code for a parent: one sign longer than a pupil's, beginning like those of the school."""
    while True:
        code = _prefix(school) + _random(6)
        if not (Guardian.objects.filter(code=code).exists() or Student.objects.filter(code=code).exists()):
            return code


def tidy_code(typed):
    """What somebody typed, as a code is written: capital letters and digits alone."""
    return re.sub("[^0-9A-Z]", "", str(typed).upper())[:12]


def tidy_pin(typed):
    """A PIN without the gap that a parent's has on paper."""
    return "".join(typed.split())


def new_pin():
    """Four random digits that are not among the first a guesser tries."""
    while True:
        pin = "".join(secrets.choice("0123456789") for _digit in range(PIN_DIGITS))
        if pin not in OBVIOUS_PINS and len(set(pin)) > 2:
            return pin


def new_parent_pin():
    """Six random digits, no row of them (123456) and not made of a few."""
    rows = ("0123456789", "9876543210")
    while True:
        pin = "".join(secrets.choice("0123456789") for _digit in range(PARENT_PIN_DIGITS))
        if len(set(pin)) > 3 and not any(pin in row for row in rows):
            return pin


def in_groups(code):
    """A code or a PIN as people read it aloud: «H7KQ 2MXP», «482 915». The doors take the gaps out."""
    half = (len(code) + 1) // 2
    return f"{code[:half]} {code[half:]}"


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
