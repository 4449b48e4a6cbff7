"""What an item of QTI declares: responses with their right values and what values are worth, outcomes."""

from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

NUMBERS = {"integer", "float", "duration"}
PAIRS = {"pair", "directedPair", "point"}
CONTAINERS = {"multiple", "ordered"}


@dataclass
class Mapping:
    """What single values are worth."""

    entries: list = field(default_factory=list)
    otherwise: Decimal = Decimal(0)
    lowest: Decimal | None = None
    highest: Decimal | None = None

    def of_one(self, value):
        for key, worth, case_matters in self.entries:
            if key == value or not case_matters and isinstance(value, str) and key.lower() == value.lower():
                return worth
        return self.otherwise

    def worth(self, value):
        if value is None:
            total = Decimal(0)
        elif isinstance(value, list):
            total = sum((self.of_one(one) for one in dict.fromkeys(value)), Decimal(0))
        else:
            total = self.of_one(value)
        if self.lowest is not None:
            total = max(total, self.lowest)
        return total if self.highest is None else min(total, self.highest)


@dataclass
class Declared:
    """A variable of an item. `right`: its right value, a list for containers, or None."""

    id: str
    cardinality: str
    base: str
    right: object = None
    usual: object = None
    mapping: Mapping | None = None
    areas: list = field(default_factory=list)
    highest: Decimal | None = None

    @property
    def is_container(self):
        return self.cardinality in CONTAINERS

    def rights(self):
        """The right values as a list, whatever the cardinality."""
        if self.right is None:
            return []
        return self.right if isinstance(self.right, list) else [self.right]


def typed(text, base):
    """A value of its type: pairs are tuples, numbers Decimal, the others text or truth; None for no value.

    >>> typed("A  B", "directedPair"), typed("2.50", "float"), typed("true", "boolean")
    (('A', 'B'), Decimal('2.50'), True)
    """
    text = " ".join((text or "").split()) if base != "string" else (text or "").strip()
    if base in PAIRS:
        pair = tuple(text.split(" "))
        return tuple(sorted(pair)) if base == "pair" else pair
    if base in NUMBERS:
        return number(text)
    if base == "boolean":
        return text in ("true", "1")
    return text


def number(text):
    """
    >>> number("1e2"), number("x")
    (Decimal('1E+2'), None)
    """
    try:
        value = Decimal(str(text).strip().replace(",", "."))
    except InvalidOperation:
        return None
    return value if value.is_finite() and abs(value.adjusted()) < 30 else None


def response(element):
    """A responseDeclaration."""
    declared = _declared(element)
    rights = element.find("correctResponse")
    if rights is not None:
        declared.right = _values(rights, declared)
    if (mapping := element.find("mapping")) is not None:
        declared.mapping = _mapping(mapping, declared.base)
    if (areas := element.find("areaMapping")) is not None:
        declared.areas = areas.findall("areaMapEntry")
    return declared


def outcome(element):
    """An outcomeDeclaration."""
    declared = _declared(element)
    declared.highest = number(element.get("normalMaximum", ""))
    if (usual := element.find("defaultValue")) is not None:
        declared.usual = _values(usual, declared)
    elif declared.base in NUMBERS and not declared.is_container:
        declared.usual = Decimal(0)
    return declared


def _declared(element):
    cardinality, base = element.get("cardinality", "single"), element.get("baseType", "string")
    return Declared(element.get("identifier", ""), cardinality, base)


def _values(element, declared):
    told = [typed(value.text, value.get("baseType") or declared.base) for value in element.iterfind("value")]
    told = [value for value in told if value is not None]
    if declared.is_container:
        return told
    return told[0] if told else None


def _mapping(element, base):
    mapping = Mapping(
        otherwise=number(element.get("defaultValue", "0")) or Decimal(0),
        lowest=number(element.get("lowerBound", "")),
        highest=number(element.get("upperBound", "")),
    )
    for entry in element.iterfind("mapEntry"):
        worth = number(entry.get("mappedValue", "0")) or Decimal(0)
        matters = entry.get("caseSensitive", "true") not in ("false", "0")
        mapping.entries.append((typed(entry.get("mapKey", ""), base), worth, matters))
    return mapping
