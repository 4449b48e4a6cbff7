"""Take in what browsers counted, each day answered by itself.

Pupils' pages send it through the outbox (`usage.day`); a bound browser at which nobody is signed in
tells it by its own token alone (devices/views/use.py).
"""

from datetime import date, timedelta

from django.utils import timezone

from devices import hours, put_aside
from devices.binding import install_of_sender
from devices.counting import COUNTERS, count_days
from devices.models import UsageDay
from devices.models.usage import DAY_SECONDS
from devices.retention import first_day_kept, first_hour_kept
from lms.outbox import STORED, Outcome
from students.models import Consent

SKEW = timedelta(minutes=10)
LINKS = {UsageDay.Link.WIFI.value, UsageDay.Link.MOBILE.value, UsageDay.Link.BOTH.value}
MOST_DAYS = 60  # of one message of nobody's

# Taken and put aside: the browser need not send it again, and the reason tells why nothing shows.
UNBOUND = Outcome("stored", "unbound")
NOT_A_PUPIL = Outcome("stored", "not_a_pupil")
NOT_MEASURED = Outcome("stored", "not_measured")
QUARANTINED = Outcome("stored", "quarantined")


def take(events, sender):
    """All `usage.day` of one stream: {"day": "2026-11-24", "active_s", "learn_s", "offline_s", …}."""
    student = sender.user.student_or_none
    install = install_of_sender(sender)
    if install is None:
        return [UNBOUND] * len(events)
    if student is None:
        return [NOT_A_PUPIL] * len(events)
    told = [(event.payload, event.wall, event.seq) for event in events]
    return take_days(install, student, student, told)


def take_of_nobody(install, told):
    """What was counted while nobody was signed in; `told` are (payload, wall, sequence).

    A family that holds the machine is asked for its consent all the same. What a member of staff
    holds is not counted: people at work are not measured. A machine of a classroom has no family.
    """
    line = install.device.open_line()
    if line and line.pupil is None and line.teacher_id:
        return [NOT_MEASURED] * len(told)
    return take_days(install, None, line and line.pupil, told)


def take_days(install, learner, whose_family, told):
    """Outcomes of `told`, in its order; the days that may be counted are written in one statement."""
    # Where nobody was asked, or the consent was taken back, nothing is counted; nor what was before it.
    first = _first_day_agreed(whose_family) if whose_family else date.min
    outcomes, days, suspect = [], {}, set()
    for payload, wall, sequence in told:
        try:
            day, counts = _read(payload)
        except ValueError as trouble:
            outcomes.append(Outcome("rejected", str(trouble)))
            continue
        if first is None or day < first:
            outcomes.append(NOT_MEASURED)
            continue
        outcomes.append(STORED)
        days[day] = _greater(days.get(day, {}), counts | {"sequence": sequence})
        if _is_suspect(day, wall, payload):
            suspect.add(day)
    if install.revoked_at is None:
        count_days(install, learner, days, suspect)
        return outcomes
    kept = put_aside.keep(install, learner, days) if learner else set()
    return [
        (QUARANTINED if _day_of(payload) in kept else UNBOUND) if outcome is STORED else outcome
        for (payload, _wall, _sequence), outcome in zip(told, outcomes, strict=True)
    ]


def _first_day_agreed(student):
    """The first day for which the family's consent holds; None without one."""
    consent = student.consents.agreed_to(Consent.Purpose.USAGE).first()
    return consent and consent.given_on


def _read(payload):
    day = _day_of(payload)
    if day is None:
        raise ValueError("bad_day")
    today = timezone.localdate()
    if day > today + timedelta(days=1):
        raise ValueError("future_day")
    if day < first_day_kept(today):
        raise ValueError("too_old")
    counts = {}
    for name in (*COUNTERS, "rtt_p50", "kbps_max"):
        value = payload.get(name)
        if value is None:
            continue
        if type(value) is not int or not 0 <= value <= 2**31 - 1:
            raise ValueError("bad_number")
        counts[name] = value
    active = counts.get("active_s", 0)
    if active > DAY_SECONDS or max(counts.get("learn_s", 0), counts.get("offline_s", 0)) > active:
        raise ValueError("impossible_count")
    if counts.get("failures", 0) > counts.get("tries", 0):
        raise ValueError("impossible_count")
    told_hours = hours.read(payload)
    if day >= first_hour_kept(today):
        counts |= told_hours
    link = payload.get("link")
    # What is no text cannot be looked for in a set, and would hold up the other days of the message.
    if isinstance(link, str) and link in LINKS:
        counts["link"] = link
    return day, counts


def _day_of(payload):
    try:
        return date.fromisoformat(payload["day"])
    except (KeyError, TypeError, ValueError):
        return None


def _greater(one, two):
    """Two messages about one day as one: PostgreSQL writes a row once in a statement."""
    both = dict(one)
    for name, value in two.items():
        if name == "link":
            both[name] = value if one.get(name, value) == value else UsageDay.Link.BOTH.value
        elif name in hours.NAMES:
            both[name] = value | one.get(name, 0)
        elif name != "rtt_p50" or two.get("sequence", 0) >= one.get("sequence", 0):
            both[name] = value if name == "rtt_p50" else max(value, one.get(name, 0))
    return both


def _is_suspect(day, wall, payload):
    """Whether the browser's clock is off: by its own comparison with ours, ahead of ours, or on another
    day than it counts. What was counted without signal arrives days later: that alone says nothing."""
    skew = payload.get("skew_s")
    if type(skew) is int and abs(skew) > SKEW.total_seconds():
        return True
    now = timezone.now()
    if day > timezone.localdate(now):
        return True
    if wall is None:
        return False
    return wall > now + SKEW or timezone.localdate(wall) < day - timedelta(days=1)
