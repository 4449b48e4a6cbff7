"""The school's own keys: what is sealed for it without signal only it opens, what it signs nobody forges.

Two pairs (P-256: what every browser's WebCrypto knows since Chrome 37) follow from the SECRET_KEY, so that
nothing more has to be kept or backed up. A former secret in SECRET_KEY_FALLBACKS goes on opening and signing
what was begun under it. `GET /sync/keys.json` tells the public halves; a browser keeps them.
"""

import base64
import hashlib
from dataclasses import dataclass
from functools import cache

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature, encode_dss_signature
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import JsonResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

CURVE = ec.SECP256R1()
ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
KID_BYTES, POINT_BYTES, SIGNATURE_BYTES = 6, 65, 64
# Each sealing has a key of its own, used once: the nonce need not differ.
NONCE = bytes(12)


class CannotOpen(Exception):  # noqa: N818 – it is an answer, not an accident
    """Sealed for nobody here, or changed on its way."""


class UnknownKey(CannotOpen):
    """Sealed for a key that nobody here holds (any more)."""


@dataclass(frozen=True)
class Pairs:
    """Both pairs of one secret, under their short name `kid` (bytes)."""

    kid: bytes
    seal: ec.EllipticCurvePrivateKey
    sign: ec.EllipticCurvePrivateKey


def public_keys():
    """{"kid", "seal": JWK, "sign": JWK} of today, as browsers import them."""
    return _told(_pairs()[0])


def sign(data, kid=None):
    """The school's signature under `data` (raw r||s in base64url), with the keys of `kid` when given."""
    return base64url(raw_signature(data, kid))


def raw_signature(data, kid=None):
    pairs = _named(kid) if kid else _pairs()[0]
    r, s = decode_dss_signature(pairs.sign.sign(data, ec.ECDSA(hashes.SHA256())))
    return r.to_bytes(32) + s.to_bytes(32)


def unseal(kid, point, sealed, bound):
    """(what was sealed, the key under which the school answers). `point` is the sender's passing public key
    (uncompressed), `bound` what was sealed in as context. Raises CannotOpen."""
    try:
        theirs = ec.EllipticCurvePublicKey.from_encoded_point(CURVE, point)
        shared = _named(kid).seal.exchange(ec.ECDH(), theirs)
        told = AESGCM(_derived(shared, point, b"seal")).decrypt(NONCE, sealed, bound)
    except (ValueError, InvalidTag) as error:
        raise CannotOpen from error
    return told, _derived(shared, point, b"reply")


def is_signed_by(public, data, signature):
    """Whether `signature` (raw r||s) under `data` is of the P-256 key `public` (an uncompressed point)."""
    try:
        key = ec.EllipticCurvePublicKey.from_encoded_point(CURVE, public)
        r, s = int.from_bytes(signature[:32]), int.from_bytes(signature[32:])
        key.verify(encode_dss_signature(r, s), data, ec.ECDSA(hashes.SHA256()))
    except (ValueError, InvalidSignature):
        return False
    return True


def point_of(jwk):
    """The uncompressed point of a public P-256 key as browsers export it; ValueError for anything else."""
    if not isinstance(jwk, dict) or jwk.get("kty") != "EC" or jwk.get("crv") != "P-256":
        raise ValueError("no public key on P-256")
    x, y = from_base64url(jwk.get("x")), from_base64url(jwk.get("y"))
    if len(x) != 32 or len(y) != 32:
        raise ValueError("no public key on P-256")
    point = b"\x04" + x + y
    ec.EllipticCurvePublicKey.from_encoded_point(CURVE, point)  # it must lie on the curve
    return point


def base64url(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def from_base64url(text):
    """The bytes that `text` says; ValueError when it is none."""
    if not isinstance(text, str) or not text.isascii():
        raise ValueError("no base64url")
    return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)


@login_not_required  # the public halves of our keys
@cache_control(public=True, no_cache=True)
@require_safe
def keys(request):
    """`older` are those whose signatures still hold."""
    today, *older = _pairs()
    return JsonResponse({**_told(today), "older": [_told(pairs) for pairs in older]})


def _pairs():
    return [_of_secret(secret) for secret in [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]]


def _named(kid):
    found = next((pairs for pairs in _pairs() if pairs.kid == kid), None)
    if found is None:
        raise UnknownKey(kid.hex())
    return found


@cache
def _of_secret(secret):
    seal, sign = (_private_key(secret, use) for use in (b"seal", b"sign"))
    kid = hashlib.sha256(_point(seal) + _point(sign)).digest()[:KID_BYTES]
    return Pairs(kid, seal, sign)


def _private_key(secret, use):
    # 16 bytes more than the order, so that no key is likelier than another.
    many = HKDF(hashes.SHA256(), 48, salt=b"song.school-keys.1", info=use).derive(secret.encode())
    return ec.derive_private_key(int.from_bytes(many) % (ORDER - 1) + 1, CURVE)


def _derived(shared, point, use):
    return HKDF(hashes.SHA256(), 32, salt=point, info=b"song.bundle.1 " + use).derive(shared)


def _point(private):
    return private.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def _told(pairs):
    return {
        "kid": base64url(pairs.kid),
        "seal": _jwk(pairs.seal),
        "sign": _jwk(pairs.sign),
    }


def _jwk(private):
    numbers = private.public_key().public_numbers()
    x, y = (base64url(number.to_bytes(32)) for number in (numbers.x, numbers.y))
    return {"kty": "EC", "crv": "P-256", "x": x, "y": y}
