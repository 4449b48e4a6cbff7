from django.db import migrations
from django.db.models import Max, OuterRef, Subquery


def fill(apps, schema_editor):
    """From now on the database keeps it (devices/guards/signal.py)."""
    plans = apps.get_model("devices", "PlanSubscription").objects
    standing = plans.filter(sim=OuterRef("pk"), voided_at=None).order_by()
    last = standing.values("sim").annotate(last=Max("ends_on")).values("last")
    apps.get_model("devices", "Sim").objects.update(plan_ends_on=Subquery(last))


class Migration(migrations.Migration):
    dependencies = [
        ("devices", "0007_sim_life"),
    ]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
