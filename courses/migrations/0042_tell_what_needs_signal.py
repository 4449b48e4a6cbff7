"""What stands in the library already: told by the same rule as what is published from now on."""

from django.db import migrations
from django.db.models import Q, TextField
from django.db.models.functions import Cast


def tell(apps, schema_editor):
    lectures = apps.get_model("courses", "LecturePage").objects.annotate(raw=Cast("body", TextField()))
    asking = lectures.filter(Q(raw__contains='"outside_link"') | Q(raw__contains='"video"'))
    entries = apps.get_model("courses", "LibraryEntry").objects
    entries.filter(Q(kind="link") | Q(has_video=True) | Q(page__in=asking.values("pk"))).update(
        needs_signal=True
    )


class Migration(migrations.Migration):
    dependencies = [("courses", "0041_what_needs_signal")]

    operations = [migrations.RunPython(tell, migrations.RunPython.noop)]
