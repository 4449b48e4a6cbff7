"""Ranking, pure: points first, then time; who is equal in both shares a place. No database."""

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby


@dataclass(frozen=True, slots=True)
class Result:
    """What an entry came to. `is_ranked`: primary pupils are not."""

    entry: object
    school: object
    points: Decimal
    out_of: Decimal
    milliseconds: int
    is_ranked: bool = True


@dataclass(frozen=True, slots=True)
class Placed:
    """`rank`: None where nobody is ranked; `shared_by`: how many stand on it."""

    result: Result
    rank: int | None
    shared_by: int = 1


def ranked(results):
    """Each result Placed, the best first; after two who share the first place comes the third."""
    told = sorted((one for one in results if one.is_ranked), key=_worth)
    placed, rank = [], 1
    for _worth_of, some in groupby(told, key=_worth):
        equal = list(some)
        placed += [Placed(one, rank, len(equal)) for one in equal]
        rank += len(equal)
    return placed + [Placed(one, None) for one in results if not one.is_ranked]


def going_on(placed, top_each_school=None, least_percent=None):
    """Entries that go on: of each school the best so many, all above a mark, or both. Whoever shares the
    last of these places goes on as well. Of primary pupils only the mark decides, for they have no rank."""
    if not (top_each_school or least_percent):
        return set()
    told = [one for one in placed if _is_enough(one.result, least_percent)]
    if not top_each_school:
        return {one.result.entry for one in told}
    of_school = defaultdict(list)
    for one in told:
        if one.rank is not None:
            of_school[one.result.school].append(one)
    found = {one.result.entry for one in told if one.rank is None and least_percent}
    for some in of_school.values():
        # They come in the order of their ranks.
        last = some[min(top_each_school, len(some)) - 1].rank
        found |= {one.result.entry for one in some if one.rank <= last}
    return found


def time_of(elapsed_ms, since_start_ms):
    """How long it took: by the stopwatch of the device, which no wrong clock disturbs; never longer than
    the school itself waited, nor less than nothing."""
    if elapsed_ms is None or elapsed_ms < 0:
        return max(0, since_start_ms)
    return min(elapsed_ms, max(0, since_start_ms))


def _worth(one):
    return -one.points, one.milliseconds


def _is_enough(result, least_percent):
    return not least_percent or result.points * 100 >= result.out_of * least_percent
