"""The pupils of `make bench-quiz`: ask as browsers do, in one light process of the standard library.

Reads a plan, prints what it saw as JSON. Like nginx before gunicorn it keeps some connections and hands every
request the next free one; waiting for one counts as time of the request.
"""

import asyncio
import base64
import gzip
import json
import os
import random
import sys
import time
import urllib.parse
import uuid
from pathlib import Path

CONNECTIONS = 48
SECRET = "b" * 32
# Cookies of the paper's address alone.
OF_PAPER = {"reading-pass", "first-state"}


class Web:
    """Kept connections to one address."""

    def __init__(self, port):
        self.port = port
        self.free = asyncio.LifoQueue()
        for _each in range(CONNECTIONS):
            self.free.put_nowait(None)
        self.took, self.errors, self.sent, self.got = {}, {}, {}, {}

    async def ask(self, what, method, path, cookies, body=b"", headers=()):
        """One request: (status, headers, body). Its time is noted under `what`."""
        head = [f"{method} {path} HTTP/1.1", f"Host: 127.0.0.1:{self.port}", "Accept-Encoding: gzip, br"]
        head += [f"Cookie: {cookies}", *headers]
        if method == "POST":
            head.append(f"Content-Length: {len(body)}")
        request = "\r\n".join(head).encode() + b"\r\n\r\n" + body
        began = time.perf_counter()
        pair = await self.free.get()
        try:
            try:
                answer = await self.over(pair, request)
            except (ConnectionError, asyncio.IncompleteReadError, OSError):
                # A kept connection that the server closed meanwhile; nginx asks anew as well.
                pair = None
                answer = await self.over(None, request)
            status, told, content, pair, raw = answer
        except (ConnectionError, asyncio.IncompleteReadError, OSError, ValueError) as error:
            self.errors[f"{what} {error!r}"[:80]] = self.errors.get(f"{what} {error!r}"[:80], 0) + 1
            return 0, {}, b""
        finally:
            self.free.put_nowait(pair)
        self.took.setdefault(what, []).append(time.perf_counter() - began)
        self.sent.setdefault(what, []).append(len(body))
        self.got.setdefault(what, []).append(raw)
        return status, told, content

    async def over(self, pair, request):
        reader, writer = pair or await asyncio.open_connection("127.0.0.1", self.port)
        writer.write(request)
        head = await reader.readuntil(b"\r\n\r\n")
        lines = head.decode("latin-1").split("\r\n")
        status = int(lines[0].split()[1])
        told = {}
        for line in lines[1:]:
            name, _colon, value = line.partition(": ")
            told.setdefault(name.lower(), []).append(value)
        size = int(told.get("content-length", ["0"])[0])
        content = await reader.readexactly(size) if size else b""
        pair = (reader, writer)
        if told.get("connection", [""])[0].lower() == "close":
            writer.close()
            pair = None
        return status, told, content, pair, len(head) + size

    def wrong(self, what):
        self.errors[what] = self.errors.get(what, 0) + 1


class Pupil:
    def __init__(self, web, plan, told, chance):
        self.web, self.plan, self.chance = web, plan, chance
        self.learner = told["learner"]
        self.cookies = {plan["session_cookie"]: told["session"], plan["csrf_cookie"]: SECRET}
        self.cookies["learner"] = self.learner
        self.install, self.events, self.body_bytes = uuid7(), [], 0
        self.began = time.monotonic()

    def cookie(self, path="/"):
        of_paper = path.startswith("/attempts/papers/")
        kept = {name: value for name, value in self.cookies.items() if of_paper or name not in OF_PAPER}
        return "; ".join(f"{name}={value}" for name, value in kept.items())

    def keep_cookies(self, told):
        for line in told.get("set-cookie", []):
            name, _is, value = line.partition(";")[0].partition("=")
            self.cookies[name] = value

    async def get(self, what, path):
        status, told, content = await self.web.ask(what, "GET", path, self.cookie(path))
        self.keep_cookies(told)
        if status != 200:
            self.web.wrong(f"{what}: {status} {told.get('location', '')}")
            return None, told
        return content, told

    async def start(self):
        """From the tap on «Bắt đầu» to the paper with all that is the pupil's own on it."""
        began = time.perf_counter()
        form = urllib.parse.urlencode({"csrfmiddlewaretoken": SECRET}).encode()
        status, told, _content = await self.web.ask(
            "begin",
            "POST",
            f"/attempts/new/{self.plan['uid']}/",
            self.cookie(),
            form,
            [
                "Content-Type: application/x-www-form-urlencoded",
                f"Origin: http://127.0.0.1:{self.web.port}",
            ],
        )
        self.keep_cookies(told)
        if status != 302:
            self.web.wrong(f"begin: {status}")
            return False
        paper = told["location"][0]
        html, _told = await self.get("paper", paper)
        state = self.first_state() or await self.ask_state(paper)
        if html is None or state is None:
            return False
        self.web.took.setdefault("start", []).append(time.perf_counter() - began)
        self.attempt = state["attempt"]
        self.places = [place for part in state.get("parts", []) for place in part]
        if not self.places:
            self.web.wrong("the state tells no questions")
        return bool(self.places)

    def first_state(self):
        """As courses/js/first-state.js takes it out of its cookie; None where the answer brought none."""
        text = self.cookies.pop("first-state", "")
        return json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))) if text else None

    async def ask_state(self, paper):
        content, told = await self.get("state", paper + "state.json")
        if content is None:
            return None
        if told.get("content-encoding") == ["gzip"]:
            content = gzip.decompress(content)
        return json.loads(content)

    async def work(self, pauses):
        self.began = time.monotonic()
        for place in self.places:
            await asyncio.sleep(self.chance.uniform(*pauses))
            response = self.chance.choice(self.plan["answers"][str(place)])
            await self.tell("answer.saved", {"place": place, "response": response, "elapsed_ms": self.ms()})
        await asyncio.sleep(self.chance.uniform(*pauses))
        await self.tell("attempt.submitted", {"elapsed_ms": self.ms()})

    def ms(self):
        return int((time.monotonic() - self.began) * 1000)

    def event(self, kind, payload):
        """As lms/static/lms/js/outbox.js makes it."""
        told = {
            "id": uuid7(),
            "kind": kind,
            "stream": self.attempt,
            "install": self.install,
            "learner": self.learner,
            "seq": len(self.events) + 1,
            "payload": payload,
            "mono_ms": self.ms(),
            "wall": int(time.time() * 1000),
        }
        self.events.append(told)
        return told

    async def tell(self, kind, payload):
        """One event at once, as <attempt-form> asks for after every change."""
        body, headers = packed([self.event(kind, payload)])
        self.body_bytes += len(body)
        status, _told, content = await self.web.ask(
            "sync",
            "POST",
            "/sync/",
            self.cookie(),
            body,
            ["Content-Type: application/json", f"X-CSRFToken: {SECRET}", *headers],
        )
        results = json.loads(content)["results"] if status == 200 else []
        if [one["status"] for one in results] != ["stored"]:
            self.web.wrong(f"sync: {status} {results}"[:80])


def packed(events):
    """A request's body and headers, as lms/static/lms/js/send.js packs them."""
    body = json.dumps(
        {"install": events[0]["install"], "events": events}, ensure_ascii=False, separators=(",", ":")
    ).encode()
    if len(body) <= 1000:
        return body, []
    return gzip.compress(body, 6, mtime=0), ["Content-Encoding: gzip"]


def uuid7():
    made = (int(time.time() * 1000) << 80) | (7 << 76) | (random.getrandbits(12) << 64)
    return str(uuid.UUID(int=made | (2 << 62) | random.getrandbits(62)))


async def main(plan, port, start_seconds, pauses):
    chance = random.Random("quiz day")
    web = Web(port)
    pupils = [Pupil(web, plan, told, random.Random(n)) for n, told in enumerate(plan["pupils"])]
    moments = {}

    async def sit(pupil):
        await asyncio.sleep(chance.uniform(0, start_seconds))
        if not await pupil.start():
            return
        moments["started"] = time.time()
        await pupil.work(pauses)

    moments["began"] = time.time()
    await asyncio.gather(*(sit(pupil) for pupil in pupils))
    moments["ended"] = time.time()
    one_go = [len(packed(pupil.events)[0]) for pupil in pupils if pupil.events]
    return {
        "moments": moments,
        "errors": web.errors,
        "took": web.took,
        "got": {what: sum(sizes) / len(sizes) for what, sizes in web.got.items()},
        "as_they_come": sum(pupil.body_bytes for pupil in pupils) / len(pupils),
        "in_one_go": sum(one_go) / max(1, len(one_go)),
        "cpu": sum(os.times()[:2]),
    }


if __name__ == "__main__":
    os.nice(5)
    plan_path, port_given, start_given, low, high = sys.argv[1:]
    told = asyncio.run(
        main(
            json.loads(Path(plan_path).read_text()),
            int(port_given),
            float(start_given),
            (float(low), float(high)),
        )
    )
    json.dump(told, sys.stdout)
