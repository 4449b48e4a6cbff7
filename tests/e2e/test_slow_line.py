"""A line on which nothing comes for long, or nothing goes: the page is awaited, and a form stays as it is."""

import contextlib
import re
import socket
import threading
import time

import pytest
from playwright.sync_api import expect

from tests.e2e.acts import sign_in, sign_in_staff
from tests.e2e.conftest import PHONE, assert_fits
from tests.e2e.test_no_signal import wait_for_worker
from tests.e2e.test_writing import photo

CHUNK = 64 * 1024


class SilentLine:
    """Hands bytes to and fro between a browser and the school, but holds back whoever asks for `held` until
    `let_go`; while `is_cut`, whoever brings a form is cut off."""

    def __init__(self, port):
        self.school, self.held, self.asked, self.is_cut = port, "/nothing/", 0, False
        self.gate = threading.Event()
        self.door = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self.door.getsockname()[1]}"
        threading.Thread(target=self.take, daemon=True).start()

    def let_go(self):
        self.gate.set()

    def take(self):
        with contextlib.suppress(OSError):
            while True:
                here, _address = self.door.accept()
                there = socket.create_connection(("127.0.0.1", self.school))
                for one, other, look in ((here, there, self.look), (there, here, None)):
                    threading.Thread(target=self.hand_on, args=(one, other, look), daemon=True).start()

    def hand_on(self, one, other, look):
        with contextlib.suppress(OSError):
            while (piece := one.recv(CHUNK)) and (look is None or look(piece)):
                other.sendall(piece)
        for end in (one, other):
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)

    def look(self, piece):
        if piece.startswith(f"GET {self.held} ".encode()):
            self.asked += 1
            self.gate.wait(40)
        return not (self.is_cut and piece.startswith(b"POST "))


@pytest.fixture
def line(server):
    line = SilentLine(server.port)
    yield line
    line.let_go()
    line.door.close()


@pytest.fixture
def page(browser, line):
    """A phone of its own at this line."""
    context = browser.new_context(base_url=line.url, viewport=PHONE, locale="vi-VN")
    context.set_default_timeout(10_000)
    yield context.new_page()
    context.close()


def test_a_page_that_does_not_come_is_awaited_beside_what_opens_and_asked_for_once(page, people, line):
    sign_in(page, people["pupil"])
    wait_for_worker(page)
    line.held = "/lectures/"
    began = time.monotonic()
    page.goto("/lectures/")
    assert 7 < time.monotonic() - began < 20
    heading = page.get_by_role("heading", level=1)
    expect(heading).to_have_text("Mạng rất chậm")
    expect(page.get_by_role("link", name="Thử lại")).to_be_hidden()
    assert_fits(page)
    line.let_go()
    expect(heading).not_to_have_text(re.compile("Mạng rất chậm|chưa có mạng"))
    assert page.url == f"{line.url}/lectures/"
    assert line.asked == 1


def test_a_page_of_before_says_when_the_slow_line_is_better_and_leads_to_the_new_one(page, people, line):
    sign_in(page, people["pupil"])
    wait_for_worker(page)
    page.goto("/today/")
    page.wait_for_load_state("networkidle")
    line.held = "/today/"
    page.goto("/today/")
    told = page.locator(".kept-at")
    expect(told).to_contain_text("Mạng rất chậm")
    line.let_go()
    told.get_by_role("link").click()
    expect(told).to_have_count(0)
    assert line.asked == 1


def test_a_form_with_a_photo_that_cannot_go_stays_with_all_that_was_typed(page, people, line):
    sign_in_staff(page, people["teacher"])
    wait_for_worker(page)
    page.goto("/outside/new/")
    page.locator("[name=why]").fill("Có hình, nhẹ.")
    page.locator("[name=screenshot]").set_input_files(photo())
    line.is_cut = True
    page.get_by_role("button", name="Đề xuất").click()
    expect(page.locator("main form [data-stuck]")).to_contain_text("Không có mạng nên chưa gửi được")
    assert page.url == f"{line.url}/outside/new/"
    assert page.locator("[name=why]").input_value() == "Có hình, nhẹ."
    assert page.locator("[name=screenshot]").evaluate("(field) => field.files.length") == 1
    assert_fits(page)
    line.is_cut = False
    page.locator("[name=title]").fill("Trang hay")
    page.get_by_role("button", name="Đề xuất").click()
    # At school, which asks for what lacks.
    expect(page.locator("main [data-stuck]")).to_have_count(0)
    assert page.locator("[name=title]").input_value() == "Trang hay"
