"""Recognise a pupil's sign-in card on a machine that has no signal, without handing out a key to it.

The page holds a keyed, shortened mark of each card of the class (docs/decisions/scanned-cards.md). The
browser makes the same mark of what the camera saw; the secret itself is neither kept nor sent.
"""

import hashlib
import hmac

from django.utils.crypto import salted_hmac

from students.models import CardToken

# Twelve signs tell a class apart (a chance of one in 10^11 for two alike) and are no token's hash.
LENGTH = 12


def key_for(school_class, user):
    """The key of one clerk's marks for one class: those of two pages cannot be laid side by side."""
    return salted_hmac("devices.morning", f"{school_class.uid} {user.pk}", algorithm="sha256").hexdigest()


def marks_of(students, key):
    """{student id: [mark of each card that works]}"""
    found = {}
    tokens = CardToken.objects.working().filter(student__in=students)
    for student_id, token_hash in tokens.order_by("made_at").values_list("student", "token_hash"):
        found.setdefault(student_id, []).append(mark_of(token_hash, key))
    return found


def mark_of(token_hash, key):
    return hmac.new(key.encode(), token_hash.encode(), hashlib.sha256).hexdigest()[:LENGTH]
