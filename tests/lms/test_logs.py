"""Secrets that stand in addresses get into no log."""

import io
import logging
import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from urllib.parse import quote

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile

from lms.logs import HideSecrets, RefusalsInALine, hide_secrets
from students.cards import make_cards

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
        f'"GET /calendar/{SECRET}.ics HTTP/1.1" 200',
    ],
)
def test_a_secret_is_hidden_wherever_it_stands(line):
    shown = hide_secrets(line)
    assert SECRET not in shown
    assert "…" in shown


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ('"GET /students/?q=Gi%C3%A0ng+A&page=2 HTTP/1.1"', '"GET /students/?q=…&page=2 HTTP/1.1"'),
        ("/changes/?since=&who=Lan", "/changes/?since=&who=…"),
        (
            "/sign-in/?next=/find/%3Fq%3DGi%C3%A0ng%26page%3D2",
            "/sign-in/?next=/find/%3Fq%3D…%26page%3D2",
        ),
        ("/overview/?school=11368501", "/overview/?school=11368501"),
    ],
)
def test_what_was_searched_for_is_a_childs_name_and_hidden(line, shown):
    assert hide_secrets(line) == shown


def test_a_fault_is_told_without_the_secrets_in_it():
    try:
        raise ValueError(f"no way to /c/{SECRET}/")
    except ValueError as fault:
        record = logging.LogRecord("x", 40, "", 1, "broken", (), (type(fault), fault, fault.__traceback__))
    HideSecrets().filter(record)
    written = logging.Formatter("{message}", style="{").format(record)
    assert "no way to /c/…/" in written
    assert SECRET not in written


def test_a_refusal_is_one_line_and_a_fault_is_told_whole():
    def told(fault):
        record = logging.LogRecord("x", 30, "", 1, "Forbidden", (), (type(fault), fault, None))
        RefusalsInALine().filter(record)
        return logging.Formatter("{message}", style="{").format(record)

    assert told(PermissionDenied("see marks")) == "Forbidden"
    assert "ValueError" in told(ValueError("broken"))


@pytest.fixture
def written():
    """What our own handler writes while the test runs, from the quietest line on."""
    lines = io.StringIO()
    handler = logging.StreamHandler(lines)
    handler.addFilter(HideSecrets())
    root = logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    yield lines
    root.removeHandler(handler)
    root.setLevel(level)


def test_a_day_at_school_leaves_no_name_pin_or_secret_in_the_log(
    written, client, giang, ms_lan, school_admin, signed_in
):
    [card] = make_cards([giang], by=ms_lan)
    pin = card["pin"]
    wrong = "8642" if pin != "8642" else "9753"
    client.post("/sign-in/", {"code": giang.code, "pin": wrong})
    client.post("/sign-in/", {"code": giang.code, "pin": pin})
    client.post(f"/c/{card['secret']}/")
    client.get(f"/c/{card['secret']}x/")
    client.post("/sign-in/staff/", {"username": ms_lan.username, "password": "mưa rơi trên núi"})
    staff = signed_in(school_admin)
    staff.get("/students/", {"q": "Giàng A Sùng"})
    staff.get("/khong-co-trang-nay/", {"q": "Giàng A Sùng"})
    renewed = staff.post(f"/students/{giang.pk}/pin/").context["pin"]
    rows = "STT,Họ tên,Ngày sinh,Lớp\n1,Hờ Thị Sua,31/02/2015,6A\n"
    file = SimpleUploadedFile("6a.csv", rows.encode())
    assert staff.post("/rosters/new/", {"year": "2026-2027", "file": file}).status_code == 302
    log = written.getvalue()
    assert "/c/…/" in log, "the log was listened to"
    told = [pin, wrong, renewed, card["secret"], "mưa", "Giàng", quote("Giàng"), "Sua", giang.full_name]
    assert [secret for secret in told if secret in log] == []


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
    [card] = make_cards([giang], by=ms_lan)
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
