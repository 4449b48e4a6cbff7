from datetime import date

from django.db import migrations

SINCE = date(2026, 1, 1)
ALL = [
    ("screen", "Màn hình"),
    ("turns_on", "Lên nguồn"),
    ("body", "Vỏ máy, nút bấm"),
    ("charger", "Sạc, cáp"),
]
BATTERY = ("battery", "Pin giữ điện")
POINTS = {
    "tablet": [*ALL, BATTERY, ("case", "Bao da"), ("sim_tray", "Khay SIM"), ("camera", "Máy ảnh, loa, mic")],
    "phone": [*ALL, BATTERY, ("case", "Ốp lưng"), ("sim_tray", "Khay SIM"), ("camera", "Máy ảnh, loa, mic")],
    "laptop": [*ALL, BATTERY, ("keyboard", "Bàn phím, chuột cảm ứng"), ("bag", "Túi đựng")],
    "desktop": [
        ("screen", "Màn hình"),
        ("turns_on", "Lên nguồn"),
        ("body", "Thân máy"),
        ("keyboard", "Bàn phím, chuột"),
        ("cables", "Dây nguồn, dây nối"),
    ],
    "router": [
        ("turns_on", "Lên nguồn"),
        ("body", "Vỏ, ăng-ten"),
        ("charger", "Bộ nguồn"),
        ("sim_tray", "Khay SIM"),
    ],
}


def load(apps, schema_editor):
    point = apps.get_model("devices", "CheckPoint")
    point.objects.bulk_create(
        point(kind=kind, code=code, name=name, rank=rank, valid_from=SINCE)
        for kind, points in POINTS.items()
        for rank, (code, name) in enumerate(points, start=1)
    )


class Migration(migrations.Migration):
    dependencies = [("devices", "0024_inspections_disputes_rounds")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
