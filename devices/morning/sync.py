"""The events of a morning: `handover.pair` hands over, `handover.undo` takes it back on the spot;
`handover.return` takes back what was out for longer, in a stream `return:<uuid>` of its own.

The first two stand in a stream `pair:<uuid>`. Whichever comes first, an undone pair leaves nothing
behind: it is not written when the undoing is known already, and struck out when it is not.
"""

from uuid import UUID

from django.db import transaction

from devices.morning import pairs, returns
from devices.morning.reading import Unreadable
from devices.refusal import NeedsDecision, Refused
from lms import outbox
from lms.models import Receipt
from students.abilities import can

PAIR, UNDO, RETURN = "handover.pair", "handover.undo", "handover.return"
UNDONE = outbox.Outcome("stored", "undone")


def register():
    outbox.register_stream(PAIR, take)
    outbox.register_stream(UNDO, take)
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
    return [
        _undo(pair_id, sender.user) if event.kind == UNDO else _hand(pair_id, event, sender.user, undone)
        for event in events
    ]


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
        return outbox.Outcome("rejected", "malformed")
    return outbox.Outcome("stored", told=paper.number)


def _hand(pair_id, event, by, undone):
    if undone and not pairs.stands(pair_id, by):
        return UNDONE
    try:
        with transaction.atomic():
            paper = pairs.hand(pairs.Pair.read(pair_id, event.payload), by)
    except Unreadable:
        return outbox.Outcome("rejected", "malformed")
    except NeedsDecision as refusal:
        return outbox.Outcome("rejected", "needs_decision", refusal.sentence)
    except Refused as refusal:
        return outbox.Outcome("rejected", "refused", refusal.sentence)
    return outbox.Outcome("stored", told=paper.number)


def _undo(pair_id, by):
    try:
        with transaction.atomic():
            pairs.undo(pair_id, by)
    except Refused as refusal:
        return outbox.Outcome("rejected", "refused", refusal.sentence)
    return UNDONE


def _undone_before(stream, sender):
    return Receipt.objects.filter(sender=sender.learner, kind=UNDO, stream=stream).exists()
