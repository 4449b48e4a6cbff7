"""Hand things over on one paper.

It locks the things first and asks the rules then, so that whoever comes second reads a
sentence that names the holder; the database's own constraints are the net below.
"""

import uuid
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from django.contrib.auth import get_user_model
from django.db import IntegrityError, transaction
from django.db.models import Max, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from devices.models import (
    Accessory,
    Assignment,
    Device,
    Handover,
    ProgrammeOverride,
    Sim,
    SimInsertion,
    Tenure,
)
from lms.history import note_change
from students.models import Household, School, Student, Teacher

TERMS_VERSION = "2026-09"


class Refused(Exception):
    """Why it cannot be done, as a sentence for the screen."""

    @property
    def sentence(self):
        return str(self)


@dataclass
class Request:
    """One hand-over as asked for: to whom, what, and what stands on the paper."""

    to: Student | Teacher | School
    by: get_user_model()
    devices: list[Device] = field(default_factory=list)
    sims: list[Sim] = field(default_factory=list)
    accessories: dict[Accessory, int] = field(default_factory=dict)
    receiver_name: str = ""
    relation: str = Handover.Relation.SELF
    signed_how: str = Handover.SignedHow.SIGNED
    signed_on: date | None = None
    place: str = ""
    tenure: str = ""
    due_on: date | None = None
    # A second machine for a household needs the number of the decision that allows it.
    override_decision: str = ""
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


def hand_over_each(requests):
    """Each request on its own: yields (request, its paper or None, the sentence when refused)."""
    for request in requests:
        try:
            yield request, hand_over(request), ""
        except Refused as refusal:
            yield request, None, refusal.sentence


def holder_words(line):
    """«em Giàng A Sùng», «hộ Giàng A Chu (em Giàng A Sùng)» …"""
    if line.student_id:
        return _("pupil %(name)s") % {"name": line.student.full_name}
    if line.household_id:
        head = _("the household of %(name)s") % {"name": line.household.head_name}
        return f"{head} ({_('pupil %(name)s') % {'name': line.pupil.full_name}})" if line.pupil_id else head
    if line.teacher_id:
        return _("teacher %(name)s") % {"name": line.teacher.full_name}
    return str(line.school)


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

    at = _handing_moment(request.signed_on, devices, sims)
    _refuse_request(request, devices, sims)
    refuse_taken(devices, sims, at)
    school = request.to if isinstance(request.to, School) else request.to.school
    tenure = request.tenure or _usual_tenure(request.to, devices)
    override = _override(request, devices)
    paper = _write_paper(request, school, at)
    holder = _holder(request.to, tenure)
    for device in devices:
        _write_line(paper, request, holder, tenure, at, device=device, served=household, override=override)
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


def _refuse_request(request, devices, sims):
    if not (devices or sims or request.accessories):
        raise Refused(_("Nothing is chosen yet. Choose a device, a SIM card or an accessory."))
    if isinstance(request.to, Student) and request.to.status != Student.Status.STUDYING:
        raise Refused(
            _("%(name)s no longer studies at this school. Choose a pupil who does.")
            % {"name": request.to.full_name}
        )
    if request.signed_on and request.signed_on > timezone.localdate():
        raise Refused(_("The date of the paper lies ahead. Write the day on which it is signed."))
    if any(not 1 <= quantity <= 99 for quantity in request.accessories.values()):
        raise Refused(_("The number of pieces must be between 1 and 99."))
    states = {
        Device.Lifecycle.REPAIR: _("Device %(code)s is in repair. Close the repair first."),
        Device.Lifecycle.LOST: _("Device %(code)s was reported lost. Report it found first."),
        Device.Lifecycle.STOLEN: _("Device %(code)s was reported stolen. Report it found first."),
        Device.Lifecycle.RETIRED: _("Device %(code)s is no longer in use. Choose another one."),
        Device.Lifecycle.DISPOSED: _("Device %(code)s was written off. Choose another one."),
    }
    for device in devices:
        if sentence := states.get(device.lifecycle):
            raise Refused(sentence % {"code": device.code})
    for sim in sims:
        if sim.status in (Sim.Status.CANCELLED, Sim.Status.BLOCKED):
            raise Refused(_("SIM card %(sim)s is blocked or cancelled. Choose another one.") % {"sim": sim})


def refuse_taken(devices, sims, at):
    """Refuse what somebody holds at or after the moment `at`."""
    clash = (
        Assignment.objects.standing()
        .filter(Q(device__in=devices) | Q(sim__in=sims))
        .filter(Q(returned_at=None) | Q(returned_at__gt=at))
        .select_related("device", "sim", "student", "household", "pupil", "teacher", "school")
        .order_by("returned_at")
    )
    for line in clash:
        known = {
            "holder": holder_words(line),
            "day": day_words(line.handed_over_at),
            "item": line.device.code if line.device else line.sim,
        }
        if line.is_open and line.device:
            raise Refused(
                _("Device %(item)s is held by %(holder)s since %(day)s. Take it back first.") % known
            )
        if line.is_open:
            raise Refused(
                _("SIM card %(item)s is held by %(holder)s since %(day)s. Take it back first.") % known
            )
        raise Refused(
            _("%(item)s was with %(holder)s until %(until)s. Write a date from then on.")
            % {**known, "until": day_words(line.returned_at)}
        )


def _override(request, devices):
    """None, or the decision that allows a second machine; refuses a second one without it."""
    if not devices or not isinstance(request.to, Student):
        return None
    if len(devices) > 1 and not request.override_decision:
        raise Refused(_("One household receives one device. For more, write the number of the decision."))
    served = Q(student=request.to)
    if request.to.household_id:
        served |= Q(served_household=request.to.household_id)
    held = (
        Assignment.objects.open()
        .filter(served, device__isnull=False)
        .select_related("device", "student", "household", "pupil", "teacher", "school")
        .first()
    )
    if not held and len(devices) == 1:
        return None
    if not request.override_decision:
        raise Refused(
            _(
                "This household already has device %(code)s, held by %(holder)s since %(day)s. "
                "If a decision allows one more, write its number."
            )
            % {"code": held.device.code, "holder": holder_words(held), "day": day_words(held.handed_over_at)}
        )
    who = {"household": request.to.household} if request.to.household_id else {"student": request.to}
    return ProgrammeOverride.objects.create(
        decision_number=request.override_decision[:60], recorded_by=request.by, **who
    )


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
        recorded_by=request.by,
        **holder,
        **item,
    )


def _holder(to, tenure):
    if isinstance(to, Student):
        if tenure == Tenure.GIFT_HOUSEHOLD and to.household_id:
            return {"household": to.household}
        return {"student": to}
    return {"teacher": to} if isinstance(to, Teacher) else {"school": to}


def _usual_tenure(to, devices):
    if isinstance(to, Teacher):
        return Tenure.STAFF
    if isinstance(to, School):
        return Tenure.LAB
    return devices[0].batch.default_tenure if devices else Tenure.GIFT_HOUSEHOLD


def _device_went_out(device, school, at):
    device.lifecycle, device.school = Device.Lifecycle.IN_SERVICE, school
    device.save(update_fields=["lifecycle", "school"])


def _sim_went_out(sim, school, device, at):
    sim.status, sim.school = Sim.Status.ACTIVE, school
    sim.save(update_fields=["status", "school"])
    if not device:
        return
    for insertion in sim.insertions.filter(removed_at=None):
        if insertion.device_id == device.pk:
            return
        insertion.removed_at = max(at, insertion.inserted_at + timedelta(microseconds=1))
        insertion.save(update_fields=["removed_at"])
    SimInsertion.objects.create(sim=sim, device=device, inserted_at=at)


def _handing_moment(day, devices, sims):
    """When it went over: now, or noon of an earlier day; on the day it came back, from then on."""
    at = moment_of(day)
    if day and day < timezone.localdate():
        came_back = (
            Assignment.objects.standing()
            .filter(Q(device__in=devices) | Q(sim__in=sims), returned_at__gt=at)
            .order_by("-returned_at")
            .first()
        )
        if came_back and timezone.localdate(came_back.returned_at) == day:
            return came_back.returned_at
    return at


def moment_of(day=None, after=None):
    now = timezone.now()
    if day is None or day >= timezone.localdate():
        return now
    at = timezone.make_aware(datetime.combine(day, time(12)))
    if after is not None and at <= after:
        if day < timezone.localdate(after):
            raise Refused(
                _("It was handed over on %(day)s; it cannot come back before.") % {"day": day_words(after)}
            )
        at = after + timedelta(minutes=1)
    return at


def day_words(moment):
    return f"{timezone.localtime(moment):%d/%m/%Y}"
