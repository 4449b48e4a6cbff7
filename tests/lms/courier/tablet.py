"""A tablet that seals and signs as lms/js/envelope.js does, and opens receipts as lms/js/receipts.js does."""

import gzip
import json
import uuid

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from lms import school_keys
from lms.courier import credentials
from lms.models import Credential
from lms.school_keys import base64url, from_base64url, is_signed_by, point_of


def jwk_of(private):
    return school_keys._jwk(private)


class Tablet:
    """Where `student` has been signed in once with signal."""

    def __init__(self, student, install="tablet-1", device_token=""):
        self.student, self.install = student, install
        self.private = ec.generate_private_key(school_keys.CURVE)
        self.school = school_keys.public_keys()
        self.credential = credentials.register(student.user, install, jwk_of(self.private), device_token)
        self.replies = {}

    def event(self, seq=1, stream="s1", kind="note", **payload):
        return {
            "id": str(uuid.uuid4()),
            "kind": kind,
            "stream": str(stream),
            "install": self.install,
            "learner": str(self.student.pk),
            "seq": seq,
            "payload": payload,
            "mono_ms": 5,
            "wall": 1_700_000_000_000,
        }

    def bundle(self, *events, text=None, packed=None, credential=None, kid=None):
        """The bytes of a bundle. Whoever attacks changes a part of it, and signs what then stands there."""
        text = json.dumps({"events": events}).encode() if text is None else text
        packed = gzip.compress(text) if packed is None else packed
        passing = ec.generate_private_key(school_keys.CURVE)
        point = passing.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
        theirs = ec.EllipticCurvePublicKey.from_encoded_point(
            school_keys.CURVE, point_of(self.school["seal"])
        )
        shared = passing.exchange(ec.ECDH(), theirs)
        seal, reply = (
            HKDF(hashes.SHA256(), 32, salt=point, info=b"song.bundle.1 " + use).derive(shared)
            for use in (b"seal", b"reply")
        )
        head = b"SB\x01" + (kid or from_base64url(self.school["kid"]))
        head += (credential or self.credential.pk).bytes + point
        signed = head + AESGCM(seal).encrypt(bytes(12), packed, head)
        data = self.sign(signed)
        self.replies[data] = reply
        return data

    def sign(self, signed):
        r, s = decode_dss_signature(self.private.sign(signed, ec.ECDSA(hashes.SHA256())))
        return signed + r.to_bytes(32) + s.to_bytes(32)

    def read(self, data, receipt):
        """What the school answered to the bundle `data`."""
        raw = from_base64url(receipt)
        assert is_signed_by(point_of(self.school["sign"]), raw[:-64], raw[-64:])
        head, sealed = raw[:33], raw[33:-64]
        text = AESGCM(self.replies[data]).decrypt(head[-12:], sealed, head)
        return json.loads(text if text.startswith(b"{") else gzip.decompress(text))["results"]

    def revoke(self):
        credentials.revoke(Credential.objects.filter(pk=self.credential.pk))


def deliver(client, *bundles, address="10.0.0.1"):
    """The answers to bundles, in their order. Whoever brings them is signed in as nobody in particular."""
    body = json.dumps({"bundles": [base64url(data) for data in bundles]})
    response = client.post("/courier/", body, content_type="application/json", REMOTE_ADDR=address)
    assert response.status_code == 200, response.content
    return response.json()["bundles"]
