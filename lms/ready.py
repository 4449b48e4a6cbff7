"""What must hold before this server should be given visitors."""

import shutil
from datetime import timedelta

from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from lms.guards import missing_guards
from lms.models import Job, Pulse

LEAST_FREE_DISK = 200 * 1024 * 1024
QUEUE_LAG_WARNING = timedelta(minutes=15)


def faults():
    """Sentences that name what is not ready; empty when all is well. Raises no database error."""
    try:
        Pulse.beat("ready")
        pending = pending_migrations()
        unguarded = missing_guards()
    except Exception as error:  # noqa: BLE001 – whatever it is, the answer is «not ready»
        return [f"The database cannot be written and read: {type(error).__name__}."]
    found = []
    if pending:
        found.append(f"{len(pending)} migrations are not applied, the first is {pending[0]}.")
    elif unguarded:
        found.append(without_guards(unguarded))
    if shutil.disk_usage(settings.VAR).free < LEAST_FREE_DISK:
        found.append("Less than 200 MB of disk are free.")
    return found


def without_guards(names):
    return (
        f"{len(names)} guards of the database do not stand, the first is {names[0]}. "
        "Put them up with manage.py prepare."
    )


def notes():
    """Sentences worth an administrator's look that do not turn visitors away."""
    worker = Pulse.objects.filter(name="worker").first()
    oldest = Job.objects.filter(state=Job.State.WAITING).order_by("made_at").first()
    found = []
    if worker is None:
        found.append("No worker has run yet (manage.py work).")
    elif worker.at < timezone.now() - QUEUE_LAG_WARNING:
        found.append(f"The worker was last seen {worker.at:%Y-%m-%d %H:%M} UTC.")
    if oldest and oldest.made_at < timezone.now() - QUEUE_LAG_WARNING:
        found.append(f"The oldest waiting job was started {oldest.made_at:%Y-%m-%d %H:%M} UTC.")
    if Pulse.objects.filter(name="looks-broken").exists():
        found.append("The log of who looked at what was changed from outside (manage.py check_looks).")
    return found


_clean = False


def pending_migrations():
    """Names of migrations that are not applied. A clean answer is kept: code does not change."""
    global _clean
    if _clean:
        return []
    executor = MigrationExecutor(connection)
    pending = [str(step) for step, _back in executor.migration_plan(executor.loader.graph.leaf_nodes())]
    _clean = not pending
    return pending
