"""Slow down whoever guesses PINs or passwords, and nobody beside them.

A whole school shares one internet address, so an address alone says nothing. What counts:

* the account on this device, when the device has signed in to it before;
* the account on a tablet of a room of a competition that the supervisor let in;
* the account on all devices new to it together, otherwise – who throws the device cookie away
  stays in this one;
* the device, whatever accounts it tries;
* the codes that begin alike (a school's), tried from devices new to them: one PIN sprayed over
  a school. A device on which anybody of that group signed in before is counted and goes on: a
  spray from outside must not keep a school out of its own tablets. Cards go their own way;
* the telephone of grown-ups in training, on all devices: several people have a code at one number, and
  whoever types it on a wall gets one too, so that a right code takes back its own try and no other.

A gate shuts for 1, 2, 5, 15, 30, 60 minutes as tries go on, that of a group for five at most; the
school is told (students/alarms.py). Every gate is worked out from what was
typed, never from what exists, so that a shut gate tells nothing about which codes are real.
The try is counted before the secret is looked at: a hundred tries sent at once gain nothing.

Who renews PINs and cards is slowed down too: a teacher's account left open must not shut out a school.
"""

import logging
from dataclasses import dataclass, field
from datetime import timedelta
from secrets import token_urlsafe

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.utils import timezone

from students import alarms, gates
from students.models import SignInTries

log = logging.getLogger(__name__)

COOKIE = "__Host-device" if settings.PRODUCTION else "device"
COOKIE_AGE = 400 * 24 * 60 * 60  # the longest that browsers keep
ACCOUNTS_KNOWN = 20
GROUPS_KNOWN = 4
# A tablet that a group shares at school.
PUPILS_OFFERED = 12

PER_ACCOUNT = 5
PER_DEVICE = 20
PER_GROUP = 60
# Misses at one telephone in a day, of a family that shares it.
PER_PHONE = 20
# All numbers begin alike by provider: by two digits as of a school's codes, a few wrong ones would shut
# the door of the province.
SIGNS_OF_GROUP = {"training": 7}
FORGET_ACCOUNT = timedelta(hours=24)
# A class of 45, pupil by pupil, in one go.
RENEWALS = 60
# Slips of the pen while a pupil of another school is looked for by id and birth date.
MISSES = 15
# A word said in class is misheard and mistyped by children, but not so often.
GUESSES = 8


# Apps above know machines that count their own tries: `gate(request, account) -> a name or None`.
own_gates = []


@dataclass
class Device:
    """A browser, known by a signed cookie; `known` are the accounts that have signed in on it (marks
    that tell nothing), `pupils` the ids of pupils it offers at the door, the latest first, `groups` the
    groups of codes (schools) of which somebody signed in here."""

    id: str
    known: list = field(default_factory=list)
    pupils: list = field(default_factory=list)
    groups: list = field(default_factory=list)

    @classmethod
    def of(cls, request):
        try:
            kept = signing.loads(request.COOKIES.get(COOKIE, ""), salt="students.device")
            return cls(
                str(kept["id"]),
                [str(mark) for mark in kept["known"]],
                [str(pk) for pk in kept.get("pupils", [])],
                [str(mark) for mark in kept.get("groups", [])],
            )
        except (signing.BadSignature, KeyError, TypeError):
            # Browsers get their cookie with the sign-in page. Who posts without one shares a
            # gate with the others of that kind at the same address.
            return cls("none-" + gates.mark(request.META.get("REMOTE_ADDR", "")))

    @property
    def has_cookie(self):
        return not self.id.startswith("none-")

    def knows(self, account):
        return gates.mark(account) in self.known

    def keep(self, response, account=None, pupil=None):
        """Set the cookie, with `account` among those that signed in here and `pupil` offered first."""
        if account is not None:
            mark = gates.mark(account)
            self.known = [mark, *(other for other in self.known if other != mark)][:ACCOUNTS_KNOWN]
            group = _group(account)
            self.groups = [group, *(other for other in self.groups if other != group)][:GROUPS_KNOWN]
        if pupil is not None:
            pk = str(pupil.pk)
            self.pupils = [pk, *(other for other in self.pupils if other != pk)][:PUPILS_OFFERED]
        if not self.has_cookie:
            self.id = token_urlsafe(12)
        kept = {"id": self.id, "known": self.known, "pupils": self.pupils, "groups": self.groups}
        response.set_cookie(
            COOKIE,
            signing.dumps(kept, salt="students.device"),
            max_age=COOKIE_AGE,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )
        return response


class Try:
    """One try to sign in. `wait` is the number of minutes to wait; 0 when it may go on.

    `account` is what was typed, tidied, with the kind of secret before it: "pupil:A7KF3PX".
    """

    def __init__(self, request, account):
        self.device = Device.of(request)
        self.account = account
        known = self.device.knows(account)
        own = next(filter(None, (gate(request, account) for gate in own_gates)), None)
        where = own or (self.device.id if known else "new")
        self.account_key = f"account:{gates.mark(account)}:{where}"[:80]
        # (key, tries before it shuts, how long it remembers)
        self.gates = [
            (self.account_key, PER_ACCOUNT, FORGET_ACCOUNT),
            (f"device:{self.device.id}"[:80], PER_DEVICE, gates.FORGET_MANY),
        ]
        self.group_key = _group(account)
        # Counted there, but let by when it is shut.
        self.passes_group = self.group_key in self.device.groups
        if not (known or own):
            self.gates.append((self.group_key, PER_GROUP, gates.FORGET_MANY))
        self.is_shared = account.startswith(f"{alarms.WayIn.TRAINING}:")
        if self.is_shared:
            self.gates.append((f"phone:{gates.mark(account)}", PER_PHONE, FORGET_ACCOUNT))
        self.wait = self._enter()

    def succeeded(self):
        """Forget this try; and all others at the account on this device, unless several people share it."""
        with transaction.atomic():
            for key, limit, _forget in self.gates:
                if key == self.account_key and not self.is_shared:
                    SignInTries.objects.filter(key=key).delete()
                    continue
                tries = SignInTries.objects.select_for_update().filter(key=key).first()
                if tries:
                    tries.count = max(0, tries.count - 1)
                    # Of a shared one nobody came in since it shut: it was this try that shut it.
                    if tries.count < limit or self.is_shared:
                        tries.shut_until = None
                    tries.save(update_fields=["count", "shut_until"])

    @transaction.atomic
    def _enter(self):
        now = timezone.now()
        # In one order always, so that two tries never wait for each other.
        rows = {key: gates.row_of(key, now) for key in sorted(gate[0] for gate in self.gates)}
        if self.passes_group and self.group_key in rows and gates.minutes_shut(rows[self.group_key], now):
            self.gates = [gate for gate in self.gates if gate[0] != self.group_key]
            del rows[self.group_key]
        if wait := max(gates.minutes_shut(row, now) for row in rows.values()):
            return wait
        for key, limit, forget in self.gates:
            minutes = gates.GROUP_MINUTES if key == self.group_key else gates.MINUTES
            shut = gates.count(rows[key], limit, forget, now, minutes)
            if shut and key != self.account_key:
                log.warning("Sign-in: %s shut after %d tries in a short time", key, rows[key].count)
                act = alarms.DEVICE if key.startswith("device:") else alarms.GROUP
                way_in, _colon, name = self.account.partition(":")
                alarms.raise_alarm(act, way_in, name, rows[key].count)
        return 0


def typed_code(code):
    """How tries at the code of a pupil or a parent are named, whichever door it is typed at."""
    return f"pupil:{code}"


def open_gates(account):
    """Forget all tries at `account`: its secret was renewed, what was guessed before is worth nothing."""
    SignInTries.objects.filter(key__startswith=f"account:{gates.mark(account)}:").delete()


def wait_to_renew(user):
    """Count that `user` renews a PIN or cards. The number of minutes to wait; 0 when it may go on."""
    return _wait(f"renew:{user.pk}", RENEWALS, counts=True)


def wait_to_find(user, missed=False):
    """Minutes that `user` waits before looking for a pupil of another school; `missed` counts a miss."""
    return _wait(f"find:{user.pk}", MISSES, counts=missed)


def wait_to_guess(user, page_id, missed=False):
    """Minutes that `user` waits before typing a password of that quiz; `missed` counts a wrong one."""
    return _wait(f"quiz:{page_id}:{user.pk}", GUESSES, counts=missed)


def wait_to_arrive(participant, missed=False):
    """Minutes that a participant waits before the next code of the screen; `missed` counts a wrong one."""
    return _wait(f"arrive:{participant.pk}", GUESSES, counts=missed)


@transaction.atomic
def _wait(key, limit, counts):
    now = timezone.now()
    row = gates.row_of(key, now)
    if wait := gates.minutes_shut(row, now):
        return wait
    if counts and gates.count(row, limit, gates.FORGET_MANY, now):
        log.warning("%s shut after %d tries in a short time", key, row.count)
    return 0


def _group(account):
    """The key of the gate of all accounts that begin like `account`."""
    door, _colon, name = account.partition(":")
    return f"group:{door}:{gates.mark(name[: SIGNS_OF_GROUP.get(door, 2)])}"
