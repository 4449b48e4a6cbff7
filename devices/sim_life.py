"""The life of a SIM card: from the drawer into use, blocked, lost, replaced, cancelled. Each step is kept.

Handing a card over and taking it back is the ledger's (devices/handover.py, take_back.py).
"""

import uuid
from datetime import timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from devices.models import Assignment, Device, Sim, SimEvent, SimInsertion
from devices.models.connectivity import iccid_trouble
from devices.moments import day_words, moment_of
from devices.numbers import digits, iccid_holds
from devices.plans import move_plans
from devices.refusal import Refused
from lms.history import note_change

Kind, Status = SimEvent.Kind, Sim.Status
# What can happen to a card: from which states, and into which.
STEPS = {
    Kind.ACTIVATED: ({Status.STOCK}, Status.ACTIVE),
    Kind.BLOCKED: ({Status.ACTIVE}, Status.BLOCKED),
    Kind.LOST: ({Status.ACTIVE, Status.STOCK}, Status.BLOCKED),
    Kind.UNBLOCKED: ({Status.BLOCKED}, Status.ACTIVE),
    Kind.FOUND: ({Status.BLOCKED}, Status.ACTIVE),
    Kind.STORED: ({Status.ACTIVE, Status.BLOCKED}, Status.STOCK),
    Kind.CANCELLED: ({Status.STOCK, Status.ACTIVE, Status.BLOCKED}, Status.CANCELLED),
    Kind.RESTORED: ({Status.CANCELLED}, Status.BLOCKED),
}
# Whoever does these says why.
WITH_REASON = {Kind.BLOCKED, Kind.LOST, Kind.CANCELLED, Kind.RESTORED}


def steps_from(sim):
    """What can happen to `sim` now."""
    return [kind for kind, (states, _after) in STEPS.items() if sim.status in states]


def step(sim, kind, by, on=None, reason="", request_id=None):
    """Let `kind` happen to `sim`; the same request twice is one. Raises `Refused`."""
    request_id, reason = request_id or uuid.uuid4(), reason.strip()
    try:
        with transaction.atomic():
            sim = Sim.objects.select_for_update(of=("self",)).get(pk=sim.pk)
            if first := sim.events.filter(request_id=request_id).first():
                return first
            states, after = STEPS[kind]
            if sim.status not in states:
                raise Refused(
                    _("This SIM card is «%(state)s» by now. Load the page anew and look.")
                    % {"state": sim.get_status_display()}
                )
            if kind in WITH_REASON and not reason:
                raise Refused(_("Write why, so that others understand it later."))
            if after == Status.STOCK and (line := _line_of(sim)):
                raise Refused(
                    _("%(holder)s holds this SIM card. Take it back first, then it is in stock.")
                    % {"holder": line.pupil or line.holder}
                )
            event = _write(sim, kind, after, by, on, reason, request_id)
            if after in (Status.STOCK, Status.CANCELLED):
                _take_out(sim, moment_of(event.on))
    except IntegrityError as trouble:
        raise Refused(
            _("Another SIM card has this phone number by now. Look who uses the number first.")
        ) from trouble
    return event


def replace(old, iccid, by, reason, on=None, request_id=None):
    """The number of `old` goes on with the card `iccid`: from stock, or one that is written down now.

    The old card is cancelled, plans and the device move along. Whoever held the old card signs for the new
    one on a paper of its own: the line of the old one is ended here. Returns the new card. Raises `Refused`.
    """
    request_id, iccid, reason = request_id or uuid.uuid4(), digits(iccid), reason.strip()
    try:
        with transaction.atomic():
            old = Sim.objects.select_for_update(of=("self",)).get(pk=old.pk)
            if first := old.events.filter(request_id=request_id).first():
                return first.other
            if old.status == Status.CANCELLED:
                raise Refused(_("This SIM card is cancelled: its number goes on no more."))
            if not reason:
                raise Refused(_("Write why, so that others understand it later."))
            new = _new_card(old, iccid)
            _not_ahead(on)
            sits_in = old.insertions.filter(removed_at=None).select_related("device").first()
            number, was = old.number, old.status
            at = moment_of(on)
            _take_out(old, at)
            _write(old, Kind.REPLACED, Status.CANCELLED, by, on, reason, request_id, other=new)
            new.number, new.registered_to = number, new.registered_to or old.registered_to
            _write(new, Kind.REPLACES, _goes_on_as(was), by, on, reason, request_id, other=old)
            new.save()
            move_plans(old, new, from_day=timezone.localdate(at), by=by)
            if sits_in:
                SimInsertion.objects.create(sim=new, device=sits_in.device, inserted_at=at)
    except IntegrityError as trouble:
        raise Refused(
            _("Somebody else has just written the same numbers. Load the page anew and look.")
        ) from trouble
    return new


def put_into(sim, device, by, on=None):
    """`sim` sits in `device` from now on; where it sits already, nothing is written. Raises `Refused`."""
    with transaction.atomic():
        sim = Sim.objects.select_for_update(of=("self",)).get(pk=sim.pk)
        sits = sim.insertions.filter(removed_at=None).select_related("device").first()
        if sits and sits.device_id == device.pk:
            return sits
        if sim.status in (Status.BLOCKED, Status.CANCELLED):
            raise Refused(_("This SIM card is blocked or cancelled: it is of no use in a device."))
        if device.lifecycle in Device.GONE:
            raise Refused(_("Device %(code)s is lost or no longer in use.") % {"code": device.code})
        _not_ahead(on)
        at = moment_of(on)
        if later := sim.insertions.filter(removed_at__gt=at).select_related("device").first():
            raise Refused(
                _("Until %(day)s it was in device %(code)s. Write a later day.")
                % {"day": day_words(later.removed_at), "code": later.device.code}
            )
        _take_out(sim, at)
        made = SimInsertion.objects.create(sim=sim, device=device, inserted_at=at)
        before = {"device": sits.device.code if sits else None}
        note_change(by=by, act="put SIM in", thing=sim, before=before, after={"device": device.code})
    return made


def take_out(sim, by, on=None):
    """`sim` sits in no device any more; returns whether it sat in one. Raises `Refused`."""
    with transaction.atomic():
        sim = Sim.objects.select_for_update(of=("self",)).get(pk=sim.pk)
        sits = sim.insertions.filter(removed_at=None).select_related("device").first()
        if not sits:
            return False
        _not_ahead(on)
        _take_out(sim, moment_of(on))
        note_change(by=by, act="take SIM out", thing=sim, before={"device": sits.device.code})
    return True


def _write(sim, kind, after, by, on, reason, request_id, other=None):
    _not_ahead(on)
    event = SimEvent.objects.create(
        sim=sim,
        kind=kind,
        on=on or timezone.localdate(),
        before=sim.status,
        after=after,
        reason=reason[:200],
        other=other,
        request_id=request_id,
        recorded_by=by,
    )
    note_change(
        by=by,
        act="change state of SIM",
        thing=sim,
        before={"status": sim.status},
        after={"status": str(after), "reason": event.reason},
    )
    sim.status = after
    sim.save(update_fields=["status"])
    return event


def _take_out(sim, at):
    for sits in sim.insertions.filter(removed_at=None):
        if at < sits.inserted_at and timezone.localdate(at) < timezone.localdate(sits.inserted_at):
            raise Refused(
                _("It sits in its device since %(day)s. Write a later day.")
                % {"day": day_words(sits.inserted_at)}
            )
        sits.removed_at = max(at, sits.inserted_at + timedelta(microseconds=1))
        sits.save(update_fields=["removed_at"])


def _new_card(old, iccid):
    if not iccid_holds(iccid):
        raise Refused(iccid_trouble(iccid))
    found = Sim.objects.filter(iccid=iccid).select_for_update(of=("self",)).first()
    if found is None:
        return Sim.objects.create(
            iccid=iccid, carrier=old.carrier, school=old.school, batch=old.batch, status=Status.STOCK
        )
    if found.school_id != old.school_id or found.status != Status.STOCK or _line_of(found):
        raise Refused(_("The card with this serial number is in use already. Look at the card again."))
    if found.carrier != old.carrier:
        raise Refused(
            _("The new card is of %(carrier)s; a number moves to a card of its own carrier.")
            % {"carrier": found.get_carrier_display()}
        )
    return found


def _goes_on_as(status):
    """A number whose lost card was blocked works again with the new card."""
    return Status.STOCK if status == Status.STOCK else Status.ACTIVE


def _line_of(sim):
    return Assignment.objects.open().filter(sim=sim).with_holders().first()


def _not_ahead(on):
    if on and on > timezone.localdate():
        raise Refused(_("The day lies ahead. Write the day on which it happened."))
