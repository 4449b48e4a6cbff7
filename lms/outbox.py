"""Take offline events once each, and hand them to the app that registered for their kind.

An app registers in `AppConfig.ready`:

    outbox.register("usage.day", take)                  # take(event, sender) -> Outcome
    outbox.register_stream("answer.saved", take_many)   # take_many(events, sender) -> [Outcome]

`take_many` is given all new events of one stream in the order of (install, seq). Either runs in
a savepoint of its own: whatever goes wrong there harms no other event. A taker must not order
by time, and must give the same state for any order and any repeat.

`sender.user` is who the request's credential says it is; `event.learner` has been checked to
be `sender.learner`.
"""

import hashlib
import json
import logging
import re
from collections import namedtuple
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import groupby
from math import isfinite
from uuid import UUID

from django.db import connection, transaction

from lms.models import Conflict, Receipt

MAX_DEPTH = 20
MAX_SEQ = 2**31 - 1
MAX_NUMBER = 2**53
NAME = re.compile(r"[\w.:/@+-]{1,80}", re.ASCII)
NOT_TEXT = re.compile("[\x00\ud800-\udfff]")
EVENT_KEYS = {"id", "kind", "stream", "install", "learner", "seq", "payload", "mono_ms", "wall"}

logger = logging.getLogger(__name__)
Taker = namedtuple("Taker", "take many")
_takers = {}


@dataclass(frozen=True)
class Event:
    """What happened in a browser. `wall` (its clock) may be days off and decides nothing."""

    id: UUID
    kind: str
    stream: str
    install: str
    seq: int
    learner: str
    payload: dict
    mono_ms: int = 0
    wall: datetime | None = None
    content_hash: str = field(default="", repr=False)


@dataclass(frozen=True)
class Sender:
    """Who stands behind a batch: the account, and the name browsers use for it.

    `device` is the token of a bound device (its cookie), or ""; of what others carried here only its hash is
    known, `device_hash` (lms/courier).
    """

    user: object
    learner: str
    device: str = ""
    device_hash: str = ""


@dataclass(frozen=True)
class Outcome:
    """stored | duplicate | conflict | late | rejected | retry; `reason` is a short code, and `told` what
    the person in front of the screen shall read: a sentence of refusal, the number of a paper."""

    status: str
    reason: str = ""
    told: str = ""


STORED = Outcome("stored")
LATE = Outcome("late")
DUPLICATE = Outcome("duplicate")
CONFLICT = Outcome("conflict")
RETRY = Outcome("retry")
FORBIDDEN = Outcome("rejected", "forbidden")


class Malformed(Exception):
    """An event that cannot be read; the text is the reason's code."""


def register(kind, take):
    """Hand each event of `kind` to `take(event, sender) -> Outcome`."""
    _takers[kind] = Taker(take, many=False)


def register_stream(kind, take_many):
    """Hand all events of one stream to `take_many(events, sender) -> list[Outcome]` at once."""
    _takers[kind] = Taker(take_many, many=True)


def kinds():
    return list(_takers)


def read_event(raw):
    """An Event out of parsed JSON. Raises Malformed."""
    if not isinstance(raw, dict):
        raise Malformed("malformed")
    _check_value(raw, depth=0)
    payload, seq, mono = raw.get("payload"), raw.get("seq"), raw.get("mono_ms") or 0
    names = {key: raw.get(key) for key in ("kind", "stream", "install", "learner")}
    if not all(isinstance(name, str) and NAME.fullmatch(name) for name in names.values()):
        raise Malformed("malformed")
    if len(names["kind"]) > 40 or len(names["install"]) > 40 or not isinstance(payload, dict):
        raise Malformed("malformed")
    if type(seq) is not int or not 0 <= seq <= MAX_SEQ or type(mono) not in (int, float):
        raise Malformed("bad_number")
    if names["kind"] not in _takers:
        raise Malformed("unknown_kind")
    content = [names, seq, payload, mono, raw.get("wall")]
    digest = hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()
    return Event(
        id=event_id(raw),
        seq=seq,
        payload=payload,
        mono_ms=max(0, int(mono)),
        wall=clock(raw.get("wall")),
        content_hash=digest,
        **names,
    )


def event_id(raw):
    """The id of a raw event. Raises Malformed when it is none."""
    try:
        return UUID(raw["id"])
    except (KeyError, TypeError, ValueError, AttributeError):
        raise Malformed("bad_id") from None


def take_events(events, sender):
    """Outcomes by position. All is committed when this returns; only then may it be told."""
    with transaction.atomic():
        _one_at_a_time(sender)
        return _take_in_turn(events, sender)


def _take_in_turn(events, sender):
    outcomes = [None] * len(events)
    known = {
        receipt.event_id: receipt
        for receipt in Receipt.objects.filter(
            sender=sender.learner, event_id__in=[event.id for event in events]
        ).only("event_id", "content_hash", "sender")
    }
    fresh, conflicts = {}, []
    for place, event in enumerate(events):
        if receipt := known.get(event.id):
            same = receipt.content_hash == event.content_hash
            outcomes[place] = DUPLICATE if same else CONFLICT
            if not same:
                conflicts.append((event.id, event))
        elif event.learner != sender.learner:
            outcomes[place] = FORBIDDEN
        else:
            fresh.setdefault(event.id, []).append(place)
    firsts = [(events[places[0]], places[0]) for places in fresh.values()]
    for place, outcome in _hand_over(firsts, sender):
        outcomes[place] = outcome
    kept = {}
    for event, place in firsts:
        if outcomes[place].status in ("stored", "late", "duplicate"):
            kept[event.id] = _receipt(event, sender, outcomes[place])
    # The same id twice in one batch: the first stands, the rest are judged against it.
    for first, *repeats in fresh.values():
        for place in repeats:
            same = events[place].content_hash == events[first].content_hash
            if events[first].id not in kept:
                outcomes[place] = outcomes[first]
            else:
                outcomes[place] = DUPLICATE if same else CONFLICT
                if not same:
                    conflicts.append((events[first].id, events[place]))
    Receipt.objects.bulk_create(kept.values())
    if conflicts:
        _keep_conflicts(conflicts, known | kept)
    return outcomes


def _hand_over(firsts, sender):
    """Pairs of (position, outcome), stream by stream; the order of streams keeps locks in line."""

    def stream(pair):
        taker = _takers[pair[0].kind]
        return (pair[0].stream, id(taker.take), "" if taker.many else str(pair[0].id))

    firsts = sorted(firsts, key=lambda pair: (pair[0].stream, pair[0].install, pair[0].seq))
    for _key, group in groupby(sorted(firsts, key=stream), key=stream):
        pairs = list(group)
        yield from zip(
            [place for _event, place in pairs], _taken([event for event, _ in pairs], sender), strict=True
        )


def _taken(events, sender):
    taker = _takers[events[0].kind]
    try:
        with transaction.atomic():
            if taker.many:
                return list(taker.take(events, sender))
            return [taker.take(events[0], sender)]
    except Exception:
        # Whatever it is (a bug, a lock, a full table), the pupil keeps the event and sends
        # it again; the other events of the batch must not wait for it.
        logger.exception("could not take %s of stream %s", events[0].kind, events[0].stream)
        return [RETRY] * len(events)


def _receipt(event, sender, outcome):
    return Receipt(
        sender=sender.learner,
        event_id=event.id,
        kind=event.kind,
        stream=event.stream,
        install=event.install,
        seq=event.seq,
        learner_id=sender.user.pk,
        content_hash=event.content_hash,
        outcome=outcome.status,
    )


def _keep_conflicts(conflicts, receipts):
    Conflict.objects.bulk_create(
        [
            Conflict(
                receipt=receipts[known_id],
                content_hash=event.content_hash,
                payload={"kind": event.kind, "stream": event.stream, "seq": event.seq, **event.payload},
            )
            for known_id, event in conflicts
        ],
        ignore_conflicts=True,
    )


def _one_at_a_time(sender):
    """Let the batches of one sender follow each other (SQLite: IMMEDIATE does it for all)."""
    if connection.vendor == "postgresql":
        key = int.from_bytes(hashlib.sha256(sender.learner.encode()).digest()[:8], signed=True)
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [key])


def _check_value(value, depth):
    """Refuse what a database cannot keep: NUL, lone surrogates, NaN, giants, deep nesting."""
    if isinstance(value, str):
        if not value.isprintable() and NOT_TEXT.search(value):
            raise Malformed("bad_text")
    elif isinstance(value, dict | list):
        if depth >= MAX_DEPTH:
            raise Malformed("too_deep")
        for part in value.values() if isinstance(value, dict) else value:
            _check_value(part, depth + 1)
        if isinstance(value, dict):
            for key in value:
                _check_value(key, depth + 1)
    elif value is not None and (not isfinite(value) or abs(value) > MAX_NUMBER):
        raise Malformed("bad_number")


def clock(wall):
    """The browser's clock, from milliseconds or ISO text; None when it says nonsense."""
    try:
        if isinstance(wall, str):
            told = datetime.fromisoformat(wall)
            return told.astimezone(UTC) if told.tzinfo else None
        return datetime.fromtimestamp(wall / 1000, tz=UTC)
    except (TypeError, ValueError, OverflowError, OSError):
        return None
