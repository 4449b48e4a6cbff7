"""Certificates (giấy chứng nhận) for who was at enough sessions; checked on the one page of the house."""

from django.conf import settings
from django.db import transaction
from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from home.models import TrainingCertificate
from lms import certificates
from lms.history import note_change
from lms.pdf import qr_svg, render_pdf
from lms.text import given_name


def register():
    certificates.register(_find)


def who_earned(course):
    """Enrolments with enough sessions; nobody before the last session is over."""
    sessions = list(course.sessions.all())
    if not sessions or not sessions[-1].is_over():
        return course.enrolments.none()
    needed = -(-course.least_percent * len(sessions) // 100)
    was_there = Count("attendance", filter=Q(attendance__taken_back_at=None))
    return (
        course.enrolments.standing()
        .filter(participant__erased_at=None)
        .annotate(there=was_there)
        .filter(there__gte=max(1, needed))
        .in_order()
    )


@transaction.atomic
def issue(course, enrolments, by):
    """The certificates of these, in their order; who has one keeps it."""
    enrolments = list(enrolments)
    TrainingCertificate.objects.bulk_create(
        [TrainingCertificate(enrolment=one, by=by) for one in enrolments], ignore_conflicts=True
    )
    note_change(
        by=by, act="certify training", thing=course, school=course.school_id,
        after={"count": len(enrolments)},
    )  # fmt: skip
    found = {row.enrolment_id: row for row in TrainingCertificate.objects.filter(enrolment__in=enrolments)}
    return [(found[one.pk], one) for one in enrolments]


def render(course, pairs):
    """The certificates as PDF, one page each, of [(certificate, enrolment)] of one class."""
    sessions = list(course.sessions.all())
    check = f"{settings.PUBLIC_URL}{reverse('courses:award_check')}"
    papers = [
        {
            "name": enrolment.participant.name,
            "commune": enrolment.participant.commune.name if enrolment.participant.commune else "",
            "course": course.title,
            "days": _days(sessions),
            "held": str(course.held_by),
            "day": _long_day(timezone.localdate(certificate.at)),
            "code": certificates.spaced(certificate.code),
            "address": check.split("//")[-1],
            "qr": qr_svg(f"{check}?code={certificate.code}"),
        }
        for certificate, enrolment in pairs
    ]
    return render_pdf("home/training/certificates.typ", {"papers": papers})


def _find(code):
    found = (
        TrainingCertificate.objects.filter(code=code, enrolment__participant__erased_at=None)
        .select_related("enrolment__participant", "enrolment__course__school", "enrolment__course__place")
        .first()
    )
    if found is None:
        return None
    course = found.enrolment.course
    facts = [
        # Whoever holds the paper knows the name; whoever tries codes must not collect names.
        (pgettext("certificate", "Name"), _shortened(found.enrolment.participant.name)),
        (_("Training class"), course.title),
        (_("Held by"), str(course.held_by)),
        (pgettext("certificate", "Day"), f"{timezone.localdate(found.at):%d/%m/%Y}"),
    ]
    return certificates.Told(facts, holds=who_earned(course).filter(pk=found.enrolment_id).exists())


def _days(sessions):
    first, last = sessions[0].on, sessions[-1].on
    return f"{first:%d/%m/%Y}" if first == last else f"{first:%d/%m/%Y} – {last:%d/%m/%Y}"


def _long_day(day):
    told = {"day": f"{day:%d}", "month": f"{day:%m}", "year": day.year}
    return _("day %(day)s month %(month)s year %(year)s") % told


def _shortened(name):
    return " ".join([*(f"{word[0]}." for word in name.split()[:-1]), given_name(name)])
