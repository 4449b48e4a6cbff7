"""Values that the rules of an item compare a response with: where it does not say what is right, they do."""

from decimal import Decimal

from .qti_operators import tolerances
from .qti_values import number, typed

COMPARED = {"match", "stringMatch", "equal", "equalRounded", "substring", "member", "contains"}
LOWER, UPPER = {"gt", "gte"}, {"lt", "lte"}
MOST = 200


def literals(rules, declared, tolerance_of=None):
    """The values, in the order of the rules. With `tolerance_of`: how far off that value they let one be."""
    if not rules.are_searched:
        return []
    found = []
    for element in rules.element.iter():
        if len(found) > MOST:
            break
        if element.tag in COMPARED and _is_about(element, declared):
            found += _of(element, declared) if tolerance_of is None else _off(element, declared, tolerance_of)
        elif element.tag == "and":
            found += _range(element, declared, tolerance_of)
    return [value for value in found if value is not None]


def _is_about(element, declared):
    return any(child.tag == "variable" and child.get("identifier") == declared.id for child in element)


def _of(element, declared):
    told = [typed(value.text, declared.base) for value in element.iter("baseValue")]
    if declared.base in ("integer", "float"):
        return [value for value in told if value is not None]
    return [str(value) for value in told if value not in (None, "")]


def _off(element, declared, value):
    if element.tag == "equalRounded":
        figures = int(number(element.get("figures", "0")) or 0)
        if element.get("roundingMode") == "decimalPlaces" and 0 <= figures <= 10:
            # The edge itself may be rounded away.
            return [Decimal("0.49").scaleb(-figures)]
        return []
    if element.tag != "equal":
        return []
    told = _of(element, declared) or declared.rights()
    return [min(tolerances(element, value))] if value in told else []


def _range(element, declared, value):
    """«more than … and less than …»: its middle, and how far it reaches."""
    ends = {}
    for child in element:
        if child.tag in LOWER | UPPER and len(child) == 2 and _is_about(child, declared):
            edge = next((number(one.text) for one in child.iter("baseValue")), None)
            first = child[0].tag == "variable"
            ends["low" if (child.tag in LOWER) == first else "high"] = edge
    low, high = ends.get("low"), ends.get("high")
    if low is None or high is None or low > high or declared.base not in ("integer", "float"):
        return []
    middle, off = (low + high) / 2, (high - low) / 2
    if value is None:
        return [middle]
    return [off, off * Decimal("0.999")] if value == middle else []
