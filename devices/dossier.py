"""What `devices` keeps about a pupil (students/dossier.py)."""

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from devices.hours import hours_of
from devices.models import (
    Allocation,
    AllocationStep,
    Assignment,
    BindingSuggestion,
    ConnectivityGrant,
    Dispute,
    Handover,
    HandoverScan,
    Incident,
    IncidentPhoto,
    InspectionMark,
    ListedPaper,
    MachinePhoto,
    ProgrammeOverride,
    PutAside,
    ReturnPaper,
    ReturnScan,
    Sighting,
    SignalReport,
    UsageDay,
)
from students import dossier
from students.dossier import table


def register():
    dossier.register(
        dossier.Part(
            "devices",
            gettext_lazy("Devices"),
            {
                "devices.Allocation",
                "devices.AllocationStep",
                "devices.Assignment",
                "devices.BindingSuggestion",
                "devices.ConnectivityGrant",
                "devices.Dispute",
                "devices.Inspection",
                "devices.InspectionMark",
                "devices.ListedPaper",
                "devices.MachinePhoto",
                "devices.Sighting",
                "devices.Handover",
                "devices.HandoverScan",
                "devices.Incident",
                "devices.IncidentPhoto",
                "devices.ProgrammeOverride",
                "devices.PutAside",
                "devices.ReturnPaper",
                "devices.ReturnScan",
                "devices.SignalReport",
                "devices.UsageDay",
            },
            tables,
            order=30,
        )
    )


def tables(student):
    own = Q(pupil=student) | Q(student=student)
    if student.household_id:
        own |= Q(household=student.household_id) | Q(served_household=student.household_id)
    lines = Assignment.objects.filter(own).select_related(
        "handover", "device__model", "sim", "accessory", "pupil", "household", "student"
    )
    yield table(
        "lines",
        _("lines of the ledger"),
        lines.order_by("handed_over_at"),
        number=(_("hand-over record"), "handover.number"),
        item=(_("thing"), _thing),
        holder=(_("holder"), lambda line: str(line.holder)),
        handed_over_at=_("handed over"),
        condition_out=_("condition"),
        due_on=_("due back"),
        returned_at=_("returned"),
        condition_in=_("condition on return"),
        voided_at=_("voided"),
    )
    papers = Handover.objects.filter(Q(pupil=student) | Q(lines__in=lines)).distinct()
    yield table(
        "papers",
        _("hand-over records"),
        papers.order_by("signed_on"),
        number=_("number"),
        signed_on=_("date"),
        class_name=_("class"),
        giver_name=_("giver"),
        receiver_name=_("receiver"),
        relation=_("relation to the pupil"),
        signed_how=_("how it was signed"),
    )
    yield table(
        "listed",
        _("lists from which records were written"),
        ListedPaper.objects.filter(handover__in=papers).select_related("handover", "device_list"),
        number=(_("number"), "handover.number"),
        file=(_("file"), "device_list.file_name"),
        uploaded_at=(_("uploaded"), "device_list.uploaded_at"),
        row=(_("row"), "row"),
    )
    yield table(
        "scans",
        _("scans of hand-over records"),
        HandoverScan.objects.filter(handover__in=papers).select_related("handover"),
        number=(_("number"), "handover.number"),
        attached_at=_("attached"),
        content_type=_("kind of file"),
        size=_("size"),
        struck_at=_("voided"),
    )
    yield table(
        "inspections",
        _("check-lists of machines"),
        InspectionMark.objects.filter(inspection__line__in=lines, inspection__corrected_by=None)
        .select_related("inspection__line__device", "point")
        .order_by("inspection__inspected_at", "point__rank"),
        device=(_("device"), "inspection.line.device.code"),
        moment=(_("when"), lambda mark: mark.inspection.get_moment_display()),
        point=(_("what is looked at"), "point.name"),
        state=_("state"),
    )
    yield table(
        "machine_photos",
        _("photos of machines"),
        MachinePhoto.objects.filter(inspection__line__in=lines).select_related("inspection__line__device"),
        device=(_("device"), "inspection.line.device.code"),
        attached_at=_("attached"),
        size=_("size"),
        struck_at=_("voided"),
    )
    yield table(
        "disputes",
        _("disputes of records"),
        Dispute.objects.filter(handover__in=papers).select_related("handover").order_by("raised_at"),
        number=(_("number"), "handover.number"),
        kind=_("what is not right"),
        words=_("in your words"),
        raised_at=_("said on"),
        outcome=_("what came of it"),
        answer=_("answer of the school"),
        answered_at=_("answered on"),
    )
    yield table(
        "sightings",
        _("sightings of machines"),
        Sighting.objects.filter(line__in=lines).select_related("line__device").order_by("seen_at"),
        device=(_("device"), "line.device.code"),
        condition=_("condition"),
        seen_at=_("seen on"),
    )
    given_back = ReturnPaper.objects.filter(lines__in=lines).distinct()
    yield table(
        "return_papers",
        _("return records"),
        given_back.order_by("returned_on"),
        number=_("number"),
        returned_on=_("returned on"),
        class_name=_("class"),
        taken_by_name=_("taken back by"),
    )
    yield table(
        "return_scans",
        _("scans of return records"),
        # Of a paper of a whole class the picture shows others too: that it is there is told, no more.
        ReturnScan.objects.filter(paper__in=given_back).select_related("paper"),
        number=(_("number"), "paper.number"),
        attached_at=_("attached"),
        content_type=_("kind of file"),
        size=_("size"),
        struck_at=_("voided"),
    )
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
    reported = Q(line__in=lines)
    if student.user_id:
        reported |= Q(reported_by=student.user_id)
    yield table(
        "incidents",
        _("incidents"),
        Incident.objects.filter(reported).select_related("device", "reported_by").order_by("reported_at"),
        device=(_("device"), "device.code"),
        kind=_("what happened"),
        words=_("in your words"),
        reported_by=(_("reported by"), "reported_by"),
        reported_at=(_("reported"), "reported_at"),
        outcome=_("outcome"),
    )
    yield table(
        "photos",
        _("photos of the damage"),
        IncidentPhoto.objects.filter(incident__in=Incident.objects.filter(reported)).select_related(
            "incident__device"
        ),
        device=(_("device"), "incident.device.code"),
        attached_at=_("attached"),
        content_type=_("kind of file"),
        size=_("size"),
        struck_at=_("voided"),
    )
    yield table(
        "usage",
        _("days of use"),
        UsageDay.objects.filter(learner=student).select_related("device").order_by("day"),
        day=_("day"),
        device=(_("device"), "device.code"),
        who=_("who"),
        active=(_("minutes of use"), _minutes("active_s")),
        learn=(_("minutes of learning"), _minutes("learn_s")),
        offline=(_("minutes without signal"), _minutes("offline_s")),
        tried=(_("hours in which it tried to connect"), _hours("tried_hours")),
        failed=(_("hours in which that failed"), _hours("failed_hours")),
    )
    yield table(
        "put_aside",
        _("use that came in after the browser was unbound"),
        PutAside.objects.filter(learner=student).select_related("install__device").order_by("day"),
        day=_("day"),
        device=(_("device"), "install.device.code"),
        active=(_("minutes of use"), _minutes("active_s")),
        learn=(_("minutes of learning"), _minutes("learn_s")),
        verdict=_("what was decided"),
    )
    yield table(
        "suggestions",
        _("browsers that the pupil named as the own machine"),
        BindingSuggestion.objects.filter(student=student).select_related("device", "install"),
        device=(_("device"), "device.code"),
        browser=_("browser"),
        suggested_at=_("suggested"),
        answered_at=_("answered"),
        bound=(_("bound"), lambda asked: bool(asked.install_id)),
    )


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


def _minutes(counter):
    """Kept in seconds; families read minutes, and a begun one counts."""
    return lambda row: -(-getattr(row, counter) // 60)


def _hours(name):
    """Of older days the hours are forgotten (devices/retention.py): nothing stands there."""
    return lambda row: ", ".join(f"{hour}h" for hour in hours_of(getattr(row, name)))


def _thing(line):
    return f"{line.device.model} ({line.device.code})" if line.device else str(line.item)
