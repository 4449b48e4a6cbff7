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
    return len(_packed(paper_id, {"sealed": _sealed(_told(paper_id), "", str(paper_id), rounds=1)}))


def taken(paper, school_class=None):
    """What a browser takes along of the paper, as packed JSON: sealed for the class, or open without one."""
    return _taken(paper.pk, keeping.edition(), keeping.code_version(), school_class)


@lru_cache(maxsize=8)
def _taken(paper_id, _edition, _code_version, school_class):
    told = _told(paper_id)
    if school_class is not None:
        paper = QuizPaper.objects.get(pk=paper_id)
        told = {"sealed": _sealed(told, code_of(paper, school_class), str(paper_id))}
    return _packed(paper_id, told)


def _told(paper_id):
    paper = QuizPaper.objects.select_related("page").get(pk=paper_id)
    html = render_to_string("courses/_attempt_form.html", papers.paper_context(paper))
    html, media = paper_media.taken_out(html)
    return {"html": html, "media": media}


def _packed(paper_id, told):
    return gzip.compress(json.dumps({"paper": str(paper_id), **told}).encode(), mtime=0)


def _sealed(told, code, name, rounds=ROUNDS):
    salt, iv = secrets.token_bytes(16), os.urandom(12)
    key = PBKDF2HMAC(SHA256(), 32, salt, rounds).derive(code.encode())
    # Bound to its paper: none opens in the place of another.
    data = AESGCM(key).encrypt(iv, gzip.compress(json.dumps(told).encode(), mtime=0), name.encode())
    packed = {"salt": salt, "iv": iv, "data": data}
    return {"rounds": rounds, **{one: b64encode(value).decode() for one, value in packed.items()}}
