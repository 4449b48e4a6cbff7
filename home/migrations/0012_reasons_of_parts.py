"""Why a part was taken back stood in the field for all of it, for good."""

from django.db import migrations


def part(apps, schema_editor):
    agreements = apps.get_model("home", "TellerAgreement").objects.filter(withdrawn_at=None)
    parts = apps.get_model("home", "PartTakenBack").objects
    changes = apps.get_model("lms", "Change").objects.filter(
        act="take a teller's agreement back", model="home.telleragreement"
    )
    for agreement in agreements.exclude(withdrawn_why=""):
        # The day stands in the log alone.
        last = changes.filter(object_id=str(agreement.pk)).order_by("-id").first()
        told = {"at": last.at, "by_id": last.actor_id} if last else {}
        parts.create(agreement=agreement, fields=[], why=agreement.withdrawn_why, **told)
    agreements.update(withdrawn_why="")


class Migration(migrations.Migration):
    dependencies = [
        ("home", "0011_parts_taken_back"),
        ("lms", "0008_pupils_in_files"),
    ]

    operations = [
        migrations.RunPython(part, migrations.RunPython.noop),
    ]
