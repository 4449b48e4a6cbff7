"""Ask a carrier for something, send it, call it off, ask again after a problem."""

from collections import Counter
from dataclasses import dataclass, field

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from devices.models import CarrierRequest, Sim
from devices.models.connectivity import iccid_trouble
from devices.numbers import digits, iccid_holds
from devices.refusal import Refused
from lms.history import note_change, note_changes

Kind, Status = CarrierRequest.Kind, CarrierRequest.Status
# In which states of a card something can be asked for.
FROM = {
    Kind.ACTIVATE: {Sim.Status.STOCK, Sim.Status.BLOCKED},
    Kind.RENEW: {Sim.Status.ACTIVE},
    Kind.BLOCK: {Sim.Status.ACTIVE},
    Kind.REPLACE: {Sim.Status.ACTIVE, Sim.Status.BLOCKED},
    Kind.MOVE: {Sim.Status.ACTIVE, Sim.Status.BLOCKED, Sim.Status.STOCK},
}
# More at once is read by nobody at the carrier either.
MOST = 2000


@dataclass
class Asked:
    """What was, or would be, asked for: the cards, and how many were left out for which reason."""

    sims: list = field(default_factory=list)
    left_out: Counter = field(default_factory=Counter)


def fitting(sims, kind, plan=None):
    """Of these cards, those for which `kind` can be asked."""
    asked = Asked()
    waiting = set(CarrierRequest.objects.open().filter(sim__in=sims, kind=kind).values_list("sim", flat=True))
    for sim in sims:
        if sim.pk in waiting:
            asked.left_out["waiting"] += 1
        elif sim.status not in FROM[kind]:
            asked.left_out["state"] += 1
        elif plan and sim.carrier != plan.carrier:
            asked.left_out["carrier"] += 1
        elif kind != Kind.ACTIVATE and not sim.number:
            asked.left_out["number"] += 1
        else:
            asked.sims.append(sim)
    return asked


def ask(sims, kind, by, request_id, plan=None, payer="", new_iccid=""):
    """Write the requests and return `Asked`; what this request asked already is not asked anew."""
    new_iccid = digits(new_iccid)
    if kind == Kind.REPLACE and not iccid_holds(new_iccid):
        raise Refused(iccid_trouble(new_iccid))
    if kind == Kind.RENEW and plan is None:
        raise Refused(_("Choose the data plan that the carrier is asked for."))
    with transaction.atomic():
        locked = list(
            Sim.objects.filter(pk__in=[sim.pk for sim in sims]).select_for_update(of=("self",)).order_by("pk")
        )
        asked = fitting(locked, kind, plan)
        done = CarrierRequest.objects.filter(asked_with=request_id).values_list("sim", flat=True)
        asked.sims = [sim for sim in asked.sims if sim.pk not in set(done)]
        made = CarrierRequest.objects.bulk_create(
            [
                CarrierRequest(
                    sim=sim,
                    carrier=sim.carrier,
                    kind=kind,
                    plan=plan,
                    payer=payer,
                    new_iccid=new_iccid if kind == Kind.REPLACE else "",
                    asked_with=request_id,
                    asked_by=by,
                )
                for sim in asked.sims
            ],
            batch_size=500,
        )
        _note(by, "ask carrier", made)
    return asked


def send(requests, by):
    """These requests go to the carrier now; returns how many were not with it before."""
    with transaction.atomic():
        new = list(
            requests.filter(status=Status.NEW)
            .select_for_update(of=("self",))
            .select_related("sim__school")
            .order_by("pk")
        )
        CarrierRequest.objects.filter(pk__in=[one.pk for one in new]).update(
            status=Status.IN_PROGRESS, sent_at=timezone.now()
        )
        _note(by, "send to carrier", new)
    return len(new)


def call_off(request, by):
    """Nothing is wanted any more; what has its answer keeps it."""
    with transaction.atomic():
        request = CarrierRequest.objects.select_for_update(of=("self",)).get(pk=request.pk)
        if request.is_open:
            request.status = Status.CANCELLED
            request.answered_at, request.answered_by = timezone.now(), by
            request.save(update_fields=["status", "answered_at", "answered_by"])
            note_change(by=by, act="call off request to carrier", thing=request, school=request.sim.school_id)
    return request


def ask_again(request, by):
    """After a problem was mended: a new request that follows the old one; twice is one. Raises `Refused`."""
    with transaction.atomic():
        sim = Sim.objects.select_for_update(of=("self",)).get(pk=request.sim_id)
        request = CarrierRequest.objects.select_for_update(of=("self",)).get(pk=request.pk)
        if next_one := CarrierRequest.objects.filter(follows=request).first():
            return next_one
        if request.status != Status.PROBLEM:
            raise Refused(_("Only a request with a problem is sent again."))
        if CarrierRequest.objects.open().filter(sim=sim, kind=request.kind).exists():
            raise Refused(_("The same is asked for this card already and waits for its answer."))
        made = CarrierRequest.objects.create(
            sim=sim,
            carrier=sim.carrier,
            kind=request.kind,
            plan=request.plan,
            payer=request.payer,
            new_iccid=request.new_iccid,
            follows=request,
            asked_by=by,
        )
        note_change(by=by, act="ask carrier", thing=made, after={"sim": sim.iccid}, school=sim.school_id)
    return made


def _note(by, act, requests):
    by_school = {}
    for request in requests:
        line = (request, {}, {"kind": request.get_kind_display(), "sim": request.sim.iccid})
        by_school.setdefault(request.sim.school_id, (request.sim.school, []))[1].append(line)
    for school, lines in by_school.values():
        note_changes(by, act, lines, school)
