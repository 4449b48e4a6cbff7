"""A machine is lost or stolen, and perhaps found again."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from devices import sim_life
from devices.binding import unbind
from devices.models import Assignment, Condition, Device, Incident, Loss, SimEvent
from devices.refusal import Refused
from devices.take_back import take_back
from lms.courier import credentials
from lms.history import note_change
from lms.models import Credential

STORY = ["kind", "happened_on", "place", "circumstances", "police_number", "police_on"]


def lose(loss, by, revoke=True, block=True):
    """Keep `loss` (unsaved): the line of the holder ends, the machine is gone; browsers are unbound and its
    SIM card is blocked when wished. One that is told already is returned; of one that only a return wrote
    down, this is the story."""
    with transaction.atomic():
        device = Device.objects.select_for_update(of=("self",)).get(pk=loss.device_id)
        first = device.losses.open().first()
        if first and first.is_told:
            return first
        if device.lifecycle in (Device.Lifecycle.DISPOSED, Device.Lifecycle.RETIRED):
            raise Refused(_("Machine %(code)s is out of use already.") % {"code": device.code})
        line = device.open_line() or (first.line if first else None)
        if line and loss.happened_on < timezone.localdate(line.handed_over_at):
            raise Refused(
                _("It was handed over on %(day)s; it cannot have been lost before.")
                % {"day": f"{timezone.localdate(line.handed_over_at):%d/%m/%Y}"}
            )
        loss = _keep(loss, first, device, line, by)
        sims = [
            insertion.sim for insertion in device.insertions.filter(removed_at=None).select_related("sim")
        ]
        if line and line.is_open:
            take_back([line], by=by, condition=Condition.LOST, note=loss.circumstances[:300])
        if block:
            _block(sims, by, loss)
        if revoke:
            for install in device.installs.filter(revoked_at=None):
                unbind(install, by=by)
            _revoke_keys(device)
        Device.objects.filter(pk=device.pk).update(lifecycle=loss.kind)
        _keep_incident(loss, by)
        note_change(by=by, act="note a loss", thing=device, after={"kind": loss.kind})
    return loss


def note_police(loss, number, on, by):
    """The paper of the police came; it is written down once."""
    with transaction.atomic():
        loss.police_number, loss.police_on = number, on
        loss.save(update_fields=["police_number", "police_on"])
        note_change(by=by, act="note a loss", thing=loss.device, after={"number": number})


def find(loss, by, on=None, note=""):
    """The machine turned up: back into stock. What was unbound and blocked stays so until somebody says."""
    day = on or timezone.localdate()
    with transaction.atomic():
        device = Device.objects.select_for_update(of=("self",)).get(pk=loss.device_id)
        loss = Loss.objects.select_for_update(of=("self",)).get(pk=loss.pk)
        if loss.found_on:
            return loss
        if day < loss.happened_on:
            raise Refused(
                _("It was lost on %(day)s; it cannot be found before.")
                % {"day": f"{loss.happened_on:%d/%m/%Y}"}
            )
        loss.found_on, loss.found_by, loss.found_note = day, by, note[:300]
        loss.save(update_fields=["found_on", "found_by", "found_note"])
        note_change(by=by, act="find device", thing=device, before={"state": device.lifecycle})
        Device.objects.filter(pk=device.pk, lifecycle__in=Device.MISSING).update(
            lifecycle=Device.Lifecycle.IN_STOCK
        )
        device.incidents.filter(closed_at=None, kind__in=Incident.MISSING).update(
            closed_at=timezone.now(), closed_by=by, outcome=_("found again")
        )
    return loss


def _revoke_keys(device):
    """What anybody writes on it from now on counts for no pupil by itself (lms/courier)."""
    hashes = device.installs.values_list("token_hash", flat=True)
    credentials.revoke(Credential.objects.filter(device_hash__in=list(hashes)))


def _keep(loss, first, device, line, by):
    if first:
        for name in STORY:
            setattr(first, name, getattr(loss, name))
        first.told_by = by
        first.save(update_fields=[*STORY, "told_by"])
        return first
    loss.device, loss.line, loss.told_by = device, line, by
    loss.school_id = line.handover.school_id if line else device.school_id
    loss.class_name = line.handover.class_name if line else ""
    loss.save(force_insert=True)
    return loss


def _block(sims, by, loss):
    """Cards that sat in it: whoever holds one no longer does, and the carrier is to block it."""
    for sim in sims:
        line = Assignment.objects.open().filter(sim=sim).first()
        if line:
            take_back([line], by=by, condition=Condition.LOST, note=loss.get_kind_display())
        sim.refresh_from_db()
        if sim.status in (sim.Status.ACTIVE, sim.Status.STOCK):
            sim_life.step(sim, SimEvent.Kind.LOST, by, reason=loss.get_kind_display())


def _keep_incident(loss, by):
    """The report that the list of incidents shows, if nobody made one yet."""
    if loss.device.incidents.filter(closed_at=None, kind__in=Incident.MISSING).exists():
        return
    Incident.objects.create(
        device=loss.device,
        kind=loss.kind,
        words=loss.circumstances,
        reported_by=by,
        school_id=loss.school_id,
        line=loss.line,
        holder_name=str(loss.line.pupil or loss.line.holder)[:160] if loss.line else "",
    )
