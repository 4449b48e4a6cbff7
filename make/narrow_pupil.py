"""A tablet of `make bench-line`: hands in a quiz over the narrow line, and says how long it took.

Standard library only; runs in the tablet's namespace, reads the tablets of a plan, prints JSON.
"""

import http.client
import json
import random
import sys
import time
from pathlib import Path

from quiz_pupils import SECRET, packed
from sync_devices import Tablet

PATIENCE = 20
# As send.js waits between its tries, in seconds.
PAUSES = (2, 4, 8, 16)


def hand_in(host, port, tablet):
    """(seconds until all is confirmed, bytes of the request, tries)."""
    events = [event for event in tablet.events if event["kind"].startswith(("answer.", "attempt."))]
    body, headers = packed(events)
    told = dict(line.split(": ", 1) for line in headers)
    told |= {"Cookie": tablet.cookies, "X-CSRFToken": SECRET, "Content-Type": "application/json"}
    size = len(body) + sum(len(name) + len(value) + 4 for name, value in told.items())
    began = time.monotonic()
    for tried, pause in enumerate(PAUSES, start=1):
        line = http.client.HTTPConnection(host, port, timeout=PATIENCE)
        try:
            line.request("POST", "/sync/", body, told)
            answer = line.getresponse()
            results = json.loads(answer.read())["results"]
            if all(one["status"] in ("stored", "duplicate") for one in results):
                return time.monotonic() - began, size, tried
        except (OSError, http.client.HTTPException):
            pass
        finally:
            line.close()
        time.sleep(pause)
    return None, size, len(PAUSES)


if __name__ == "__main__":
    plan_path, host_given, port_given = sys.argv[1:]
    plan = json.loads(Path(plan_path).read_text())
    tablets = [Tablet(None, plan, told, random.Random(n)) for n, told in enumerate(plan["pupils"])]
    json.dump([hand_in(host_given, int(port_given), tablet) for tablet in tablets], sys.stdout)
