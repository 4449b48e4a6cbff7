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


@dataclass
class Along:
    """What goes with the machines of a hand-over because it lies in a kit with them, and what does not."""

    kits: list[Kit] = field(default_factory=list)
    sims: list[Sim] = field(default_factory=list)
    accessories: dict[Accessory, int] = field(default_factory=dict)
    # (SIM card, why it stays)
    staying: list[tuple] = field(default_factory=list)

    @property
    def things(self):
        """«thẻ SIM 0912345678, Bộ sạc × 2»"""
        pieces = [f"{one} × {n}" if n > 1 else str(one) for one, n in self.accessories.items()]
        return ", ".join([_("SIM card %(sim)s") % {"sim": sim} for sim in self.sims] + pieces)

    @property
    def sentence(self):
        """For whoever looks before it is written; «» where no machine lies in a kit."""
        names = ", ".join(f"«{kit}»" for kit in self.kits)
        told = []
        if self.kits and self.things:
            told.append(
                _("The device lies in %(kits)s. On the same paper go: %(things)s.")
                % {"kits": names, "things": self.things}
            )
        for sim, why in self.staying:
            words = {"kits": names, "sim": sim, "why": why}
            told.append(_("Of %(kits)s the SIM card %(sim)s does not go along: %(why)s.") % words)
        return " ".join(told)


def with_kits(request, without_sim=False):
    """The hand-over `request` with whatever lies in the kits of its machines. Raises `Refused`."""
    found = along(request, without_sim)
    ticked = request.accessories
    # What is ticked for everybody and lies in the kit is the same piece.
    both = {**ticked, **found.accessories}
    both = {one: max(ticked.get(one, 0), found.accessories.get(one, 0)) for one in both}
    return replace(request, sims=[*request.sims, *found.sims], accessories=both)


def along(request, without_sim=False):
    """The `Along` of a hand-over as asked for.

    A SIM card that is named goes instead of the kit's own; one out of another kit is refused: its machine
    would go out without it. Raises `Refused`.
    """
    kits = [kit for device in request.devices if (kit := kit_of(device))]
    for sim in request.sims:
        other = kit_of(sim)
        if other is None or other in kits:
            continue
        machine = other.items.filter(device__isnull=False).select_related("device").first()
        if machine is None:
            kits.append(other)
        # The card may follow its machine into the same hands.
        elif not _is_with(machine.device, request.to):
            raise Refused(
                _("SIM card %(sim)s lies in «%(kit)s». Give that kit out, or take it apart first.")
                % {"sim": sim, "kit": other}
            )
    found = Along(kits)
    schools = {device.school_id for device in request.devices}
    items = KitItem.objects.filter(kit__in=kits, out_at=None).select_related("sim__school", "accessory")
    for item in items:
        if item.accessory:
            pieces = found.accessories.get(item.accessory, 0) + item.quantity
            found.accessories[item.accessory] = pieces
        elif item.sim and item.sim not in request.sims:
            if why := _why_it_stays(item.sim, schools, request, without_sim):
                found.staying.append((item.sim, why))
            else:
                found.sims.append(item.sim)
    return found


def _is_with(device, to):
    line = device.open_line()
    return line is not None and to in (line.pupil, line.holder)


def _why_it_stays(sim, schools, request, without_sim):
    """The reason, or None for a card that goes along with its machine."""
    if without_sim:
        return _("the card used so far goes into the machine")
    if request.sims:
        return _("another card goes in its place")
    # A machine that moved to another school takes along no card of the old one's stock.
    if schools and sim.school_id not in schools:
        return _("it belongs to %(school)s") % {"school": sim.school}
    if sim.status != Sim.Status.STOCK:
        return _("it is «%(state)s»") % {"state": sim.get_status_display()}
    return None


def sims_in_kits(devices):
    """{device id: serial of the SIM card that goes along}, for a page that hands many over."""
    kits = dict(KitItem.objects.filter(device__in=devices, out_at=None).values_list("kit", "device"))
    inside = KitItem.objects.filter(kit__in=list(kits), sim__status=Sim.Status.STOCK, out_at=None)
    return {kits[kit]: iccid for kit, iccid in inside.values_list("kit", "sim__iccid")}
