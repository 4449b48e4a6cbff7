"""Renew the plans of many SIM cards at once: of a class, a school, or whatever a list was narrowed to."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from devices.models import PlanSubscription, PlanType, Sim
from lms.history import note_changes

# More at once would hold the rows of a whole province for too long.
MOST = 2000


@dataclass
class Renewal:
    """What renewing these cards with this plan does: each gets its days, or a reason why not."""

    plan: PlanType
    rows: list = field(default_factory=list)
    # {reason: how many cards}
    left_out: Counter = field(default_factory=Counter)

    @property
    def first_day(self):
        return min((starts_on for _sim, starts_on, _ends_on in self.rows), default=None)

    @property
    def last_day(self):
        return max((ends_on for _sim, _starts_on, ends_on in self.rows), default=None)

    @property
    def cost(self):
        return self.plan.price * len(self.rows)


def planned(sims, plan, starts_on=None, today=None):
    """The `Renewal` of `sims`: the next plan begins on the day after the last, today where it has lapsed."""
    today = today or timezone.localdate()
    renewal = Renewal(plan)
    for sim in sims:
        if sim.carrier != plan.carrier:
            renewal.left_out["carrier"] += 1
        elif sim.status != Sim.Status.ACTIVE:
            renewal.left_out["state"] += 1
        else:
            follows = sim.plan_ends_on + timedelta(days=1) if sim.plan_ends_on else today
            begins = max(starts_on or today, follows)
            renewal.rows.append((sim, begins, begins + timedelta(days=plan.days - 1)))
    return renewal


def renew_all(sims, plan, payer, by, request_id, starts_on=None):
    """Write the plans and return the `Renewal`; a card that this request renewed already is left as it is."""
    with transaction.atomic():
        # The rows of the cards are the queue for their plans; always by key, so that nobody waits crosswise.
        locked = list(
            Sim.objects.filter(pk__in=[sim.pk for sim in sims]).select_for_update(of=("self",)).order_by("pk")
        )
        done = set(
            PlanSubscription.objects.filter(renewal=request_id, sim__in=locked).values_list("sim", flat=True)
        )
        renewal = planned([sim for sim in locked if sim.pk not in done], plan, starts_on)
        if done:
            renewal.left_out["done"] = len(done)
        made = PlanSubscription.objects.bulk_create(
            [
                PlanSubscription(
                    sim=sim,
                    plan=plan,
                    starts_on=begins,
                    ends_on=ends,
                    payer=payer,
                    renewal=request_id,
                    recorded_by=by,
                )
                for sim, begins, ends in renewal.rows
            ],
            batch_size=500,
        )
        _note(made, by)
    return renewal


def _note(made, by):
    by_school = {}
    for row in made:
        line = (row.sim, {}, {"plan": str(row), "payer": row.payer})
        by_school.setdefault(row.sim.school_id, (row.sim.school, []))[1].append(line)
    for school, lines in by_school.values():
        note_changes(by, "renew plan", lines, school)
