"""The data plan of a SIM card: renew it, strike out what was written wrongly."""

from datetime import timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from devices.models import PlanSubscription, Sim
from devices.refusal import Refused
from lms.history import note_change


def renew(sim, plan, starts_on, payer, by, ends_on=None):
    """Note that `sim` has `plan` from that day on; the same told twice is one. Raises `Refused`."""
    ends_on = ends_on or starts_on + timedelta(days=plan.days - 1)
    try:
        with transaction.atomic():
            # The row of the SIM is the queue for its plans.
            sim = Sim.objects.select_for_update(of=("self",)).get(pk=sim.pk)
            clash = (
                sim.subscriptions.standing()
                .filter(starts_on__lte=ends_on, ends_on__gte=starts_on)
                .select_related("plan")
                .first()
            )
            if clash and (clash.plan_id, clash.starts_on, clash.ends_on) == (plan.pk, starts_on, ends_on):
                return clash
            if clash:
                raise Refused(
                    _("The plan %(plan)s covers these days. Write other days, or strike it out first.")
                    % {"plan": clash}
                )
            made = PlanSubscription.objects.create(
                sim=sim, plan=plan, starts_on=starts_on, ends_on=ends_on, payer=payer, recorded_by=by
            )
            note_change(by=by, act="renew plan", thing=sim, after={"plan": str(made), "payer": payer})
    except IntegrityError as trouble:
        raise Refused(
            _("Somebody else has just noted a plan for these days. Load the page anew.")
        ) from trouble
    return made


def strike_out(subscription, by):
    """The plan stays readable in the log and counts no more."""
    with transaction.atomic():
        plan = PlanSubscription.objects.select_for_update(of=("self",)).get(pk=subscription.pk)
        if plan.voided_at is None:
            plan.voided_at = timezone.now()
            plan.save(update_fields=["voided_at"])
            note_change(by=by, act="strike out plan", thing=plan.sim, before={"plan": str(plan)})
    return plan


def move_plans(old, new, from_day, by):
    """What runs from that day on goes with the number to the card `new`; days before stay with `old`."""
    for plan in old.subscriptions.standing().filter(ends_on__gte=from_day):
        starts_on = max(plan.starts_on, from_day)
        PlanSubscription.objects.create(
            sim=new,
            plan=plan.plan,
            starts_on=starts_on,
            ends_on=plan.ends_on,
            payer=plan.payer,
            recorded_by=by,
        )
        if plan.starts_on < from_day:
            plan.ends_on = from_day - timedelta(days=1)
            plan.save(update_fields=["ends_on"])
        else:
            plan.voided_at = timezone.now()
            plan.save(update_fields=["voided_at"])
        note_change(by=by, act="move plan", thing=old, after={"plan": str(plan.plan), "to": new.iccid})
