"""The tablets of `make bench-sync`: each hands in what it has kept for a week, in one light process.

Standard library only. Reads a plan, prints what it saw as JSON.
"""

import asyncio
import json
import os
import random
import sys
import time
from pathlib import Path

from quiz_pupils import SECRET, Web, packed, uuid7

# Of so many the answer is lost on the way, and all is sent once more.
UNHEARD = 0.05
MOST_TRIES = 8
WEEK_MS = 7 * 24 * 3600 * 1000


class Tablet:
    def __init__(self, web, plan, told, chance):
        self.web, self.plan, self.told, self.chance = web, plan, told, chance
        self.cookies = "; ".join(
            [
                f"{plan['session_cookie']}={told['session']}",
                f"{plan['csrf_cookie']}={SECRET}",
                f"learner={told['learner']}",
            ]
        )
        self.install, self.seqs, self.events = uuid7(), {}, []
        self.fill()

    def fill(self):
        """What a pupil did in the week."""
        attempt, elapsed = self.told["attempt"], 0
        carried = self.told["carried"]
        for place, choices in self.plan["answers"].items():
            elapsed += self.chance.randint(5_000, 60_000)
            payload = {"place": int(place), "response": self.chance.choice(choices), "elapsed_ms": elapsed}
            self.note("answer.saved", attempt, payload | carried)
        self.note("attempt.submitted", attempt, {"elapsed_ms": elapsed + 5_000, **carried})
        lecture = self.plan["lecture"]
        for part in range(1, self.plan["readings"] + 1):
            share = part / self.plan["readings"]
            blocks = lecture["blocks"][: round(share * len(lecture["blocks"]))]
            payload = {"lecture": lecture["uid"], "furthest": int(100 * share), "blocks": blocks}
            self.note("lecture.read", f"lecture:{lecture['uid']}", payload)
        for day in self.plan["days"]:
            active = self.chance.randint(600, 7200)
            self.note("usage.day", "usage", {"day": day, "active_s": active, "learn_s": active // 2})

    def note(self, kind, stream, payload):
        self.seqs[stream] = self.seqs.get(stream, 0) + 1
        self.events.append(
            {
                "id": uuid7(),
                "kind": kind,
                "stream": stream,
                "install": self.install,
                "learner": self.told["learner"],
                "seq": self.seqs[stream],
                "payload": payload,
                "mono_ms": self.chance.randint(0, WEEK_MS),
                "wall": int(time.time() * 1000) - self.chance.randint(0, WEEK_MS),
            }
        )

    async def hand_in(self):
        """Everything in one request, as send.js makes it, until the school has confirmed each event."""
        left = self.events
        for tried in range(MOST_TRIES):
            left = await self.ask(left)
            if not left:
                break
            await asyncio.sleep(2 * (tried + 1) * self.chance.uniform(0.5, 1))
        else:
            self.web.wrong("a tablet was not rid of its events")
        # The answer was not heard: the same once more, which must change nothing.
        if self.chance.random() < UNHEARD and await self.ask(self.events):
            self.web.wrong("what was sent again was not known")

    async def ask(self, events):
        """What is left of them afterwards."""
        body, headers = packed(events)
        status, _told, content = await self.web.ask(
            "sync",
            "POST",
            "/sync/",
            self.cookies,
            body,
            ["Content-Type: application/json", f"X-CSRFToken: {SECRET}", *headers],
        )
        if status != 200:
            self.web.wrong(f"status {status}")
            return events
        results = {one["id"]: one for one in json.loads(content)["results"]}
        for one in results.values():
            if one["status"] not in ("stored", "duplicate"):
                self.web.wrong(f"{one['status']} {one['reason']}")
        return [event for event in events if results[event["id"]]["status"] == "retry"]


async def main(plan, port, seconds):
    chance = random.Random("a week without signal")
    web = Web(port)
    tablets = [Tablet(web, plan, told, random.Random(n)) for n, told in enumerate(plan["pupils"])]
    events = sum(len(tablet.events) for tablet in tablets)
    sizes = [len(packed(tablet.events)[0]) for tablet in tablets]

    async def come_home(tablet):
        await asyncio.sleep(chance.uniform(0, seconds))
        await tablet.hand_in()

    spent, began = sum(os.times()[:2]), time.monotonic()
    await asyncio.gather(*(come_home(tablet) for tablet in tablets))
    return {
        "seconds": time.monotonic() - began,
        "devices": len(tablets),
        "events": events,
        "bytes": sum(sizes) / len(sizes),
        "took": sorted(web.took.get("sync", [])),
        "errors": web.errors,
        "cpu": sum(os.times()[:2]) - spent,
    }


if __name__ == "__main__":
    os.nice(5)
    plan_path, port_given, seconds_given = sys.argv[1:]
    read = json.loads(Path(plan_path).read_text())
    json.dump(asyncio.run(main(read, int(port_given), float(seconds_given))), sys.stdout)
