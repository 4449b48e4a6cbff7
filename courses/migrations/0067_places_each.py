from django.db import migrations, models


def free_all(apps, schema_editor):
    """They last less than a minute; a tablet that loads just now asks anew."""
    apps.get_model("courses", "DownloadPlace").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [
        ("courses", "0066_tickets_until"),
    ]

    operations = [
        migrations.RunPython(free_all, migrations.RunPython.noop),
        migrations.AddField(
            model_name="downloadplace",
            name="person",
            field=models.CharField(default="", max_length=18),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="downloadplace",
            name="number",
            field=models.PositiveSmallIntegerField(default=0),
            preserve_default=False,
        ),
        migrations.AddConstraint(
            model_name="downloadplace",
            constraint=models.UniqueConstraint(fields=("person", "number"), name="few_places_each"),
        ),
    ]
