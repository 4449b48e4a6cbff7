"""Give a connection to a pupil, a household, a school or a support point, and end it with a reason."""

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from devices.models import ConnectivityGrant
from devices.refusal import Refused
from lms.history import note_change


def grant(grantee, kind, source, starts_on, by, request_id, ends_on=None, sim=None):
    """`grantee`: {"student": …}, {"household": …}, {"school": …} or {"point": …}; sent twice, it is one."""
    if first := ConnectivityGrant.objects.filter(request_id=request_id).first():
        return first
    try:
        with transaction.atomic():
            made = ConnectivityGrant.objects.create(
                kind=kind,
                source=source,
                starts_on=starts_on,
                ends_on=ends_on,
                sim=sim,
                request_id=request_id,
                recorded_by=by,
                **grantee,
            )
            note_change(
                by=by,
                act="grant a connection",
                thing=made,
                after={"kind": made.get_kind_display()},
                school=_school_of(made),
            )
    except IntegrityError as trouble:
        if first := ConnectivityGrant.objects.filter(request_id=request_id).first():
            return first
        raise Refused(
            _("The same was given from this day on already. End that one first, or write another day.")
        ) from trouble
    return made


def end(given, reason, by):
    """What was ended before keeps its reason. Raises `Refused`."""
    if not reason.strip():
        raise Refused(_("Write why, so that others understand it later."))
    with transaction.atomic():
        given = ConnectivityGrant.objects.select_for_update(of=("self",)).get(pk=given.pk)
        if given.ended_at is None:
            given.ended_at, given.ended_by, given.ended_reason = timezone.now(), by, reason.strip()[:200]
            given.save(update_fields=["ended_at", "ended_by", "ended_reason"])
            note_change(
                by=by,
                act="end grant of a connection",
                thing=given,
                after={"reason": given.ended_reason},
                school=_school_of(given),
            )
    return given


def _school_of(given):
    if given.student_id:
        return given.student.school_id
    if given.household_id:
        student = given.household.students.order_by("pk").first()
        return student.school_id if student else None
    return given.school_id
