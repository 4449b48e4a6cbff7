"""Administrative units of both schemes with their succession, ethnic groups, subjects.

Facts stand in students/data/*.csv; the load is repeatable and only adds or corrects.
"""

import csv
from datetime import date
from pathlib import Path

from django.db import migrations

from students.models.places import Place as PlaceNow

DATA = Path(__file__).resolve().parent.parent / "data"
REFORM = date(2025, 7, 1)


def rows(name):
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def load(apps, schema_editor):
    Place = apps.get_model("students", "Place")
    Succession = apps.get_model("students", "Succession")
    EthnicGroup = apps.get_model("students", "EthnicGroup")
    Subject = apps.get_model("students", "Subject")

    def place(scheme, code, level, kind, name, parent):
        made, _new = Place.objects.update_or_create(
            scheme=scheme,
            code=code,
            defaults={
                "level": level,
                "kind": kind,
                "name": name,
                "name_fold": PlaceNow.bare_name(name),
                "parent": parent,
            },
        )
        return made

    old = place("before_2025", "11", "province", "tỉnh", "Tỉnh Điện Biên", None)
    new = place("since_2025", "11", "province", "tỉnh", "Tỉnh Điện Biên", None)
    districts = {
        row["code"]: place("before_2025", row["code"], "district", row["type"], row["name"], old)
        for row in rows("districts_before_2025.csv")
    }
    before = {
        row["commune_code"]: place(
            "before_2025",
            row["commune_code"],
            "commune",
            row["type"],
            row["commune"],
            districts[row["district_code"]],
        )
        for row in rows("communes_before_2025.csv")
    }
    since = {
        row["code"]: place("since_2025", row["code"], "commune", row["type"], row["name"], new)
        for row in rows("communes_2025.csv")
    }
    for row in rows("succession_2025.csv"):
        Succession.objects.update_or_create(
            old=before[row["old_code"]], defaults={"new": since[row["new_code"]], "on": REFORM}
        )
    for row in rows("ethnic_groups.csv"):
        EthnicGroup.objects.update_or_create(
            code=row["code"], defaults={"name": row["name"], "aliases": row["aliases"]}
        )
    for row in rows("subjects.csv"):
        Subject.objects.update_or_create(
            code=row["code"],
            defaults={
                "name": row["name"],
                "levels": row["levels"],
                "comment_only": row["comment_only"] == "1",
            },
        )


class Migration(migrations.Migration):
    dependencies = [("students", "0001_initial")]

    operations = [migrations.RunPython(load, migrations.RunPython.noop, elidable=False)]
