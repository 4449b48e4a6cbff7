"""The rules by which an item of QTI marks an answer, carried out: nobody has to guess what they mean.

`Rules.run(responses)` gives the outcomes for an answer. `Unknown` says that a rule draws lots, calls a
program or asks for more than is known here; then the marks of the file cannot be compared.
"""

from decimal import Decimal

from .effort import LARGEST, Steps, Unknown
from .qti_operators import Values, same
from .qti_values import number

TEMPLATES = {
    "match_correct": "match",
    "cc2_match": "match",
    "cc2_match_basic": "match",
    "map_response": "map",
    "cc2_map_response": "map",
    "map_response_point": "unknown",
}


class _Exit(Exception):  # noqa: N818
    pass


class Rules:
    def __init__(self, element, responses, outcomes, effort=None):
        """`responses`, `outcomes`: {id: Declared}."""
        self.element, self.responses, self.outcomes = element, responses, outcomes
        self.steps = Steps(effort)
        self.are_searched = element is not None and sum(1 for _one in element.iter()) <= LARGEST

    @property
    def are_there(self):
        return self.element is not None and (len(self.element) > 0 or bool(self.template))

    @property
    def template(self):
        address = "" if self.element is None else self.element.get("template", "")
        return address.rpartition("/")[2].removesuffix(".xml").lower()

    @property
    def score_name(self):
        """The outcome that is the mark."""
        if "SCORE" in self.outcomes:
            return "SCORE"
        numbers = [one.id for one in self.outcomes.values() if one.base in ("float", "integer")]
        return numbers[0] if len(numbers) == 1 else "SCORE"

    def run(self, responses):
        """{outcome: value} for {response: value}. Raises `Unknown`."""
        self.steps.spend(1 + len(self.outcomes) + len(self.responses))
        if not self.are_there or self.template and not len(self.element):
            return self._by_template(responses)
        state = {one.id: one.usual for one in self.outcomes.values()}
        run = _Run(self, state, {**dict.fromkeys(self.responses), **responses})
        try:
            run.statements(self.element)
        except _Exit:
            pass
        except (ArithmeticError, TypeError, ValueError, IndexError, AttributeError) as why:
            raise Unknown(type(why).__name__) from why
        return run.outcomes

    def _by_template(self, responses):
        asked = [one for one in self.responses.values() if one.right is not None or one.mapping]
        asked = [one for one in asked if one.id == "RESPONSE"] or asked
        way = TEMPLATES.get(self.template, "unknown") if self.template else self._without_rules(asked)
        if way == "unknown" or not asked:
            raise Unknown(self.template or "responseProcessing")
        if way == "map":
            score = sum(
                (one.mapping.worth(responses.get(one.id)) for one in asked if one.mapping), Decimal(0)
            )
        else:
            score = Decimal(all(same(responses.get(one.id), one.right, one) for one in asked))
        state = {one.id: one.usual for one in self.outcomes.values()}
        return {**state, self.score_name: score}

    @staticmethod
    def _without_rules(asked):
        """A file without rules leaves it to whoever asks; what it maps, it wants added."""
        return "map" if asked and all(one.mapping for one in asked) else "match"

    def score(self, responses):
        value = self.run(responses).get(self.score_name)
        return value if isinstance(value, Decimal) else Decimal(0)


class _Run(Values):
    """One carrying out of the rules."""

    def __init__(self, rules, outcomes, responses):
        self.rules, self.outcomes, self.responses = rules, outcomes, responses

    def statements(self, element):
        for one in element:
            self.step()
            if one.tag == "responseCondition":
                self._condition(one)
            elif one.tag == "setOutcomeValue":
                self.outcomes[one.get("identifier", "")] = self._assigned(one)
            elif one.tag == "responseProcessingFragment":
                self.statements(one)
            elif one.tag == "exitResponse":
                raise _Exit
            else:
                raise Unknown(one.tag)

    def _assigned(self, statement):
        """A value in the shape of the outcome it is for."""
        value = self.value(statement[0])
        declared = self.rules.outcomes.get(statement.get("identifier", ""))
        if declared is None or value is None:
            return value
        if declared.base in ("float", "integer") and not isinstance(value, list | Decimal | bool):
            value = number(value)
        return [value] if declared.is_container and not isinstance(value, list) else value

    def _condition(self, element):
        for branch in element:
            if branch.tag == "responseElse":
                self.statements(branch)
                return
            if self.value(branch[0]) is True:
                self.statements(branch[1:])
                return

    def step(self, many=1):
        self.rules.steps.spend(many)
