from django.db import migrations
from django.utils import timezone


def write_down(apps, schema_editor):
    """Machines that the books call lost or stolen get their loss, as far as anything is known of it."""
    Device, Loss = apps.get_model("devices", "Device"), apps.get_model("devices", "Loss")
    gone = Device.objects.filter(lifecycle__in=("lost", "stolen"))
    written = Loss.objects.filter(found_on=None).values("device")
    for device in gone.exclude(pk__in=written):
        lines = device.assignments.filter(condition_in="lost", voided_at=None).select_related("handover")
        line = lines.order_by("-returned_at").first()
        told = device.incidents.filter(kind__in=("lost", "stolen"), closed_at=None).first()
        moment = line.returned_at if line else told.reported_at if told else timezone.now()
        Loss.objects.create(
            device=device,
            school_id=line.handover.school_id if line else device.school_id,
            line=line,
            class_name=line.handover.class_name if line else "",
            kind=device.lifecycle,
            happened_on=min(timezone.localdate(moment), timezone.localdate()),
            told_by_id=line.returned_to_id if line else told.reported_by_id if told else None,
        )


class Migration(migrations.Migration):
    dependencies = [("devices", "0030_who_told_of_a_loss")]

    # Going back leaves the rows: they are true.
    operations = [migrations.RunPython(write_down, migrations.RunPython.noop, elidable=True)]
