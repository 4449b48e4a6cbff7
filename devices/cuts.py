"""Pupils of the overview cut by ethnic group and by poverty, with small cells hidden (lms/small_cells.py)."""

from django.utils.translation import gettext_lazy as _

from lms import small_cells
from students.models import EthnicGroup

POVERTY_WORDS = {
    "poor": _("poor household"),
    "near_poor": _("near-poor household"),
    "other": _("other households"),
    "unknown": _("household not known"),
}
# The overview and its workbook say of how many pupils the household is not known.
TOLD_ELSEWHERE = {"poverty": {"unknown"}, "ethnic": set()}


def rows_of(total, name, beside=()):
    """The rows of the cut `name` («ethnic», «poverty») of `total`, the Figures that the page shows.

    `beside`: for each larger place that the reader can open as well, (this place, [(place, Figures)] of all
    that it is made of): otherwise the larger one less the others would tell what is hidden here.
    """
    words = POVERTY_WORDS if name == "poverty" else _ethnic_words()
    cells = _cells(total, name)
    behind = {key for key in cells for here, places in beside if here in _hidden_places(places, name, key)}
    hidden = small_cells.to_hide(cells, told=TOLD_ELSEWHERE[name], hidden=behind)
    if small_cells.tells_of_persons(cells, hidden):
        return [{"label": _("too few pupils to be told apart"), "hidden": True}]
    order = [key for key in words if key in cells]
    if name == "ethnic":
        # The largest first; where among them a hidden one stands would tell about its size.
        order.sort(key=lambda key: (key in hidden, 0 if key in hidden else -sum(cells[key])))
    return [_row(words[key], cells[key], key in hidden) for key in order]


def _cells(figures, name):
    """{key: (equipped, not equipped)} of the groups that are there."""
    cuts = figures.cuts.get(name, {})
    return {key: (equipped, pupils - equipped) for key, (pupils, equipped) in cuts.items() if pupils}


def _hidden_places(places, name, key):
    cells = {place: _cells(figures, name).get(key, (0, 0)) for place, figures in places}
    return small_cells.to_hide(cells) if key not in TOLD_ELSEWHERE[name] else ()


def _row(label, cell, hidden):
    """What is hidden does not reach the template at all."""
    if hidden:
        return {"label": label, "hidden": True}
    return {"label": label, "hidden": False, "equipped": cell[0], "pupils": sum(cell)}


def _ethnic_words():
    return dict(EthnicGroup.objects.values_list("code", "name")) | {"unknown": _("not known")}
