"""What the province decides about a batch or a family: shares of schools, second machines."""

from django.db import transaction

from devices.models import BatchQuota, ProgrammeOverride
from lms.history import note_change


def share_out(batch, shares, by):
    """Write down how many machines of the batch each school gives out: {school: number or None}."""
    before = shares_of(batch)
    with transaction.atomic():
        for school, quota in shares.items():
            BatchQuota.objects.update_or_create(batch=batch, school=school, defaults={"quota": quota or 0})
            note_change(
                by=by,
                act="share out a batch",
                thing=batch,
                before={"quota": before.get(school.pk)},
                after={"quota": quota or 0},
                school=school,
            )


def shares_of(batch):
    """{key of a school: machines}"""
    return dict(BatchQuota.objects.filter(batch=batch).values_list("school", "quota"))


def allow_second(decision, pupil, by):
    """Keep the decision (a ProgrammeOverride, not saved yet) that lets the pupil's family hold one more."""
    decision.recorded_by = by
    with transaction.atomic():
        decision.save()
        note_change(
            by=by,
            act="allow a second device",
            thing=decision,
            after={"decision": decision.decision_number},
            school=pupil.school,
        )


def overrides_of(students):
    """Decisions about these pupils or their households, the latest first, with the lines on them."""
    households = students.exclude(household=None).values("household")
    found = ProgrammeOverride.objects.select_related("household", "student", "recorded_by")
    found = found.filter(household__in=households) | found.filter(student__in=students.values("pk"))
    return found.prefetch_related("assignments__device").order_by("-recorded_at")
