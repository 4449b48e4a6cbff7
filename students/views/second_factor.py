"""The second door of staff: digits of an app, or a code of the paper; and the screens to set it up."""

import time

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from students import second_factor, sign_in, throttle
from students.forms.sign_in import SecondFactor
from students.models import User

WAITING = "second_factor"
# The app shows new digits twice a minute; whoever looks for the phone needs a little.
SECONDS = 10 * 60


def ask(request, user, goes_to):
    """The password was right: keep who it was, signed in nowhere yet, and ask for the second factor."""
    request.session.cycle_key()
    request.session[WAITING] = {"user": user.pk, "until": time.time() + SECONDS, "next": goes_to}
    return redirect("students:second-factor")


@login_not_required
@never_cache
@sensitive_post_parameters("digits")
@require_http_methods(["GET", "HEAD", "POST"])
def door(request):
    waiting = request.session.get(WAITING)
    if not waiting or waiting["until"] < time.time():
        return redirect("students:staff-sign-in")
    user = User.objects.filter(sign_in.may_sign_in(), pk=waiting["user"]).first()
    if user is None:
        return redirect("students:staff-sign-in")
    form = SecondFactor(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return _page(request, form, status=400 if form.is_bound else 200)
    attempt = throttle.Try(request, f"second:{user.username}")
    if attempt.wait:
        words = _("Too many tries. Try again in %(minutes)d minutes.") % {"minutes": attempt.wait}
        return _page(request, form, words, 429)
    if not second_factor.is_right(user, form.cleaned_data["digits"]):
        words = _("Those are not the digits that the app shows now. Wait for the next ones and type them.")
        return _page(request, form, words, 400)
    attempt.succeeded()
    del request.session[WAITING]
    sign_in.enter(request, user, sign_in.STAFF)
    return attempt.device.keep(redirect(waiting["next"] or "/start/"), f"staff:{user.username}")


def _page(request, form, refusal="", status=200):
    context = {"form": form, "refusal": refusal}
    return render(request, "students/second_factor.html", context, status=status)


@never_cache
@sensitive_post_parameters("digits")
@require_http_methods(["GET", "HEAD", "POST"])
def set_up(request):
    """Scan a code with the app, type its first digits, get the codes for paper (shown once)."""
    if request.user.student_or_none:
        raise PermissionDenied("pupils have a card and a PIN")
    if request.session.get(sign_in.CARD_ALONE):
        # Whoever found a parent's card must not lock the parent out.
        return redirect(f"{reverse('students:parent-pin')}?{urlencode({'next': request.path})}")
    if request.user.guardian_or_none and not request.user.has_usable_password():
        # It is turned off with a password; the own account speaks of the card instead.
        return redirect("students:account")
    if second_factor.is_on(request.user):
        # Whoever finds a machine left open must not put an own phone in place of the owner's.
        messages.info(request, _("Turn the second factor off first, with your password, to set it up anew."))
        return redirect("students:account")
    form = SecondFactor(request.POST or None)
    status = 200
    if request.method == "POST":
        status = 400
        if form.is_valid():
            codes = second_factor.confirm(request.user, form.cleaned_data["digits"])
            if codes:
                return render(request, "students/second_factor_codes.html", {"codes": codes})
            form.add_error("digits", _("These digits are not right. Type those that the app shows now."))
    device = second_factor.begin(request.user)
    context = {
        "form": form,
        "drawn": mark_safe(second_factor.drawn(device)),  # made here, of letters and digits alone
        "spelled": second_factor.spelled(device),
        "must": second_factor.must_have(request.user),
    }
    return render(request, "students/second_factor_set_up.html", context, status=status)


@never_cache
@sensitive_post_parameters("password")
@require_POST
def turn_off(request):
    """No second factor any longer; whoever must have one is led to a new one at once."""
    if request.user.student_or_none:
        raise PermissionDenied("pupils have a card and a PIN")
    # A machine left open is no place to guess the password at.
    attempt = throttle.Try(request, f"again:{request.user.username}")
    if attempt.wait:
        words = _("Too many tries. Try again in %(minutes)d minutes.")
        messages.error(request, words % {"minutes": attempt.wait})
    elif not request.user.check_password(request.POST.get("password", "")):
        messages.error(request, _("The password is not right, so the second factor stays on."))
    else:
        attempt.succeeded()
        second_factor.turn_off(request.user, by=request.user)
        messages.success(request, _("The second factor is off."))
    return redirect("students:account")
