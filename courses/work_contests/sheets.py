"""The sheet of criteria: what a new contest begins with, and its rows as its organiser types them."""

from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from courses.competitions.entering import Refused
from courses.models import ContestCriterion, WorkContest
from courses.work_contests import points as typed_points
from lms.history import note_change
from lms.text import tidy

MOST_ROWS = 12
LEAST, MOST = Decimal("0.25"), Decimal(100)


def begin(contest):
    """Put the usual rows into the sheet of a new contest."""
    ContestCriterion.objects.bulk_create(
        ContestCriterion(contest=contest, number=number, title=title, points=points, full=full)
        for number, (title, points, full) in enumerate(_rows(contest.kind), start=1)
    )


@transaction.atomic
def write(contest, lines, by):
    """The sheet becomes these lines, (criterion, points, what earns all of them) as typed; an emptied line
    goes. Raises Refused."""
    contest = WorkContest.objects.select_for_update().get(pk=contest.pk)
    if contest.announced_at:
        raise Refused(_("The contest is announced: its sheet stays as the authors read it."))
    rows = []
    for number, (title, points, full) in enumerate(lines, start=1):
        title, full = tidy(title), tidy(full)
        if not (title or points.strip() or full):
            continue
        worth = typed_points.read(points)
        if not title or len(title) > 120:
            raise Refused(_("Line %(n)d: write the criterion, at most 120 characters.") % {"n": number})
        if worth is None or not LEAST <= worth <= MOST:
            raise Refused(_("Line %(n)d: write points between 0,25 and 100.") % {"n": number})
        if len(full) > 300:
            raise Refused(
                _("Line %(n)d: say in at most 300 characters what earns all points.") % {"n": number}
            )
        rows.append((title, worth, full))
    if not rows:
        raise Refused(_("The sheet is empty. Write at least one criterion with its points."))
    if len(rows) > MOST_ROWS:
        raise Refused(_("A sheet has at most %(n)d criteria.") % {"n": MOST_ROWS})
    contest.criteria.all().delete()
    ContestCriterion.objects.bulk_create(
        ContestCriterion(contest=contest, number=number, title=title, points=worth, full=full)
        for number, (title, worth, full) in enumerate(rows, start=1)
    )
    note_change(by=by, act="write a sheet of criteria", thing=contest, school=contest.school_id)


def _rows(kind):
    """(criterion, points, what earns all of them)"""
    if kind == WorkContest.Kind.LECTURES:
        return [
            (_("Content"), 40, _("Right, complete, and fitting the curriculum and our pupils.")),
            (_("Way of teaching"), 30, _("Leads step by step, asks and answers, pupils do something.")),
            (_("Pictures, sound, technique"), 20, _("Clear and light enough for a weak signal.")),
            (_("Own ideas"), 10, _("Something of one's own that colleagues want to take over.")),
        ]
    if kind == WorkContest.Kind.STORIES:
        return [
            (_("The story"), 5, _("A story of the village with a beginning, a middle and an end.")),
            (_("How it is told"), 3, _("Lively and clear; one wants to read or hear on.")),
            (_("Where it comes from"), 2, _("Says who told it, and keeps words of one's own people.")),
        ]
    return [
        (_("Idea"), 4, _("Useful or beautiful, and thought up by the pupils themselves.")),
        (_("How it is made"), 4, _("Careful, holds together, from things that are at hand.")),
        (_("How it is told of"), 2, _("Says how it was made and what for.")),
    ]
