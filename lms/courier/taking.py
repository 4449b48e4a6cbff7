"""Take bundles in: each by itself, once, and as whoever signed it.

A key that was revoked (the tablet is lost) still brings in what a teacher can decide about: apps name those
kinds, and what is then noted, with `in_doubt`. Everything else of it is refused in words.
"""

from django.db import OperationalError, transaction
from django.utils.translation import gettext as _

from lms import outbox, sync
from lms.courier import bundles, credentials, receipts
from lms.school_keys import base64url, from_base64url

_in_doubt = {}


def in_doubt(kind, note):
    """Take events of `kind` from a revoked key too; `note(user, streams)` flags what became of them."""
    _in_doubt[kind] = note


def take(text):
    """The answer about one bundle (base64url): id, status (taken, refused, retry), and the receipt or a
    sentence. All is committed when this returns."""
    try:
        data = from_base64url(text)
    except ValueError:
        data = b""
    answer = {"id": base64url(bundles.id_of(data))}
    try:
        bundle = bundles.read(data)
        results = _take_events(bundle)
    except bundles.NotTaken as why:
        return answer | {"status": "refused", "reason": why.reason, "told": why.sentence}
    except sync.Refused as wait:
        return answer | {"status": "retry", "told": wait.sentence}
    return answer | {"status": "taken", "receipt": base64url(receipts.write(bundle, results))}


def _take_events(bundle):
    user = bundle.credential.user
    sender = outbox.Sender(user, user.learner_key, device_hash=bundle.credential.device_hash)
    sync.count_events(sender, len(bundle.raw_events), way="courier")
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
