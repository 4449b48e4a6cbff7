"""Other ways in which the tablets of `make faults-browser` are used: by two pupils in turn, or at home with a
ticket. They are kinds of runs as the mishaps of make/tablet_faults.py are.
"""

from tablet import Broken
from tablet_run import Run, Sitting


class SharedTablet(Run):
    """Two pupils by turns on one tablet, whose answers cannot be sent meanwhile; each finds the own alone."""

    may_change_mind = False
    # Of each pupil; in the runs of the whole proof together more than a hundred.
    turns = 4

    def __init__(self, tablet, plan, pupils, chance, server):
        super().__init__(tablet, plan, pupils, chance, server)
        # One of them is always right and the other never: an answer tells whose it is.
        self.sittings = [
            Sitting(told, plan["answers"], chance, right) for told, right in zip(pupils, (1, 0), strict=False)
        ]

    async def play(self):
        await self.tablet.start()
        shares = [self.places[turn :: self.turns] for turn in range(self.turns)]
        for share in shares:
            for sitting in self.sittings:
                await self.enter(sitting)
                self.count("turns")
                if sitting.paper:
                    await self.open_paper()
                else:
                    await self.begin()
                self.line.refuses_events = True
                for place in share:
                    await self.answer(place)
                if share is shares[-1]:
                    await self.hand_in()
                await self.sign_out()
        for sitting in self.sittings:
            await self.enter(sitting)
            self.line.refuses_events = False
            await self.is_delivered()
            if sitting is not self.sittings[-1]:
                await self.sign_out()

    async def sign_out(self):
        await self.tablet.open("/today/")
        await self.tablet.page.locator("form[action='/sign-out/'] button").first.click()
        await self.tablet.page.wait_for_url("**/sign-in/**")


class ByTicket(Run):
    """Taken home with signal; begun, sat and handed in without. In between the battery may be empty."""

    async def begin(self):
        await self.tablet.open(f"/takeaways/quiz/{self.plan['uid']}/")
        await self.tablet.page.locator("take-along [data-is=button]").click()
        await self.tablet.page.wait_for_selector("take-along [data-is=done]:not([hidden])")
        await self.tablet.page.evaluate(TAKE_TICKETS, self.plan["uid"])
        self.sitting.paper = self.plan["path"]
        await self.tablet.open(self.sitting.paper)
        self.line.become(self.chance.choice(["down", "dead"]))
        await self.tablet.page.context.set_offline(True)
        if self.chance.random() < 0.5:
            await self.lose_power()
        await self.tablet.page.locator("quiz-start [data-is=begin]").click()
        await self.tablet.is_ready()
        self.count("begun without signal")

    async def lose_power(self):
        await self.tablet.kill()
        await self.tablet.start()
        await self.enter(self.sitting, again=True)
        if not await self.tablet.open(self.sitting.paper):
            raise Broken("The quiz that was taken home did not open without signal.")

    async def before(self, step, place):
        if step == self.strikes and self.chance.random() < 0.7:
            await self.lose_power()
            await self.tablet.page.locator("quiz-start [data-is=go-on]").click()
            await self.tablet.is_ready()
            await self.shows_what_was_said()


TAKE_TICKETS = """async (uid) => {
  const { takeTickets } = await import("/static/courses/js/quiz-tickets.js")
  return (await takeTickets(uid)).tickets
}"""
