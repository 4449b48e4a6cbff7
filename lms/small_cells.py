"""Groups so small that a number would tell of persons: what a table must hide, and what hides it.

Every table that cuts pupils by ethnic group or poverty asks here (domain: the law on personal data takes
both for sensitive). Hiding the small cell alone is not enough: who knows the total takes away what is
shown. So larger cells are hidden with it, until those hidden are together no small group either.
"""

SMALLEST = 5


def is_small(parts):
    """Whether a group, or one of the `parts` it is made of (with a device, without), is too small to tell."""
    return 0 < sum(parts) < SMALLEST or any(0 < part < SMALLEST for part in parts)


def to_hide(cells, told=(), hidden=()):
    """Which of `cells` ({key: parts}, adding up to a total that is shown) to hide, as a set of keys.

    `told`: keys whose numbers stand elsewhere, so that hiding them covers nothing. `hidden`: keys that must
    be hidden for another reason.
    """
    found = set(hidden) | {key for key, parts in cells.items() if is_small(parts)} - set(told)
    while found and not _is_covered(cells, found):
        covers = [key for key in cells if key not in found and key not in told and sum(cells[key])]
        if not covers:
            break
        found.add(min(covers, key=lambda key: (sum(cells[key]), str(key))))
    return found


def tells_of_persons(cells, hidden):
    """Whether `hidden` is all that there was to hide, and still a small group or a single one."""
    return bool(hidden) and not _is_covered(cells, hidden)


def _is_covered(cells, keys):
    together = [sum(parts) for parts in zip(*(cells[key] for key in keys), strict=True)]
    return len(keys) > 1 and not is_small(together)
