"""What became of the pupil's machines: losses as they were told, repairs step by step."""

from django.utils.translation import gettext as _

from devices.models import Loss, RepairStep, RepairTicket
from students.dossier import table


def tables(lines):
    yield table(
        "losses",
        _("losses"),
        Loss.objects.filter(line__in=lines).select_related("device").order_by("happened_on"),
        device=(_("device"), "device.code"),
        kind=_("what happened"),
        happened_on=_("when it was lost"),
        place=_("where"),
        circumstances=_("how it happened"),
        police_number=_("number of the police paper"),
        found_on=_("found on"),
        found_note=_("where and how it was found"),
    )
    repairs = RepairTicket.objects.filter(line__in=lines)
    yield table(
        "repairs",
        _("repairs"),
        repairs.select_related("device", "fault_code").order_by("reported_on"),
        device=(_("device"), "device.code"),
        fault=(_("fault"), "words"),
        reported_on=_("reported on"),
        state=_("state"),
        back_on=_("back on"),
    )
    yield table(
        "repair_steps",
        _("steps of repairs"),
        RepairStep.objects.filter(ticket__in=repairs).select_related("ticket__device").order_by("pk"),
        device=(_("device"), "ticket.device.code"),
        state=_("state"),
        on=_("on"),
        note=_("note"),
    )
