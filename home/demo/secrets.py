"""Passwords, PINs and card secrets of the demo: the same each time, known to nobody else.

They follow from this installation's SECRET_KEY, so nothing has to be kept, and what is known
about one demo opens no other.
"""

from base64 import urlsafe_b64encode

from django.utils.crypto import salted_hmac

from students.codes import LETTERS, OBVIOUS_PINS, PIN_DIGITS


def password(username):
    """Three groups of four signs, easy to read out."""
    signs = [LETTERS[byte % len(LETTERS)].lower() for byte in _bytes("password", username)[:12]]
    return "-".join("".join(signs[at : at + 4]) for at in (0, 4, 8))


def pin(code, length=PIN_DIGITS):
    """A pupil's PIN, or a parent's with its own `length`; never one of those that everybody tries first."""
    turn = 0
    while True:
        number = int.from_bytes(_bytes("pin", f"{code}:{turn}")[:8]) % 10**length
        digits = f"{number:0{length}d}"
        if digits not in OBVIOUS_PINS and len(set(digits)) > 2:
            return digits
        turn += 1


def card_secret(code, turn=0):
    """What a card's address holds; another `turn` gives the card that replaces it."""
    return urlsafe_b64encode(_bytes("card", f"{code}:{turn}")[:16]).decode().rstrip("=")


def _bytes(what, name):
    return salted_hmac(f"demo.{what}", name, algorithm="sha256").digest()
