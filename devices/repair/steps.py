"""Open a repair, lead it from state to state, correct the last step. Steps are rows; nothing is rewritten.

Whoever holds the machine keeps the line of the ledger: it comes back to the same hands.
"""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from devices.models import REPEAT_DAYS, Device, RepairStep, RepairTicket
from devices.refusal import Refused
from lms.history import note_change

State, Outcome = RepairTicket.State, RepairTicket.Outcome
OUTCOMES = {
    State.REPAIRED: Outcome.FIXED,
    State.SOUND: Outcome.SOUND,
    State.REPLACED: Outcome.REPLACED,
    State.BEYOND: Outcome.BEYOND,
}
# From these it goes back to its holder …
COMES_BACK = (State.REPAIRED, State.SOUND)
# … and from these it does not.
ENDS = (State.REPLACED, State.BEYOND)
TELLABLE = ("workshop", "cost")


def open_repair(device, by, fault_code=None, fault="", incident=None, on=None, line=None):
    """The open repair of `device`, made now when there is none. Place and holder are written down: those of
    `line`, of the line that is open, or of the one that the incident names."""
    day = on or timezone.localdate()
    with transaction.atomic():
        device = Device.objects.select_for_update(of=("self",)).get(pk=device.pk)
        if ticket := device.repairs.open().first():
            return ticket
        line = line or device.open_line() or (incident.line if incident else None)
        enrolment = line.pupil.current_enrolment() if line and line.pupil else None
        before = device.repairs.filter(back_on__gte=day - timedelta(days=REPEAT_DAYS)).order_by("-back_on")
        ticket = RepairTicket.objects.create(
            device=device,
            incident=incident or device.incidents.filter(closed_at=None, kind="broken").first(),
            school_id=incident.school_id if incident else device.school_id,
            line=line,
            class_name=enrolment.school_class.name if enrolment else "",
            fault_code=fault_code,
            fault=fault[:120],
            repeat_of=before.first(),
            reported_on=day,
            opened_by=by,
        )
        _write(ticket, State.REPORTED, by, day)
        note_change(by=by, act="open repair", thing=device, after={"fault": ticket.words})
    return ticket


def advance(ticket, state, by, on=None, note="", **told):
    """Lead the repair into `state`; `told` may hold workshop and cost. Raises `Refused`."""
    with transaction.atomic():
        device, ticket = _locked(ticket)
        last = ticket.standing_steps().last()
        day = _day(on, last)
        if ticket.RANKS[state] <= last.rank:
            raise Refused(
                _(
                    "The machine is “%(now)s” already; it cannot go back to “%(wanted)s”. "
                    "Correct the last step."
                )
                % {"now": State(last.state).label, "wanted": State(state).label}
            )
        if state == State.BACK and last.state not in COMES_BACK:
            raise Refused(_("Write down first what was done: repaired, or nothing was broken."))
        _write(ticket, state, by, day, note)
        for name in TELLABLE:
            if told.get(name) not in (None, ""):
                setattr(ticket, name, told[name])
        _settle(ticket, device, by)
    return ticket


def correct(ticket, state, by, on=None, note=""):
    """Replace the last step by another one; both stay readable."""
    with transaction.atomic():
        device, ticket = _locked(ticket)
        *before, last = ticket.standing_steps()
        if not before:
            raise Refused(_("Only the report is written down; there is no step to correct."))
        day = _day(on, before[-1])
        if ticket.RANKS[state] <= before[-1].rank:
            raise Refused(
                _("Before it the machine was “%(now)s”; the corrected step must come after that.")
                % {"now": State(before[-1].state).label}
            )
        _write(ticket, state, by, day, note, corrects=last)
        ticket.outcome = ""
        _settle(ticket, device, by)
    return ticket


def is_given_up(line):
    """Whether the last repair of its machine ended while `line` held it, and nothing was repaired."""
    last = RepairTicket.objects.filter(device=line.device_id).order_by("-reported_on", "-opened_at").first()
    return last is not None and last.state in ENDS and last.back_on >= timezone.localdate(line.handed_over_at)


def next_states(ticket):
    """The states into which it may go from here."""
    rank, may_go_back = ticket.RANKS[ticket.state], ticket.state in COMES_BACK
    return [
        (state.value, state.label)
        for state, its in ticket.RANKS.items()
        if its > rank and (state != State.BACK or may_go_back)
    ]


def _locked(ticket):
    device = Device.objects.select_for_update(of=("self",)).get(pk=ticket.device_id)
    ticket = RepairTicket.objects.select_for_update(of=("self",)).get(pk=ticket.pk)
    if not ticket.is_open:
        raise Refused(
            _("This repair was closed on %(day)s. Report the machine anew if it is broken again.")
            % {"day": f"{ticket.back_on:%d/%m/%Y}"}
        )
    return device, ticket


def _day(on, after):
    day = on or timezone.localdate()
    if day > timezone.localdate():
        raise Refused(_("This day lies ahead. Write today or an earlier day."))
    if day < after.on:
        raise Refused(
            _("Since %(day)s it is “%(state)s”; the next step cannot lie before that day.")
            % {"day": f"{after.on:%d/%m/%Y}", "state": State(after.state).label}
        )
    return day


def _write(ticket, state, by, day, note="", corrects=None):
    return RepairStep.objects.create(
        ticket=ticket,
        state=state,
        rank=ticket.RANKS[state],
        on=day,
        note=note[:300],
        corrects=corrects,
        told_by=by,
    )


def _settle(ticket, device, by):
    """Bring the ticket's columns, the device and its incidents to what the standing steps say."""
    steps = list(ticket.standing_steps())
    last, days = steps[-1], {step.state: step.on for step in steps}
    ticket.state = last.state
    ticket.sent_on = days.get(State.SENT) or days.get(State.WAITING)
    ticket.outcome = next((OUTCOMES[state] for state in OUTCOMES if state in days), "")
    held = device.assignments.open().exists()
    if last.state == State.BACK or last.state in ENDS or (last.rank == 4 and not held):
        ticket.back_on = last.on
    ticket.save()
    state = _lifecycle(ticket, last, held)
    Device.objects.filter(pk=device.pk).exclude(lifecycle__in=Device.GONE).update(lifecycle=state)
    if not ticket.is_open:
        device.incidents.filter(closed_at=None, kind="broken").update(
            closed_at=timezone.now(), closed_by=by, outcome=ticket.get_outcome_display()
        )
    note_change(by=by, act="lead repair", thing=device, after={"state": last.state, "fault": ticket.words})


def _lifecycle(ticket, last, held):
    at_home = Device.Lifecycle.IN_SERVICE if held else Device.Lifecycle.IN_STOCK
    if last.state in ENDS:
        # What somebody holds is taken back first; until then it counts as broken.
        return Device.Lifecycle.REPAIR if held else Device.Lifecycle.RETIRED
    if not ticket.is_open:
        return at_home
    # Looked at by the school: it may still be with its holder.
    return Device.Lifecycle.REPAIR if last.rank >= ticket.RANKS[State.SENT] or not held else at_home
