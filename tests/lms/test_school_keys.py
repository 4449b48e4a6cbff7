"""The school's keys: told to everybody, following from the secret alone, and still known after it changed."""

import json

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from lms import school_keys
from lms.school_keys import CannotOpen, from_base64url, is_signed_by, point_of


def sealed_for(keys, text, bound=b"head"):
    """As a browser does it: (kid, point, sealed, the key of the answer)."""
    passing = ec.generate_private_key(school_keys.CURVE)
    point = passing.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    school = ec.EllipticCurvePublicKey.from_encoded_point(school_keys.CURVE, point_of(keys["seal"]))
    shared = passing.exchange(ec.ECDH(), school)
    key, reply = (
        HKDF(hashes.SHA256(), 32, salt=point, info=b"song.bundle.1 " + use).derive(shared)
        for use in (b"seal", b"reply")
    )
    return from_base64url(keys["kid"]), point, AESGCM(key).encrypt(bytes(12), text, bound), reply


def test_everybody_is_told_the_public_halves_and_asks_each_time(client):
    answer = client.get("/sync/keys.json")
    told = answer.json()
    assert set(told) == {"kid", "seal", "sign", "older"}
    assert set(told["seal"]) == set(told["sign"]) == {"kty", "crv", "x", "y"}
    assert "no-cache" in answer["Cache-Control"]
    assert not answer.cookies


def test_the_keys_follow_from_the_secret_alone(settings):
    settings.SECRET_KEY = "a" * 50
    one = json.dumps(school_keys.public_keys())
    settings.SECRET_KEY = "b" * 50
    other = json.dumps(school_keys.public_keys())
    school_keys._of_secret.cache_clear()
    settings.SECRET_KEY = "a" * 50
    assert json.dumps(school_keys.public_keys()) == one != other
    assert "a" * 50 not in one


def test_a_signature_holds_for_its_text_alone():
    public = point_of(school_keys.public_keys()["sign"])
    signature = from_base64url(school_keys.sign("Đã tới trường".encode()))
    assert is_signed_by(public, "Đã tới trường".encode(), signature)
    assert not is_signed_by(public, "Chưa tới trường".encode(), signature)
    assert not is_signed_by(public, "Đã tới trường".encode(), bytes(64))
    assert not is_signed_by(public, "Đã tới trường".encode(), b"")
    assert not is_signed_by(b"\x04" + bytes(64), b"", signature)


def test_what_is_sealed_for_the_school_it_opens_and_only_with_what_was_bound_in():
    kid, point, sealed, reply = sealed_for(school_keys.public_keys(), "bài của em".encode())
    assert school_keys.unseal(kid, point, sealed, b"head") == ("bài của em".encode(), reply)
    altered = bytes([sealed[0] ^ 1]) + sealed[1:]
    for changed in (
        (kid, point, sealed, b"other head"),
        (kid, point, altered, b"head"),
        (kid, point[:-1], sealed, b"head"),
        (kid, b"\x04" + bytes(64), sealed, b"head"),
        (bytes(6), point, sealed, b"head"),
        (kid, point, b"", b"head"),
    ):
        with pytest.raises(CannotOpen):
            school_keys.unseal(*changed)


def test_after_a_new_secret_the_old_one_still_opens_and_signs_while_it_is_kept(settings, client):
    old = school_keys.public_keys()
    kid, point, sealed, _reply = sealed_for(old, b"old")
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "c" * 50
    assert school_keys.public_keys()["kid"] != old["kid"]
    assert school_keys.unseal(kid, point, sealed, b"head")[0] == b"old"
    assert is_signed_by(point_of(old["sign"]), b"x", school_keys.raw_signature(b"x", kid))
    assert client.get("/sync/keys.json").json()["older"] == [old]
    settings.SECRET_KEY_FALLBACKS = []
    with pytest.raises(CannotOpen):
        school_keys.unseal(kid, point, sealed, b"head")


@pytest.mark.parametrize(
    "told",
    [
        None,
        "x",
        {},
        {"kty": "EC", "crv": "P-256", "x": "é", "y": 1},
        {"kty": "EC", "crv": "P-256", "x": "A", "y": "A"},
    ],
)
def test_what_is_no_key_is_none(told):
    with pytest.raises(ValueError):
        point_of(told)
