from itertools import batched

from django.db import migrations

BATCH = 500
# By the outcome of the repair: what the maker did, where it was ticked that the maker paid.
DONE = {"fixed": "repaired", "replaced": "replaced"}


def as_steps(apps, schema_editor):
    """What was ticked as «under warranty», or has a number of a claim, was claimed."""
    tickets = apps.get_model("devices", "RepairTicket").objects
    step = apps.get_model("devices", "ClaimStep")
    claimed = tickets.filter(under_warranty=True) | tickets.exclude(claim_number="")
    for some in batched(list(claimed.filter(claim_state="")), BATCH, strict=False):
        steps = []
        for ticket in some:
            for state, day in steps_of(ticket):
                steps.append(step(ticket=ticket, state=state, on=day, told_by_id=ticket.opened_by_id))
                ticket.claim_state, ticket.claim_on = state, day
        step.objects.bulk_create(steps)
        tickets.bulk_update(some, ["claim_state", "claim_on"])


def steps_of(ticket):
    """[(state, day)]. A repair that is over waits for no maker: it would stand as late for ever."""
    steps = [("claimed", ticket.sent_on or ticket.reported_on)]
    if ticket.back_on:
        if ticket.under_warranty and ticket.outcome in DONE:
            steps.append((DONE[ticket.outcome], ticket.back_on))
        steps.append(("returned", ticket.back_on))
    return steps


class Migration(migrations.Migration):
    dependencies = [("devices", "0037_claims_in_steps")]
    operations = [migrations.RunPython(as_steps, migrations.RunPython.noop)]
