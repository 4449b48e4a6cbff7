"""The doors: pupils and parents by code and PIN or by card, staff by name and password."""

import re
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout, update_session_auth_hash
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.shortcuts import redirect, render
from django.urls import Resolver404, resolve, reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from lms.doors import CAME_WITHOUT_SIGNAL, came_without_signal, local_path
from lms.history import note_change
from students import pictures, second_factor, sign_in, throttle
from students.forms.sign_in import FamilySignIn, NewPassword, OfferedSignIn, PupilSignIn, StaffSignIn
from students.views import second_factor as second_door

# The mark of a PIN that was typed (students/pin-safe.js), and how long its page may take to be opened.
MARK = re.compile(r"[0-9a-f]{32}")
SAFE_SECONDS = 10 * 60


@login_not_required
@never_cache
@sensitive_post_parameters("pin")
@require_http_methods(["GET", "HEAD", "POST"])
def pupil(request):
    """By code and PIN. On a machine that pupils used before, each chooses the own name (`?who=`) and
    gives the PIN alone, in digits or in pictures."""
    offered = sign_in.offered_on(throttle.Device.of(request))
    who = request.POST.get("who") or request.GET.get("who")
    came = came_without_signal(request)
    if came and not who and not {"other", "names"} & request.GET.keys():
        who = came
    chosen = next((one for one in offered if str(one.pk) == who), None)
    template = "students/sign_in_pin.html" if chosen else "students/sign_in.html"
    if request.method != "POST":
        if _is_for_parents(local_path(request.GET.get("next"))):
            return redirect(f"{reverse('students:family-sign-in')}?{request.GET.urlencode()}")
        if offered and not chosen and "other" not in request.GET:
            return _door(request, "students/sign_in_names.html", offered=offered)
        stays = bool(chosen) and str(chosen.pk) == came
        return _door(request, template, stays=stays, **_pin_door(request, chosen, offered))
    form = OfferedSignIn(request.POST) if chosen else PupilSignIn(request.POST)
    more = _pin_door(request, chosen, offered) | {"form": form}
    if not form.is_valid():
        words = _("Give your PIN.") if chosen else _("Type your code and your PIN.")
        return _refused(request, template, words, 400, **more)
    code = chosen.code if chosen else form.cleaned_data["code"]
    wrong = _("The code or the PIN is not right, try again. Your teacher can give you a new PIN.")
    if chosen:
        wrong = _("That is not your PIN, try again. Your teacher can give you a new one.")
    return _by_code(request, template, code, wrong, more)


@login_not_required
@never_cache
@sensitive_post_parameters("pin")
@require_http_methods(["GET", "HEAD", "POST"])
def family(request):
    """Parents, by the code and the PIN of their card. A code opens at either door; this one speaks to
    grown-ups, in large type."""
    template = "students/sign_in_family.html"
    if request.method != "POST":
        return _door(request, template, form=FamilySignIn())
    form = FamilySignIn(request.POST)
    if not form.is_valid():
        words = _("Type the code and the PIN that are on the card.")
        return _refused(request, template, words, 400, form=form)
    wrong = _("The code or the PIN is not right. Look at the card again; the teacher can give a new PIN.")
    return _by_code(request, template, form.cleaned_data["code"], wrong, {"form": form})


def _is_for_parents(path):
    """Whether `path` is a page of parents: who was led to the door from there need not look for theirs."""
    try:
        view = resolve(urlsplit(path).path).func
    except Resolver404:
        return False
    return getattr(view, "requires", "") == "follow own children"


def _by_code(request, template, code, wrong, more):
    """The answer to `code` and the PIN of the form in `more`."""
    attempt = throttle.Try(request, throttle.typed_code(code))
    if attempt.wait:
        words = _("Too many tries. Try again in %(minutes)d minutes, or scan your card.")
        return _shut(request, template, words, attempt.wait, **more)
    user = sign_in.by_pin(code, more["form"].cleaned_data["pin"])
    if user is None:
        return _refused(request, template, wrong, 400, **more)
    return _tell_the_safe(request, user, _in(request, user, attempt, _seconds(request, user)))


def _tell_the_safe(request, user, response):
    """Say to the browser which PIN was right, by the mark that came with it: it opens the safe of this person
    on this device (lms/js/coming-in.js). Nobody who still has to give a second factor."""
    mark = request.POST.get("mark", "")
    if MARK.fullmatch(mark) and request.user.is_authenticated:
        response.set_cookie(
            "pin_was_right",
            f"{mark}.{user.learner_key}",
            max_age=SAFE_SECONDS,
            secure=settings.SESSION_COOKIE_SECURE,
            samesite="Lax",
        )
    return response


def _pin_door(request, chosen, offered):
    """What the page with the PIN shows: of whom, and whether pictures come first."""
    if chosen is None:
        return {"form": PupilSignIn(), "known": bool(offered)}
    by_pictures = chosen.takes_pictures if "digits" not in request.GET else False
    return {
        "form": OfferedSignIn(),
        "chosen": chosen,
        "pictures": pictures.PICTURES if by_pictures or "pictures" in request.GET else [],
        "shared": len(offered) > 1,
    }


def _seconds(request, user):
    told = {name: bool(request.POST.get(name)) for name in ("shared", "own")}
    return sign_in.seconds_for(request, user, **told)


@login_not_required
@require_POST
def forget(request):
    """This machine offers no names any longer; who signed in stays in."""
    device = throttle.Device.of(request)
    device.pupils = []
    return device.keep(redirect("students:sign-in"))


@login_not_required
@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def staff(request):
    if request.method != "POST":
        return _door(request, "students/sign_in_staff.html", form=StaffSignIn())
    form = StaffSignIn(request.POST)
    if not form.is_valid():
        words = _("Type your username and password.")
        return _refused(request, "students/sign_in_staff.html", words, 400, form=form)
    attempt = throttle.Try(request, f"staff:{form.cleaned_data['username']}")
    if attempt.wait:
        words = _("Too many tries. Try again in %(minutes)d minutes.")
        return _shut(request, "students/sign_in_staff.html", words, attempt.wait, form=form)
    user = sign_in.staff_by_password(form.cleaned_data["username"], form.cleaned_data["password"])
    if user is None:
        words = _("The username or the password is not right. The school can give you a new password.")
        return _refused(request, "students/sign_in_staff.html", words, 400, form=form)
    return _in(request, user, attempt, sign_in.STAFF)


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def card(request, secret):
    """The page that a printed card opens. Looking at it signs nobody in: messengers and
    browsers fetch addresses ahead; the pupil or the parent presses the button."""
    attempt = throttle.Try(request, f"card:{secret}")
    if attempt.wait:
        words = _("Too many tries. Try again in %(minutes)d minutes.") % {"minutes": attempt.wait}
        return _card_refused(request, words, status=429)
    user = sign_in.by_card(secret)
    if user is None:
        return _card_refused(request, _("This card no longer works. Ask your teacher for a new one."), 404)
    if request.method == "POST":
        seconds = _seconds(request, user)
        # On this device the code and PIN may be used too from now on.
        code = (user.student_or_none or user.guardian).code
        response = _in(request, user, attempt, seconds, known_as=throttle.typed_code(code))
        if not user.student_or_none:
            request.session[sign_in.CARD_ALONE] = True
        return response
    attempt.succeeded()
    if student := user.student_or_none:
        response = render(request, "students/card.html", {"student": student})
    else:
        response = render(request, "students/card_family.html", {"parent": user.guardian})
    # The files of the page and the next page must not be asked for with the secret as referrer.
    response["Referrer-Policy"] = "strict-origin"
    return attempt.device.keep(response)


@login_not_required
@login_not_required  # who is here by the cookie alone, having come without signal, goes too
@never_cache
@require_POST
def out(request):
    logout(request)
    response = redirect(settings.LOGOUT_REDIRECT_URL)
    for name in ("learner", CAME_WITHOUT_SIGNAL):
        response.delete_cookie(name, samesite="Lax")
    # «Back» on a shared tablet must find nothing; answers waiting to be sent stay (storage).
    response["Clear-Site-Data"] = '"cache"'
    return response


@never_cache
@sensitive_post_parameters("old", "new", "again")
@require_http_methods(["GET", "HEAD", "POST"])
def password(request):
    """Staff choose a new password; they are led here after a reset."""
    if request.user.student_or_none:
        raise PermissionDenied("a pupil's PIN is renewed by the teacher")
    form = NewPassword(request.user, request.POST or None)
    if request.method == "POST":
        attempt = throttle.Try(request, f"again:{request.user.username}")
        if attempt.wait:
            words = _("Too many tries. Try again in %(minutes)d minutes.") % {"minutes": attempt.wait}
            messages.error(request, words)
            context = {"form": NewPassword(request.user)}
            return render(request, "students/password.html", context, status=429)
        if "old" not in form.errors:
            attempt.succeeded()
    if request.method == "POST" and form.is_valid():
        user = request.user
        with transaction.atomic():
            user.set_password(form.cleaned_data["new"])
            user.must_change_password = False
            user.save(update_fields=["password", "must_change_password"])
            note_change(by=user, act="change own password", thing=user)
        update_session_auth_hash(request, user)
        sign_in.note_session(request, user)
        sign_in.end_sessions(user, but=request.session.session_key)
        messages.success(request, _("Your new password is saved. Other machines are signed out."))
        return redirect(settings.LOGIN_REDIRECT_URL)
    return render(request, "students/password.html", {"form": form}, status=400 if form.is_bound else 200)


@login_not_required
def to_staff_door(request):
    """Wagtail's own sign-in page leads to ours, so that it is throttled too."""
    query = request.GET.urlencode()
    return redirect(reverse("students:staff-sign-in") + (f"?{query}" if query else ""))


def _door(request, template, **more):
    """The sign-in page. Who is in already goes on, unless a page sent them here."""
    goes_to = local_path(request.POST.get("next") or request.GET.get("next"))
    if request.method != "POST" and request.user.is_authenticated and not goes_to:
        return redirect(settings.LOGIN_REDIRECT_URL)
    context = {"next": goes_to, "start": settings.LOGIN_REDIRECT_URL, **more}
    response = render(request, template, context, status=more.get("status"))
    return throttle.Device.of(request).keep(response)


def _refused(request, template, words, status, **more):
    return _door(request, template, refusal=words, status=status, **more)


def _shut(request, template, words, minutes, **more):
    response = _refused(request, template, words % {"minutes": minutes}, 429, **more)
    response["Retry-After"] = str(minutes * 60)
    return response


def _card_refused(request, words, status):
    response = render(request, "students/card_refused.html", {"refusal": words}, status=status)
    return throttle.Device.of(request).keep(response)


def _in(request, user, attempt, seconds, known_as=None):
    attempt.succeeded()
    if not user.student_or_none and second_factor.is_on(user):
        return second_door.ask(request, user, local_path(request.POST.get("next")))
    sign_in.enter(request, user, seconds)
    response = redirect(local_path(request.POST.get("next")) or settings.LOGIN_REDIRECT_URL)
    return attempt.device.keep(response, known_as or attempt.account, user.student_or_none)
