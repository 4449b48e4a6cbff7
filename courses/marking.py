"""What counts of a pupil's events: a pure function of events and rules. What it is worth: scoring.py.

The same events in any order, and any of them any number of times, give the same result.

Order is the counter of each install (browser), never a clock. The first submit that reached the school
ends the attempt: of its install, what was answered before it counts; answers from other installs fill the
gaps when they had arrived by then. Time is the server's; for what came later from a place without signal, the
device's own stopwatch, never beyond the moment of arrival. No stopwatch helps what arrives after its pupil
saw the result: it is kept, and a teacher decides.

What began with a quiz ticket, without signal, has no start that the school saw: only how long it took tells
whether it was in time, never longer than since the ticket was told, and it has to arrive while the ticket
holds (Window).
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

# The «install» of what was written by hand (courses/paper_results/).
ON_PAPER = "paper"


@dataclass(frozen=True)
class Answer:
    """One event of an attempt as marking reads it. `place` is None for the submit itself.

    `arrival` is the server's own running number; `at` when it arrived; `elapsed` the seconds on the
    device's stopwatch since the start (None when it was not told).
    """

    install: str
    seq: int
    place: int | None
    response: object
    arrival: int
    at: datetime
    elapsed: float | None = None
    # How many hints had been asked for; in practice each costs points.
    hints: int = 0


@dataclass
class State:
    """What stands after all events: the responses that count, and what the teacher should know."""

    responses: dict = field(default_factory=dict)
    # The submit that ended it; None while it is open. `proved`: the last there was, also before a hand-back.
    submitted: Answer | None = None
    proved: Answer | None = None
    # When work was handed back, by the places that were answered anew since.
    reworked: dict = field(default_factory=dict)
    late: list = field(default_factory=list)
    flags: set = field(default_factory=set)
    gaps: int = 0
    hints: dict = field(default_factory=dict)


@dataclass(frozen=True)
class Back:
    """Work was handed back to its pupil: `arrival` is the last event that had arrived by then, `places` the
    questions that may be worked on (None: all), `ends_at` the new end with its grace."""

    arrival: int
    at: datetime
    ends_at: datetime | None = None
    places: frozenset | None = None
    # When its pupil had seen the result before that.
    seen_at: datetime | None = None


@dataclass(frozen=True)
class Window:
    """What a quiz ticket leaves of time: `seconds` by the device's stopwatch, with the grace (None: as long
    as one likes), for what has arrived by `until`. Nobody began before `told_at`."""

    told_at: datetime
    until: datetime
    seconds: int | None = None

    def elapsed(self, one):
        passed = (one.at - self.told_at).total_seconds()
        return passed if one.elapsed is None else min(float(one.elapsed), passed)

    def is_too_late(self, one):
        return one.at > self.until or (self.seconds is not None and self.elapsed(one) > self.seconds)

    def began(self, answers):
        """The latest moment at which it can have begun; None without answers."""
        starts = (one.at - _seconds(self.elapsed(one)) for one in answers)
        return min(starts, default=None)


@dataclass(frozen=True)
class _Round:
    """One of the rounds that hand-backs make of an attempt; the first has no `begun`."""

    started_at: datetime
    ends_at: datetime | None
    begun: Back | None
    seen_at: datetime | None
    accepted_at: datetime | None
    window: Window | None = None

    def is_after_result(self, one):
        return bool(self.seen_at) and one.at > self.seen_at and self._waits(one)

    def is_too_late(self, one):
        if not self._waits(one):
            return False
        if self.window and (self.window.is_too_late(one) or not self.accepted_at):
            return self.window.is_too_late(one)
        if not self.ends_at:
            return False
        told = one.at if self.accepted_at else moment(one, self.started_at)
        return told > self.ends_at

    def _waits(self, one):
        """Whether no teacher has let it count, nor is it paper, handed in before anybody typed it."""
        return one.install != ON_PAPER and not (self.accepted_at and one.at <= self.accepted_at)

    def counts(self, one):
        return not self.is_after_result(one) and not self.is_too_late(one)


def state_of(  # noqa: PLR0913
    answers, started_at, ends_at=None, backs=(), seen_at=None, accepted_at=None, window=None
):
    """The State of an attempt. `ends_at`: deadline with grace; later answers do not count. `backs`: when it
    was handed back; what arrives after that counts anew, until the next submit. `seen_at`: when its pupil saw
    the result (since the last hand-back); what arrives later is kept and does not count. `accepted_at`: what
    had arrived by then counts, whenever it was given. `window`: of the ticket with which it began."""
    state = State()
    answers = sorted(set_of(answers), key=lambda one: (one.install, one.seq))
    kept, rest = {}, answers
    for number in range(len(backs) + 1):
        begun = backs[number - 1] if number else None
        ended = backs[number] if number < len(backs) else None
        ends = begun.ends_at if begun else ends_at
        # What was seen in a later round was seen of this one as well.
        seen = min(filter(None, [*(back.seen_at for back in backs[number:]), seen_at]), default=None)
        accepted = None if begun and accepted_at and begun.at > accepted_at else accepted_at
        mine = _of_round(rest, ended, started_at)
        taken = set(map(id, mine))
        rest = [one for one in rest if id(one) not in taken]
        first = None if begun else window
        kept.update(_sit(state, mine, _Round(started_at, ends, begun, seen, accepted, first)))
    state.responses = {place: one.response for place, one in sorted(kept.items()) if one.response is not None}
    if _clock_went_back(answers):
        state.flags.add("clock_skew")
    state.gaps = _gaps(answers)
    return state


def _of_round(answers, ended, started_at):
    """What belongs before the hand-back `ended`; without one, all.

    Of each browser: up to the last number that had arrived by then, and on from there what its stopwatch says
    was given before. A browser that knows of the hand-back has its time from the school, and is never behind.
    """
    if ended is None:
        return answers
    arrived = {}
    for one in answers:
        if one.arrival <= ended.arrival:
            arrived[one.install] = max(one.seq, arrived.get(one.install, 0))
    mine, went_on = [], set()
    for one in sorted(answers, key=lambda one: one.seq):
        is_known = one.install in arrived and one.seq <= arrived[one.install]
        if is_known or (one.install not in went_on and moment(one, started_at) <= ended.at):
            mine.append(one)
        else:
            went_on.add(one.install)
    return mine


def _first_submit(answers, sitting):
    """(the submit that ended it, whether it was in time)."""
    submits = [one for one in answers if one.place is None and not sitting.is_after_result(one)]
    in_time = [one for one in submits if not sitting.is_too_late(one)]
    return min(in_time or submits, key=lambda one: one.arrival, default=None), bool(in_time)


def _sit(state, answers, sitting):
    """Add to `state` what one round tells; returns the answers that count in it, by place."""
    begun = sitting.begun
    state.submitted, in_time = _first_submit(answers, sitting)
    state.proved = state.submitted or state.proved
    again = _used_again(answers, state.submitted)
    if state.submitted and not in_time:
        state.flags.add("late")
    if len({one.install for one in answers if one.place is None}) > 1:
        state.flags.add("parallel")
    own, others = {}, {}
    for one in answers:
        if sitting.is_after_result(one):
            state.flags.add("after_result")
        if one.place is None:
            continue
        if one.hints:
            # Whatever became of the answer: the hint was read.
            state.hints[one.place] = max(one.hints, state.hints.get(one.place, 0))
        if begun and begun.places is not None and one.place not in begun.places:
            state.late.append(one)
        elif not sitting.counts(one):
            state.late.append(one)
            if not sitting.is_after_result(one):
                state.flags.add("late")
        elif _after_submit(one, state.submitted) or id(one) in again:
            state.late.append(one)
        else:
            if sitting.ends_at and one.at > sitting.ends_at and not sitting.accepted_at:
                state.flags.add("sent_later")
            ours = state.submitted and one.install == state.submitted.install
            _keep_latest(own if ours else others, one)
    if any(_differ(own[place], others[place]) for place in own.keys() & others.keys()):
        state.flags.add("parallel")
    told = others | own
    if begun:
        state.reworked.update(dict.fromkeys(told, begun.at))
    return told


def set_of(answers):
    """Each (install, seq, place) once: a repeat is the same event."""
    return {
        (one.install, one.seq, one.place): one for one in sorted(answers, key=lambda a: -a.arrival)
    }.values()


def moment(answer, started_at):
    """When it was given: by the device's stopwatch, but not after it arrived."""
    if answer.elapsed is None:
        return answer.at
    return min(answer.at, started_at + _seconds(answer.elapsed))


def _seconds(number):
    return timedelta(seconds=max(0.0, min(float(number), 10**8)))


def _after_submit(answer, submitted):
    # Paper was handed in before anybody typed it: what is typed again mends a slip of the typist.
    if submitted is None or answer.install == ON_PAPER:
        return False
    if answer.install == submitted.install:
        return answer.seq > submitted.seq
    return answer.arrival > submitted.arrival


def _used_again(answers, submitted):
    """Ids of those that came behind the submit under a number that was used before, or that no browser
    counts: they fill no gap."""
    if submitted is None:
        return set()
    first = {}
    for one in answers:
        key = one.install, one.seq
        first[key] = min(one.arrival, first.get(key, one.arrival))
    return {
        id(one)
        for one in answers
        if one.install != ON_PAPER
        and one.arrival > submitted.arrival
        and (one.seq < 1 or one.arrival > first[one.install, one.seq])
    }


def _keep_latest(kept, answer):
    known = kept.get(answer.place)
    if known is None or (answer.seq, answer.install) > (known.seq, known.install):
        kept[answer.place] = answer


def _differ(one, other):
    # The same answer on two devices, or one left empty, is nobody's second sitting.
    return one.response is not None and other.response is not None and one.response != other.response


def _clock_went_back(answers):
    last = {}
    for one in answers:
        if one.elapsed is None:
            continue
        if one.elapsed < last.get(one.install, 0) - 1:
            return True
        last[one.install] = one.elapsed
    return False


def _gaps(answers):
    """How many numbers are missing up to the last that arrived; counting begins at 1."""
    missing, seqs = 0, {}
    for one in answers:
        if one.seq > 0:
            seqs.setdefault(one.install, set()).add(one.seq)
    for known in seqs.values():
        missing += max(0, max(known) - len(known))
    return missing
