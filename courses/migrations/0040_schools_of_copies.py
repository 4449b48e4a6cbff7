from django.db import migrations, models


def fill(apps, schema_editor):
    """The chain as far as it is known: of a copy whose origin is gone nothing is."""
    copied = apps.get_model("courses", "CopiedLecture")
    for row in copied.objects.select_related("origin").order_by("pk"):
        if row.origin_id:
            before = copied.objects.filter(page=row.origin_id).first()
            row.schools = [row.origin.school_id, *(before.schools if before else [])]
            row.save(update_fields=["schools"])


class Migration(migrations.Migration):
    dependencies = [("courses", "0039_copies_of_a_question")]

    operations = [
        migrations.AddField(
            model_name="copiedlecture", name="schools", field=models.JSONField(blank=True, default=list)
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
