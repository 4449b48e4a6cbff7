"""Where a machine under repair is, said to its holder; and how long each state took."""

from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from devices.models import RepairTicket

State = RepairTicket.State
SENTENCES = {
    State.REPORTED: gettext_lazy("The school knows since %(day)s that it is broken, and will look at it."),
    State.LOOKED: gettext_lazy("The school looked at it on %(day)s."),
    State.SENT: gettext_lazy("It is in the workshop since %(day)s."),
    State.WAITING: gettext_lazy("The workshop waits for parts since %(day)s."),
    State.REPAIRED: gettext_lazy("It was repaired on %(day)s. The school will give it back to you."),
    State.SOUND: gettext_lazy("The school looked at it on %(day)s: nothing is broken. You get it back."),
    State.REPLACED: gettext_lazy(
        "It is replaced by another machine (%(day)s). Ask the school when you get it."
    ),
    State.BEYOND: gettext_lazy(
        "It could not be repaired (%(day)s). The school will tell you what comes next."
    ),
    State.BACK: gettext_lazy("You have it back since %(day)s."),
}


def to_the_holder(ticket):
    """One plain sentence: where the machine is."""
    last = ticket.standing_steps().last()
    day = last.on if last else ticket.sent_on or ticket.reported_on
    return SENTENCES[State(ticket.state)] % {"day": f"{day:%d/%m/%Y}"}


@dataclass(frozen=True)
class Stay:
    """A state, from a day on, and how many days it lasted (or lasts already)."""

    step: object
    days: int


def stays(ticket, today=None):
    steps = list(ticket.standing_steps().select_related("told_by"))
    end = ticket.back_on or today or timezone.localdate()
    days = [step.on for step in steps[1:]] + [end]
    return [Stay(step, max(0, (until - step.on).days)) for step, until in zip(steps, days, strict=True)]


def total_cost(ticket):
    """Parts and the work, in đồng; None when nobody told anything."""
    parts = [part.total for part in ticket.parts.filter(strikes=None, struck_by=None)]
    if ticket.cost is None and not parts:
        return None
    return int(ticket.cost or 0) + sum(parts)


def where(ticket):
    """«cửa hàng …» while it is away, else the school."""
    away = ticket.is_open and ticket.state in (State.SENT, State.WAITING)
    return (ticket.workshop or _("a workshop")) if away else str(ticket.school or ticket.device.school)
