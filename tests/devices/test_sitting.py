"""Two machines of one sitting that arrive in the same moment stand on one paper."""

import contextlib
import threading
import uuid
from datetime import date

import pytest
from django.db import connection

from devices.models import ReturnPaper
from devices.morning import returns
from tests.devices import builders as make


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite has one writer at a time by itself")
def test_two_machines_at_once_are_written_to_one_paper(
    giang, hoa, muong_nha, school_admin, class_6a, monkeypatch
):
    for pupil, code in ((giang, "K7M3PX"), (hoa, "D9D9D9")):
        make.give(pupil, school_admin, make.make_device(muong_nha, code=code))
    both, accidents = threading.Barrier(2), []
    sitting = uuid.uuid4()

    def meet(*_told):
        """Here the paper is chosen and not yet written: without a queue both get so far."""
        with contextlib.suppress(threading.BrokenBarrierError):
            both.wait(timeout=2)
        return ""

    def tell(code):
        told = returns.ScannedBack(uuid.uuid4(), code, "good", "", date(2026, 11, 24), True, sitting)
        try:
            returns.take_in(told, school_admin)
        except Exception as accident:  # noqa: BLE001 – told where the thread is waited for
            accidents.append(repr(accident))
        finally:
            connection.close()

    monkeypatch.setattr(returns, "_class_name", meet)
    threads = [threading.Thread(target=tell, args=[code]) for code in ("K7M3PX", "D9D9D9")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert accidents == []
    assert ReturnPaper.objects.get().scanned.count() == 2
