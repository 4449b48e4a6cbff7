"""What people come to a support point for, to begin with."""

from django.db import migrations

PURPOSES = [
    ("lessons", "Tải bài học"),
    ("send", "Gửi bài làm"),
    ("use", "Cách dùng máy"),
    ("pin", "Quên mã PIN"),
    ("network", "Mạng, SIM"),
    ("broken", "Máy hỏng"),
    ("charge", "Sạc máy"),
    ("papers", "Giấy tờ"),
    ("other", "Việc khác"),
]


def begin(apps, schema_editor):
    purpose = apps.get_model("devices", "VisitPurpose")
    purpose.objects.bulk_create(
        [
            purpose(code=code, name=name, order=10 * place)
            for place, (code, name) in enumerate(PURPOSES, start=1)
        ],
        # A database of a trial may have them from before.
        ignore_conflicts=True,
    )


class Migration(migrations.Migration):
    dependencies = [("devices", "0049_point_diary")]

    operations = [migrations.RunPython(begin, migrations.RunPython.noop)]
