"""Parts that were put in. A row stays; what was written wrongly is struck out by a row that names it."""

from devices.models import RepairPart
from lms.history import note_change


def standing(ticket):
    """Parts of the ticket that were not struck out."""
    return ticket.parts.filter(strikes=None, struck_by=None)


def note(ticket, by, **told):
    made = RepairPart.objects.create(ticket=ticket, told_by=by, **told)
    note_change(by=by, act="note a part", thing=ticket.device, after={"item": str(made)})
    return made


def strike(part, by):
    return RepairPart.objects.create(
        ticket_id=part.ticket_id, name=part.name, quantity=part.quantity, strikes=part, told_by=by
    )
