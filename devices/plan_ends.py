"""Which data plans end soon, counted for the schools that somebody looks after."""

from dataclasses import dataclass, fields
from datetime import timedelta

from django.db.models import Count, Max, Min, Q

from devices.models import Assignment, Sim

WITHIN = (7, 14, 30)


@dataclass(frozen=True)
class Ends:
    """How many active SIM cards have lapsed, and how many end within so many days."""

    lapsed: int = 0
    within_7: int = 0
    within_14: int = 0
    within_30: int = 0
    unknown: int = 0
    active: int = 0

    @property
    def is_due(self):
        return bool(self.lapsed or self.within_7)


def counted(sims, today):
    return Ends(**sims.active().order_by().aggregate(**_counts(today)))


def summed(many):
    """The sum of what was counted place by place."""
    rows = list(many)
    return Ends(**{one.name: sum(getattr(row, one.name) for row in rows) for one in fields(Ends)})


def told(user, today):
    """What the desk of a school says: `Ends` of the cards that `user` manages, None when nothing is due."""
    ends = counted(Sim.objects.visible_to(user, to="manage devices"), today)
    return ends if ends.is_due else None


def by_school(sims, today):
    """{school: Ends}, the schools with active cards alone."""
    rows = sims.active().order_by().values("school").annotate(**_counts(today))
    return {row.pop("school"): Ends(**row) for row in rows}


def by_class(classes, today):
    """{class: Ends} by the pupils who hold the cards, the classes with active cards alone."""
    sits = {"pupil__enrolments__school_class__in": classes, "pupil__enrolments__ends_on": None}
    lines = Assignment.objects.open().filter(sim__status=Sim.Status.ACTIVE, **sits).order_by()
    rows = lines.values("pupil__enrolments__school_class").annotate(**_counts(today, of="sim__"))
    return {row.pop("pupil__enrolments__school_class"): Ends(**row) for row in rows}


def in_class(school_class, today, within=30):
    """Of the class's plans: how many `lapsed`, how many are `ending`, the `first` and `last` day of these."""
    to_come = Q(plan_ends_on__range=(today, today + timedelta(days=within)))
    sims = Sim.objects.active().held_in_class(school_class).order_by()
    return sims.aggregate(
        lapsed=Count("pk", filter=Q(plan_ends_on__lt=today)),
        ending=Count("pk", filter=to_come),
        first=Min("plan_ends_on", filter=to_come),
        last=Max("plan_ends_on", filter=to_come),
    )


def _counts(today, of=""):
    ends_on = f"{of}plan_ends_on"
    ends = {
        f"within_{days}": Count(
            "pk", filter=Q(**{f"{ends_on}__range": (today, today + timedelta(days=days))})
        )
        for days in WITHIN
    }
    return {
        "lapsed": Count("pk", filter=Q(**{f"{ends_on}__lt": today})),
        "unknown": Count("pk", filter=Q(**{ends_on: None})),
        "active": Count("pk"),
        **ends,
    }
