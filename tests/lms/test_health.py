"""`/health/` says that the process answers, `/ready/` that it can serve."""

from datetime import timedelta

import pytest
from django.db import OperationalError
from django.test import RequestFactory
from django.utils import timezone

from lms import ready, views
from lms.models import Pulse


def test_health_asks_no_database(client):
    assert client.get("/health/").text == "ok\n"


def test_ready_writes_and_reads_the_database(client, db):
    page = client.get("/ready/")
    assert page.status_code == 200
    assert page.text.startswith("ok\n")
    assert Pulse.objects.filter(name="ready").exists()


def test_not_ready_when_a_migration_is_missing(client, db, monkeypatch):
    monkeypatch.setattr(ready, "pending_migrations", lambda: ["students.0099_later"])
    page = client.get("/ready/")
    assert page.status_code == 503
    assert "students.0099_later" in page.text


def test_not_ready_when_the_database_refuses(client, db, monkeypatch):
    def away(name):
        raise OperationalError("connection refused")

    monkeypatch.setattr(Pulse, "beat", away)
    assert client.get("/ready/").status_code == 503


def test_a_silent_worker_is_noted_but_turns_nobody_away(client, db):
    Pulse.objects.create(name="worker", at=timezone.now() - timedelta(hours=1))
    page = client.get("/ready/")
    assert page.status_code == 200
    assert "worker was last seen" in page.text


@pytest.mark.parametrize("path", ["/?q=%00", "/sign-in/%00/"])
def test_an_address_with_a_nul_byte_is_refused_in_words(client, db, path):
    page = client.get(path)
    assert page.status_code == 400
    assert "Không đọc được địa chỉ này" in page.text


def test_a_database_that_is_away_asks_to_come_back_in_half_a_minute(db):
    try:
        raise OperationalError("server closed the connection")
    except OperationalError:
        page = views.server_error(RequestFactory().get("/"))
    assert (page.status_code, page["Retry-After"]) == (503, "30")
