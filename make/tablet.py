"""A tablet of `make faults-browser`: a Chromium with a profile of its own on the disk, and what a pupil does.

Launched here and not by Playwright, which only talks to it: its battery can be taken out (kill -9).
"""

import asyncio
import contextlib
import os
import shutil
import signal
import subprocess
import time

LAUNCH = [
    *("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync", "--no-first-run", "--disable-extensions"),
    *("--disable-dev-shm-usage", "--lang=vi-VN", "--window-size=360,640", "--remote-debugging-port=0"),
    *("--disable-features=Translate,OptimizationHints,MediaRouter,StaticStorageQuota", "--mute-audio"),
]
PATIENCE = 30
# Counts how often each question's state was told: what stood there before tells nothing of a new answer.
WATCH = """
  window.told = new Map()
  new MutationObserver((changes) => {
    for (const { target } of changes) {
      const line = target.nodeType === 1 && target.closest("[data-state]")
      if (line) told.set(line, (told.get(line) || 0) + 1)
    }
  }).observe(document, { subtree: true, childList: true })
"""
# What a child sees: of each question the answer that stands there, and whether it is said to be saved.
SEEN = """() => {
  const form = document.querySelector("attempt-form")
  if (!form || !("ready" in form.dataset)) return null
  const { onDevice, atSchool } = form.dataset
  return [...form.querySelectorAll("fieldset[data-place]")].map((question) => {
    const fields = [...question.querySelectorAll("input:not([type=file])")]
    const isBox = (field) => ["radio", "checkbox"].includes(field.type)
    const values = fields.filter((field) => (isBox(field) ? field.checked : field.value.trim()))
    const line = question.querySelector("[data-state]")
    const words = line ? line.textContent : ""
    return {
      place: question.dataset.place,
      values: values.map((field) => field.value.trim()),
      words,
      saved: [onDevice, atSchool].includes(words),
      times: window.told.get(line) || 0,
    }
  })
}"""
WAITING = """async () => {
  const open = (request) => new Promise((done, fail) => {
    request.onsuccess = () => done(request.result)
    request.onerror = () => fail(request.error)
  })
  const db = await open(indexedDB.open("song"))
  const read = (store) => open(db.transaction(store).objectStore(store).getAll())
  const [events, help] = [await read("events"), await read("help")]
  db.close()
  return {
    events: events.map(({ learner }) => learner),
    help: help.map(({ learner, reason }) => `${learner} ${reason}`),
  }
}"""
ONE_SEEN = f"(place) => (({SEEN})() || []).find((one) => one.place === place)"


class Broken(Exception):
    """The page did not come to what was waited for: a sentence."""


class Tablet:
    def __init__(self, playwright, chromium, folder, line):
        self.playwright, self.chromium, self.folder, self.line = playwright, chromium, folder, line
        self.origin = f"http://127.0.0.1:{line.port}"
        self.process = self.page = self.context = None
        self.kills = self.starts = 0
        self.failed = ""

    async def start(self):
        self.folder.mkdir(parents=True, exist_ok=True)
        told = self.folder / "DevToolsActivePort"
        told.unlink(missing_ok=True)
        self.process = subprocess.Popen(
            [self.chromium, *LAUNCH, f"--user-data-dir={self.folder}", "about:blank"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        self.starts += 1
        until = time.monotonic() + 60
        while not (told.exists() and told.read_text().count("\n")):
            if time.monotonic() > until or self.process.poll() is not None:
                raise Broken("The browser did not start.")
            await asyncio.sleep(0.05)
        port, path = told.read_text().split("\n")[:2]
        self.browser = await self.playwright.chromium.connect_over_cdp(f"ws://127.0.0.1:{port}{path}")
        [self.context] = self.browser.contexts
        self.context.set_default_timeout(PATIENCE * 1000)
        await self.context.add_init_script(WATCH)
        self.context.on("requestfailed", self.note_failure)
        self.page = self.context.pages[0] if self.context.pages else await self.context.new_page()

    def note_failure(self, request):
        """The last page that did not come, for whoever has to find out why."""
        if request.is_navigation_request():
            self.failed = f"{request.method} {request.url}: {request.failure}"

    async def kill(self):
        """As when the battery is taken out."""
        self.kills += 1
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        with contextlib.suppress(Exception):
            await self.browser.close()

    async def stop(self):
        if self.process and self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
        with contextlib.suppress(Exception):
            await self.browser.close()
        shutil.rmtree(self.folder, ignore_errors=True)

    async def open(self, path):
        """Go there; whether a page came. Without signal that may be one that this device keeps."""
        for _try in range(3):
            try:
                await self.page.goto(self.origin + path, wait_until="domcontentloaded")
                return True
            except Exception as error:
                # The page that says that there is none may still be on its way.
                if "is interrupted by another navigation" in str(error):
                    continue
                if "net::ERR" not in str(error) and "Timeout" not in str(error):
                    raise
                return False
        return False

    async def another_tab(self):
        """The tab is closed as the cross does it, and a new one opened."""
        old, self.page = self.page, await self.context.new_page()
        with contextlib.suppress(Exception):
            await old.close(run_before_unload=True)
        await asyncio.sleep(0.2)

    async def is_ready(self):
        try:
            await self.page.wait_for_selector("attempt-form[data-ready]", timeout=PATIENCE * 1000)
        except Exception as error:
            raise Broken(f"The paper did not open at {self.page.url}: {str(error)[:80]}") from error

    async def seen(self):
        return await self.ask(SEEN)

    async def ask(self, script):
        """What a script says of the page; once more when the page was just on its way to the next one."""
        for _try in range(10):
            with contextlib.suppress(playwright_error()):
                return await self.page.evaluate(script)
            await asyncio.sleep(0.2)
        raise Broken(f"Nothing could be asked of {self.page.url}.")

    async def tap(self, place, value):
        """Answer one question as a finger does; what its state was told before."""
        before = (await self.page.evaluate(ONE_SEEN, str(place)) or {}).get("times", 0)
        question = self.page.locator(f"fieldset[data-place='{place}']")
        if await question.locator("input[type=radio], input[type=checkbox]").count():
            await question.locator(f"input[value='{value}']").check()
        else:
            await question.locator("input[type=text]").fill(value)
        return before

    async def said(self, place, before):
        """What is said of a question after its answer changed."""
        try:
            told = await self.page.wait_for_function(
                f"([place, before]) => {{ const one = ({ONE_SEEN})(place)\n"
                "return one && one.words && one.times > before && one }",
                arg=[str(place), before],
            )
        except Exception as error:
            raise Broken(f"Nothing was said of question {place}: {str(error)[:60]}") from error
        return await told.json_value()

    async def blur(self):
        await self.page.evaluate("document.activeElement && document.activeElement.blur()")

    async def waiting(self):
        """Whose events are still here, and which needs help."""
        return await self.ask(WAITING)


def playwright_error():
    from playwright.async_api import Error

    return Error
