"""The pupils of `make faults`: tablets that lose requests, repeat them, and send in any order.

Standard library only. Reads a plan, plays every pupil to the end, and writes what each tablet did and was
told (`faults-truth.json`): that is what the database is judged by afterwards.
"""

import asyncio
import json
import random
import sys
import time
from pathlib import Path

from quiz_pupils import SECRET, packed, uuid7

AT_ONCE = 40
FAULTS = ("reset", "cut", "unheard")
SHARE_OF_FAULTS = 0.3
# So often a parcel is sent once more though the school has confirmed it.
AGAIN = 0.05
MOST_AT_ONCE = 5
MONTH_MS = 30 * 24 * 3600 * 1000
# What lets the tablet forget an event.
KEPT = {"stored", "duplicate", "late"}
LONGEST_ANSWER = 1 << 20


class NotHeard(Exception):
    """No answer came; the tablet cannot know what became of the request."""


class Tablet:
    def __init__(self, plan, told, chance, counts):
        self.plan, self.chance, self.counts = plan, chance, counts
        self.learner, self.attempt, self.paper = told["learner"], told["attempt"] or uuid7(), told["paper"]
        self.begins_here = told["attempt"] is None
        self.cookies = "; ".join(
            [
                f"{plan['session_cookie']}={told['session']}",
                f"{plan['csrf_cookie']}={SECRET}",
                f"learner={told['learner']}",
            ]
        )
        self.install, self.seq, self.began = uuid7(), 0, time.monotonic()
        # By id: what happened, what waits, what the school said.
        self.made, self.waiting, self.told = {}, {}, {}

    async def sit(self, line):
        places = list(self.plan["answers"])
        self.chance.shuffle(places)
        # Some change their mind.
        for place in [*places, *self.chance.sample(places, self.chance.randint(0, 2))]:
            is_right = self.chance.random() < 0.6
            response = self.plan["answers"][place][0 if is_right else 1]
            self.note("answer.saved", {"place": int(place), "response": response}, int(place), is_right)
            if self.chance.random() < 0.4:
                await self.send(line)
        self.note("attempt.submitted", {}, None, None)
        pause = 0.05
        while self.waiting:
            if not await self.send(line):
                await asyncio.sleep(pause * self.chance.uniform(0.5, 1.5))
                pause = min(2, pause * 1.5)

    def note(self, kind, payload, place, is_right):
        """An event, kept on the tablet before anything is sent."""
        self.seq += 1
        elapsed = int((time.monotonic() - self.began) * 1000)
        event = {
            "id": uuid7(),
            "kind": kind,
            "stream": self.attempt,
            "install": self.install,
            "learner": self.learner,
            "seq": self.seq,
            "payload": {
                **payload,
                "elapsed_ms": elapsed,
                **({"paper": self.paper} if self.begins_here else {}),
            },
            "mono_ms": elapsed,
            "wall": int(time.time() * 1000) + self.chance.randint(-MONTH_MS, MONTH_MS),
        }
        self.made[event["id"]] = {"seq": self.seq, "place": place, "right": is_right}
        self.waiting[event["id"]] = event

    async def send(self, line):
        """Some of what waits, in any order; whether the school answered."""
        events = self.chance.sample(
            list(self.waiting.values()),
            min(len(self.waiting), self.chance.randint(1, MOST_AT_ONCE)),
        )
        if not events:
            return True
        async with line:
            try:
                results = await self.ask(events)
                if self.chance.random() < AGAIN:
                    await self.ask(events)
            except NotHeard:
                return False
        for one in results:
            self.told[one["id"]] = one["status"]
            if one["status"] in KEPT:
                self.waiting.pop(one["id"], None)
            else:
                self.count(f"told {one['status']} {one['reason']}")
        return bool(results)

    async def ask(self, events):
        """One request over a bad line. Raises NotHeard."""
        fault = self.chance.choice(FAULTS) if self.chance.random() < SHARE_OF_FAULTS else ""
        self.count(fault or "sound")
        body, headers = packed(events)
        head = [
            "POST /sync/ HTTP/1.1",
            f"Host: 127.0.0.1:{self.plan['port']}",
            f"Cookie: {self.cookies}",
            "Content-Type: application/json",
            f"X-CSRFToken: {SECRET}",
            f"Content-Length: {len(body)}",
            "Connection: close",
            *headers,
        ]
        request = "\r\n".join(head).encode() + b"\r\n\r\n" + body
        try:
            reader, writer = await asyncio.open_connection("127.0.0.1", self.plan["port"])
        except OSError as error:
            raise NotHeard from error
        try:
            sent = {"reset": request[:40], "cut": request[: -len(body) // 2 - 1]}.get(fault, request)
            writer.write(sent)
            await writer.drain()
            if fault:
                # Time for the request to be under way: what is lost is the answer.
                await asyncio.sleep(self.chance.uniform(0, 0.05))
                raise NotHeard
            answer = await asyncio.wait_for(reader.read(LONGEST_ANSWER), timeout=30)
            while chunk := await reader.read(LONGEST_ANSWER):
                answer += chunk
            top, _gap, content = answer.partition(b"\r\n\r\n")
            if not top.startswith(b"HTTP/1.1 200"):
                self.count(f"answered {top[9:12].decode('latin-1') or 'nothing'}")
                raise NotHeard
            return json.loads(content)["results"]
        except (OSError, TimeoutError, ValueError, KeyError) as error:
            raise NotHeard from error
        finally:
            writer.transport.abort()

    def count(self, what):
        self.counts[what] = self.counts.get(what, 0) + 1


async def main(plan, seconds):
    counts, line = {}, asyncio.Semaphore(AT_ONCE)
    tablets = [
        Tablet(plan, told, random.Random(f"{plan['seed']} {number}"), counts)
        for number, told in enumerate(plan["pupils"])
    ]
    began = time.monotonic()
    sittings = [asyncio.create_task(tablet.sit(line)) for tablet in tablets]
    done, not_done = await asyncio.wait(sittings, timeout=seconds)
    for sitting in not_done:
        sitting.cancel()
    for sitting in done:
        sitting.result()
    return {
        "seconds": time.monotonic() - began,
        "counts": counts,
        "unfinished": len(not_done),
        "tablets": [
            {"attempt": one.attempt, "made": one.made, "told": one.told, "waiting": list(one.waiting)}
            for one in tablets
        ],
    }


if __name__ == "__main__":
    plan_path, truth_path, port_given, seconds_given = sys.argv[1:]
    read = json.loads(Path(plan_path).read_text()) | {"port": int(port_given)}
    Path(truth_path).write_text(json.dumps(asyncio.run(main(read, float(seconds_given)))))
