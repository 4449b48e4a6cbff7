"""When what was lent is to come back: overdue, due in 7, 14 and 30 days; and making a loan longer."""

from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from devices.lend_while_repaired import no_longer_needed
from devices.models import Assignment
from devices.refusal import Refused
from devices.still_out import of_leavers
from lms.history import note_change

OVERDUE = "overdue"
# Each begins where the one before it ends.
WINDOWS = {
    OVERDUE: gettext_lazy("overdue"),
    "7": gettext_lazy("due within 7 days"),
    "14": gettext_lazy("due in 8 to 14 days"),
    "30": gettext_lazy("due in 15 to 30 days"),
}


@dataclass(frozen=True)
class Reminder:
    """What the school has to look after, in numbers; nothing to say is no reminder."""

    overdue: int
    soon: int
    left: int
    loaners: int

    def __bool__(self):
        return bool(self.overdue or self.soon or self.left or self.loaners)


def due(lines, window, today):
    """Those of these lent lines that fall due in the window, the earliest first."""
    return lines.filter(_falls(window, today)).order_by("due_on", "pupil__name_sort")


def counts(lines, today):
    """{window: how many lines}"""
    wanted = {f"n{window}": Count("pk", filter=_falls(window, today)) for window in WINDOWS}
    found = lines.order_by().aggregate(**wanted)
    return {window: found[f"n{window}"] for window in WINDOWS}


def reminder(lines, today):
    found = counts(lines, today)
    return Reminder(
        overdue=found[OVERDUE],
        soon=sum(number for window, number in found.items() if window != OVERDUE),
        left=of_leavers(lines).order_by().values("pupil").distinct().count(),
        loaners=no_longer_needed(lines).count(),
    )


def extend(lines, due_on, by, reason):
    """Make these loans last until `due_on`; those that last as long or longer already stay. Raises `Refused`.

    Returns the lines that were made longer.
    """
    if due_on <= timezone.localdate():
        raise Refused(_("The new day must lie ahead."))
    with transaction.atomic():
        longer = list(
            Assignment.objects.open()
            .lent()
            .filter(Q(due_on=None) | Q(due_on__lt=due_on), pk__in=[line.pk for line in lines])
            .select_for_update(of=("self",))
            .select_related("handover")
            .order_by("pk")
        )
        for line in longer:
            before, line.due_on = line.due_on, due_on
            line.save(update_fields=["due_on"])
            note_change(
                by=by,
                act="extend loan",
                thing=line,
                before={"due_on": str(before or "")},
                after={"due_on": str(due_on), "reason": reason[:200]},
                school=line.handover.school_id,
            )
    return longer


def _falls(window, today):
    if window == OVERDUE:
        return Q(due_on__lt=today)
    last = int(window)
    first = {7: 0, 14: 8, 30: 15}[last]
    return Q(due_on__range=(today + timedelta(days=first), today + timedelta(days=last)))
