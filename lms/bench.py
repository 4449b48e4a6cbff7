"""Measure speed in one process: CPU per request, queries, bytes on the wire.

An app's measures stand in its `bench.py`:

    @measure("today page of a pupil", "≤ 10 ms CPU")
    def today(bench):
        yield "ms CPU", bench.cpu_ms("/today/", bench.pupil), 10

Each yields (unit, value, the most it may be); a goal that is a least is written `AtLeast(1000)`.
Absolute times depend on the machine, so what matters most is told as a ratio to a static file.
"""

import gzip
import io
import re
import statistics
import time
from dataclasses import dataclass
from urllib.parse import urljoin

from bs4 import BeautifulSoup
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

MEASURES = []
CSS_URL = re.compile(r"""url\(["']?(?!data:)([^"')#]+)""")
JS_IMPORT = re.compile(r"""(?:\bfrom|\bimport)\s*["'](\.[^"']+)["']""")


class AtLeast(float):
    """A goal that the value should reach, where others are not to be passed."""


class NotHere(Exception):
    """What a measure needs is not in this database; the sentence says what."""


@dataclass(frozen=True)
class Measure:
    name: str
    function: object
    province: bool


def measure(name, province=False):
    """Register a measure; `province` ones need the database of `demo --scale province`."""

    def register(function):
        MEASURES.append(Measure(name, function, province))
        return function

    return register


class Bench:
    """Asks the application through WSGI, as gunicorn does, without a network in between."""

    def __init__(self, demo):
        self.demo = demo
        self.application = get_wsgi_application()

    def cookies_of(self, user):
        """The Cookie header of somebody signed in."""
        client = Client()
        client.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[-1])
        return "; ".join(f"{name}={morsel.value}" for name, morsel in client.cookies.items())

    def ask(self, path, cookies="", body=None, headers=()):
        """One request; returns (status, headers, body as sent)."""
        environ = {
            "REQUEST_METHOD": "GET" if body is None else "POST",
            "PATH_INFO": path.partition("?")[0],
            "QUERY_STRING": path.partition("?")[2],
            "SERVER_NAME": "localhost",
            "SERVER_PORT": "80",
            "HTTP_HOST": "localhost",
            "HTTP_ACCEPT_ENCODING": "gzip",
            "HTTP_COOKIE": cookies,
            "CONTENT_TYPE": "application/json" if body is not None else "",
            "CONTENT_LENGTH": str(len(body or b"")),
            "wsgi.input": io.BytesIO(body or b""),
            "wsgi.errors": io.StringIO(),
            "wsgi.url_scheme": "http",
            **dict(headers),
        }
        told = []
        answer = self.application(environ, lambda status, headers: told.extend([status, headers]))
        try:
            content = b"".join(answer)
        finally:
            if hasattr(answer, "close"):
                answer.close()
        headers = {}
        for name, value in told[1]:
            # Several cookies come as several headers of one name.
            headers[name] = f"{headers[name]}\n{value}" if name in headers else value
        return int(told[0].split()[0]), headers, content

    def page(self, path, cookies=""):
        status, _headers, content = self.ask(path, cookies)
        if status != 200:
            raise NotHere(f"{path} answers {status}")
        return content

    def cpu_ms(self, path, cookies="", repeat=40, **request):
        """CPU of one request when warm: the median of five rounds."""
        return self.timed(time.process_time, lambda: self.ask(path, cookies, **request), repeat)

    def wall_ms(self, path, cookies="", repeat=5):
        self.page(path, cookies)
        return self.timed(time.perf_counter, lambda: self.ask(path, cookies), repeat)

    def timed(self, clock, act, repeat):
        for _ in range(3):
            act()
        rounds = []
        for _ in range(5):
            began = clock()
            for _ in range(repeat):
                act()
            rounds.append((clock() - began) * 1000 / repeat)
        return statistics.median(rounds)

    def queries(self, path, cookies=""):
        self.page(path, cookies)
        with CaptureQueriesContext(connection) as captured:
            self.page(path, cookies)
        return len(captured)

    def cold(self, path, cookies="", pictures=True, seen=None):
        """(bytes, requests) of a first visit: the page and all that it needs and was not `seen` before."""
        content = self.page(path, cookies)
        html = unpacked(content)
        seen = set() if seen is None else seen
        waiting, total = needs_of(html, path, pictures), self.wire(path, cookies)
        while waiting:
            address = waiting.pop()
            if address in seen:
                continue
            seen.add(address)
            total += self.wire(address)
            piece = unpacked(self.page(address))
            if address.endswith(".css"):
                waiting += [urljoin(address, found) for found in CSS_URL.findall(piece)]
            elif address.endswith(".js"):
                waiting += [urljoin(address, found) for found in JS_IMPORT.findall(piece)]
        return total, 1 + len(seen)

    def wire(self, path, cookies=""):
        """Bytes of one answer with its headers, packed as it is sent."""
        _status, headers, content = self.ask(path, cookies)
        return len(content) + sum(len(name) + len(str(value)) + 4 for name, value in headers.items())


def needs_of(html, path, pictures):
    page = BeautifulSoup(html, "html.parser")
    found = [link["href"] for link in page.find_all("link", href=True) if fetched(link)]
    found += [script["src"] for script in page.find_all("script", src=True)]
    found += [use["href"].partition("#")[0] for use in page.find_all("use", href=True)]
    if pictures:
        found += [picture["src"] for picture in page.find_all("img", src=True)]
    return [urljoin(path, address) for address in found if address.startswith(("/static/", "."))]


def fetched(link):
    return set(link.get("rel", [])) & {"stylesheet", "modulepreload", "icon", "manifest", "preload"}


def unpacked(content):
    return (gzip.decompress(content) if content[:2] == b"\x1f\x8b" else content).decode(errors="replace")
