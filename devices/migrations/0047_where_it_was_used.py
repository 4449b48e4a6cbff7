"""Rows that stand already: the school that had handed the thing out in their days, else where it is now."""

from django.db import migrations
from django.db.models import OuterRef, Q, Subquery
from django.db.models.functions import Coalesce, TruncDate


def freeze(apps, schema_editor):
    rows = apps.get_model("devices", "ExternalUsage").objects.filter(school=None)
    lines = apps.get_model("devices", "Assignment").objects
    for name in ("device", "sim"):
        things = apps.get_model("devices", name)
        then = (
            lines.annotate(since=TruncDate("handed_over_at"), until=TruncDate("returned_at"))
            .filter(
                Q(until=None) | Q(until__gte=OuterRef("starts_on")),
                **{name: OuterRef(name)},
                voided_at=None,
                since__lte=OuterRef("ends_on"),
            )
            .order_by("-handed_over_at")
            .values("handover__school")[:1]
        )
        now = things.objects.filter(pk=OuterRef(name)).values("school")[:1]
        rows.filter(**{f"{name}__isnull": False}).update(school=Coalesce(Subquery(then), Subquery(now)))


class Migration(migrations.Migration):
    dependencies = [("devices", "0046_schools_of_external_usage")]

    operations = [migrations.RunPython(freeze, migrations.RunPython.noop)]
