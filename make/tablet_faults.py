"""What befalls the tablets of `make faults-browser`: each kind of mishap is a class of runs. When it strikes,
and how the signal goes and comes, is drawn from the seed of the run. The other ways in which a tablet is used
stand in make/tablet_ways.py.
"""

import asyncio

from tablet_run import END, Run
from tablet_ways import ByTicket, SharedTablet

# Until what is under way has arrived.
MOMENT = 0.4


class NoMishap(Run):
    """With signal from the beginning to the end."""


class CutBeforeBegin(Run):
    """The signal goes between the page with the rules and the tap on «Bắt đầu»."""

    async def press_begin(self):
        self.line.become(self.chance.choice(["down", "dead"]))
        try:
            await self.tablet.page.locator("main form button").first.click(timeout=2500)
            await asyncio.sleep(MOMENT)
        except Exception:  # noqa: S110 – there is no signal: the page that the browser shows says so
            pass
        self.line.become("up")
        await self.tablet.open(f"/attempts/new/{self.plan['uid']}/")
        await super().press_begin()


class CutAtAnAnswer(Run):
    """The signal goes at any question, in any way, and comes back at another one or at home."""

    async def before(self, step, place):
        if step == self.strikes:
            self.line.become(self.chance.choice(["down", "dead"]))
            if self.chance.random() < 0.5:
                await self.tablet.page.context.set_offline(True)
        elif step == self.ends:
            self.line.become("up")
            await self.tablet.page.context.set_offline(False)


class CutAtHandIn(Run):
    """The signal goes just before, or while, the paper is handed in."""

    WHILE = 0.15

    async def before_hand_in(self):
        self.line.become(self.chance.choice(["down", "dead"]))

    async def hand_in(self):
        if self.chance.random() < 0.5:
            self.line.become("up")
            asyncio.get_running_loop().call_later(
                self.chance.uniform(0, self.WHILE), self.line.become, "down"
            )
        await super().hand_in()

    async def after_hand_in(self):
        # At home it is not lost once more, when the receipt was faster than that.
        await asyncio.sleep(self.WHILE)


class AnswersUnheard(Run):
    """Six of ten requests fail: before, in the middle, or on the way back."""

    async def before(self, step, place):
        self.line.share_of_faults = 0.6

    async def after_hand_in(self):
        # Some tries on the bad line first.
        await asyncio.sleep(self.chance.uniform(0, 3))


class TabClosed(Run):
    """Without signal the tab is closed, right after a tap or while something is typed."""

    async def before(self, step, place):
        if step != self.strikes:
            return
        self.line.become("down")
        await self.answer(place, waits=self.chance.random() < 0.3)
        await self.believe_what_is_seen()
        await self.tablet.another_tab()
        # A tab that is closed has told its last: what was typed is kept (leave), though nobody could say so.
        self.sitting.is_said(place)
        await self.open_paper()


class BrowserKilled(Run):
    """The battery is empty in the moment in which «đã lưu trên máy» shows."""

    async def before(self, step, place):
        if step != self.strikes:
            return
        self.line.become("down")
        await self.answer(place)
        await self.strike()

    async def strike(self):
        await self.believe_what_is_seen()
        await self.tablet.kill()
        await self.tablet.start()
        await self.enter(self.sitting, again=True)
        if self.chance.random() < 0.5:
            self.line.become("up")
        await self.open_paper()


class BrowserKilledAtAnyMoment(BrowserKilled):
    """The battery is empty some milliseconds after a tap: what was not said may be lost, the rest may not."""

    async def before(self, step, place):
        if step != self.strikes:
            return
        if self.chance.random() < 0.5:
            self.line.become("down")
        await self.answer(place, waits=False)
        await asyncio.sleep(self.chance.uniform(0, 1))
        await self.strike()


class BrowserKilledAfterHandIn(BrowserKilled):
    """Handed in without signal; the code is on the screen, and the battery empty."""

    async def before(self, step, place):
        if step == self.strikes:
            self.line.become("down")

    async def after_hand_in(self):
        await self.strike()
        if not await self.shows_the_code():
            self.count("not shown again")

    async def shows_the_code(self):
        """On the receipt again, or by now among the results that the school shows."""
        for _try in range(200):
            seen = await self.tablet.ask(END)
            words = await self.tablet.ask("() => document.body.innerText")
            if self.sitting.proof in (seen.get("code"), *words.split()):
                return True
            await asyncio.sleep(0.1)
        return False


class WorkerUpdated(Run):
    """The school hands out a newer service worker in the middle of a quiz; then the signal goes."""

    async def before(self, step, place):
        if step == self.strikes:
            self.line.patches.append((r"^/sw\.js", lambda text: f"{text}\n// edition {self.strikes}\n"))
            updated = await self.tablet.page.evaluate(UPDATE)
            self.count("workers updated", updated)
            await asyncio.sleep(MOMENT)
            if self.chance.random() < 0.5:
                self.line.become("down")
            if self.chance.random() < 0.5:
                await self.tablet.another_tab()
                await self.open_paper()
        elif step == self.ends:
            self.line.become("up")


UPDATE = """async () => {
  const found = await navigator.serviceWorker.getRegistration("/")
  if (!found) return 0
  await found.update().catch(() => {})
  return found.installing || found.waiting || found.active ? 1 : 0
}"""


class StorageFull(Run):
    """The disk fills up at some question; later there is room again, or the plain form is used."""

    # A browser asks how much room there is when it is opened: until then that much is left.
    room, quota = 8000, None

    async def before(self, step, place):
        if step == self.strikes:
            await self.fill_the_disk()
            if self.chance.random() < 0.5:
                self.line.become("down")

    async def fill_the_disk(self):
        used = await self.tablet.page.evaluate("navigator.storage.estimate().then(({ usage }) => usage)")
        await self.tablet.kill()
        await self.tablet.start()
        await self.enter(self.sitting, again=True)
        self.quota = await self.tablet.context.new_cdp_session(self.tablet.page)
        limit = used + self.chance.randint(0, self.room)
        told = {"origin": self.tablet.origin, "quotaSize": limit}
        await self.quota.send("Storage.overrideQuotaForOrigin", told)
        await self.open_paper()

    async def answer(self, place, waits=True):
        before = await self.tablet.tap(place, self.sitting.choose(place))
        if await self.look(place, before):
            return
        if self.chance.random() < 0.5:
            await self.make_room()
            await super().answer(place)
        else:
            await self.save_by_form()

    async def save_by_form(self):
        """As the page says: «Save answers» below. A form takes along all that stands on it."""
        self.line.become("up")
        await self.tablet.page.locator("button[value=save]").last.click()
        await self.tablet.page.wait_for_url("**/form/**")
        for place, values in self.sitting.values.items():
            if values:
                self.sitting.is_said(place)
        self.count("saved by the plain form")
        await self.make_room()
        await self.open_paper()

    async def make_room(self):
        if self.quota:
            await self.quota.send("Storage.overrideQuotaForOrigin", {"origin": self.tablet.origin})
        self.quota = None

    async def come_home(self):
        await self.make_room()
        await super().come_home()


class StorageFullAtHandIn(StorageFull):
    """There is no room left when the paper is handed in: the plain form takes all of it along."""

    room = 900

    async def before(self, step, place):
        pass

    async def before_hand_in(self):
        await self.fill_the_disk()


class ServerKilled(Run):
    """A process of the web server is killed while answers are under way."""

    async def before(self, step, place):
        if step % 3 == self.strikes % 3:
            loop = asyncio.get_running_loop()
            loop.call_later(self.chance.uniform(0.2, 0.6), self.kill)

    async def hand_in(self):
        asyncio.get_running_loop().call_later(self.chance.uniform(0, 0.1), self.kill)
        await super().hand_in()

    def kill(self):
        self.count("servers killed", self.server.kill_one(self.chance))


KINDS = [
    *(CutBeforeBegin, CutAtAnAnswer, CutAtHandIn, AnswersUnheard, TabClosed, BrowserKilled),
    *(BrowserKilledAtAnyMoment, BrowserKilledAfterHandIn, WorkerUpdated, StorageFull, StorageFullAtHandIn),
    *(ServerKilled, SharedTablet, ByTicket, NoMishap),
]
