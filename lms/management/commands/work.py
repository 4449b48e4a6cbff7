"""`manage.py work`: do the background work. One or several may run beside the web server."""

import threading
import time

from django.core.management import BaseCommand
from django.db import DatabaseError, connection
from django_tasks_db.management.commands.db_worker import Worker

from lms import daily
from lms.models import Pulse
from lms.tasks import rescue_lost_jobs, this_worker

BEAT_EVERY = 30


class Command(BaseCommand):
    help = "Does the background work, until stopped (or until none is left, with --once)."

    def add_arguments(self, parser):
        parser.add_argument("--once", action="store_true", help="Stop when no work is left.")

    def handle(self, *args, once, **options):
        rescued = rescue_lost_jobs()
        if rescued:
            self.stdout.write(f"{rescued} jobs of a worker that died are begun again.")
        if not once:
            threading.Thread(target=show_life, daemon=True).start()
        worker = Worker(
            queue_names=["background"],
            interval=1,
            batch=once,
            backend_name="background",
            startup_delay=False,
            max_tasks=None,
            worker_id=this_worker(),
            excluded_queue_names=[],
        )
        worker.configure_signals()
        worker.run()


def show_life():
    """Note every half minute that the worker lives, also in a long job; begin the day's round."""
    while True:
        try:
            Pulse.beat("worker")
            daily.wake()
        except DatabaseError:
            # The database is away for a while; the silence is what /ready/ then reports.
            connection.close()
        time.sleep(BEAT_EVERY)
