"""The hand-over morning: cards and labels before the phone's camera, the signal cut in the middle."""

import json
import subprocess
import sys

import pytest
from playwright.sync_api import expect

from tests.e2e.acts import sign_in_staff, sign_out
from tests.e2e.conftest import PHONE, assert_fits, wait_until
from tests.e2e.film import make_film

# A class of its own, with machines in stock and cards just printed.
PREPARE = """
import json, secrets
from students.cards import make_cards
from students.models import User
from tests import builders
from tests.devices import builders as make
clerk = User.objects.get(username={username!r})
school = clerk.roles.exclude(school=None).get().school
tag = secrets.token_hex(2).upper()
room = builders.make_class(school, "9" + tag, grade=9)
names = ["Sùng Thị Ly", "Lò Văn Pản", "Vàng A Dế"]
pupils = [builders.make_student(name, room, code=f"HS{{tag}}{{n}}") for n, name in enumerate(names)]
machines = [make.make_device(school, serial=f"M{{tag}}{{n}}", imei1=None).code for n in range(3)]
cards = make_cards(pupils, by=clerk)
print(json.dumps({{"class": str(room.uid), "machines": machines, "codes": [one.code for one in pupils],
    "secrets": [card["secret"] for card in cards]}}))
"""


# The service worker has taken in the page of a morning.
KEPT = """async () => {
  for (const name of await caches.keys()) {
    if (await (await caches.open(name)).match(location.pathname)) return true
  }
  return false
}"""

NOTHING_PRIVATE = "async () => (await caches.keys()).every((name) => /^(files|shell .*)$/.test(name))"


@pytest.fixture(scope="module")
def morning(server, people):
    words = PREPARE.format(username=people["school_admin"]["username"])
    told = subprocess.run(
        [sys.executable, "manage.py", "shell", "-v", "0", "-c", words],
        env=server.env,
        check=True,
        capture_output=True,
        text=True,
    )
    return json.loads(told.stdout.strip().splitlines()[-1])


@pytest.fixture
def phone(playwright, browser_type_launch_args, server, morning, tmp_path):
    """A browser whose camera sees the first pair, the table for a while, then the second pair."""
    label = [f"{server.url}/d/{code}/" for code in morning["machines"]]
    card = [f"{server.url}/c/{secret}/" for secret in morning["secrets"]]
    film = tmp_path / "film.mjpeg"
    look = 0.8
    make_film(
        film, [(card[0], look), (label[0], look), (None, 2), (label[1], look), (card[1], look), (None, 1)]
    )
    camera = [
        "--use-fake-ui-for-media-stream",
        "--use-fake-device-for-media-stream",
        f"--use-file-for-fake-video-capture={film}",
    ]
    options = {**browser_type_launch_args, "args": [*browser_type_launch_args["args"], *camera]}
    browser = playwright.chromium.launch(**options)
    context = browser.new_context(base_url=server.url, viewport=PHONE, locale="vi-VN", permissions=["camera"])
    context.set_default_timeout(15_000)
    yield context
    browser.close()


def test_a_class_is_handed_out_with_the_signal_cut_in_the_middle(phone, people, morning):
    page = phone.new_page()
    faults = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    sign_in_staff(page, people["school_admin"])
    path = f"/handovers/classes/{morning['class']}/morning/"
    page.goto(path)
    page.wait_for_selector("class-morning[data-ready]")
    wait_until(page, KEPT)
    page.get_by_role("button", name="Quét bằng máy ảnh").click()

    row = page.locator("[data-pupil]")
    # Pupils stand by given name: Dế, Ly, Pản.
    ly, pan, de = row.nth(1), row.nth(2), row.nth(0)
    expect(ly.locator("[data-state]")).to_contain_text("/BBBG-", timeout=20_000)
    phone.set_offline(True)
    expect(pan.locator("[data-state]")).to_contain_text("trên máy này", timeout=20_000)
    assert_fits(page)
    page.get_by_role("button", name="Tắt máy ảnh").click()

    # The third card was left at home, and the camera is not needed either.
    de.get_by_role("button", name="Chọn").click()
    page.fill("#scan-code", morning["machines"][2].lower())
    page.press("#scan-code", "Enter")
    expect(de.locator("[data-state]")).to_contain_text("trên máy này")
    expect(page.locator("[data-sum]")).to_contain_text("2 cặp đang chờ trên máy này")

    # The browser was closed by mistake: page and pairs are there again, without signal.
    page.reload()
    page.wait_for_selector("class-morning[data-ready]")
    for one in (pan, de):
        expect(one.locator("[data-state]")).to_contain_text("trên máy này")

    phone.set_offline(False)
    for one in (ly, pan, de):
        expect(one.locator("[data-state]")).to_contain_text("/BBBG-", timeout=20_000)
    expect(page.locator("[data-end]")).to_contain_text("In được biên bản")
    page.goto(path)
    expect(page.locator(".morning__class .badge--done")).to_have_count(3)
    assert phone.request.get(f"{path}papers/").body().startswith(b"%PDF")
    assert faults == []

    # Whoever comes next finds nothing of it.
    sign_out(page)
    wait_until(page, NOTHING_PRIVATE)
