from django.db import migrations
from django.db.models import Q


def write_down(apps, schema_editor):
    """Counts closed before results were kept: what the ledger said at the moment of closing."""
    count_model = apps.get_model("devices", "Stocktake")
    rooms = {}
    for count in count_model.objects.exclude(closed_at=None).order_by("closed_at").iterator(chunk_size=200):
        _of(count, rooms.setdefault(count.school_id, {}), apps)


def _of(count, rooms, apps):
    scans = apps.get_model("devices", "StocktakeScan").objects.filter(
        stocktake_id=count.pk, scanned_at__lte=count.closed_at
    )
    taken_back = set(scans.exclude(takes_back=None).values_list("takes_back", flat=True))
    seen = {scan.device_id: scan for scan in scans.exclude(device=None) if scan.pk not in taken_back}
    expected = set(
        apps.get_model("devices", "StocktakeExpected")
        .objects.filter(stocktake_id=count.pk)
        .values_list("device_id", flat=True)
    )
    others = [key for key in seen if key not in expected]
    devices = apps.get_model("devices", "Device").objects.in_bulk(others)
    then = count.closed_at
    lines = {
        line.device_id: line
        for line in apps.get_model("devices", "Assignment")
        .objects.filter(device_id__in=others, handed_over_at__lte=then)
        .filter(Q(returned_at=None) | Q(returned_at__gt=then))
        .filter(Q(voided_at=None) | Q(voided_at__gt=then))
        .order_by("handed_over_at")
    }
    enrolments = apps.get_model("students", "Enrolment").objects
    is_room = count.scope == "room"
    kept = []
    for key in others:
        line, device = lines.get(key), devices[key]
        room = rooms.get(key, "") if is_room else ""
        sits = line and line.pupil_id and _class_then(enrolments, line.pupil_id, then)
        taken_home = line is not None and line.school_id is None
        kept.append(
            apps.get_model("devices", "StocktakeUnexpected")(
                stocktake_id=count.pk,
                device_id=key,
                school_id=device.school_id,
                line=line,
                class_name=sits or "",
                room=room,
                is_new=is_room
                and not expected
                and not room
                and not taken_home
                and device.school_id == count.school_id,
            )
        )
    apps.get_model("devices", "StocktakeUnexpected").objects.bulk_create(kept, batch_size=500)
    if is_room:
        rooms.update(dict.fromkeys(seen, count.room))


def _class_then(enrolments, pupil, then):
    sat = enrolments.filter(student_id=pupil, starts_on__lte=then.date()).order_by("-starts_on")
    return sat.values_list("school_class__name", flat=True).first()


class Migration(migrations.Migration):
    dependencies = [("devices", "0040_stocktakeunexpected")]
    operations = [migrations.RunPython(write_down, migrations.RunPython.noop)]
