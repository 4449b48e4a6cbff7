"""The rules by which an item of QTI 1.2 marks an answer (resprocessing), carried out."""

from decimal import Decimal

from lms.text import whole_number

from .effort import LARGEST, Steps, Unknown
from .qti_values import number

COMPARED = ("varequal", "varlt", "varlte", "vargt", "vargte", "varsubstring", "varsubset")
MARK = ("SCORE", "que_score")


class Rules:
    def __init__(self, item, effort=None):
        self.conditions = [
            one for part in item.iterfind("resprocessing") for one in part.iter("respcondition")
        ]
        self.declared = {one.get("varname") or "SCORE": one for one in item.iter("decvar")}
        self.steps = Steps(effort)
        self.are_searched = sum(1 for one in self.conditions for _inside in one.iter()) <= LARGEST

    @property
    def are_there(self):
        """Whether any answer changes the mark."""
        return any(one.find("setvar") is not None and _compares(one) for one in self.conditions)

    def run(self, responses):
        """(score, [feedback]) for {response: [value]}. Raises `Unknown`."""
        self.steps.spend(1 + len(self.declared) + len(self.conditions))
        marks = {
            name: number(one.get("defaultval", "0")) or Decimal(0) for name, one in self.declared.items()
        }
        shown = []
        for condition in self.conditions:
            told = condition.find("conditionvar")
            if told is None or not all(self._holds(child, responses) for child in told):
                continue
            for setting in condition.iterfind("setvar"):
                self._set(marks, setting)
            shown += [one.get("linkrefid", "") for one in condition.iterfind("displayfeedback")]
            if not _goes_on(condition):
                break
        return self._score(marks), shown

    def _score(self, marks):
        name = next((name for name in (*MARK, *self.declared, *marks) if name in marks), "")
        return max(
            (marks[one] for one in marks if one == name or one not in self.declared), default=Decimal(0)
        )

    @staticmethod
    def _set(marks, setting):
        name, value = setting.get("varname") or "SCORE", number(setting.text or "0")
        if value is None:
            raise Unknown("setvar")
        before = marks.get(name, Decimal(0))
        action = setting.get("action", "Set").lower()
        if action == "set":
            marks[name] = value
        elif action == "add":
            marks[name] = before + value
        elif action == "subtract":
            marks[name] = before - value
        elif action == "multiply":
            marks[name] = before * value
        elif action == "divide" and value:
            marks[name] = before / value
        else:
            raise Unknown(f"setvar {action}")

    def _holds(self, element, responses):
        self.steps.spend()
        tag = element.tag
        if tag == "and":
            return all(self._holds(child, responses) for child in element)
        if tag == "or":
            return any(self._holds(child, responses) for child in element)
        if tag == "not":
            return not all(self._holds(child, responses) for child in element)
        if tag == "other":
            return True
        if tag == "unanswered":
            return not responses.get(element.get("respident", ""))
        if tag in COMPARED:
            return _compared(tag, element, responses.get(element.get("respident", "")) or [])
        if tag in ("qticomment", "var_extension"):
            return True
        raise Unknown(tag)


def _goes_on(condition):
    """Whether the next rule is asked as well. Points that are added are meant together, unless it says so."""
    told = condition.get("continue")
    if told is None:
        return any(one.get("action", "Set").lower() != "set" for one in condition.iterfind("setvar"))
    return told.lower() == "yes"


def _compares(condition):
    return any(one.tag in COMPARED for one in condition.iter())


def _compared(tag, element, given):
    wanted = " ".join((element.text or "").split())
    index = whole_number((element.get("index") or "").strip(), 9)
    if index is not None:
        given = given[index - 1 : index] if index else []
    if tag == "varequal":
        return any(_same(one, wanted, element) for one in given)
    if tag == "varsubstring":
        return any(wanted.lower() in str(one).lower() for one in given)
    if tag == "varsubset":
        return set(wanted.split(",")) <= {str(one) for one in given}
    bound = number(wanted)
    values = [number(one) for one in given]
    if bound is None or not values or None in values:
        return False
    value = values[0]
    return {
        "varlt": value < bound,
        "varlte": value <= bound,
        "vargt": value > bound,
        "vargte": value >= bound,
    }[tag]


def _same(one, wanted, element):
    one, case = str(one), element.get("case", "No").lower() == "yes"
    if one == wanted or not case and one.lower() == wanted.lower():
        return True
    numbers = number(one), number(wanted)
    return None not in numbers and numbers[0] == numbers[1]
