"""A list of many rows asks the database as often as a list of one."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from devices.loss import losing
from devices.models import Loss
from devices.repair.steps import open_repair
from tests import builders
from tests.devices import builders as make

GONE = {"kind": "lost", "happened_on": date(2026, 11, 24), "place": "Bến xe", "circumstances": "Để quên"}


def add_a_row_everywhere(number, muong_nha, class_6a, by):
    """Another pupil with a loan in repair, a SIM card and a connection; and another machine is lost."""
    pupil = builders.make_student(f"Lò Văn Số {number}", class_6a)
    broken, lost = (make.make_device(muong_nha) for _ in range(2))
    sim = make.make_sim(muong_nha)
    make.give(pupil, by, broken, sims=[sim], tenure="school_loan", due_on=date(2026, 11, 25))
    open_repair(broken, by, fault="Vỡ màn hình")
    losing.lose(Loss(device=lost, **GONE), by)
    make.grant_to(student=pupil)
    make.ask_carrier(sim, by)


@pytest.mark.parametrize(
    "path",
    ["/losses/", "/repairs/", "/handovers/due/?window=7", "/carrier-requests/", "/grants/"],
)
def test_more_rows_ask_no_more(path, muong_nha, class_6a, school_admin, signed_in):
    client = signed_in(school_admin)
    asked = []
    for number in (1, 2, 3):
        add_a_row_everywhere(number, muong_nha, class_6a, school_admin)
        client.get(path)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(path).status_code == 200
        asked.append(len(queries))
    assert asked[1] == asked[2], "\n".join(one["sql"][:300] for one in queries.captured_queries)
