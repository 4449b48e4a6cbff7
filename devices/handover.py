"""Hand things over on one paper.

It locks the things first and asks the rules then, so that whoever comes second reads a
sentence that names the holder; the database's own constraints are the net below.
"""

import uuid
from dataclasses import dataclass, field
from datetime import date

from django.contrib.auth import get_user_model
from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from devices.allocating.fulfilling import fulfil
from devices.handover_rules import override_for, refuse_request, refuse_taken
from devices.models import (
    Accessory,
    Assignment,
    Device,
    Handover,
    Sim,
    SupportPoint,
    Tenure,
)
from devices.moments import handing_moment
from devices.put_in import put_in
from devices.refusal import Refused
from lms.history import note_change
from students.models import Household, School, Student, Teacher

# The newest of devices/papers.py.
TERMS_VERSION = "2026-11"
SIGNED_FOR = Handover.SignedHow.SIGNED_FOR


@dataclass
class Request:
    """One hand-over as asked for: to whom, what, and what stands on the paper."""

    to: Student | Teacher | School | SupportPoint
    by: get_user_model()
    devices: list[Device] = field(default_factory=list)
    sims: list[Sim] = field(default_factory=list)
    accessories: dict[Accessory, int] = field(default_factory=dict)
    receiver_name: str = ""
    relation: str = Handover.Relation.SELF
    signed_how: str = Handover.SignedHow.SIGNED
    # «Ký thay»: who signed in the receiver's place, and why.
    signer_name: str = ""
    signer_reason: str = ""
    signed_on: date | None = None
    place: str = ""
    tenure: str = ""
    due_on: date | None = None
    # A second machine for a household needs the number of the decision that allows it.
    override_decision: str = ""
    # The line whose thing is exchanged, or is being repaired (devices/swap.py).
    instead_of: Assignment | None = None
    request_id: uuid.UUID = field(default_factory=uuid.uuid4)


def hand_over(request):
    """Write the paper and its lines; a repeated request returns the first paper.

    Raises `Refused`.
    """
    try:
        with transaction.atomic():
            return _hand_over(request)
    except IntegrityError as trouble:
        if first := Handover.objects.filter(request_id=request.request_id).first():
            return first
        raise Refused(
            _("Somebody else has just handed one of these over. Load the page anew and look who holds it.")
        ) from trouble


# --- How a paper comes to be ---------------------------------------------------------


def _hand_over(request):
    # Always in this order, by key, so that two clerks wait for each other and never crosswise.
    devices = _locked(Device, request.devices)
    sims = _locked(Sim, request.sims)
    household = getattr(request.to, "household_id", None)
    if household:
        Household.objects.select_for_update().get(pk=household)
    if first := Handover.objects.filter(request_id=request.request_id).first():
        return first

    at = handing_moment(request.signed_on, devices, sims)
    refuse_request(request, devices, sims)
    refuse_taken(devices, sims, at)
    school = _school_of(request, devices, sims)
    tenure = request.tenure or _usual_tenure(request.to, devices)
    override = override_for(request, devices)
    paper = _write_paper(request, school, at)
    holder = _holder(request.to, tenure)
    for device in devices:
        line = _write_line(
            paper, request, holder, tenure, at, device=device, served=household, override=override
        )
        fulfil(line, by=request.by)
        _device_went_out(device, school, at)
    for sim in sims:
        _write_line(paper, request, holder, tenure, at, sim=sim)
        _sim_went_out(sim, school, devices[0] if devices else None, at)
    for accessory, quantity in request.accessories.items():
        _write_line(paper, request, holder, tenure, at, accessory=accessory, quantity=quantity)
    note_change(
        by=request.by,
        act="hand over",
        thing=paper,
        after={
            "to": str(request.to),
            "devices": [device.code for device in devices],
            "sims": [sim.iccid for sim in sims],
            "receiver": paper.receiver_name,
        },
        school=school,
    )
    return paper


def _locked(model, rows):
    keys = [row.pk for row in rows]
    found = list(model.objects.filter(pk__in=keys).select_for_update(of=("self",)).order_by("pk"))
    if len(found) < len(keys):
        raise Refused(_("The same thing stands twice on this paper. Keep it once."))
    return found


def _school_of(request, devices, sims):
    """Whose paper it is. A place that is no school gets its things from one, which counts the paper."""
    if isinstance(request.to, School):
        return request.to
    if not isinstance(request.to, SupportPoint):
        return request.to.school
    schools = {thing.school_id: thing.school for thing in [*devices, *sims]}
    if len(schools) != 1:
        raise Refused(
            _("These things belong to different schools. Write one paper for each school.")
            if schools
            else _("Choose a device or a SIM card: an accessory alone says not which school hands it over.")
        )
    return next(iter(schools.values()))


def _write_paper(request, school, at):
    # The row of the school is the queue for its numbers.
    School.objects.select_for_update().get(pk=school.pk)
    signed_on = timezone.localdate(at)
    last = Handover.objects.filter(school=school, year=signed_on.year).aggregate(last=Max("sequence"))["last"]
    sequence = (last or 0) + 1
    pupil = request.to if isinstance(request.to, Student) else None
    enrolment = pupil.current_enrolment() if pupil else None
    return Handover.objects.create(
        school=school,
        year=signed_on.year,
        sequence=sequence,
        number=f"{sequence:02d}/BBBG-{signed_on.year}",
        place=request.place or school.name,
        signed_on=signed_on,
        pupil=pupil,
        class_name=enrolment.school_class.name if enrolment else "",
        giver=request.by,
        giver_name=request.by.get_full_name(),
        receiver_name=request.receiver_name or getattr(request.to, "full_name", str(request.to)),
        signer_name=request.signer_name if request.signed_how == SIGNED_FOR else "",
        signer_reason=request.signer_reason if request.signed_how == SIGNED_FOR else "",
        relation=request.relation,
        signed_how=request.signed_how,
        terms_version=TERMS_VERSION,
        request_id=request.request_id,
    )


def _write_line(paper, request, holder, tenure, at, served=None, override=None, **item):
    return Assignment.objects.create(
        handover=paper,
        tenure=tenure,
        handed_over_at=at,
        due_on=request.due_on,
        pupil=paper.pupil,
        served_household_id=served,
        override=override,
        instead_of=request.instead_of,
        recorded_by=request.by,
        **holder,
        **item,
    )


def _holder(to, tenure):
    if isinstance(to, Student):
        if tenure == Tenure.GIFT_HOUSEHOLD and to.household_id:
            return {"household": to.household}
        return {"student": to}
    if isinstance(to, SupportPoint):
        return {"point": to}
    return {"teacher": to} if isinstance(to, Teacher) else {"school": to}


def _usual_tenure(to, devices):
    if isinstance(to, Teacher):
        return Tenure.STAFF
    if isinstance(to, School):
        return Tenure.LAB
    if isinstance(to, SupportPoint):
        return Tenure.POINT
    return devices[0].batch.default_tenure if devices else Tenure.GIFT_HOUSEHOLD


def _device_went_out(device, school, at):
    device.lifecycle, device.school = Device.Lifecycle.IN_SERVICE, school
    device.save(update_fields=["lifecycle", "school"])


def _sim_went_out(sim, school, device, at):
    sim.status, sim.school = Sim.Status.ACTIVE, school
    sim.save(update_fields=["status", "school"])
    if device:
        put_in(sim, device, at)
