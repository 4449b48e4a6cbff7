"""Begin a count: write down what is expected, once and for all."""

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from devices.models import Stocktake, StocktakeExpected
from devices.stocktake.expected import class_names_of, expected_devices, open_lines_of
from lms.history import note_change

PIECE = 500


def begin(count, by):
    """Save `count` with its list of what is expected; the same request once more returns the first."""
    try:
        with transaction.atomic():
            if first := Stocktake.objects.filter(request_id=count.request_id).first():
                return first
            count.opened_by, count.label = by, label_of(count)
            count.save(force_insert=True)
            _write_down(count)
            count.listed_at = timezone.now()
            count.save(update_fields=["listed_at"])
            note_change(by=by, act="begin stocktake", thing=count, after={"expected": count.expected.count()})
    except IntegrityError:
        # The button was pressed twice at the same moment.
        return Stocktake.objects.get(request_id=count.request_id)
    return count


def label_of(count):
    scope = Stocktake.Scope
    names = {
        scope.CLASS: lambda: _("Class %(name)s") % {"name": count.school_class.name},
        scope.CAMPUS: lambda: _("Campus %(name)s") % {"name": count.campus.name},
        scope.BATCH: lambda: str(count.batch),
        scope.POINT: lambda: count.point.name,
        scope.ROOM: lambda: count.room,
        scope.STORE: lambda: _("Store and computer room"),
        scope.SCHOOL: lambda: _("The whole school"),
    }
    return names[count.scope]()[:200]


def _write_down(count):
    devices = list(expected_devices(count).only("pk", "lifecycle"))
    for start in range(0, len(devices), PIECE):
        piece = devices[start : start + PIECE]
        lines = open_lines_of([device.pk for device in piece])
        classes = class_names_of(lines.values())
        StocktakeExpected.objects.bulk_create(
            [
                StocktakeExpected(
                    stocktake=count,
                    device=device,
                    lifecycle=device.lifecycle,
                    line=(line := lines.get(device.pk)),
                    class_name=classes.get(line.pk, "") if line else "",
                )
                for device in piece
            ]
        )
