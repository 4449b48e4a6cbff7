"""Who is equipped, and who is not yet."""

from functools import partial

from django.utils.translation import gettext_lazy as _

from devices import cuts
from devices.reports.links import pupils, teachers
from devices.reports.report import (
    PROVINCE,
    SCHOOL,
    Cell,
    Column,
    ListReport,
    PlaceReport,
    Row,
    Threshold,
    count,
    share,
)

TOPIC = _("Equipped")
# The programme wants everybody equipped; below this it is said.
WANTED = 100
# A machine works when devices/reports/upkeep.py says so: one number, whichever report tells it.
WORKING = "works"


NOT_EQUIPPED = PlaceReport(
    slug="not-equipped",
    title=_("Who is not yet equipped"),
    question=_("Which pupils and teachers have no machine yet, and where are they?"),
    columns=[
        Column(_("pupils not yet equipped"), lambda figures: figures.not_equipped, pupils("not-equipped")),
        count("pupils", _("pupils"), pupils("all")),
        share(["equipped"], ["pupils"], _("equipped")),
        Column(
            _("teachers without a device"),
            lambda figures: figures.teachers_not_equipped,
            teachers("not-equipped"),
        ),
        count("teachers", _("teachers"), teachers("all")),
    ],
    unknown=lambda figures: figures.count("pupils_household_unknown"),
    unknown_words=_("pupils whose household is not known: a brother or sister may hold a machine already"),
    formula=_(
        "Pupils who study now, less those who hold a device or whose household was given one. "
        "Teachers who have not left, less those who hold one."
    ),
    threshold=Threshold(
        _("Anybody at all: the programme wants every pupil and teacher equipped."),
        lambda figures: figures.not_equipped > 0 or figures.teachers_not_equipped > 0,
    ),
    owner=PROVINCE,
    next_act=_("Propose who receives the next machines, school by school, and have it approved."),
)


def rows_of_cut(name, scope, total):
    """A cut by persons' traits: small groups are hidden, in narrowed places too (devices/cuts.py)."""
    heading = [_("group"), _("pupils"), _("equipped"), _("not yet equipped")]
    if {"area", "old_commune"} & set(scope.chosen) and name not in cuts.OPEN_CUTS:
        # What is hidden in a commune or school could be reckoned from places that cross them.
        told = {"label": _("shown for communes and schools of today only"), "hidden": True}
        return heading, [_cut_row(told)], 0
    rows = [_cut_row(row) for row in cuts.rows_of(total, name, scope.beside)]
    unknown = "pupils_household_unknown" if name == "poverty" else ""
    return heading, rows, total.count(unknown)


def _cut_row(row):
    if row["hidden"]:
        return Row(row["label"], [Cell("…"), Cell("…"), Cell("…")])
    numbers = (row["pupils"], row["equipped"], row["pupils"] - row["equipped"])
    return Row(row["label"], [Cell(number) for number in numbers])


def _cut(name, title, unknown_words):
    return ListReport(
        slug=f"equipped-by-{name}",
        title=title,
        question=_("Does one group wait longer than the others?"),
        rows=partial(rows_of_cut, name),
        formula=_(
            "Pupils who study now, by group; equipped: holds a device, or the household was given one. "
            "Groups so small that a number would tell of persons are hidden."
        ),
        threshold_words=_("A group whose share lies clearly below that of all pupils."),
        owner=PROVINCE,
        next_act=_("Look at the order of priority, and at the communes where the group lives."),
        unknown_words=unknown_words,
    )


REPORTS = [
    NOT_EQUIPPED,
    _cut("poverty", _("Equipped, by poverty"), _("pupils whose household is not known")),
    _cut("ethnic", _("Equipped, by ethnic group"), _("stand in a row of their own")),
    _cut("gender", _("Equipped, by sex"), _("stand in a row of their own")),
    _cut("grade", _("Equipped, by grade"), _("stand in a row of their own")),
    PlaceReport(
        slug="pupils-per-device",
        title=_("Pupils for each working machine"),
        question=_("Are there enough machines that work?"),
        columns=[
            Column(_("pupils for each machine"), lambda figures: pupils_per_device(figures)),
            count("pupils", _("pupils")),
            count(WORKING, _("working machines")),
        ],
        unknown=lambda figures: figures.count("not_sure"),
        unknown_words=_("machines that nobody saw or used lately"),
        formula=_(
            "Pupils who study now, divided by the machines that work, as the report «Do the machines work?» "
            "counts them: no open repair, and used in the last three months or seen by a stocktake in twelve."
        ),
        threshold=Threshold(
            _("More than one pupil for each machine."),
            lambda figures: (pupils_per_device(figures) or 0) > 1,
        ),
        owner=SCHOOL,
        next_act=_("Have broken machines repaired, and propose more for the school."),
    ),
]


def pupils_per_device(figures):
    """With one decimal, or None without any machine that works."""
    working = figures.count(WORKING)
    return round(figures.count("pupils") / working, 1) if working else None
