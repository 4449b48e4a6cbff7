"""The framework of digital skills, as the department finds it and may reword it."""

import json
from pathlib import Path

from django.db import migrations

DATA = Path(__file__).resolve().parent.parent / "data/skills.json"


def load(apps, schema_editor):
    told = json.loads(DATA.read_text(encoding="utf-8"))
    domain, component, level = (
        apps.get_model("courses", name) for name in ("SkillDomain", "SkillComponent", "SkillLevel")
    )
    domains = {
        number: domain.objects.create(number=number, name=name, meaning=meaning)
        for number, name, meaning in told["domains"]
    }
    component.objects.bulk_create(
        component(domain=domains[int(code[0])], code=code, name=name, meaning=meaning)
        for code, name, meaning in told["components"]
    )
    level.objects.bulk_create(
        level(number=number, name=name, meaning=meaning) for number, name, meaning in told["levels"]
    )


def leave(apps, schema_editor):
    """The tables go, and what was loaded with them."""


class Migration(migrations.Migration):
    dependencies = [("courses", "0051_skills")]

    operations = [migrations.RunPython(load, leave)]
