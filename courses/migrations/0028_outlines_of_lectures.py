"""Until now a lecture was done when its pupil said so; and every lecture gets its outline."""

import json

from django.db import migrations
from django.db.models import F


def fill(apps, schema_editor):
    from courses import outline

    progress = apps.get_model("courses", "LectureProgress")
    progress.objects.filter(said_at=None).update(said_at=F("finished_at"))
    lectures = apps.get_model("courses", "LecturePage").objects
    for key, body in _bodies(schema_editor.connection):
        lectures.filter(pk=key).update(outline=outline.of_stored(body))


def _bodies(connection):
    """As they are stored: blocks that are no more must not stop a migration."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT page_ptr_id, body FROM courses_lecturepage")
        for key, body in cursor.fetchall():
            stored = json.loads(body) if isinstance(body, str) else body
            yield key, stored if isinstance(stored, list) else []


class Migration(migrations.Migration):
    dependencies = [("courses", "0027_when_a_lecture_is_done")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
