"""What a hand-over is refused for, each as a sentence that names the thing, the holder and the day.

Asked while the things are locked (devices/handover.py), so that the answer still holds when the
paper is written.
"""

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from devices.models import Assignment, Device, Handover, ProgrammeOverride, Sim, Tenure
from devices.moments import day_words
from devices.refusal import NeedsDecision, Refused
from students.models import Student


def refuse_request(request, devices, sims):
    if not (devices or sims or request.accessories):
        raise Refused(_("Nothing is chosen yet. Choose a device, a SIM card or an accessory."))
    if isinstance(request.to, Student) and request.to.status != Student.Status.STUDYING:
        raise Refused(
            _("%(name)s no longer studies at this school. Choose a pupil who does.")
            % {"name": request.to.full_name}
        )
    if request.signed_on and request.signed_on > timezone.localdate():
        raise Refused(_("The date of the paper lies ahead. Write the day on which it is signed."))
    if request.signed_how == Handover.SignedHow.SIGNED_FOR and not (
        request.signer_name.strip() and request.signer_reason.strip()
    ):
        raise Refused(
            _(
                "Somebody signed in the receiver's place: write who it was, and why the "
                "receiver could not sign."
            )
        )
    if any(not 1 <= quantity <= 99 for quantity in request.accessories.values()):
        raise Refused(_("The number of pieces must be between 1 and 99."))
    refuse_states(devices, sims)


def refuse_states(devices, sims):
    """Refuse what is broken, lost, blocked or gone."""
    states = {
        Device.Lifecycle.REPAIR: _(
            "Device %(code)s is broken or in repair. Close the repair on its page first."
        ),
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
        .with_holders()
        .select_related("device", "sim")
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


def override_for(request, devices):
    """None, or the decision that allows a second machine; refuses a second one without it."""
    if not devices or not isinstance(request.to, Student) or request.tenure == Tenure.LOANER:
        return None
    if len(devices) > 1 and not request.override_decision:
        raise NeedsDecision(
            _("One household receives one device. For more, write the number of the decision.")
        )
    served = Q(student=request.to)
    if request.to.household_id:
        served |= Q(served_household=request.to.household_id)
    held = (
        Assignment.objects.open()
        .filter(served, device__isnull=False)
        .exclude(tenure=Tenure.LOANER)
        .with_holders()
        .select_related("device")
        .first()
    )
    if not held and len(devices) == 1:
        return None
    if not request.override_decision:
        raise NeedsDecision(
            _(
                "This household already has device %(code)s, held by %(holder)s since %(day)s. "
                "If a decision allows one more, write its number."
            )
            % {"code": held.device.code, "holder": holder_words(held), "day": day_words(held.handed_over_at)}
        )
    who = {"household": request.to.household} if request.to.household_id else {"student": request.to}
    number = request.override_decision.strip()[:60]
    # The province may have written the decision down already (devices/views/overrides.py).
    written = ProgrammeOverride.objects.filter(decision_number=number, assignments=None, **who).first()
    return written or ProgrammeOverride.objects.create(decision_number=number, recorded_by=request.by, **who)


def holder_words(line):
    """«em Giàng A Sùng», «hộ Giàng A Chu (em Giàng A Sùng)» …"""
    if line.student_id:
        return _("pupil %(name)s") % {"name": line.student.full_name}
    if line.household_id:
        head = _("the household of %(name)s") % {"name": line.household.head_name}
        return f"{head} ({_('pupil %(name)s') % {'name': line.pupil.full_name}})" if line.pupil_id else head
    if line.teacher_id:
        return _("teacher %(name)s") % {"name": line.teacher.full_name}
    return str(line.school or line.point)
