"""What the school answers to a bundle. Only the browser that sealed it opens the answer; nobody forges one.

    SR\\x01 | name of the school's key (6) | bundle (12) | nonce (12) | sealed | signature (64)

`sealed` is AES-GCM, under the answering key of that bundle, over gzip (where the bundle was packed) over JSON
`{"now": …, "results": […]}`: for each event, in the order of the bundle, its status, or [status, reason,
told]. The signature is the school's, with the key that the bundle was sealed for: that one the tablet knows.
"""

import gzip
import json
import secrets

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.utils import timezone

from lms import school_keys

MAGIC = b"SR\x01"


def write(bundle, results):
    """The receipt of `bundle`, in bytes; `results` as /sync/ tells them, event by event."""
    told = {"now": timezone.now().isoformat(timespec="seconds"), "results": [_short(one) for one in results]}
    text = json.dumps(told, ensure_ascii=False).encode()
    if bundle.is_packed:
        text = gzip.compress(text, mtime=0)
    nonce = secrets.token_bytes(12)
    head = MAGIC + bundle.kid + bundle.id + nonce
    signed = head + AESGCM(bundle.reply_key).encrypt(nonce, text, head)
    return signed + school_keys.raw_signature(signed, bundle.kid)


def _short(result):
    reason, told = result.get("reason", ""), result.get("told", "")
    return [result["status"], reason, told] if reason or told else result["status"]
