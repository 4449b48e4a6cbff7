from django.db import migrations
from django.db.models import F


def move(apps, schema_editor):
    consents = apps.get_model("students", "Consent").objects.filter(child_agreed=True)
    consents.update(child_agreed_on=F("given_on"))


class Migration(migrations.Migration):
    """The child's word gets the day of the paper that it stands on."""

    dependencies = [("students", "0005_consents_dated")]

    operations = [migrations.RunPython(move, migrations.RunPython.noop)]
