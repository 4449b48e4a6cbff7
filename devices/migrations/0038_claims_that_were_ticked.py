from django.db import migrations


def as_steps(apps, schema_editor):
    """What was ticked as «under warranty», or has a number of a claim, was claimed."""
    tickets = apps.get_model("devices", "RepairTicket").objects
    step = apps.get_model("devices", "ClaimStep").objects
    claimed = tickets.filter(under_warranty=True) | tickets.exclude(claim_number="")
    for ticket in claimed.filter(claim_state="").iterator():
        day = ticket.sent_on or ticket.reported_on
        step.create(ticket=ticket, state="claimed", on=day, told_by_id=ticket.opened_by_id)
        tickets.filter(pk=ticket.pk).update(claim_state="claimed", claim_on=day)


class Migration(migrations.Migration):
    dependencies = [("devices", "0037_claims_in_steps")]
    operations = [migrations.RunPython(as_steps, migrations.RunPython.noop)]
