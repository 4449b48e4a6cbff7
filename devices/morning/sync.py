"""The events of a morning: `handover.pair` hands over, `handover.look` and `handover.photo` tell how the
machine looked, `handover.undo` takes it back on the spot; `handover.return` takes back what was out for
longer, in a stream `return:<uuid>` of its own.

All but the last stand in a stream `pair:<uuid>`. Whichever comes first, an undone pair leaves nothing
behind: it is not written when the undoing is known already, and struck out when it is not. A browser sends
what comes after a pair only once the pair has arrived (lms/static/lms/js/send.js).
"""

from uuid import UUID

from django.db import transaction

from devices.morning import pairs, returns
from devices.morning.reading import Unreadable, read_look, read_photo
from devices.refusal import NeedsDecision, Refused
from lms import outbox, scans
from lms.models import Receipt
from students.abilities import can

PAIR, UNDO, RETURN = "handover.pair", "handover.undo", "handover.return"
LOOK, PHOTO = "handover.look", "handover.photo"
UNDONE = outbox.Outcome("stored", "undone")
# The pair was refused, so there is nothing to look at.
NO_PAIR = outbox.Outcome("rejected", "no_pair")
MALFORMED = outbox.Outcome("rejected", "malformed")


def register():
    for kind in (PAIR, LOOK, PHOTO, UNDO):
        outbox.register_stream(kind, take)
    outbox.register(RETURN, take_return)


def take(events, sender):
    """Outcomes of what one stream holds, in its order."""
    try:
        pair_id = UUID(events[0].stream.removeprefix("pair:"))
    except ValueError:
        return [outbox.Outcome("rejected", "malformed")] * len(events)
    if not can(sender.user, "hand over devices"):
        return [outbox.FORBIDDEN] * len(events)
    undone = any(event.kind == UNDO for event in events) or _undone_before(events[0].stream, sender)
    return [TAKEN[event.kind](pair_id, event, sender.user, undone) for event in events]


def take_return(event, sender):
    """The outcome of one machine that came back."""
    if not can(sender.user, "hand over devices"):
        return outbox.FORBIDDEN
    try:
        request_id = UUID(event.stream.removeprefix("return:"))
        with transaction.atomic():
            paper = returns.take_in(returns.ScannedBack.read(request_id, event.payload), sender.user)
    except Refused as refusal:
        return outbox.Outcome("rejected", "refused", refusal.sentence)
    except ValueError:
        return MALFORMED
    return outbox.Outcome("stored", told=paper.number)


def _hand(pair_id, event, by, undone):
    if undone and not pairs.stands(pair_id, by):
        return UNDONE
    try:
        with transaction.atomic():
            paper = pairs.hand(pairs.Pair.read(pair_id, event.payload), by)
    except Unreadable:
        return MALFORMED
    except pairs.CardInside as refusal:
        return outbox.Outcome("rejected", "card_inside", refusal.sentence)
    except NeedsDecision as refusal:
        return outbox.Outcome("rejected", "needs_decision", refusal.sentence)
    except Refused as refusal:
        return outbox.Outcome("rejected", "refused", refusal.sentence)
    return outbox.Outcome("stored", told=paper.number)


def _look(pair_id, event, by, undone):
    if undone:
        return UNDONE
    try:
        with transaction.atomic():
            found = pairs.look(pair_id, read_look(event.payload.get("look")), by)
    except Unreadable:
        return MALFORMED
    except Refused as refusal:
        return outbox.Outcome("rejected", "refused", refusal.sentence)
    return outbox.STORED if found else NO_PAIR


def _photo(pair_id, event, by, undone):
    if undone:
        return UNDONE
    try:
        with transaction.atomic():
            found = pairs.photograph(pair_id, read_photo(event.payload.get("photo")), by)
    except (Unreadable, scans.NotKept):
        return outbox.Outcome("stored", "no_photo")
    return outbox.STORED if found else NO_PAIR


def _undo(pair_id, _event, by, _undone):
    try:
        with transaction.atomic():
            pairs.undo(pair_id, by)
    except Refused as refusal:
        return outbox.Outcome("rejected", "refused", refusal.sentence)
    return UNDONE


TAKEN = {PAIR: _hand, LOOK: _look, PHOTO: _photo, UNDO: _undo}


def _undone_before(stream, sender):
    return Receipt.objects.filter(sender=sender.learner, kind=UNDO, stream=stream).exists()
