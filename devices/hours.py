"""In which hours of a day a browser tried to reach us, and in which of them that failed: one bit an hour.

It tries once an hour at most (static/devices/usage-signal.js), so an hour is tried or not, and a bit holds
all there is. Two counts of a day become one by «or»: any order, loss or repeat leads to the same hours, as
with the greater of two numbers. Pure.
"""

HOURS = range(24)
# As a browser tells them (lists of hours), and as they stand in a day of use (bits).
TRIED, FAILED = NAMES = ("tried_hours", "failed_hours")
ALL = 2 ** len(HOURS) - 1


def read(payload):
    """{name: bits} of what a browser told; nothing where it told no hours. Raises `ValueError`."""
    if payload.get(TRIED) is None and payload.get(FAILED) is None:
        return {}
    tried, failed = (_bits(payload.get(name) or []) for name in NAMES)
    # An hour has a try in it, or it is none; and what failed was tried.
    if failed & ~tried or tried.bit_count() > _number(payload, "tries"):
        raise ValueError("bad_hours")
    if failed.bit_count() > _number(payload, "failures"):
        raise ValueError("bad_hours")
    return {TRIED: tried, FAILED: failed}


def hours_of(bits):
    """The hours of the day that stand in `bits`.

    >>> hours_of(0b10000001)
    [0, 7]
    """
    return [hour for hour in HOURS if bits >> hour & 1]


def _bits(hours):
    if not isinstance(hours, list) or len(hours) > len(HOURS):
        raise ValueError("bad_hours")
    bits = 0
    for hour in hours:
        if type(hour) is not int or hour not in HOURS:
            raise ValueError("bad_hours")
        bits |= 1 << hour
    return bits


def _number(payload, name):
    value = payload.get(name)
    return value if type(value) is int else 0
