"""What was handed over to the pupil: lines of the ledger, records, their signed papers."""

from django.db.models import Q
from django.utils.translation import gettext as _

from devices.models import Assignment, Handover, HandoverScan, ListedPaper
from students.dossier import table


def lines_of(student):
    """Lines of the ledger that name the pupil or the household."""
    own = Q(pupil=student) | Q(student=student)
    if student.household_id:
        own |= Q(household=student.household_id) | Q(served_household=student.household_id)
    return Assignment.objects.filter(own).select_related(
        "handover", "device__model", "sim", "accessory", "pupil", "household", "student"
    )


def papers_of(student, lines):
    """Hand-over records of the pupil, or with such a line."""
    return Handover.objects.filter(Q(pupil=student) | Q(lines__in=lines)).distinct()


def tables(lines, papers):
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


def _thing(line):
    return f"{line.device.model} ({line.device.code})" if line.device else str(line.item)
