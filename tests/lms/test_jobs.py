"""Background work: begun in the transaction that causes it, watched by who began it, tried again."""

import subprocess
import sys

import pytest
from django.core.management import call_command
from django.db import transaction
from django_tasks_db.models import DBTaskResult

from lms import tasks
from lms.models import Job


@pytest.fixture
def counting(monkeypatch):
    """A kind of job that counts its runs and fails as often as it is told."""
    runs = {"count": 0, "failures": 0}

    def work(job, **arguments):
        runs["count"] += 1
        if runs["count"] <= runs["failures"]:
            raise RuntimeError("the disk hiccuped")
        job.progress(1, 1)
        return arguments

    monkeypatch.setitem(tasks.KINDS, "test.count", (work, "Đếm"))
    return runs


def work_once(after_seconds=0, time_machine=None):
    if time_machine:
        time_machine.shift(after_seconds)
    call_command("work", once=True)


def test_a_job_runs_in_the_worker_and_keeps_its_result(counting, ms_lan):
    begun = tasks.start("test.count", by=ms_lan, rows=35)
    assert begun.state == Job.State.WAITING
    work_once()
    begun.refresh_from_db()
    assert (begun.state, begun.result) == (Job.State.DONE, {"rows": 35})


def test_a_job_whose_cause_was_rolled_back_never_was(counting, ms_lan):
    with transaction.atomic():
        tasks.start("test.count", by=ms_lan)
        transaction.set_rollback(True)
    assert not Job.objects.exists()
    assert not DBTaskResult.objects.exists()


def test_a_failure_is_tried_again_after_a_pause(counting, ms_lan, time_machine):
    counting["failures"] = 1
    begun = tasks.start("test.count", by=ms_lan)
    work_once()
    begun.refresh_from_db()
    assert begun.state == Job.State.WAITING
    assert "tự thử lại" in begun.message
    work_once(60, time_machine)
    begun.refresh_from_db()
    assert begun.state == Job.State.DONE


def test_after_three_tries_the_failure_is_explained(counting, ms_lan, time_machine):
    counting["failures"] = 99
    begun = tasks.start("test.count", by=ms_lan)
    for _ in range(5):
        work_once(600, time_machine)
    begun.refresh_from_db()
    assert (begun.state, counting["count"]) == (Job.State.FAILED, 3)
    assert str(begun.pk)[:8] in begun.message


def test_a_refusal_is_said_as_it_stands_and_not_tried_again(monkeypatch, ms_lan):
    def refuse(job):
        raise tasks.Explained("Tệp đã bị xóa. Hãy tải lên lại.")

    monkeypatch.setitem(tasks.KINDS, "test.refuse", (refuse, "Từ chối"))
    begun = tasks.start("test.refuse", by=ms_lan)
    work_once()
    begun.refresh_from_db()
    assert (begun.state, begun.message) == (Job.State.FAILED, "Tệp đã bị xóa. Hãy tải lên lại.")


def test_a_job_done_twice_is_done_once(counting, ms_lan):
    begun = tasks.start("test.count", by=ms_lan)
    work_once()
    tasks.run_job.call(str(begun.pk))
    assert counting["count"] == 1


def test_a_job_of_a_worker_that_died_is_begun_again(counting, ms_lan, time_machine):
    begun = tasks.start("test.count", by=ms_lan)
    DBTaskResult.objects.all().delete()
    died = subprocess.Popen([sys.executable, "-c", ""])
    died.wait()
    worker = f"{tasks.this_worker().rpartition(':')[0]}:{died.pid}"
    Job.objects.update(state=Job.State.RUNNING, tries=1, worker=worker, beat_at="2026-11-24T01:59Z")
    assert tasks.rescue_lost_jobs() == 1
    work_once(60, time_machine)
    begun.refresh_from_db()
    assert begun.state == Job.State.DONE


def test_who_began_a_job_watches_it_until_it_is_done(counting, ms_lan, signed_in):
    begun = tasks.start("test.count", by=ms_lan, title="Nhập lớp 6A", next_url="/rosters/")
    page = signed_in(ms_lan).get(f"/jobs/{begun.pk}/")
    assert "Nhập lớp 6A" in page.text
    assert page["Refresh"] == "2"
    work_once()
    page = signed_in(ms_lan).get(f"/jobs/{begun.pk}/")
    assert "Refresh" not in page
    assert page.url == "/rosters/", "what was waited for comes by itself"


def test_nobody_else_sees_the_job(counting, ms_lan, mr_pao, signed_in):
    begun = tasks.start("test.count", by=ms_lan)
    assert signed_in(mr_pao).get(f"/jobs/{begun.pk}/").status_code == 404
