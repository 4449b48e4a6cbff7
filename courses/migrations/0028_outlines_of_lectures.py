"""Until now a lecture was done when its pupil said so; and every lecture gets its outline."""

import json

from django.db import migrations
from django.db.models import F


def fill(apps, schema_editor):
    progress = apps.get_model("courses", "LectureProgress")
    progress.objects.filter(said_at=None).update(said_at=F("finished_at"))
    lectures = apps.get_model("courses", "LecturePage").objects
    for key, body in _bodies(schema_editor.connection):
        lectures.filter(pk=key).update(outline=_outline(body))


def _bodies(connection):
    """As they are stored: blocks that are no more must not stop a migration."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT page_ptr_id, body FROM courses_lecturepage")
        for key, body in cursor.fetchall():
            stored = json.loads(body) if isinstance(body, str) else body
            yield key, stored if isinstance(stored, list) else []


def _outline(stored):
    found = {"blocks": [], "practices": [], "tasks": []}
    found["blocks"] = [block["id"] for block in stored if block.get("id")]
    for block in _with_inner(stored):
        value = block.get("value")
        if block["type"] == "practice" and isinstance(value, dict) and value.get("quiz"):
            found["practices"].append(value["quiz"])
        elif block["type"] == "task" and block.get("id"):
            found["tasks"].append(block["id"])
    return found


def _with_inner(thing):
    """Blocks however deep they stand in others."""
    if isinstance(thing, list):
        for one in thing:
            yield from _with_inner(one)
    elif isinstance(thing, dict):
        if "type" in thing and "value" in thing:
            yield thing
        for value in thing.values():
            yield from _with_inner(value)


class Migration(migrations.Migration):
    dependencies = [("courses", "0027_when_a_lecture_is_done")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
