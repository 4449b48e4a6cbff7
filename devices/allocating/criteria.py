"""What a rule of priority may ask about a family: a small closed vocabulary, in words for the screen."""

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

# The official code of the majority; every other group is a minority.
KINH = "01"

CRITERIA = {
    "poor": gettext_lazy("poor household"),
    "near_poor": gettext_lazy("near-poor household"),
    "merit": gettext_lazy("family with merit to the revolution"),
    "social": gettext_lazy("family under social policy"),
    "ethnic_minority": gettext_lazy("ethnic-minority household"),
    "difficult_commune": gettext_lazy("extremely difficult commune (area III)"),
}
# What no family is at the same time.
CONTRADICTIONS = ({"poor", "near_poor"},)


class Tie(models.TextChoices):
    """Who comes first of those that one rule holds; the name decides last, so that two runs agree."""

    MORE_CHILDREN = "more_children", gettext_lazy("more children at school, then the higher grade")
    HIGHER_GRADE = "higher_grade", gettext_lazy("the higher grade, then more children at school")
    LOWER_GRADE = "lower_grade", gettext_lazy("the lower grade, then more children at school")


def rule_words(criteria, grade_from=None, grade_to=None):
    """«hộ nghèo, gia đình có công · khối 6–9»"""
    who = ", ".join(str(CRITERIA[code]) for code in CRITERIA if code in criteria)
    grades = grade_words(grade_from, grade_to)
    return " · ".join(filter(None, (who or ("" if grades else _("everybody else")), grades)))


def grade_words(first, last):
    if first and last:
        words = _("grade %(first)d") if first == last else _("grades %(first)d–%(last)d")
        return words % {"first": first, "last": last}
    if first:
        return _("from grade %(first)d") % {"first": first}
    return _("up to grade %(last)d") % {"last": last} if last else ""
