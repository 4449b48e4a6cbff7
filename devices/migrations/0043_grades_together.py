"""Months that stand already: their sums by school and grade, for days that may be forgotten by now."""

from itertools import zip_longest

from django.db import migrations

COUNTS = ["devices", "device_days", "active_s", "learn_s", "offline_s", "holder_s", "other_s", "nobody_s"]


def add_up(apps, schema_editor):
    together = {}
    for row in apps.get_model("devices", "UsageMonth").objects.order_by("pk").iterator(chunk_size=500):
        key = row.school_id, row.month, row.grade
        found = together.setdefault(key, {"minutes": [], **dict.fromkeys(COUNTS, 0)})
        for name in COUNTS:
            found[name] += getattr(row, name)
        found["minutes"] = [sum(pair) for pair in zip_longest(found["minutes"], row.minutes, fillvalue=0)]
    model = apps.get_model("devices", "GradeMonth")
    model.objects.bulk_create(
        [
            model(school_id=school, month=month, grade=grade, **values)
            for (school, month, grade), values in together.items()
        ],
        batch_size=500,
    )


class Migration(migrations.Migration):
    dependencies = [("devices", "0042_months_by_grade")]

    operations = [migrations.RunPython(add_up, migrations.RunPython.noop)]
