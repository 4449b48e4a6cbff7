"""Which pictures stand for a film, when one listens and sees only them. Pure: looks in, numbers out.

A look is a picture as a row of brightnesses (0–255), all of one length.
"""

# Mean difference of brightness from which it is another picture (a new slide, another scene) …
ANOTHER = 7
# … and from which it has slowly become another one (writing on a blackboard).
CHANGED = 2.5
CHANGED_AFTER = 45
# One each ten seconds on the whole, never two within four.
SECONDS_EACH = 10
SECONDS_APART = 4
MOST = 200


def choose(looks, step):
    """Positions of the chosen ones among `looks`, `step` seconds apart; the first is always there."""
    if not looks:
        return []
    each = max(SECONDS_EACH, len(looks) * step / MOST)
    chosen = [0]
    for position in range(1, len(looks)):
        since = (position - chosen[-1]) * step
        if since < SECONDS_APART or len(chosen) > 1 + position * step / each:
            continue
        change = difference(looks[chosen[-1]], looks[position])
        if change >= ANOTHER or (since >= CHANGED_AFTER and change >= CHANGED):
            chosen.append(position)
    return chosen


def clearest(looks):
    """The position of the look with most contrast: a film often begins with a black or white picture."""
    return max(range(len(looks)), key=lambda position: (contrast(looks[position]), -position), default=None)


def difference(one, other):
    return sum(abs(a - b) for a, b in zip(one, other, strict=True)) / len(one)


def contrast(look):
    middle = sum(look) / len(look)
    return sum(abs(value - middle) for value in look) / len(look)
