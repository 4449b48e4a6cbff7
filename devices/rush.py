"""Many clerks at once over the same heap of machines: what `manage.py bench` measures and the suite asks."""

import random
import threading
import time
from dataclasses import dataclass, field

from django.db import connection

from devices.handover import Request, hand_over
from devices.models import Assignment, Handover
from devices.refusal import Refused


@dataclass
class Outcome:
    tries: int = 0
    papers: list = field(default_factory=list)
    refusals: list = field(default_factory=list)
    # Requests sent once more whose first paper did not come back.
    forgotten: int = 0
    accidents: list = field(default_factory=list)
    seconds: float = 0.0

    def handed_twice(self, devices):
        """How many machines are held more than once, or stand on more papers than one."""
        lines = Assignment.objects.standing().filter(device__in=devices)
        held = list(lines.values_list("device", flat=True))
        return len(held) - len(set(held))


def rush(devices, to, by, clients=8):
    """Each client hands every one of `devices` to `to`, in an order of its own, and sends each request
    twice, as a browser does that lost the answer."""
    outcome, start, lock = Outcome(), threading.Barrier(clients), threading.Lock()

    def client(number):
        heap = list(devices)
        random.Random(number).shuffle(heap)
        start.wait()
        try:
            for device in heap:
                _try(Request(to=to, by=by, devices=[device]), outcome, lock)
        except Exception as accident:  # noqa: BLE001 – a thread's trouble is told where it is waited for
            outcome.accidents.append(repr(accident))
        finally:
            connection.close()

    threads = [threading.Thread(target=client, args=[number]) for number in range(clients)]
    began = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    outcome.seconds = time.perf_counter() - began
    return outcome


def _try(request, outcome, lock):
    try:
        paper = hand_over(request)
    except Refused as refusal:
        with lock:
            outcome.tries += 1
            outcome.refusals.append(refusal.sentence)
        return
    again = hand_over(request)
    with lock:
        outcome.tries += 1
        outcome.papers.append(paper.pk)
        known = Handover.objects.filter(request_id=request.request_id)
        outcome.forgotten += again.pk != paper.pk or known.count() != 1
