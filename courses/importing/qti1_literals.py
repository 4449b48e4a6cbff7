"""Values that the rules of an item of QTI 1.2 compare an answer with."""

from .found import MOST_ANSWERS
from .qti_values import number


def literals(item, name, is_number):
    """What may be right for the response `name`, in the order of the rules."""
    found = []
    for condition in _marking(item):
        told = [
            (one.text or "").strip()
            for one in condition.iter()
            if one.tag in ("varequal", "varsubstring") and one.get("respident", name) == name
        ]
        if is_number:
            told = [value for value in map(number, told) if value is not None]
            told = told or [(low + high) / 2 for low, high in _ranges(condition, name)]
        found += [value for value in told if value != ""]
    return list(dict.fromkeys(found))[:MOST_ANSWERS]


def bounds(item, name, value):
    """How far off `value` the rules may let a number be."""
    ranges = [edges for condition in _marking(item) for edges in _ranges(condition, name)]
    return [min(value - low, high - value) for low, high in ranges if low < value < high]


def _marking(item):
    if not item.rules.are_searched:
        return []
    return [one for one in item.rules.conditions if one.find("setvar") is not None]


def _ranges(condition, name):
    """[(from, to)] of «not less than … and not more than …»."""
    found = []
    for group in condition.iter():
        if group.tag not in ("and", "conditionvar"):
            continue
        told = {one.tag[:5]: number(one.text or "") for one in group if one.get("respident", name) == name}
        low, high = told.get("vargt"), told.get("varlt")
        if low is not None and high is not None and low <= high:
            found.append((low, high))
    return found
