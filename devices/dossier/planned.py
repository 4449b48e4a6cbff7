"""What was planned for the pupil: decisions, lines of allocation lists, connections, signal at home."""

from django.db.models import Q
from django.utils.translation import gettext as _

from devices.models import Allocation, AllocationStep, ConnectivityGrant, ProgrammeOverride, SignalReport
from students.dossier import table


def tables(student):
    overrides = Q(student=student)
    if student.household_id:
        overrides |= Q(household=student.household_id)
    yield table(
        "overrides",
        _("overrides"),
        ProgrammeOverride.objects.filter(overrides),
        decision_number=_("decision no."),
        decision_date=_("decision date"),
        reason=_("reason"),
    )
    yield from _allocations(student)


def _allocations(student):
    own = Q(pupil=student) | Q(student=student)
    if student.household_id:
        own |= Q(household=student.household_id)
    found = Allocation.objects.filter(own)
    yield table(
        "allocations",
        _("lines of allocation lists"),
        found.select_related("list__batch").order_by("made_at"),
        batch=(_("batch"), "list.batch"),
        rank=_("rank"),
        state=_("state"),
        reason=_("reason"),
        evidence=(_("evidence"), lambda line: line.evidence),
        made_at=(_("put on the list"), "made_at"),
        approved_at=_("approved"),
    )
    yield table(
        "allocation_steps",
        _("steps of allocation lists"),
        AllocationStep.objects.filter(line__in=found).order_by("at"),
        act=(_("what happened"), "act"),
        words=(_("reason"), "words"),
        at=(_("date"), "at"),
    )
    household = Q(household=student.household_id) if student.household_id else Q(pk=None)
    yield table(
        "grants",
        _("connections given"),
        ConnectivityGrant.objects.filter(Q(student=student) | household).order_by("starts_on"),
        kind=_("what is given"),
        source=_("given by"),
        starts_on=_("from"),
        ends_on=_("to (last day)"),
        ended_at=_("ended"),
        ended_reason=_("reason"),
    )
    yield table(
        "signal",
        _("signal at home, as the family told"),
        SignalReport.objects.filter(household).order_by("on", "pk"),
        operator=_("carrier"),
        level=_("signal"),
        on=_("date"),
    )
