"""Journeys in a real browser against the real server: gunicorn, worker, SQLite file, the demo school.

    def test_a_pupil_signs_in(page, people):
        page.goto("/sign-in/")

`page` is a phone of 360 × 640; `people` is what `manage.py demo --json` says of who can sign in.
Whatever a page writes into the console or asks of a third party fails the journey.
"""

import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from urllib.parse import urlsplit

import pytest
from django.conf import settings

from tests import databases

PHONE = {"width": 360, "height": 640}
DESK = {"width": 1280, "height": 800}


def wait_until(page, asked, arg=None, seconds=15):
    """What no element shows: a script for the page, or a call. `page.wait_for_function` takes a promise for a
    yes."""
    for _ in range(seconds * 5):
        if asked() if callable(asked) else page.evaluate(asked, arg):
            return
        page.wait_for_timeout(200)
    raise AssertionError(f"not within {seconds} s: {asked}")


@pytest.fixture(autouse=True)
def _a_school_day():
    """The browser and the server keep the real day."""


class Server:
    """The product as `make run` starts it; `stop` and `start` play a school without a server."""

    def __init__(self, var):
        self.var = var
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self.env = {
            **{key: value for key, value in os.environ.items() if key not in {"DATABASE_URL", "CACHE_URL"}},
            "VAR_DIR": str(var),
            "PORT": str(self.port),
            "PUBLIC_URL": self.url,
            "WEB_WORKERS": "1",
        }
        self.processes = []

    def prepare(self):
        for path in self.var.glob("db.sqlite3*"):
            path.unlink()
        (self.var / "demo.json").unlink(missing_ok=True)
        shutil.rmtree(self.var / "media", ignore_errors=True)
        # To migrate from nothing is asked of the template already, where there is one.
        databases.put_migrated_file(self.var / "db.sqlite3")
        subprocess.run([sys.executable, "manage.py", "prepare"], env=self.env, check=True)

    def start(self):
        log = (self.var / "server.log").open("a")
        for command in (
            ["-m", "gunicorn", "-c", "lms/gunicorn.py", "--log-level", "warning"],
            ["manage.py", "work"],
        ):
            self.processes.append(
                subprocess.Popen([sys.executable, *command], env=self.env, stdout=log, stderr=log)
            )
        for _ in range(300):
            try:
                urllib.request.urlopen(f"{self.url}/health/", timeout=2).close()  # noqa: S310
                return
            except OSError:
                time.sleep(0.1)
        pytest.fail(f"The server did not answer; see {self.var}/server.log")

    def stop(self):
        for process in self.processes:
            process.terminate()
        for process in self.processes:
            process.wait(30)
        self.processes = []


@pytest.fixture(scope="session")
def server(django_db_blocker):
    var = settings.VAR / "test" / "e2e"
    var.mkdir(parents=True, exist_ok=True)
    running = Server(var)
    with django_db_blocker.unblock():
        running.prepare()
    try:
        running.start()
        yield running
    finally:
        running.stop()


@pytest.fixture(scope="session")
def people(server):
    """Who can sign in, and where the demo's lecture, quiz and practice stand."""
    path = server.var / "demo.json"
    if not path.exists():
        pytest.skip("There is no demo school yet.")
    return json.loads(path.read_text())


@pytest.fixture(scope="session")
def base_url(server):
    return server.url


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    found = os.environ.get("CHROMIUM") or shutil.which("chromium")
    return {
        **browser_type_launch_args,
        "executable_path": found,
        "args": [
            "--no-sandbox",
            "--disable-gpu",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            # A microphone that hums, so that speaking can be asked for.
            "--use-fake-device-for-media-stream",
            "--use-fake-ui-for-media-stream",
        ],
    }


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args):
    return {**browser_context_args, "viewport": PHONE, "locale": "vi-VN", "timezone_id": "Asia/Ho_Chi_Minh"}


# A request that finds no network is part of life here; the second is what Chromium says
# when it looks for a newer service worker and the line is cut (an answer of 404 has other words).
CUT_LINE = ("net::ERR_", "An unknown error occurred when fetching the script.")


@pytest.fixture
def context(context, server):
    """Notes what no page of ours may do, and holds the journey to it at its end."""
    sins = []
    ours = urlsplit(server.url).netloc

    def console(message):
        if message.type == "error" and not any(words in message.text for words in CUT_LINE):
            sins.append(f"console: {message.text}")

    def request(asked):
        address = urlsplit(asked.url)
        if address.scheme in {"http", "https"} and address.netloc != ours:
            sins.append(f"third party: {asked.url}")

    context.on("console", console)
    context.on("weberror", lambda error: sins.append(f"error: {error.error}"))
    context.on("request", request)
    context.set_default_timeout(10_000)
    yield context
    assert sins == []


STICKS_OUT = """() => [...document.querySelectorAll("body *")]
    .filter(element => element.getBoundingClientRect().right > innerWidth + 1)
    .filter(element => !element.closest(".table-scroll, .visually-hidden"))
    .slice(0, 5).map(element => element.outerHTML.slice(0, 120))"""


def assert_fits(page):
    """Nothing sticks out sideways at this width."""
    wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")
    assert not wide, f"{page.url} is too wide: {page.evaluate(STICKS_OUT)}"
