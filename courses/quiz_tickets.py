"""A quiz ticket (phiếu làm bài): with it a pupil begins a quiz where there is no signal. Knows no database.

The school signs what it promises: which paper, which try, how long, until when. The key of the attempt and
its order follow from pupil, paper and try by the school's secret, so that a ticket that is used on two
devices, or told twice, is one attempt – and so is a try that is begun at school while it waits on a tablet.
"""

import zlib
from dataclasses import astuple, dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid5

from django.core import signing
from django.utils.crypto import salted_hmac

from courses import marking, quiz_rules

SALT = "courses.quiz_tickets"
# How long after the close work may still be on its way: a week at home, and back.
DAYS_ON_THE_WAY = 7
# Nobody keeps a ticket longer, where a quiz does not close.
LONGEST = timedelta(days=60)
# Nobody has more tries at one quiz.
MOST_TRIES = 40
# No signed ticket is longer; what is, is none.
MOST_LETTERS = 1000


@dataclass(frozen=True)
class Ticket:
    """What the school promised at `told_at`; times are whole seconds since 1970, None where there is none."""

    student: str
    paper: str
    number: int
    tries: int
    told_at: int
    opens_at: int | None
    closes_at: int | None
    minutes: int | None
    grace_minutes: int
    # Where the pupil sat then: moving away does not move the work.
    school: int
    school_class: int | None

    @property
    def id(self):
        return id_of(self.student, self.paper, self.number)

    @property
    def seed(self):
        return seed_of(self.student, self.paper, self.number)

    @property
    def until(self):
        """By when the work has to have arrived."""
        last = _moment(self.told_at) + LONGEST
        return min(last, on_the_way(_moment(self.closes_at))) if self.closes_at else last

    @property
    def begins(self):
        """Nobody can have begun before."""
        return _moment(max(self.told_at, self.opens_at or 0))

    @property
    def seconds(self):
        """How long it may take with the grace; None: as long as one likes."""
        return None if self.minutes is None else (self.minutes + self.grace_minutes) * 60

    def holds(self, at):
        return self.begins <= at <= self.until

    def own_rules(self):
        """What an attempt keeps of it, as quiz_rules.own tells it: later changes of the quiz are not for
        it."""
        told = {"minutes": self.minutes} if self.minutes else {}
        if self.closes_at:
            told |= {"closes_at": _moment(self.closes_at).isoformat(), "exactly": ["closes_at"]}
        return told

    def facts(self):
        """What an attempt keeps of it, for `window`."""
        return {"told": self.begins.isoformat(), "until": self.until.isoformat(), "seconds": self.seconds}


def whole(at):
    """A moment in whole seconds, as tickets tell it."""
    return None if at is None else int(at.timestamp())


def signed(ticket):
    return signing.dumps(list(astuple(ticket)), salt=SALT, compress=True)


def read(text):
    """The Ticket that the school signed; None for anything else."""
    if not isinstance(text, str) or len(text) > MOST_LETTERS:
        return None
    try:
        return Ticket(*signing.loads(text, salt=SALT))
    except (signing.BadSignature, ValueError, TypeError, zlib.error):
        return None


def window(facts, rules=None, grace_minutes=0):
    """The marking.Window of what an attempt kept of its ticket. `rules`: what holds for it now; it may have
    got more time since, and never has less than was promised."""
    told, until = datetime.fromisoformat(facts["told"]), datetime.fromisoformat(facts["until"])
    seconds = facts["seconds"]
    if rules is not None:
        now = None if rules.minutes is None else (rules.minutes + grace_minutes) * 60
        seconds = None if None in (seconds, now) else max(seconds, now)
        if rules.closes_at:
            until = max(until, on_the_way(rules.closes_at))
    return marking.Window(told, until, seconds)


def on_the_way(closes_at):
    """Until when what was begun before the close may still arrive."""
    return quiz_rules.later(closes_at, DAYS_ON_THE_WAY * 24 * 60)


def id_of(student, paper, number):
    """The key of an attempt that is begun by ticket or at school."""
    return UUID(bytes=_drawn(student, paper, number)[:16], version=4)


def number_of(key, student, paper):
    """Which try of this pupil has the key; None: it is of nobody, or of somebody else."""
    tries = range(1, MOST_TRIES + 1)
    return next((number for number in tries if id_of(student, paper, number) == key), None)


def apart(key, student):
    """The key of work of this pupil that came under one which is not the pupil's; no ticket has it."""
    return uuid5(key, str(student))


def seed_of(student, paper, number):
    """By lot for all but the school: nobody works out how a neighbour's paper is shuffled."""
    return int.from_bytes(_drawn(student, paper, number)[16:24]) >> 2


def _drawn(student, paper, number):
    return salted_hmac(SALT, f"{student}:{paper}:{number}", algorithm="sha256").digest()


def _moment(seconds):
    return datetime.fromtimestamp(seconds, tz=UTC)
