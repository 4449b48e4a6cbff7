"""Who comes before whom, as a pure function of families and rules."""

from dataclasses import dataclass, field

from devices.allocating.criteria import Tie


@dataclass(frozen=True)
class Rule:
    place: int
    criteria: frozenset
    grade_from: int | None = None
    grade_to: int | None = None

    def holds_grade(self, grade):
        if self.grade_from is None and self.grade_to is None:
            return True
        # Who sits in a multi-grade class whose grade nobody wrote down meets no span.
        return grade is not None and (self.grade_from or 1) <= grade <= (self.grade_to or 12)


@dataclass(slots=True)
class Child:
    key: object
    name: str
    name_sort: str
    grade: int | None


@dataclass(slots=True)
class Family:
    """A household with its children at the school, or one child whose household nobody wrote down."""

    household: object
    children: list[Child] = field(default_factory=list)
    traits: set = field(default_factory=set)
    # What the traits stand on: the record, frozen into the line.
    evidence: dict = field(default_factory=dict)
    # The open lines of the ledger by which it has a machine already.
    served: list = field(default_factory=list)
    # The list on which it waits already.
    listed: object = None


def rank(families, rules, tie):
    """([(family, rule, child)] in their order, [families that no rule holds]).

    A family stands at the first rule that it meets; `child` is the one for whom the machine is.
    """
    placed, unplaced = [], []
    for family in families:
        found = _first_rule(family, rules, tie)
        if found:
            placed.append((family, *found))
        else:
            unplaced.append(family)
    placed.sort(key=lambda one: (one[1].place, *_within(one[0], one[2], tie)))
    return placed, unplaced


def _first_rule(family, rules, tie):
    for rule in rules:
        if rule.criteria <= family.traits:
            children = [child for child in family.children if rule.holds_grade(child.grade)]
            if children:
                return rule, min(children, key=lambda child: _of_child(child, tie))
    return None


def _of_child(child, tie):
    grade = child.grade or 0
    return (grade if tie == Tie.LOWER_GRADE else -grade, child.name_sort, str(child.key))


def _within(family, child, tie):
    """The order among those of one rule."""
    children = -len(family.children)
    grade, name, key = _of_child(child, tie)
    first = (children, grade) if tie == Tie.MORE_CHILDREN else (grade, children)
    return (*first, name, key)
