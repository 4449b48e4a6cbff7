"""The line between a tablet of `make faults-browser` and the school: a small proxy that a test can cut.

Standard library only. Each request has a connection of its own, so that each can fail by itself.
"""

import asyncio
import contextlib
import gzip
import json
import random
import re
import socket
import struct

CHUNK = 64 * 1024
LONGEST_HEAD = 256 * 1024
SYNC = "/sync/"
# What may become of a request that brings events.
FAULTS = ("reset", "cut", "unheard")


class Line:
    """`state`: "up", "down" (it breaks off at once), or "dead" (nobody answers, as at the edge of a cell)."""

    def __init__(self, target, seed):
        self.target, self.seed, self.chance = target, seed, random.Random(seed)
        self.port = None
        self.clear()

    def clear(self):
        self.state, self.share_of_faults = "up", 0.0
        # [(pattern of paths, what becomes of the body)].
        self.patches = []
        self.refuses_events = self.lies = False
        self.seen, self.open = {}, set()
        self.moved = asyncio.Event()

    async def listen(self):
        self.server = await asyncio.start_server(self.take, "127.0.0.1", 0, limit=LONGEST_HEAD)
        self.port = self.server.sockets[0].getsockname()[1]

    def become(self, state):
        """What is under way breaks off when the line goes."""
        self.state = state
        self.moved.set()
        self.moved = asyncio.Event()
        if state != "up":
            for writer in list(self.open):
                break_off(writer)

    def count(self, what):
        self.seen[what] = self.seen.get(what, 0) + 1

    async def take(self, reader, writer):
        self.open.add(writer)
        try:
            await self.answer(reader, writer)
        except (OSError, ValueError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
            pass
        finally:
            self.open.discard(writer)
            if not writer.transport.is_closing():
                writer.close()

    async def answer(self, reader, writer):
        head = await reader.readuntil(b"\r\n\r\n")
        if self.state == "dead":
            self.count("unanswered")
            await self.moved.wait()
        if self.state != "up":
            self.count("refused")
            break_off(writer)
            return
        method, path, lines = read_head(head)
        size = int(lines.get("content-length", "0"))
        body = await reader.readexactly(size) if size else b""
        if method == "POST" and path == SYNC:
            await self.bring(writer, lines, body)
            return
        change = next((change for pattern, change in self.patches if re.search(pattern, path)), None)
        answer = await self.ask_school(method, path, lines, body, is_plain=bool(change))
        writer.write(changed(answer, change) if change else answer)
        await writer.drain()

    async def bring(self, writer, lines, body):
        """A request with events; what may become of it is drawn."""
        fault = ""
        if self.refuses_events:
            fault = "reset"
        elif self.chance.random() < self.share_of_faults:
            fault = self.chance.choice(FAULTS)
        self.count(fault or "sound")
        answer = b""
        if self.lies:
            answer = confirmed(lines, body)
        elif fault != "reset":
            answer = await self.ask_school("POST", SYNC, lines, body, is_cut=fault == "cut")
        if fault:
            break_off(writer)
            return
        writer.write(answer)
        await writer.drain()

    async def ask_school(self, method, path, lines, body, *, is_plain=False, is_cut=False):  # noqa: PLR0913
        reader, writer = await asyncio.open_connection("127.0.0.1", self.target)
        try:
            told = {**lines, "connection": "close"}
            if is_plain:
                # Whole and readable, whatever the browser has and understands.
                for name in ("accept-encoding", "if-none-match", "if-modified-since"):
                    told.pop(name, None)
            head = f"{method} {path} HTTP/1.1\r\n" + "".join(f"{n}: {v}\r\n" for n, v in told.items())
            writer.write(head.encode("latin-1") + b"\r\n" + (body[: len(body) // 2] if is_cut else body))
            await writer.drain()
            if is_cut:
                await asyncio.sleep(self.chance.uniform(0, 0.03))
                return b""
            answer = await reader.read(CHUNK)
            while chunk := await reader.read(CHUNK):
                answer += chunk
            return answer
        finally:
            writer.transport.abort()


def read_head(head):
    """(method, path, headers) of a request."""
    first, *others = head.decode("latin-1").strip().split("\r\n")
    method, path, _version = first.split(" ", 2)
    pairs = (line.partition(":") for line in others)
    return method, path, {name.strip().lower(): value.strip() for name, _colon, value in pairs}


def changed(answer, change):
    """An answer of 200 with another body."""
    head, gap, body = answer.partition(b"\r\n\r\n")
    if not head.startswith(b"HTTP/1.1 200"):
        return answer
    lines = [
        line
        for line in head.split(b"\r\n")
        if not line.lower().startswith((b"content-length:", b"etag:", b"last-modified:", b"cache-control:"))
    ]
    body = change(body.decode()).encode()
    lines += [b"Cache-Control: no-store", b"Content-Length: %d" % len(body)]
    return b"\r\n".join(lines) + gap + body


def confirmed(lines, body):
    """What a school would say that writes nothing and confirms everything."""
    told = json.loads(gzip.decompress(body) if lines.get("content-encoding") == "gzip" else body)
    results = [{"id": event["id"], "status": "stored", "reason": ""} for event in told["events"]]
    learner = told["events"][0]["learner"] if told["events"] else ""
    answer = json.dumps({"now": "", "learner": learner, "results": results}).encode()
    head = f"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {len(answer)}\r\n"
    return head.encode() + b"Connection: close\r\n\r\n" + answer


def break_off(writer):
    """As a line breaks: without a goodbye."""
    connection = writer.get_extra_info("socket")
    if connection is not None:
        with contextlib.suppress(OSError):
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    writer.transport.abort()
