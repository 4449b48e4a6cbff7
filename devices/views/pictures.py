"""Photos and papers of a machine, and those of a delivery: attach one, open one, strike one out."""

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from devices.models import Batch, Device
from lms import scan_views, scans
from students.abilities import requires


@csrf_exempt  # asked for in scan_views, behind a look at the size
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires("manage devices")
def device_attach(request, code):
    return scan_views.attach(request, _of_device(_device(request, code, to="manage devices")))


@require_safe
@requires("see devices")
def device_photo(request, code, pk):
    device = _device(request, code, to="see devices")
    return scans.as_response(get_object_or_404(device.photos.standing(), pk=pk), f"may-{device.code}")


@require_http_methods(["GET", "HEAD", "POST"])
@requires("manage devices")
def device_strike(request, code, pk):
    device = _device(request, code, to="manage devices")
    return scan_views.strike(request, _of_device(device), get_object_or_404(device.photos, pk=pk))


@csrf_exempt  # asked for in scan_views, behind a look at the size
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires("manage devices")
def batch_attach(request, code):
    return scan_views.attach(request, _of_batch(_kept(request, code)))


@require_safe
@requires("see devices")
def batch_paper(request, code, pk):
    batch = get_object_or_404(Batch.objects.visible_to(request.user), code=code)
    return scans.as_response(get_object_or_404(batch.papers.standing(), pk=pk), f"dot-cap-{batch.code}")


@require_http_methods(["GET", "HEAD", "POST"])
@requires("manage devices")
def batch_strike(request, code, pk):
    batch = _kept(request, code)
    return scan_views.strike(request, _of_batch(batch), get_object_or_404(batch.papers, pk=pk))


def _device(request, code, to):
    return get_object_or_404(Device.objects.visible_to(request.user, to=to), code=code)


def _kept(request, code):
    return get_object_or_404(Batch.objects.kept_by(request.user), code=code)


def _of_device(device):
    return scan_views.Signed(
        scans=device.photos,
        school_id=device.school_id,
        number=device.code,
        title=_("Photo or paper of device %(code)s") % {"code": device.code},
        back=reverse("devices:device", args=[device.code]),
        lead=_("The machine, its box or its warranty card: no child's face, no room."),
        label=_("Photo or PDF"),
        kept=_("It is kept with the device."),
    )


def _of_batch(batch):
    return scan_views.Signed(
        scans=batch.papers,
        school_id=batch.school_id,
        number=batch.code,
        title=_("Paper of batch %(name)s") % {"name": batch},
        back=reverse("devices:batch", args=[batch.code]),
        lead=_(
            "The decision or the delivery note. Every school that receives of this batch can read it: "
            "no lists of families."
        ),
        label=_("Photo or PDF"),
        kept=_("It is kept with the batch."),
    )
