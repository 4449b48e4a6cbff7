"""Take bundles in: each by itself, once, and as whoever signed it.

A key that was revoked (the tablet is lost) still brings in what a teacher can decide about: apps name those
kinds, and what is then noted, with `in_doubt`. Everything else of it is refused in words.
"""

import logging

from django.db import OperationalError, transaction
from django.utils.translation import gettext as _

from lms import outbox, sync
from lms.courier import bundles, credentials, receipts
from lms.school_keys import base64url, from_base64url

log = logging.getLogger(__name__)
_in_doubt = {}


def in_doubt(kind, note):
    """Take events of `kind` from a revoked key too; `note(user, streams)` flags what became of them."""
    _in_doubt[kind] = note


def take_all(texts, is_strict=False):
    """The answers about many, in their order. Where it is strict, those of keys that the school knows come
    first, and behind the first that is refused the rest is told to come again."""
    order = range(len(texts))
    if is_strict:
        known = bundles.of_known_keys([_data(text) for text in texts])
        order = sorted(order, key=lambda place: not known[place])
    answers, has_refused = {}, False
    for place in order:
        answers[place] = _later(texts[place]) if has_refused else take(texts[place])
        has_refused = has_refused or is_strict and answers[place]["status"] == "refused"
    return [answers[place] for place in range(len(texts))]


def take(text):
    """The answer about one bundle (base64url): id, status (taken, refused, retry), and the receipt or a
    sentence. All is committed when this returns."""
    data = _data(text)
    answer = _named(data)
    try:
        bundle = bundles.read(data)
        results = _take_events(bundle)
    except bundles.NotTaken as why:
        return answer | {"status": "refused", "reason": why.reason, "told": why.sentence}
    except sync.Refused as wait:
        return answer | {"status": "retry", "told": wait.sentence}
    except Exception:
        # Whatever it is, the other bundles of the request must not wait for it.
        log.exception("could not take a bundle")
        return answer | {"status": "retry", "told": sync.busy().sentence}
    return answer | {"status": "taken", "receipt": base64url(receipts.write(bundle, results))}


def _later(text):
    return _named(_data(text)) | {
        "status": "retry",
        "told": _("Too much at once. The rest is sent later by itself."),
    }


def _named(data):
    return {"id": base64url(bundles.id_of(data))}


def _data(text):
    try:
        return from_base64url(text)
    except ValueError:
        return b""


def _take_events(bundle):
    user = bundle.credential.user
    sender = outbox.Sender(user, user.learner_key, device_hash=bundle.credential.device_hash)
    # One without events is work as well.
    sync.count_events(sender, max(1, bundle.weight), way="courier")
    if bundle.credential.revoked_at is None:
        credentials.used(bundle.credential)
        return sync.results_of(bundle.raw_events, sender)
    return _take_in_doubt(bundle.raw_events, sender)


def _take_in_doubt(raw_events, sender):
    """Results of events under a key that was revoked."""
    good = [raw for raw in raw_events if _kind(raw) in _in_doubt]
    try:
        with transaction.atomic():
            told = iter(sync.results_of(good, sender))
            results = [next(told) if _kind(raw) in _in_doubt else _refused(raw) for raw in raw_events]
            for kind, note in _in_doubt.items():
                streams = {
                    raw["stream"]
                    for raw, result in zip(raw_events, results, strict=True)
                    # What comes too late counts for nothing, and makes nothing doubtful.
                    if _kind(raw) == kind and result["status"] == "stored"
                }
                if streams:
                    note(sender.user, streams)
    except OperationalError as error:
        raise sync.busy() from error
    return results


def _kind(raw):
    return raw.get("kind") if isinstance(raw, dict) and isinstance(raw.get("kind"), str) else None


def _refused(raw):
    words = _("This was written on a tablet that was reported lost. Write it again on your own.")
    return {"id": sync.told_id(raw), "status": "rejected", "reason": "revoked", "told": words}
