"""Secrets that stand in addresses get into no log."""

import logging
import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request

import pytest
from django.conf import settings

from lms.logs import HideSecrets, hide_secrets

SECRET = "Zq81rT-aP_04bXk2"


@pytest.mark.parametrize(
    "line",
    [
        f"Not Found: /c/{SECRET}/",
        f'"GET /c/{SECRET}/?next=/today/ HTTP/1.1" 200',
        f'"POST /c/{SECRET} HTTP/1.1"',
        f'"https://school.example/c/{SECRET}/" "Mozilla/5.0"',
        f"/sign-in/?next=%2Fd%2F{SECRET}%2F",
        f"/d/{SECRET}/",
    ],
)
def test_a_secret_is_hidden_wherever_it_stands(line):
    shown = hide_secrets(line)
    assert SECRET not in shown
    assert "…" in shown


@pytest.mark.parametrize("line", ["GET /classes/7/cards/ HTTP/1.1", "/devices/TB-0001/", "50 c/d"])
def test_other_addresses_stay_readable(line):
    assert hide_secrets(line) == line


def test_every_line_of_ours_passes_the_filter():
    handlers = settings.LOGGING["handlers"].values()
    assert all("secrets" in handler["filters"] for handler in handlers)
    record = logging.LogRecord("django.request", 30, "", 1, "%s: %s", ("Not Found", f"/c/{SECRET}/"), None)
    assert HideSecrets().filter(record)
    assert record.getMessage() == "Not Found: /c/…/"


def test_the_page_of_a_card_hands_its_address_on_to_no_other(client, giang, ms_lan):
    from students import cards

    [card] = cards.make_cards([giang], by=ms_lan)
    assert client.get(f"/c/{card['secret']}/")["Referrer-Policy"] == "strict-origin"


APP = """
def application(environ, start_response):
    if "fail" in environ["QUERY_STRING"]:
        raise RuntimeError("broken")
    start_response("404 Not Found", [("Content-Length", "0")])
    return [b""]
"""


def test_gunicorn_writes_its_access_log_without_secrets(tmp_path):
    """The real server with our configuration, around an application of three lines."""
    (tmp_path / "tiny.py").write_text(APP)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "gunicorn", "-c", "lms/gunicorn.py", "--access-logfile", "-"]
    command += ["--pythonpath", str(tmp_path), "--workers", "1", "--bind", f"127.0.0.1:{port}", "tiny"]
    with (tmp_path / "log").open("w+") as log:
        server = subprocess.Popen(command, stdout=log, stderr=log)
        try:
            for path in (f"/c/{SECRET}/", f"/c/{SECRET}/?fail"):
                _ask(port, path)
        finally:
            server.terminate()
            server.wait(timeout=30)
        log.seek(0)
        written = log.read()
    assert len(re.findall(r"GET /c/…/", written)) >= 2, "both requests are in the log"
    assert SECRET not in written


def _ask(port, path):
    ask = urllib.request.Request(f"http://127.0.0.1:{port}{path}")  # noqa: S310
    ask.add_header("Referer", f"http://127.0.0.1{path}")
    for _turn in range(100):
        try:
            urllib.request.urlopen(ask, timeout=5).close()  # noqa: S310
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.1)
    raise AssertionError("gunicorn did not answer")
