"""Eight clerks at once over one heap of machines: nothing goes out twice, and each repeat is recognised.

`manage.py bench` does the same with two hundred machines.
"""

import pytest
from django.db import connection

from devices.models import Assignment, Device, Handover
from devices.rush import rush
from tests.devices import builders as make

HEAP = 25


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite has one writer at a time by itself")
def test_eight_clerks_at_once_hand_each_machine_out_once(muong_nha, school_admin):
    heap = [make.make_device(muong_nha) for _number in range(HEAP)]
    outcome = rush(heap, muong_nha, school_admin, clients=8)
    assert outcome.accidents == []
    assert (outcome.tries, len(outcome.papers)) == (8 * HEAP, HEAP)
    assert outcome.handed_twice(heap) == outcome.forgotten == 0
    assert (Handover.objects.count(), Assignment.objects.open().count()) == (HEAP, HEAP)
    assert Device.objects.in_custody().count() == HEAP
    # Whoever came second reads which machine it was and who holds it.
    assert len(outcome.refusals) == 7 * HEAP
    assert all(muong_nha.name in sentence for sentence in outcome.refusals)
    numbers = sorted(Handover.objects.values_list("sequence", flat=True))
    assert numbers == list(range(1, HEAP + 1))
