"""A run of `make faults-browser` on one tablet, and what the pupil did and was told in it (Sitting): by that
the database is judged. The mishaps are kinds of runs (make/tablet_faults.py).
"""

import asyncio
import re

from tablet import Broken

PATIENCE_AT_HOME = 40
LOOK_AGAIN = 8

# Where handing in has come to.
END = """() => {
  const form = document.querySelector("attempt-form")
  if (!form) return { isGone: document.readyState === "complete" }
  const code = form.querySelector("[data-proof]").textContent.trim()
  return { code, asks: !form.querySelector("[data-warning]").hidden }
}"""


class Sitting:
    """One pupil's sitting: what was answered in turn, and from which answer on it was said to be saved."""

    def __init__(self, told, answers, chance, right=0.6):
        self.learner, self.sessions, self.session = told["learner"], list(told["sessions"]), None
        self.answers, self.chance, self.right = answers, chance, right
        self.values = {place: [] for place in answers}
        self.sure = dict.fromkeys(answers, -1)
        self.paper = self.proof = None

    def choose(self, place):
        """The next answer to a question, another one than before."""
        right, wrong = (values[0] for values in self.answers[place])
        if self.right in (0, 1):
            value = right if self.right else wrong
        else:
            value = right if self.chance.random() < self.right else wrong
            if self.values[place] and self.values[place][-1] == value:
                value = wrong if value == right else right
        self.values[place].append(value)
        return value

    def is_said(self, place):
        """Its last answer is said to be saved."""
        self.sure[place] = len(self.values[place]) - 1

    def stands(self, place):
        """Any of these may stand there, or nothing where none was said to be saved."""
        return self.values[place][max(0, self.sure[place]) :]

    def truth(self):
        return {"learner": self.learner, "values": self.values, "sure": self.sure, "proof": self.proof}


class Run:
    """One tablet from taking it up to the day on which everything is at school."""

    may_change_mind = True

    def __init__(self, tablet, plan, pupils, chance, server):
        self.tablet, self.plan, self.chance, self.server = tablet, plan, chance, server
        self.line = tablet.line
        self.sitting = Sitting(pupils[0], plan["answers"], chance)
        self.sittings = [self.sitting]
        self.counts, self.trouble = {}, ""
        places = list(plan["answers"])
        chance.shuffle(places)
        # Some change their mind.
        self.places = places + (chance.sample(places, 2) if self.may_change_mind else [])
        # When the mishap strikes, and when the signal is back (maybe only after the end).
        self.strikes = chance.randrange(len(self.places))
        self.ends = chance.randint(self.strikes + 1, len(self.places) + 2)

    # --- the way of a run ---

    async def play(self):
        await self.tablet.start()
        await self.enter(self.sitting)
        await self.begin()
        for step, place in enumerate(self.places):
            await self.before(step, place)
            await self.answer(place)
        await self.before_hand_in()
        await self.hand_in()
        await self.after_hand_in()
        await self.come_home()

    async def before(self, step, place):
        """A mishap may strike, or end."""

    async def before_hand_in(self):
        pass

    async def after_hand_in(self):
        pass

    # --- what a pupil does ---

    async def enter(self, sitting, again=False):
        """Signed in, as whoever `sitting` is of. `again`: a browser that was killed has forgotten who it was,
        for it writes cookies only now and then."""
        self.sitting = sitting
        if not again:
            sitting.session = sitting.sessions.pop()
        cookies = {
            self.plan["session_cookie"]: sitting.session,
            self.plan["csrf_cookie"]: "b" * 32,
            "learner": sitting.learner,
        }
        await self.tablet.context.add_cookies(
            [{"name": n, "value": v, "url": self.tablet.origin} for n, v in cookies.items()]
        )

    async def begin(self):
        await self.tablet.open(f"/attempts/new/{self.plan['uid']}/")
        await self.press_begin()
        await self.tablet.is_ready()
        self.sitting.paper = re.sub(r"^https?://[^/]+", "", self.tablet.page.url)

    async def press_begin(self):
        await self.tablet.page.locator("main form button").first.click()

    async def answer(self, place, waits=True):
        before = await self.tablet.tap(place, self.sitting.choose(place))
        if waits:
            await self.look(place, before)

    async def look(self, place, before):
        """What the page says of the answer that was just given."""
        one = await self.tablet.said(place, before)
        if one["saved"]:
            self.sitting.is_said(place)
        else:
            self.count("said not to be saved")
        return one["saved"]

    async def hand_in(self):
        page = self.tablet.page
        await page.locator("button[value=submit]").last.click()
        await self.is_handed_in()

    async def is_handed_in(self):
        """Until a receipt shows its code; where questions are open the button wants to be pressed again."""
        page = self.tablet.page
        for _try in range(300):
            seen = await self.tablet.ask(END)
            if seen.get("isGone"):
                return self.count("handed in by the plain form")
            if seen.get("code"):
                self.sitting.proof = seen["code"]
                return None
            if seen.get("asks"):
                await page.locator("button[value=submit]").last.click()
            await asyncio.sleep(0.1)
        said = await self.tablet.ask("() => document.body.innerText.slice(-400)")
        raise Broken(f"No proof code was shown after handing in, at {page.url}, which says: {said!r}")

    async def open_paper(self):
        """The paper again, by what this device keeps where there is no signal; else once there is one."""
        # What was under way when the page went may still come in; nothing is asserted before.
        if not await self.opens():
            self.count("opened only with signal")
            self.line.become("up")
            await self.tablet.page.context.set_offline(False)
            await self.tablet.open(self.sitting.paper)
        elif self.line.state != "up":
            self.count("opened without signal")
        if not self.sitting.proof:
            await self.tablet.is_ready()
        await self.shows_what_was_said()

    async def opens(self):
        if not await self.tablet.open(self.sitting.paper):
            return False
        return bool(await self.tablet.page.locator("attempt-form").count())

    async def shows_what_was_said(self):
        """Nothing that was said to be saved may be missing on the page now."""
        for one in await self.tablet.seen() or []:
            place = one["place"]
            if self.sitting.sure[place] < 0:
                continue
            if (one["values"] or [None])[0] not in self.sitting.stands(place):
                self.count("not shown again")

    async def believe_what_is_seen(self):
        """Whatever the screen shows as saved at this moment has to arrive."""
        for one in await self.tablet.seen() or []:
            place, values = one["place"], self.sitting.values[one["place"]]
            if one["saved"] and values and one["values"] == [values[-1]]:
                self.sitting.is_said(place)

    async def come_home(self):
        """One bar of signal, and as long as a child would wait."""
        self.line.share_of_faults, self.line.refuses_events = 0, False
        await self.tablet.page.context.set_offline(False)
        self.line.become("up")
        for sitting in self.sittings:
            if sitting is not self.sitting:
                await self.enter(sitting)
            await self.is_delivered()

    async def is_delivered(self):
        left, told = 0, {}
        while left < PATIENCE_AT_HOME:
            await self.tablet.open(self.sitting.paper)
            for _look in range(LOOK_AGAIN * 2):
                await asyncio.sleep(0.5)
                told = await self.tablet.waiting()
                if self.sitting.learner not in told["events"]:
                    break
            else:
                left += LOOK_AGAIN
                continue
            break
        here = told.get("events", []).count(self.sitting.learner)
        self.count("undelivered", here)
        self.count("needs help", len(told.get("help", [])))

    def count(self, what, number=1):
        if number:
            self.counts[what] = self.counts.get(what, 0) + number
