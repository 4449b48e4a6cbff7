"""What was told of damage and loss."""

from django.db.models import Q
from django.utils.translation import gettext as _

from devices.models import Incident, IncidentPhoto
from students.dossier import table


def tables(student, lines):
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
