"""`make bench-tablet`: what a cheap tablet takes to open pages without signal, and to empty a full outbox.

A processor four times slower than this machine's; a quiz that was taken home, the own day and the page that
says what opens, each reached without signal. Then 5,000 events on their way to school.
"""

import asyncio
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time

os.environ.setdefault("PORT", "8796")

import faults  # noqa: E402
import figures  # noqa: E402
from bench_devices import own_server  # noqa: E402
from bench_quiz import PORT, wait_until_it_answers  # noqa: E402 – it reads the port when it is loaded
from faults_browser import VAR, chromium  # noqa: E402
from tablet import Tablet  # noqa: E402
from tablet_line import Line  # noqa: E402
from tablet_run import Run  # noqa: E402
from tablet_ways import TAKE_TICKETS  # noqa: E402

SLOWER, VISITS = 4, 8
MOST_MS = 500
EVENTS, MOST_BYTES = 5000, 64 * 1024
MOST_SECONDS = 300
TOOK = """() => {
  const [visit] = performance.getEntriesByType("navigation")
  const [paint] = performance.getEntriesByName("first-contentful-paint")
  return { ready: visit.domContentLoadedEventEnd, painted: paint ? paint.startTime : 0 }
}"""
# Half of a lecture read on and on, half of minutes counted: as outbox.js keeps them.
FILL = """async ([learner, lecture, count]) => {
  const { uuid7, installId } = await import("/static/lms/js/outbox.js")
  const { run } = await import("/static/lms/js/store.js")
  const install = await installId()
  const today = new Date().toISOString().slice(0, 10)
  await run(["events"], "readwrite", (tx) => {
    for (let n = 1; n <= count; n++) {
      const isRead = n % 2 === 0
      const payload = isRead
        ? { lecture, furthest: n % 101, blocks: [], finished: false }
        : { day: today, active_s: n, learn_s: n, offline_s: 0 }
      const [kind, stream] = isRead ? ["lecture.read", `lecture:${lecture}`] : ["usage.day", "usage"]
      const told = { kind, stream, install, learner, seq: n, payload, mono_ms: n, wall: Date.now() }
      tx.objectStore("events").add({ id: uuid7(), ...told })
    }
  })
}"""
LEFT = """() => import("/static/lms/js/store.js").then(({ run }) =>
  run(["events"], "readonly", (tx) => tx.objectStore("events").count()))"""
SEND = """() => import("/static/lms/js/send.js").then(({ send }) => send())"""


def main():
    os.chdir(faults.ROOT)
    faults.OWN.mkdir(parents=True, exist_ok=True)
    server = own_server(faults.OWN / "server")
    env = os.environ | {"VAR_DIR": str(faults.OWN), "DATABASE_URL": server.get_uri()}
    env["PUBLIC_URL"] = f"http://127.0.0.1:{PORT}"
    faults.manage(env, "prepare")
    faults.manage(env, "faults", "lay-out-browser", "--count", "1")
    plan = json.loads((faults.OWN / "faults-plan.json").read_text())
    web = subprocess.Popen(
        [sys.executable, "-m", "gunicorn", "-c", "lms/gunicorn.py", "--log-level", "error"], env=env
    )
    try:
        wait_until_it_answers(web)
        seen = asyncio.run(use(plan))
    finally:
        web.send_signal(signal.SIGTERM)
        web.wait(timeout=60)
    sys.exit(tell(seen))


async def use(plan):
    from playwright.async_api import async_playwright

    line = Line(int(PORT), 1)
    await line.listen()
    folder = VAR / "tablets" / "bench"
    shutil.rmtree(folder, ignore_errors=True)
    async with async_playwright() as playwright:
        tablet = Tablet(playwright, chromium(), folder, line)
        run = Run(tablet, plan, plan["pupils"], random.Random(1), None)
        try:
            await tablet.start()
            await run.enter(run.sitting)
            visits = await visits_without_signal(run)
            return {"visits": visits} | await drain(run)
        finally:
            await tablet.stop()


async def visits_without_signal(run):
    """{what: milliseconds of each visit} with a slow processor and no signal."""
    tablet, plan = run.tablet, run.plan
    page = tablet.page
    await tablet.open("/today/")
    await page.wait_for_function("() => navigator.serviceWorker.controller")
    await tablet.open(f"/takeaways/quiz/{plan['uid']}/")
    await page.locator("take-along [data-is=button]").click()
    await page.wait_for_selector("take-along [data-is=done]:not([hidden])")
    await page.evaluate(TAKE_TICKETS, plan["uid"])
    for _twice in range(2):
        await tablet.open("/today/")
        await asyncio.sleep(1)
    tablet.line.become("down")
    await page.context.set_offline(True)
    slow = await tablet.context.new_cdp_session(page)
    await slow.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    places = {
        "a quiz taken home": plan["path"],
        "the own day": "/today/",
        "a page that is not here": "/lectures/",
    }
    took = {name: [] for name in places}
    for _visit in range(VISITS):
        for name, path in places.items():
            await page.goto(tablet.origin + path, wait_until="load")
            await asyncio.sleep(0.3)
            told = await page.evaluate(TOOK)
            took[name].append(max(told["ready"], told["painted"]))
    await slow.send("Emulation.setCPUThrottlingRate", {"rate": 1})
    await page.context.set_offline(False)
    tablet.line.become("up")
    return took


async def drain(run):
    """What it takes to send EVENTS events."""
    tablet, sizes = run.tablet, []
    ask = tablet.line.ask_school

    async def noted(method, path, lines, body, **more):
        if method == "POST" and path == "/sync/":
            sizes.append(len(body))
        return await ask(method, path, lines, body, **more)

    tablet.line.ask_school = noted
    await tablet.open("/static/lms/js/bytes.js")
    await tablet.page.evaluate(FILL, [run.sitting.learner, run.plan["lecture"], EVENTS])
    before, began = await tablet.page.evaluate(LEFT), time.monotonic()
    await tablet.open("/today/")
    left = before
    while left and time.monotonic() - began < MOST_SECONDS:
        await tablet.page.evaluate(SEND)
        left = await tablet.page.evaluate(LEFT)
    return {"filled": before, "left": left, "seconds": time.monotonic() - began, "sizes": sizes}


def tell(seen):
    """Print the table; 1 when a goal is missed."""
    rows = []
    for name, took in seen["visits"].items():
        took = sorted(took)
        rows.append((f"without signal: {name}, median", "ms", took[len(took) // 2], None))
        rows.append((f"without signal: {name}, slowest of {VISITS}", "ms", took[-1], MOST_MS))
    rows += [
        ("events in the outbox", "", seen["filled"], None),
        ("left of them", "", seen["left"], 0),
        ("until all were at school", "s", seen["seconds"], None),
        ("requests", "", len(seen["sizes"]), None),
        ("the largest of them", "bytes", max(seen["sizes"], default=0), MOST_BYTES),
    ]
    print(f"\nA processor {SLOWER} times slower than this machine's, which does other things meanwhile.")
    kept = figures.show(rows, "tablet", digits=1)
    figures.keep(VAR / "bench.json", "tablet:", kept)
    return 1 if figures.is_missed(kept) else 0


if __name__ == "__main__":
    main()
