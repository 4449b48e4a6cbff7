"""Which judge reads which work, pure: as even as the rest allows, nobody what is not for them."""

import random
from collections import Counter


def draw(works, judges, barred, each, known=(), shuffle=None):
    """(new pairs (judge, work), {work: how many judges it still lacks}).

    `barred`: pairs that must not be; `known`: pairs that are there already; `each`: judges of a work.
    """
    shuffle = shuffle or random.SystemRandom()
    pairs, load = set(known), Counter(dict.fromkeys(judges, 0))
    load.update(judge for judge, _work in known if judge in load)
    made, lacks = [], {}
    free = {
        work: [one for one in judges if (one, work) not in barred and (one, work) not in pairs]
        for work in works
    }
    has = Counter(work for _judge, work in pairs)
    # Those with the fewest to choose from first.
    turn = sorted(works, key=lambda work: (len(free[work]), shuffle.random()))
    for work in turn:
        for _nth in range(max(0, each - has[work])):
            left = [one for one in free[work] if (one, work) not in pairs]
            if not left:
                lacks[work] = each - has[work]
                break
            judge = min(left, key=lambda one: (load[one], shuffle.random()))
            pairs.add((judge, work))
            made.append((judge, work))
            load[judge] += 1
            has[work] += 1
    return _evened(made, pairs, free, load), lacks


def _evened(made, pairs, free, load):
    """The new pairs, handed on from who has many to who has at least two fewer, as long as that helps."""
    changed = True
    while changed:
        changed = False
        for at, (judge, work) in enumerate(made):
            others = [one for one in free[work] if (one, work) not in pairs and load[one] + 1 < load[judge]]
            if not others:
                continue
            other = min(others, key=lambda one: load[one])
            pairs.remove((judge, work))
            pairs.add((other, work))
            load[judge] -= 1
            load[other] += 1
            made[at] = (other, work)
            changed = True
    return made
