"""Kits: put together, taken apart, and given out as one.

A kit outlives the hand-over: what comes back lies in it again, until somebody takes it apart.
"""

from dataclasses import dataclass, field, replace

from django.contrib.auth import get_user_model
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from devices.models import Accessory, Assignment, Device, Kit, KitItem, Sim
from devices.refusal import Refused
from lms.history import note_change
from students.models import School

MOST_PIECES = 99


@dataclass
class Wanted:
    """A kit as asked for; without a name it is called by the code of its machine."""

    school: School
    by: get_user_model()
    name: str = ""
    device: Device | None = None
    sim: Sim | None = None
    accessories: dict[Accessory, int] = field(default_factory=dict)


def make(wanted):
    """Put the things together. Raises `Refused`."""
    things = [thing for thing in (wanted.device, wanted.sim) if thing]
    if len(things) + len(wanted.accessories) < 2:
        raise Refused(
            _("A kit is made of two things or more: name a device and a SIM card, or tick what goes with it.")
        )
    if not things:
        raise Refused(_("A kit is given out by its device or SIM card. Name one of them."))
    if any(not 1 <= pieces <= MOST_PIECES for pieces in wanted.accessories.values()):
        raise Refused(_("The number of pieces must be between 1 and 99."))
    name = " ".join(wanted.name.split())[:40] or _("Kit %(thing)s") % {"thing": str(things[0])[:30]}
    try:
        with transaction.atomic():
            return _make(wanted, name, things)
    except IntegrityError as trouble:
        raise Refused(
            _("Somebody else has just put one of these into a kit. Load the page anew and look.")
        ) from trouble


def _make(wanted, name, things):
    # The things first, as the hand-over does: whoever comes second reads where they lie.
    for thing in things:
        type(thing).objects.select_for_update(of=("self",)).get(pk=thing.pk)
        _refuse_thing(thing, wanted.school)
    if Kit.objects.open().filter(school=wanted.school, name=name).exists():
        raise Refused(
            _("Your school has a kit called «%(name)s» already. Give it another name.") % {"name": name}
        )
    kit = Kit.objects.create(school=wanted.school, name=name, made_by=wanted.by)
    if wanted.device:
        KitItem.objects.create(kit=kit, device=wanted.device)
    if wanted.sim:
        KitItem.objects.create(kit=kit, sim=wanted.sim)
    for accessory, pieces in wanted.accessories.items():
        KitItem.objects.create(kit=kit, accessory=accessory, quantity=pieces)
    note_change(
        by=wanted.by,
        act="make kit",
        thing=kit,
        after={"name": name, "things": [str(item) for item in kit.items.all()]},
        school=wanted.school,
    )
    return kit


def _refuse_thing(thing, school):
    is_device = isinstance(thing, Device)
    words = {"thing": thing, "school": thing.school}
    if thing.school_id != school.pk:
        raise Refused(_("%(thing)s belongs to %(school)s. Choose what lies in your own stock.") % words)
    if kit := kit_of(thing):
        words["kit"] = kit
        raise Refused(
            (
                _("Device %(thing)s lies in «%(kit)s» already. Take that kit apart first.")
                if is_device
                else _("SIM card %(thing)s lies in «%(kit)s» already. Take that kit apart first.")
            )
            % words
        )
    held = Assignment.objects.open().filter(**{"device" if is_device else "sim": thing})
    if held.exists():
        raise Refused(_("%(thing)s is with somebody now. Take it back before it goes into a kit.") % words)
    gone = thing.is_gone if is_device else thing.status in (Sim.Status.CANCELLED, Sim.Status.BLOCKED)
    if gone:
        raise Refused(
            _("%(thing)s cannot be given out: it is «%(state)s». Choose another one.")
            % {
                "thing": thing,
                "state": thing.get_lifecycle_display() if is_device else thing.get_status_display(),
            }
        )


def take_apart(kit, by):
    """The things are single ones again; that they lay together stays readable. Twice does no harm."""
    with transaction.atomic():
        kit = Kit.objects.select_for_update(of=("self",)).get(pk=kit.pk)
        if kit.apart_at:
            return kit
        now = timezone.now()
        kit.items.update(out_at=now)
        kit.apart_at, kit.apart_by = now, by
        kit.save(update_fields=["apart_at", "apart_by"])
        note_change(by=by, act="take kit apart", thing=kit, before={"name": kit.name}, school=kit.school_id)
    return kit


# --- Given out as one -----------------------------------------------------------------


def kit_of(thing):
    """The kit in which this machine or SIM card lies, or None."""
    if thing is None:
        return None
    item = thing.kit_items.filter(out_at=None).select_related("kit").first()
    return item.kit if item else None


def with_kits(request, without_sim=False):
    """The hand-over `request` with whatever lies in the kits of its machines.

    A SIM card that is named goes instead of the kit's own; one out of another kit is refused: its machine
    would go out without it. Raises `Refused`.
    """
    kits = [kit for device in request.devices if (kit := kit_of(device))]
    for sim in request.sims:
        other = kit_of(sim)
        if other and other not in kits and other.items.filter(device__isnull=False).exists():
            raise Refused(
                _("SIM card %(sim)s lies in «%(kit)s». Give that kit out, or take it apart first.")
                % {"sim": sim, "kit": other}
            )
        if other and other not in kits:
            kits.append(other)
    items = KitItem.objects.filter(kit__in=kits, out_at=None).select_related("sim", "accessory")
    schools = {device.school_id for device in request.devices}
    sims, pieces = list(request.sims), {}
    for item in items:
        # A machine that moved to another school takes along no card of the old one's stock.
        if item.sim and schools and item.sim.school_id not in schools:
            continue
        if item.sim and not request.sims and not without_sim:
            sims.append(item.sim)
        elif item.accessory:
            pieces[item.accessory] = pieces.get(item.accessory, 0) + item.quantity
    ticked = request.accessories
    # What is ticked for everybody and lies in the kit is the same piece.
    both = {one: max(ticked.get(one, 0), pieces.get(one, 0)) for one in {**ticked, **pieces}}
    return replace(request, sims=sims, accessories=both)


def sims_in_kits(devices):
    """{device id: serial of the SIM card that goes along}, for a page that hands many over."""
    kits = dict(KitItem.objects.filter(device__in=devices, out_at=None).values_list("kit", "device"))
    inside = KitItem.objects.filter(kit__in=list(kits), sim__status=Sim.Status.STOCK, out_at=None)
    return {kits[kit]: iccid for kit, iccid in inside.values_list("kit", "sim__iccid")}
