"""Background work that people can watch: `job` names it, `start` begins it, `work` does it.

A job's function must be idempotent: after a crash or a failure it runs again from the start.
It is enqueued inside the caller's transaction, so that work and cause commit together.

    @job("roster.apply", _("Import of a class list"))
    def apply_roster(job, roster):
        job.progress(10, 35)
        return {"created": 35}

    start("roster.apply", by=request.user, roster=str(roster.pk), next_url=roster.get_absolute_url())
"""

import logging
import os
import socket
from datetime import timedelta

from django.db import transaction
from django.tasks import task
from django.utils import timezone
from django.utils.translation import gettext as _

from lms.models import Job

log = logging.getLogger(__name__)

KINDS = {}
MOST_TRIES = 3
PAUSE_BEFORE_RETRY = [timedelta(seconds=10), timedelta(minutes=2)]
# A job that has not moved for so long has lost its worker.
LOST_AFTER = timedelta(minutes=10)


class Explained(Exception):  # noqa: N818 – it is an answer, not an accident
    """Work that cannot succeed, with the sentence for whoever started it; never retried."""


class Later(Exception):  # noqa: N818 – it is an answer, not an accident
    """A part of long work is done; what else waits comes first, then it goes on. No try is counted."""


def job(kind, title):
    """Register a function `(job, **arguments) -> dict | None` as the work of `kind`."""

    def register(function):
        KINDS[kind] = (function, title)
        return function

    return register


def start(kind, by, next_url="", title="", **arguments):
    """Begin a job in the background; returns the Job, whose page is `/jobs/<id>/`.

    `arguments` must be JSON. Call it inside the transaction that is its cause.
    """
    _function, default_title = KINDS[kind]
    with transaction.atomic():
        begun = Job.objects.create(
            kind=kind, title=title or str(default_title), owner=by, arguments=arguments, next_url=next_url
        )
        run_job.enqueue(str(begun.pk))
    return begun


@task(backend="background", queue_name="background")
def run_job(job_id):
    """Do one job; explain a failure to its owner and try again where that may help."""
    running = Job.objects.filter(pk=job_id).first()
    if running is None or running.is_finished:
        return
    function, _title = KINDS[running.kind]
    running.state, running.tries = Job.State.RUNNING, running.tries + 1
    running.worker, running.beat_at = this_worker(), timezone.now()
    running.save(update_fields=["state", "tries", "worker", "beat_at"])
    try:
        result = function(running, **running.arguments)
    except Later:
        _go_on_later(running)
    except Explained as refusal:
        _finish(running, Job.State.FAILED, str(refusal))
    except Exception:
        log.exception("Job %s (%s) failed, try %d", running.pk, running.kind, running.tries)
        _try_again(running)
    else:
        running.result = result or {}
        running.done = running.total
        _finish(running, Job.State.DONE, "")


def others_wait(job):
    """Whether work of another kind waits for a worker while `job` runs; the same work on something else would
    only change places with it."""
    return Job.objects.filter(state=Job.State.WAITING).exclude(kind=job.kind).exists()


def rescue_lost_jobs():
    """Enqueue again what a worker left half done when it died; returns how many."""
    host = socket.gethostname()
    rescued = 0
    for lost in Job.objects.filter(state=Job.State.RUNNING):
        name, _dash, pid = lost.worker.rpartition(":")
        died = name == host and not _is_alive(pid)
        if died or lost.beat_at < timezone.now() - LOST_AFTER:
            _try_again(lost)
            rescued += 1
    return rescued


def this_worker():
    return f"{socket.gethostname()}:{os.getpid()}"


def _go_on_later(begun):
    with transaction.atomic():
        begun.state, begun.tries = Job.State.WAITING, 0
        begun.save(update_fields=["state", "tries"])
        run_job.enqueue(str(begun.pk))


def _try_again(failed):
    if failed.tries >= MOST_TRIES:
        _finish(
            failed,
            Job.State.FAILED,
            _(
                "This did not succeed after %(tries)d tries, and nothing was left half done. "
                "Please start it again; if it fails once more, tell the administrator this code: %(code)s."
            )
            % {"tries": failed.tries, "code": str(failed.pk)[:8]},
        )
        return
    with transaction.atomic():
        failed.state = Job.State.WAITING
        failed.message = _("It did not succeed yet and will be tried again by itself.")
        failed.save(update_fields=["state", "message"])
        pause = PAUSE_BEFORE_RETRY[min(failed.tries, len(PAUSE_BEFORE_RETRY)) - 1]
        run_job.using(run_after=timezone.now() + pause).enqueue(str(failed.pk))


def _finish(ended, state, message):
    ended.state, ended.message, ended.finished_at = state, message[:500], timezone.now()
    ended.save(update_fields=["state", "message", "result", "done", "finished_at"])


def _is_alive(pid):
    try:
        os.kill(int(pid), 0)
    except (ValueError, OverflowError, ProcessLookupError):
        # No number of a process, or of one that is gone.
        return False
    except PermissionError:
        return True
    return True
