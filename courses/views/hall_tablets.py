"""A shared tablet in a room of a competition: whose turn it is, ready, the paper, and the next pupil."""

from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.http import JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from courses.competitions import halls, tablets
from courses.competitions.entering import Refused
from courses.models import HallPlace
from lms.text import whole_number
from students import code_doors, sign_in, throttle

DOOR = "hall"


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def tablet(request):
    """All that the tablet shows between two papers; a POST makes it one of a room."""
    if request.method == "POST":
        return _joined(request)
    joined = tablets.joined_as(request)
    if joined and joined.let_in_at is None:
        return _offering(request, _shown(request, {"at": joined, "waits": True}), [])
    at = joined
    if at is None:
        was_one = tablets.told(request) is not None
        response = _shown(request, {"was_one": was_one})
        response.delete_cookie(tablets.COOKIE)
        return _offering(request, response, []) if was_one else response
    student = getattr(request.user, "student_or_none", None)
    if student:
        return _of_pupil(request, at, student)
    if request.user.is_authenticated:
        return _shown(request, {"at": at, "is_staff": True})
    left = halls.waiting_at(at)
    return _offering(request, _shown(request, {"at": at, "left": left}), left)


@login_not_required
@never_cache
@require_POST
def ready(request):
    """The pupil sits at the tablet and waits for the start."""
    at = tablets.tablet_of(request)
    student = getattr(request.user, "student_or_none", None)
    place = _place(at, student) if at and student else None
    if place and place.tablet == at.number:
        halls.arrive(place)
        request.session.set_expiry(sign_in.SHARED_DEVICE)
    return redirect("courses:hall_tablet")


@login_not_required
@never_cache
@require_safe
def state(request):
    """Whether the tablet was let in and the room has started; asked by a waiting tablet every few seconds."""
    joined = tablets.joined_as(request)
    is_in = bool(joined and joined.let_in_at)
    return JsonResponse({"runs": is_in and joined.hall.runs, "is_in": is_in, "open": joined is not None})


@login_not_required
@never_cache
@require_POST
def leave(request):
    """The next pupil: whoever is signed in goes out; the tablet stays one of the room."""
    logout(request)
    response = redirect("courses:hall_tablet")
    response["Clear-Site-Data"] = '"cache"'
    return response


def _offering(request, response, places):
    """From here on the sign-in page asks each of these for the PIN alone (students/sign_in.py), and no other
    is named on this tablet."""
    device = throttle.Device.of(request)
    device.pupils = [str(one.student_id) for one in places][: throttle.PUPILS_OFFERED]
    return device.keep(response)


def _joined(request):
    code = request.POST.get("code", "")[:60]
    number = whole_number(request.POST.get("tablet", ""), 3, 0)
    if wait := code_doors.wait_to_type(request, DOOR):
        words = _("Too many wrong codes. Go on in %(minutes)d minutes.") % {"minutes": wait}
        return _shown(request, {"refusal": words, "typed": code}, status=429)
    hall = tablets.find(code)
    if hall is None:
        code_doors.note_no_code(request, DOOR)
        words = _("No open room has this code. Look at the screen of the supervisor again.")
        return _shown(request, {"refusal": words, "typed": code}, status=404)
    try:
        joined = tablets.join(request, hall, number)
    except Refused as why:
        return _shown(request, {"refusal": str(why), "typed": code}, status=422)
    # Whoever set the tablet up must not stay signed in at it.
    if request.user.is_authenticated:
        logout(request)
    return tablets.tell(redirect("courses:hall_tablet"), joined)


def _of_pupil(request, at, student):
    place = _place(at, student)
    if place is None or place.tablet != at.number:
        return _shown(request, {"at": at, "elsewhere": place, "not_here": True})
    attempt = halls.attempts_of(at.hall).get(student.pk)
    context = {"at": at, "place": place, "student": student, "attempt": attempt, "page": at.hall.session.page}
    if attempt:
        context["is_done"] = attempt.is_over()
    return _shown(request, context)


def _place(at, student):
    return HallPlace.objects.filter(hall=at.hall, student=student).first()


def _shown(request, context, status=200):
    return render(request, "courses/competitions/tablet.html", context, status=status)
