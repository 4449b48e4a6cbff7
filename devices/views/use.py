"""What staff is asked about bound browsers: suggested ones, codes that came twice, use that came late."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from devices import binding, put_aside, suggesting
from devices.models import BindingSuggestion, Device, DeviceInstall
from lms.shortlist import Shortlist
from students import looked
from students.abilities import requires

MOST = 50


@require_safe
@never_cache
@requires("hand over devices")
def index(request):
    devices = Device.objects.visible_to(request.user, to="hand over devices")
    suggestions = Shortlist(
        BindingSuggestion.objects.waiting()
        .filter(device__in=devices)
        .select_related("device__model", "device__school", "student__school"),
        MOST,
    )
    codes = Shortlist(binding.used_again_at(devices), MOST)
    asking = {asked.student_id: asked.student for asked in suggestions}
    looked.note(request.user, "own browser", *asking.values(), once_a_day=True)
    return render(
        request,
        "devices/use.html",
        {
            "suggestions": list(suggestions),
            "more_suggestions": suggestions.more,
            "codes": list(codes),
            "more_codes": codes.more,
            "late": put_aside.waiting_at(devices)[:MOST],
            "unbound": devices.in_custody().exclude(installs__in=DeviceInstall.objects.in_force()).count(),
        },
    )


@require_POST
@requires("hand over devices")
def answer(request, pk):
    """Yes or no to «this browser is on device …»."""
    devices = Device.objects.visible_to(request.user, to="hand over devices")
    asked = get_object_or_404(BindingSuggestion.objects.filter(device__in=devices), pk=pk)
    if request.POST.get("answer") == "yes":
        suggesting.confirm(asked, by=request.user)
        messages.success(request, _("The browser is bound to %(code)s.") % {"code": asked.device.code})
    else:
        suggesting.refuse(asked, by=request.user)
        messages.success(request, _("The browser stays unbound."))
    return redirect("devices:use")


@require_POST
@requires("hand over devices")
def known(request, code):
    """«We know»: the notice about a used code of this device goes."""
    device = get_object_or_404(Device.objects.visible_to(request.user, to="hand over devices"), code=code)
    for used in device.enrolment_codes.used_again():
        binding.say_known(used, by=request.user)
    return redirect("devices:use")


@require_POST
@requires("hand over devices")
def settle(request, pk):
    """Count what an unbound browser sent late, or leave it out."""
    devices = Device.objects.visible_to(request.user, to="hand over devices")
    install = get_object_or_404(DeviceInstall.objects.filter(device__in=devices), pk=pk)
    counts = request.POST.get("answer") == "yes"
    put_aside.settle(install, by=request.user, counts=counts)
    words = _("It is counted for %(code)s now.") if counts else _("It is left out of what %(code)s counts.")
    messages.success(request, words % {"code": install.device.code})
    return redirect("devices:use")
