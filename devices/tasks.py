"""What the worker does for devices."""

from django.tasks import task

from devices import tally


@task(backend="background", queue_name="background")
def refresh_figures():
    """Count the overview's figures anew, for all schools."""
    tally.refresh()
