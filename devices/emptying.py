"""Take out what was told of people in words and pictures about things: with a pupil's record
(devices/erasing.py) and when its time is over (devices/retention.py, papers_kept.py).

The rows stay: what broke, was lost or was counted, when and what it cost.
"""

from functools import reduce
from operator import or_

from django.db.models import Q

from devices.models import (
    CarrierRequest,
    Device,
    Incident,
    IncidentPhoto,
    Loss,
    LossScan,
    RepairPhoto,
    RepairStep,
    RepairTicket,
    Sim,
    SimEvent,
    Stocktake,
    StocktakeFollowUp,
    StocktakeScan,
    WriteOffLine,
)
from lms import scans
from lms.history import about
from lms.models import Change
from students.erasing import is_one_named

# Where something must stand.
DASH = "–"
BROKEN = str(Incident.Kind.BROKEN.label)

# Free words about a thing, through whose hands it went, and what stands there without them.
NAMING = [
    (RepairTicket, "fault", "device__assignments__pupil", BROKEN),
    (RepairStep, "note", "ticket__device__assignments__pupil", ""),
    (Incident, "words", "device__assignments__pupil", ""),
    (Incident, "outcome", "device__assignments__pupil", ""),
    (Loss, "circumstances", "device__assignments__pupil", DASH),
    (Loss, "place", "device__assignments__pupil", DASH),
    (Loss, "found_note", "device__assignments__pupil", ""),
    (Stocktake, "closing_note", "expected__line__pupil", ""),
    (StocktakeScan, "note", "device__assignments__pupil", ""),
    (StocktakeFollowUp, "note", "device__assignments__pupil", ""),
    (WriteOffLine, "reason", "device__assignments__pupil", DASH),
    (Device, "note", "assignments__pupil", ""),
    (Sim, "registered_to", "assignments__pupil", ""),
    (SimEvent, "reason", "sim__assignments__pupil", ""),
    (CarrierRequest, "answer", "sim__assignments__pupil", ""),
]


def empty_naming(student, is_named_in):
    """Whatever anybody wrote about a thing that `student` held, where it tells the name."""
    for model, column, held, empty in NAMING:
        found = model.objects.filter(**{held: student}).exclude(**{column: empty}).order_by()
        keys = {key for key, words in found.values_list("pk", column) if is_named_in(words)}
        model.objects.filter(pk__in=keys).update(**{column: empty})


def log_naming(student, names):
    """Condition: lines of the log about things that `student` held, where they tell one of `names`."""
    held = {
        Device: Device.objects.filter(assignments__pupil=student),
        Sim: Sim.objects.filter(assignments__pupil=student),
        CarrierRequest: CarrierRequest.objects.filter(sim__assignments__pupil=student),
    }
    lines = Change.objects.filter(
        about({m: set(rows.values_list("pk", flat=True)) for m, rows in held.items()})
    )
    told = lines.filter(emptied_for=None).values_list("pk", "before", "after")
    return Q(pk__in=[key for key, *facts in told if is_one_named(names, str(facts))])


def empty_losses(losses, by, reason):
    """The story of each, and the paper of the police; when and where it was stays."""
    for loss in losses:
        strike(LossScan.objects.filter(loss=loss), by, reason, loss.school_id)
    losses.exclude(circumstances=DASH).update(circumstances=DASH)
    losses.exclude(found_note="").update(found_note="")


def empty_repairs(tickets, by, reason):
    """Notes and pictures; the kind of fault, the days, parts and costs stay."""
    for ticket in tickets.filter(photos__isnull=False).distinct():
        strike(RepairPhoto.objects.filter(ticket=ticket), by, reason, ticket.school_id)
    RepairStep.objects.filter(ticket__in=tickets.order_by().values("pk")).exclude(note="").update(note="")


def empty_incidents(incidents, by, reason):
    """Words, name and photos; that something broke, and when, stays."""
    for incident in incidents.filter(photos__isnull=False).distinct():
        strike(IncidentPhoto.objects.filter(incident=incident), by, reason, incident.school_id)
    keys = incidents.order_by().values_list("pk", flat=True)
    Incident.objects.filter(pk__in=list(keys)).update(words="", outcome="", holder_name="")


def strike(attached, by, reason, school_id):
    """Strike out these pictures; why others were before may name a child, and is emptied."""
    for scan in attached.standing():
        scans.strike_out(scan, by=by, reason=reason, school_id=school_id)
    attached.exclude(struck_reason__in=["", reason, DASH]).update(struck_reason=DASH)


def any_of(*columns, empty=""):
    """Condition: one of `columns` still tells something."""
    return reduce(or_, [~Q(**{column: empty}) for column in columns])
