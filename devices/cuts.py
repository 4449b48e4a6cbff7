"""Pupils with and without a machine, cut by ethnic group, poverty, sex or grade; small cells of the first two
are hidden (lms/small_cells.py)."""

from django.utils.translation import gettext_lazy as _

from lms import small_cells
from students.models import EthnicGroup, Student

POVERTY_WORDS = {
    "poor": _("poor household"),
    "near_poor": _("near-poor household"),
    "other": _("other households"),
    "unknown": _("household not known"),
}
# The overview and its workbook say of how many pupils the household is not known.
TOLD_ELSEWHERE = {"poverty": {"unknown"}, "ethnic": set()}
# Nobody is known by these: no cell of theirs is hidden.
OPEN_CUTS = ("gender", "grade")


def rows_of(total, name, beside=()):
    """The rows of the cut `name` («ethnic», «poverty», «gender», «grade») of `total`, the Figures shown.

    `beside`: for each larger place that the reader can open as well, (this place, [(place, Figures)] of all
    that it is made of): otherwise the larger one less the others would tell what is hidden here.
    """
    words = _words(name)
    cells = _cells(total, name)
    if name in OPEN_CUTS:
        return [_row(words[key], cells[key], is_hidden=False) for key in words if key in cells]
    behind = {key for key in cells for here, places in beside if here in _hidden_places(places, name, key)}
    hidden = small_cells.to_hide(cells, told=TOLD_ELSEWHERE[name], hidden=behind)
    if small_cells.tells_of_persons(cells, hidden):
        return [{"label": _("too few pupils to be told apart"), "hidden": True}]
    order = [key for key in words if key in cells]
    if name == "ethnic":
        # The largest first; where among them a hidden one stands would tell about its size.
        order.sort(key=lambda key: (key in hidden, 0 if key in hidden else -sum(cells[key])))
    return [_row(words[key], cells[key], key in hidden) for key in order]


def _cells(total, name):
    """{key: (equipped, not equipped)} of the groups that are there."""
    cuts = total.cuts.get(name, {})
    return {key: (equipped, pupils - equipped) for key, (pupils, equipped) in cuts.items() if pupils}


def _hidden_places(places, name, key):
    cells = {place: _cells(part, name).get(key, (0, 0)) for place, part in places}
    return small_cells.to_hide(cells) if key not in TOLD_ELSEWHERE[name] else ()


def _row(label, cell, is_hidden):
    """What is hidden does not reach the template at all."""
    if is_hidden:
        return {"label": label, "hidden": True}
    return {"label": label, "hidden": False, "equipped": cell[0], "pupils": sum(cell)}


def _words(name):
    """{key of a cell: its words}, in the order of the rows."""
    unknown = {"unknown": _("not known")}
    if name == "poverty":
        return POVERTY_WORDS
    if name == "gender":
        return dict(Student.Gender.choices) | unknown
    if name == "grade":
        return {str(grade): _("grade %(grade)d") % {"grade": grade} for grade in range(1, 13)} | unknown
    return dict(EthnicGroup.objects.values_list("code", "name")) | unknown
