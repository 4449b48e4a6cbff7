"""A paper that goes home before it opens: sealed, and opened by a code that a teacher can read out over the
phone.

The code follows from the quiz's edition and the class by the school's secret: nothing is kept, a class that
opens sooner tells no other class its code, and a quiz that was published anew has another one. It has no
vowels and nothing that looks alike: a Vietnamese keyboard makes marks of nothing in it, and no word comes
about.
"""

import gzip
import json
import os
import secrets
from base64 import b64encode
from functools import lru_cache

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.pbkdf2 import PBKDF2HMAC
from django.template.loader import render_to_string
from django.utils.crypto import salted_hmac

from courses import keeping, paper_media, papers

SALT = "courses.sealing"
ALPHABET = "23456789BCFGHJKMNPQRSTVXZ"
LETTERS = 10
# A second or two on a cheap tablet; with 46 bits of code nobody tries them all.
ROUNDS = 200_000


def code_of(paper, school_class):
    """The code of the paper's edition for a class (its key), as it is typed."""
    told = salted_hmac(SALT, f"{paper.page_id}:{paper.number}:{school_class}", algorithm="sha256").digest()
    number, letters = int.from_bytes(told), []
    for _letter in range(LETTERS):
        number, place = divmod(number, len(ALPHABET))
        letters.append(ALPHABET[place])
    return "".join(letters)


def in_groups(code):
    """As it is read out: two groups of five."""
    return f"{code[:5]} {code[5:]}"


def taken(paper, school_class=None):
    """What a browser takes along of the paper, as packed JSON: sealed for the class, or open without one."""
    return _taken(paper.pk, keeping.edition(), keeping.code_version(), school_class)


@lru_cache(maxsize=8)
def _taken(paper_id, _edition, _code_version, school_class):
    from courses.models import QuizPaper

    paper = QuizPaper.objects.select_related("page").get(pk=paper_id)
    html = render_to_string("courses/_attempt_form.html", papers.paper_context(paper))
    html, media = paper_media.taken_out(html)
    told = {"html": html, "media": media}
    if school_class is not None:
        told = {"sealed": _sealed(told, code_of(paper, school_class), str(paper_id))}
    return gzip.compress(json.dumps({"paper": str(paper_id), **told}).encode(), mtime=0)


def _sealed(told, code, name):
    salt, iv = secrets.token_bytes(16), os.urandom(12)
    key = PBKDF2HMAC(SHA256(), 32, salt, ROUNDS).derive(code.encode())
    # Bound to its paper: none opens in the place of another.
    data = AESGCM(key).encrypt(iv, gzip.compress(json.dumps(told).encode(), mtime=0), name.encode())
    packed = {"salt": salt, "iv": iv, "data": data}
    return {"rounds": ROUNDS, **{one: b64encode(value).decode() for one, value in packed.items()}}
