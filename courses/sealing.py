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
from collections import defaultdict
from functools import lru_cache

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.pbkdf2 import PBKDF2HMAC
from django.template.loader import render_to_string
from django.utils.crypto import salted_hmac

from courses import keeping, paper_media, papers, taking_tickets
from courses.models import QuizPaper
from lms.remembered import Remembered

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


def weights(pages):
    """{quiz: about how many bytes a browser loads of its papers when it is taken along}, in one question."""
    weighed = defaultdict(list)
    for page, paper in QuizPaper.objects.filter(page__in=pages).newest().values_list("page", "pk"):
        weighed[page].append(paper)
    # Of several codes as many as there are tickets.
    most = {page: min(page.tries, taking_tickets.MOST) for page in pages}
    return {page: sum(_weight(paper) for paper in weighed[page.pk][: most[page]]) for page in pages}


@lru_cache(maxsize=2000)
def _weight(paper_id):
    sealed = _sealed(_made(paper_id), b"", bytes(32), str(paper_id))
    return len(_packed({"paper": str(paper_id), "sealed": sealed}))


def taken(paper, school_class=None):
    """What a browser takes along of the paper, as packed JSON: sealed for the class, or open without one."""
    name = (paper.pk, keeping.edition(), keeping.code_version())
    if school_class is None:
        return _bodies.of(name, lambda: _open(paper.pk))
    return _bodies.of((*name, school_class), lambda: _closed(paper, name, school_class))


def _open(paper_id):
    return _packed({"paper": str(paper_id), **json.loads(gzip.decompress(_made(paper_id)))})


def _closed(paper, name, school_class):
    told, (salt, key) = _papers.of(name, lambda: _made(paper.pk)), _key_of(code_of(paper, school_class))
    return _packed({"paper": str(paper.pk), "sealed": _sealed(told, salt, key, str(paper.pk))})


def _made(paper_id):
    """The paper as it is sealed, for whichever class."""
    paper = QuizPaper.objects.select_related("page").get(pk=paper_id)
    html = render_to_string("courses/_attempt_form.html", papers.paper_context(paper))
    html, media = paper_media.taken_out(html)
    return _packed({"html": html, "media": media})


def _sealed(told, salt, key, name):
    # A key seals the papers of a class again after each publishing: never twice with the same beginning.
    iv = os.urandom(12)
    # Bound to its paper: none opens in the place of another.
    data = AESGCM(key).encrypt(iv, told, name.encode())
    packed = {"salt": salt, "iv": iv, "data": data}
    return {"rounds": ROUNDS, **{one: b64encode(value).decode() for one, value in packed.items()}}


def _key_of(code):
    """(salt, key): a tenth of a second of work, which is worth to be remembered."""
    return _keys.of(code, lambda: _stretched(code))


def _stretched(code):
    salt = secrets.token_bytes(16)
    return salt, PBKDF2HMAC(SHA256(), 32, salt, ROUNDS).derive(code.encode())


def _packed(told):
    return gzip.compress(json.dumps(told).encode(), mtime=0)


# In this process alone: a code or its key opens the paper before its time, and the cache of all processes may
# lie on another machine. A key outlives what anybody publishes; a sealed paper does not.
_keys = Remembered(400_000, size=lambda _made: 100)
_papers, _bodies = Remembered(8 * 1024 * 1024), Remembered(24 * 1024 * 1024)
