"""A bundle, byte by byte. Whatever is wrong with it is said in a sentence, before anything is believed of it.

    SB\\x01 | name of the school's key (6) | credential (16) | passing key (65) | sealed | signature (64)

`sealed` is AES-GCM over (gzip over) JSON `{"events": […]}`, with all before it bound in. The signature is the
browser's, under all before it. lms/static/lms/js/envelope.js makes it.
"""

import hashlib
import uuid
import zlib
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from lms import school_keys
from lms.models import Credential
from lms.school_keys import KID_BYTES, POINT_BYTES, SIGNATURE_BYTES, from_base64url
from lms.sync import MAX_BODY, MAX_EVENTS, MAX_INFLATED, Refused, raw_events, weight

MAGIC = b"SB\x01"
KEY = slice(len(MAGIC) + KID_BYTES, len(MAGIC) + KID_BYTES + 16)
HEAD_BYTES = len(MAGIC) + KID_BYTES + 16 + POINT_BYTES
# A parcel of /sync/, and what seals it.
MOST_BYTES = MAX_BODY + 512


class NotTaken(Exception):  # noqa: N818 – it is an answer, not an accident
    """Why a bundle is not taken: a short code for programs, a sentence for whoever carries it."""

    def __init__(self, reason, sentence):
        super().__init__(sentence)
        self.reason, self.sentence = reason, sentence


@dataclass(frozen=True)
class Bundle:
    """A bundle that was opened: whose, what is in it, and how the school answers."""

    id: bytes
    kid: bytes
    credential: Credential
    raw_events: list
    # As how many events they count.
    weight: int
    # Whether the browser can pack, and so unpack.
    is_packed: bool
    reply_key: bytes = field(repr=False)


def id_of(data):
    """A name that tells nothing, and is another one for other content."""
    return hashlib.sha256(data).digest()[:12]


def of_known_keys(some):
    """Of each, whether it names a key that the school knows; nothing else of it is looked at."""
    names = [uuid.UUID(bytes=data[KEY]) if len(data) > HEAD_BYTES else None for data in some]
    known = set(Credential.objects.filter(pk__in=filter(None, names)).values_list("pk", flat=True))
    return [name in known for name in names]


def read(data):
    """The Bundle in these bytes. Raises NotTaken."""
    if len(data) > MOST_BYTES:
        raise NotTaken(
            "too_large",
            _("This bundle is too large. The tablet makes smaller ones by itself; collect it there again."),
        )
    if not data.startswith(MAGIC) or len(data) < HEAD_BYTES + 16 + SIGNATURE_BYTES:
        raise NotTaken(
            "no_bundle", _("This is no bundle of a tablet. Collect it again from the tablet it came from.")
        )
    kid = data[3 : 3 + KID_BYTES]
    credential = _credential(uuid.UUID(bytes=data[KEY]))
    signed, signature = data[:-SIGNATURE_BYTES], data[-SIGNATURE_BYTES:]
    if not school_keys.is_signed_by(from_base64url(credential.public_key), signed, signature):
        raise NotTaken("altered", _altered())
    head, sealed = signed[:HEAD_BYTES], signed[HEAD_BYTES:]
    try:
        told, reply_key = school_keys.unseal(kid, head[-POINT_BYTES:], sealed, head)
    except school_keys.UnknownKey:
        raise NotTaken(
            "unknown_key",
            _(
                "This bundle was sealed for a key that the school no longer has. The tablet seals it anew "
                "once it has signal."
            ),
        ) from None
    except school_keys.CannotOpen:
        raise NotTaken("altered", _altered()) from None
    is_packed = not told.startswith(b"{")
    events, how_many = _events(told, is_packed)
    return Bundle(id_of(data), kid, credential, events, how_many, is_packed, reply_key)


def _credential(pk):
    found = Credential.objects.select_related("user").filter(pk=pk).first()
    if found is None:
        raise NotTaken(
            "unknown_tablet",
            _(
                "The school does not know the key of this tablet. What is on the tablet stays there: let the "
                "pupil sign in on it once with signal."
            ),
        )
    if not found.user.is_active:
        raise NotTaken(
            "closed_account",
            _("The account that this bundle is of was closed. Ask the school whether it is still needed."),
        )
    return found


def _events(told, is_packed):
    try:
        text = (_unpacked(told) if is_packed else told).decode()
        events = raw_events(text)
    except (zlib.error, UnicodeDecodeError, Refused):
        raise NotTaken(
            "unreadable", _("What is in this bundle cannot be read. What is on the tablet stays there.")
        ) from None
    if len(events) > MAX_EVENTS:
        raise NotTaken("too_large", _("There is too much in this bundle for one. Nothing of it was taken."))
    return events, weight(text, events)


def _unpacked(told):
    inflater = zlib.decompressobj(wbits=31)
    text = inflater.decompress(told, MAX_INFLATED)
    if inflater.unconsumed_tail or not inflater.eof:
        raise NotTaken("too_large", _("There is too much in this bundle for one. Nothing of it was taken."))
    return text


def _altered():
    return _("This bundle was changed or damaged on its way. Collect it again from the tablet it came from.")
