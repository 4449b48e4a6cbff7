"""What the worker does for devices."""

from django.tasks import task
from django.utils import timezone

from devices import partitions, tally


@task(backend="background", queue_name="background")
def refresh_figures():
    """Count the overview's figures anew, for all schools."""
    tally.refresh()


def every_night():
    """Fold the days of use into months, count the figures anew, make room for the months to come."""
    partitions.make_ahead(timezone.localdate())
    tally.refresh()
