"""How machines looked, and what of the records the family disputes."""

from django.utils.translation import gettext as _

from devices.models import Dispute, InspectionMark, MachinePhoto, Sighting
from students.dossier import table


def tables(lines, papers):
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
