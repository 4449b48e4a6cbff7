"""«Gắn máy»: staff gets a code, the tablet opens it once."""

import segno
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from devices import binding, suggesting
from devices.models import Assignment, Device
from devices.numbers import DEVICE_CODE_LENGTH, as_typed
from students import sign_in, throttle
from students.abilities import requires

# In the address after the browser was given a cookie: it is asked once.
ASKED = "asked"


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@requires("hand over devices")
def code(request, code):
    """A fresh code for a device: made by POST, told on the page that follows, once more on reload."""
    device = get_object_or_404(Device.objects.visible_to(request.user, to="hand over devices"), code=code)
    kept = f"binding:{device.code}"
    if request.method == "POST":
        request.session[kept] = binding.new_code(device, by=request.user)
        return redirect("devices:bind", device.code)
    fresh = request.session.get(kept)
    if fresh and not device.enrolment_codes.filter(used_at=None, cancelled_at=None).exists():
        fresh = request.session.pop(kept) and None
    address = fresh and settings.PUBLIC_URL + reverse("devices:open_code", args=[fresh])
    return render(
        request,
        "devices/bind.html",
        {"device": device, "fresh": fresh, "address": address, "qr": address and _qr(address)},
    )


@require_POST
@requires("hand over devices")
def unbind(request, code, install):
    device = get_object_or_404(Device.objects.visible_to(request.user, to="hand over devices"), code=code)
    install = get_object_or_404(device.installs.in_force(), pk=install)
    binding.unbind(install, by=request.user)
    messages.success(request, _("This browser no longer counts for device %(code)s.") % {"code": device.code})
    return redirect("devices:device", device.code)


@require_POST
@requires("report broken devices")
def suggest(request, code):
    """A pupil says that this browser is on the machine in hand; staff is asked (devices/suggesting.py)."""
    student = request.user.student_or_none
    held = Assignment.objects.open().held_by(student) if student else Assignment.objects.none()
    line = get_object_or_404(held.select_related("device"), device__code=code)
    response = redirect("devices:mine")
    # Sent twice, or by a browser that is bound already: nothing more to ask.
    if suggesting.state_of(request, student) == "ask":
        token = suggesting.suggest(line.device, student, browser=request.headers.get("User-Agent", ""))
        binding.set_cookie(response, token)
        messages.success(request, _("The school will look at it and say yes. You need not do anything more."))
    return response


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def open_code(request, code):
    """What a scanned code opens. Looking binds nothing (messengers look ahead); the button does."""
    if len(as_typed(code)) == DEVICE_CODE_LENGTH:
        return _label(request, as_typed(code))
    known = throttle.Device.of(request)
    if not known.has_cookie:
        return _ask_for_cookies(request, known)
    old_token = request.COOKIES.get(settings.DEVICE_COOKIE_NAME, "")
    if install := binding.bound_by(code, old_token):
        return _answer(request, device=install.device, is_bound=True)
    tried = throttle.Try(request, f"bind:{as_typed(code)}")
    if tried.wait:
        return _answer(request, status=429, trouble=_too_many(tried.wait))
    try:
        if request.method != "POST":
            found = binding.find_code(code)
            tried.succeeded()
            return _answer(request, device=found.device)
        install, token = binding.bind(
            code, browser=request.headers.get("User-Agent", ""), old_token=old_token
        )
    except binding.NotBound as trouble:
        return _answer(request, status=404, trouble=trouble)
    tried.succeeded()
    student = getattr(request.user, "student_or_none", None)
    if student and install.device.assignments.open().held_by(student).exists():
        # From now on this is the pupil's own tablet: no signing in anew every week.
        request.session.set_expiry(sign_in.OWN_DEVICE)
    response = _answer(request, device=install.device, is_bound=True)
    binding.set_cookie(response, token)
    return response


def _answer(request, status=200, **context):
    return render(request, "devices/open_code.html", context, status=status)


def _ask_for_cookies(request, device):
    """A browser is told from its neighbours behind one address by its cookie; without one no code
    is looked up. Binding would be in vain there as well: what is bound is a cookie."""
    if ASKED in request.GET:
        return _answer(request, status=400, trouble=_no_cookies())
    return device.keep(redirect(f"{request.path}?{ASKED}=1"))


def _no_cookies():
    return _(
        "This browser keeps no cookies, so the tablet cannot be bound in it. "
        "Open the code in Chrome, not in a private window."
    )


def _too_many(minutes):
    return ngettext(
        "Too many wrong codes. Wait %(minutes)d minute, then open the code again.",
        "Too many wrong codes. Wait %(minutes)d minutes, then open the code again.",
        minutes,
    ) % {"minutes": minutes}


def _label(request, code):
    """The sticker on a machine: staff come to its page, everybody else learns what it is."""
    device = Device.objects.filter(code=code).first()
    if device is None:
        raise Http404
    if request.user.is_authenticated and Device.objects.visible_to(request.user).filter(pk=device.pk):
        if request.user.student_or_none:
            return redirect("devices:mine")
        return redirect("devices:device", device.code)
    return render(request, "devices/open_code.html", {"is_label": True})


def _qr(address):
    svg = segno.make(address, error="m").svg_inline(
        scale=6, border=2, omitsize=True, svgclass=None, lineclass=None
    )
    return mark_safe(svg)  # made by us from our own address
