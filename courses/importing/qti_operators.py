"""The expressions in which rules of QTI say what is compared and reckoned, by their names."""

from decimal import ROUND_HALF_UP, Decimal

from .effort import Unknown
from .qti_values import number, typed


class Values:
    """What expressions come to. `rules`: what is declared; `responses`, `outcomes`: {name: value}."""

    def step(self, many=1):
        """Called for every expression, that none goes on for ever."""

    def value(self, element):
        self.step()
        operator = OPERATORS.get(element.tag)
        if operator is None:
            raise Unknown(element.tag)
        return operator(self, element)

    def _values(self, element):
        return [self.value(child) for child in element]

    def variable(self, element):
        name = element.get("identifier", "")
        if name in self.responses:
            return self.responses[name]
        if name not in self.outcomes and name not in self.rules.outcomes:
            raise Unknown(f"variable {name}")
        return self.outcomes.get(name)

    def correct(self, element):
        return self._declared(element).right

    def map_response(self, element):
        declared = self._declared(element)
        if declared.mapping is None:
            raise Unknown("mapResponse")
        self.step(len(declared.mapping.entries))
        return declared.mapping.worth(self.responses.get(declared.id))

    def _declared(self, element):
        declared = self.rules.responses.get(element.get("identifier", ""))
        if declared is None:
            raise Unknown(f"variable {element.get('identifier', '')}")
        return declared

    def base_value(self, element):
        return typed(element.text, element.get("baseType", "string"))

    def default(self, element):
        declared = self.rules.outcomes.get(element.get("identifier", ""))
        return declared.usual if declared else None

    def is_null(self, element):
        return self.value(element[0]) in (None, "", [])

    def match(self, element):
        one, other = self._values(element)
        if one is None or other is None:
            return None
        declared = next(
            (
                self.rules.responses.get(child.get("identifier", ""))
                for child in element
                if child.tag == "variable"
            ),
            None,
        )
        return same(one, other, declared)

    def all_of(self, element):
        return all(value is True for value in self._values(element))

    def any_of(self, element):
        return any(value is True for value in self._values(element))

    def is_not(self, element):
        value = self.value(element[0])
        return None if value is None else value is not True

    def string_match(self, element):
        one, other = self._values(element)
        if one is None or other is None:
            return None
        return _same_text(str(one), str(other), element)

    def substring(self, element):
        part, whole = (str(value or "") for value in self._values(element))
        if element.get("caseSensitive", "true") == "false":
            part, whole = part.lower(), whole.lower()
        return part in whole

    def equal(self, element):
        one, other = self._numbers(element)
        if one is None or other is None:
            return None
        below, above = tolerances(element, one)
        return one - below <= other <= one + above

    def equal_rounded(self, element):
        one, other = self._numbers(element)
        if one is None or other is None:
            return None
        return rounded(one, element) == rounded(other, element)

    def round_to(self, element):
        value = number(self.value(element[0]))
        return None if value is None else rounded(value, element)

    def _numbers(self, element):
        return [None if value is None else number(value) for value in self._values(element)]

    def compared(self, element):
        one, other = self._numbers(element)
        if one is None or other is None:
            return None
        return {"gt": one > other, "gte": one >= other, "lt": one < other, "lte": one <= other}[element.tag]

    def reckoned(self, element):
        values = [
            number(one)
            for value in self._values(element)
            for one in (value if isinstance(value, list) else [value])
        ]
        if any(value is None for value in values):
            return None
        return RECKONED[element.tag](values)

    def multiple(self, element):
        out = []
        for value in self._values(element):
            out += [] if value is None else value if isinstance(value, list) else [value]
        return out

    def member(self, element):
        one, many = self._values(element)
        return None if one is None or many is None else one in (many if isinstance(many, list) else [many])

    def contains(self, element):
        whole, part = self._values(element)
        return None if whole is None or part is None else all(one in whole for one in part)

    def delete(self, element):
        one, many = self._values(element)
        return [value for value in many or [] if value != one]

    def index(self, element):
        many, at = self.value(element[0]) or [], int(number(element.get("n", "0")) or 0)
        return many[at - 1] if 1 <= at <= len(many) else None

    def size(self, element):
        return Decimal(len(self.value(element[0]) or []))

    def null(self, element):
        return None


def same(one, other, declared=None):
    """Whether two values are the same; containers of the kind «multiple» in any order."""
    if isinstance(one, list) and isinstance(other, list):
        if declared is not None and declared.cardinality == "ordered":
            return one == other
        return sorted(map(str, one)) == sorted(map(str, other))
    if isinstance(one, list) or isinstance(other, list):
        return (one if isinstance(one, list) else [one]) == (other if isinstance(other, list) else [other])
    return one is not None and one == other


def _same_text(one, other, element):
    if element.get("caseSensitive", "true") == "false":
        one, other = one.lower(), other.lower()
    return other in one if element.get("substring") == "true" else one == other


def tolerances(element, value):
    """How far below and above `value` an «equal» still is right."""
    told = [number(part) or Decimal(0) for part in (element.get("tolerance") or "0").split()[:2]] or [
        Decimal(0)
    ]
    below, above = told[0], told[-1]
    mode = element.get("toleranceMode", "exact")
    if mode == "relative":
        return abs(value) * below / 100, abs(value) * above / 100
    return (below, above) if mode == "absolute" else (Decimal(0), Decimal(0))


def rounded(value, element):
    figures = int(number(element.get("figures", "0")) or 0)
    if not 0 <= figures <= 20:
        raise Unknown(element.tag)
    if element.get("roundingMode", "significantFigures") == "significantFigures":
        figures = figures - 1 - value.adjusted() if value else figures
    return value.quantize(Decimal(1).scaleb(-figures), ROUND_HALF_UP)


def _product(values):
    out = Decimal(1)
    for value in values:
        out *= value
    return out


RECKONED = {
    "sum": lambda values: sum(values, Decimal(0)),
    "product": _product,
    "subtract": lambda values: values[0] - values[1],
    "divide": lambda values: values[0] / values[1] if values[1] else None,
    "max": max,
    "min": min,
    "round": lambda values: values[0].quantize(Decimal(1), ROUND_HALF_UP),
    "truncate": lambda values: Decimal(int(values[0])),
    "integerDivide": lambda values: values[0] // values[1] if values[1] else None,
    "integerModulus": lambda values: values[0] % values[1] if values[1] else None,
    "integerToFloat": lambda values: values[0],
}
OPERATORS = {
    "variable": Values.variable,
    "correct": Values.correct,
    "mapResponse": Values.map_response,
    "baseValue": Values.base_value,
    "default": Values.default,
    "isNull": Values.is_null,
    "match": Values.match,
    "and": Values.all_of,
    "or": Values.any_of,
    "not": Values.is_not,
    "stringMatch": Values.string_match,
    "substring": Values.substring,
    "equal": Values.equal,
    "equalRounded": Values.equal_rounded,
    "roundTo": Values.round_to,
    **dict.fromkeys(("gt", "gte", "lt", "lte"), Values.compared),
    **dict.fromkeys(RECKONED, Values.reckoned),
    "multiple": Values.multiple,
    "ordered": Values.multiple,
    "member": Values.member,
    "contains": Values.contains,
    "delete": Values.delete,
    "index": Values.index,
    "containerSize": Values.size,
    "null": Values.null,
}
