"""The scans of a signed hand-over record: attach one, open one, strike one out."""

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from devices.models import Handover
from lms import scan_views, scans
from students import looked
from students.abilities import requires


@csrf_exempt  # asked for in scan_views, behind a look at the size
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires("hand over devices")
def attach(request, pk):
    return scan_views.attach(request, _signed(_paper(request, pk, to="hand over devices")))


@require_safe
@requires("see devices")
def scan(request, pk, scan):
    """The file itself, for whoever may see the record, and never out of any cache."""
    paper = _paper(request, pk, to="see devices")
    found = get_object_or_404(paper.scans.standing(), pk=scan)
    if paper.pupil:
        looked.note(request.user, "signed hand-over record", paper.pupil, once_a_day=True)
    return scans.as_response(found, f"ban-ky-{paper.number.replace('/', '-')}")


@require_http_methods(["GET", "HEAD", "POST"])
@requires("hand over devices")
def strike(request, pk, scan):
    paper = _paper(request, pk, to="hand over devices")
    return scan_views.strike(request, _signed(paper), get_object_or_404(paper.scans, pk=scan))


def _paper(request, pk, to):
    return get_object_or_404(Handover.objects.visible_to(request.user, to=to), pk=pk)


def _signed(paper):
    return scan_views.Signed(
        scans=paper.scans,
        school_id=paper.school_id,
        number=paper.number,
        title=_("Signed paper of record %(number)s") % {"number": paper.number},
        back=reverse("devices:handover", args=[paper.pk]),
    )
