"""What `devices` erases of a pupil (students/erasing.py). Papers about devices stay, as families were told
(devices/papers_kept.py); on the day their time is over the nightly round forgets the rest."""

from collections import defaultdict

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from devices import emptying
from devices.guards import RETURN_WORDS, VOID_WORDS
from devices.hours_by_month import roll_up_hours
from devices.lists import forgetting as uploaded
from devices.models import (
    GIFTS,
    Allocation,
    AllocationStep,
    Assignment,
    BindingSuggestion,
    ConnectivityGrant,
    Dispute,
    Handover,
    HandoverScan,
    HoursMonth,
    Incident,
    IncidentPhoto,
    Loss,
    MachinePhoto,
    ProgrammeOverride,
    PutAside,
    RepairPhoto,
    RepairTicket,
    ReturnScan,
    SignalReport,
    UsageDay,
    UsageMonth,
)
from devices.papers_kept import kept_until, papers_of
from devices.rollup import month_of, roll_up
from lms.history import about
from lms.text import fold
from students import erasing
from students.erasing import GOES, NAMELESSLY, STAYS, Bar, Line
from students.erasing_parts import STRUCK, household_alone


def register():
    erasing.register(erasing.Part("devices", bars, lines, logged, erase, order=30))


def bars(student):
    lent = Assignment.objects.open().filter(pupil=student).exclude(tenure__in=GIFTS)
    by_paper = defaultdict(list)
    lines = lent.select_related("handover", "device", "sim", "accessory").order_by("handed_over_at")
    for line in sorted(lines, key=lambda line: (line.device is None, line.sim is None)):
        by_paper[line.handover].append(line.device.code if line.device else str(line.item))
    for paper, things in by_paper.items():
        words = _("Still lent to the pupil: %(things)s (record %(number)s). Take it back first.")
        told = {"things": ", ".join(things), "number": paper.number}
        yield Bar(words % told, reverse("devices:return", args=[paper.pk]))


def lines(student):
    yield Line(GOES, _("days on which a device was used"), UsageDay.objects.filter(learner=student).count())
    yield Line(GOES, _("what was said about damage"), _incidents(student).exclude(words="").count())
    chosen = Allocation.objects.filter(_own_allocations(student)).exclude(evidence={})
    yield Line(GOES, _("why the family was put on a list of who receives a device"), chosen.count())
    yield Line(GOES, _("connections given to the pupil or the family"), _own_grants(student).count())
    yield Line(GOES, _("what the family told of the signal at home"), _own_signal(student).count())
    yield Line(GOES, _("photos of damage"), _photos(student))
    lost = Loss.objects.filter(line__pupil=student).exclude(circumstances=emptying.DASH)
    yield Line(GOES, _("what was told of losses"), lost.count())
    listed = sum(map(len, uploaded.rows_of(student).values()))
    yield Line(GOES, _("rows in hand-over lists that were uploaded"), listed)
    handed = Assignment.objects.filter(pupil=student).count()
    yield Line(NAMELESSLY, _("which device from when to when (the ledger)"), handed)
    for paper in papers_of(student).filter(forgotten_on=None).prefetch_related("lines"):
        yield Line(STAYS, _said(paper), 1, kept_until(paper), _why(paper))


def logged(student):
    papers = papers_of(student)
    found = about(
        {
            Handover: papers.values_list("pk", flat=True),
            Assignment: Assignment.objects.filter(pupil=student).values_list("pk", flat=True),
            # Their lines say to whom: a pupil by name, a household by its head.
            ConnectivityGrant: _own_grants(student).values_list("pk", flat=True),
            # Why a picture was struck out.
            Loss: Loss.objects.filter(line__pupil=student).values_list("pk", flat=True),
            RepairTicket: _repairs(student).values_list("pk", flat=True),
        }
    )
    # A report of damage is a line about the device; its words are the pupil's.
    for incident in _incidents(student):
        found |= Q(
            act__in=["report device", "send to repair", "strike out scan"],
            model=incident.device._meta.label_lower,
            object_id=str(incident.device_id),
            at__gte=incident.reported_at,
            **({"at__lte": incident.closed_at} if incident.closed_at else {}),
        )
    # So is a line about its repair, which repeats them; the next holder's repairs have other words.
    for ticket in _told_repairs(student):
        found |= Q(
            act__in=["open repair", "lead repair"],
            model=ticket.device._meta.label_lower,
            object_id=str(ticket.device_id),
            after__fault=ticket.words,
        )
    return found | emptying.log_naming(student, erasing.names_of(student))


def erase(was):
    student = was.student
    was.names.update(
        fold(name) for name in papers_of(student).values_list("receiver_name", flat=True) if name
    )
    _forget_days(student)
    uploaded.forget(was)
    _forget_stories(student, was)
    ProgrammeOverride.objects.filter(_own_overrides(student)).update(reason="")
    Dispute.objects.filter(handover__in=papers_of(student)).update(words="", answer="")
    _forget_allocations(student, was.by)
    _own_grants(student).delete()
    _own_signal(student).delete()
    emptying.empty_naming(student, was.is_named_in)


def _forget_stories(student, was):
    """What was told of damage, repairs and losses, and of things that came back or were struck out."""
    losses = Loss.objects.filter(line__pupil=student)
    for loss in losses:
        if student.village and f" {fold(student.village)} " in f" {fold(loss.place)} ":
            Loss.objects.filter(pk=loss.pk).update(place=emptying.DASH)
    emptying.empty_losses(losses, was.by, STRUCK)
    for ticket in _told_repairs(student):
        if ticket.repeats_the_report or was.is_named_in(ticket.fault):
            RepairTicket.objects.filter(pk=ticket.pk).update(fault=emptying.BROKEN)
    emptying.empty_repairs(_repairs(student), was.by, STRUCK)
    emptying.empty_incidents(_incidents(student), was.by, STRUCK)
    lines = Assignment.objects.filter(pupil=student)
    lines.exclude(returned_at=None).update(**dict([RETURN_WORDS]))
    lines.exclude(voided_at=None).update(**dict([VOID_WORDS]))
    papers = papers_of(student)
    # The scans themselves are kept with the paper; why a wrong one was struck out is not.
    for scan, own in (
        (HandoverScan, Q(handover__in=papers)),
        (ReturnScan, Q(paper__lines__in=lines, paper__is_of_one=True)),
        (MachinePhoto, Q(inspection__line__in=lines)),
    ):
        struck = scan.objects.filter(own).exclude(struck_at=None).values("pk")
        scan.objects.filter(pk__in=struck).update(struck_reason=emptying.DASH)


def _own_grants(student):
    household = household_alone(student)
    own = Q(student=student) | (Q(household=household) if household else Q(pk=None))
    return ConnectivityGrant.objects.filter(own)


def _own_signal(student):
    household = household_alone(student)
    return SignalReport.objects.filter(household=household) if household else SignalReport.objects.none()


def _own_overrides(student):
    own = Q(student=student)
    household = household_alone(student)
    return own | Q(household=household) if household else own


def _own_allocations(student):
    own = Q(pupil=student) | Q(student=student)
    household = household_alone(student)
    return own | Q(household=household) if household else own


def _forget_allocations(student, by):
    """That a family was on a list stays; what it was chosen for goes, and nobody waits any more."""
    lines = Allocation.objects.filter(_own_allocations(student))
    for line in lines.live():
        line.state = Allocation.State.TAKEN_OUT
        line.save(update_fields=["state"])
        AllocationStep.objects.create(
            list_id=line.list_id, line=line, act=AllocationStep.Act.TAKEN_OUT, by=by
        )
    lines.update(reason="", evidence={})
    AllocationStep.objects.filter(line__in=lines).exclude(words="").update(words="")


def _said(paper):
    told = {"number": paper.number, "scans": paper.scans.standing().count()}
    if told["scans"]:
        return _("hand-over record %(number)s, with who received it and its scans (%(scans)d)") % told
    return _("hand-over record %(number)s, with who received it") % told


def _why(paper):
    if any(line.is_open and line.tenure in GIFTS for line in paper.lines.all()):
        return _("a paper about property: ten years from the day on which the device was given for good")
    return _("a paper about property: ten years from the day the device came back, as the family was told")


def _forget_days(student):
    """Months that have no sum yet get it first, so that the school's counts stay."""
    days = UsageDay.objects.filter(learner=student)
    for school, day in set(days.values_list("school", "day")):
        if not UsageMonth.objects.filter(school=school, month=month_of(day)).exists():
            roll_up(month_of(day), [school])
        if not HoursMonth.objects.filter(school=school, month=month_of(day)).exists():
            roll_up_hours(month_of(day), [school])
    days.delete()
    PutAside.objects.filter(learner=student).delete()
    BindingSuggestion.objects.filter(student=student).delete()


def _photos(student):
    told = IncidentPhoto.objects.standing().filter(incident__in=_incidents(student))
    return told.count() + RepairPhoto.objects.standing().filter(ticket__in=_repairs(student)).count()


def _incidents(student):
    """Reports by the pupil or about what the pupil held."""
    own = Q(line__pupil=student)
    if student.user_id:
        own |= Q(reported_by=student.user_id)
    return Incident.objects.filter(own).select_related("device")


def _repairs(student):
    """Repairs of what the pupil held or reported."""
    return RepairTicket.objects.filter(Q(line__pupil=student) | Q(incident__in=_incidents(student)))


def _told_repairs(student):
    return _repairs(student).exclude(fault="").select_related("device", "fault_code", "incident")
