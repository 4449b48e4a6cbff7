from datetime import timedelta

from django.db import migrations
from django.db.models import Exists, OuterRef
from django.utils import timezone

REPEAT_DAYS = 90
GIVEN_UP = ("replaced", "beyond")


def open_repairs(apps, schema_editor):
    """Machines that came back broken before a return opened its repair: as a return does it now."""
    tickets = apps.get_model("devices", "RepairTicket").objects
    devices = apps.get_model("devices", "Device").objects.filter(lifecycle="repair")
    without = devices.exclude(Exists(tickets.filter(device=OuterRef("pk"), back_on=None)))
    for device in without.iterator(chunk_size=200):
        if told := _return_of(device, apps):
            _open(device, *told, apps)


def _return_of(device, apps):
    """(the line that ended last, its open incident); nothing for what somebody holds, or was given up."""
    lines = apps.get_model("devices", "Assignment").objects.filter(device=device.pk, voided_at=None)
    last = lines.order_by("-handed_over_at").first()
    if last is None or last.returned_at is None or last.condition_in != "broken":
        return None
    ended = apps.get_model("devices", "RepairTicket").objects.filter(device=device.pk)
    since = timezone.localdate(last.handed_over_at)
    if ended.filter(state__in=GIVEN_UP, back_on__gte=since).exists():
        return None
    incidents = apps.get_model("devices", "Incident").objects
    return last, incidents.filter(device=device.pk, kind="broken", closed_at=None).first()


def _open(device, line, incident, apps):
    tickets = apps.get_model("devices", "RepairTicket").objects
    day = timezone.localdate(line.returned_at)
    before = tickets.filter(
        device=device.pk, back_on__gte=day - timedelta(days=REPEAT_DAYS), back_on__lte=day
    )
    sat = apps.get_model("students", "Enrolment").objects.filter(student=line.pupil_id, starts_on__lte=day)
    by = line.returned_to_id or (incident.reported_by_id if incident else line.recorded_by_id)
    ticket = tickets.create(
        device_id=device.pk,
        incident=incident,
        school_id=incident.school_id if incident else device.school_id,
        line=line,
        class_name=(
            sat.order_by("-starts_on").values_list("school_class__name", flat=True).first() or ""
            if line.pupil_id
            else ""
        ),
        fault=(incident.words if incident else line.return_note)[:120],
        repeat_of=before.order_by("-back_on").first(),
        reported_on=day,
        opened_by_id=by,
    )
    apps.get_model("devices", "RepairStep").objects.create(
        ticket=ticket, state="reported", rank=0, on=day, told_by_id=by
    )


class Migration(migrations.Migration):
    dependencies = [("devices", "0044_months_without_hours")]
    operations = [migrations.RunPython(open_repairs, migrations.RunPython.noop)]
