"""The page behind the code on the wall, where a village enrols at one tablet."""

import time

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from home.forms.participants import ParticipantForm
from home.models import TrainingCourse
from home.training import Refused, enrolling, sign_in, telling
from home.views.my_classes import too_many
from students import code_doors, throttle

# Who enrolled on this tablet and is to see the code: the sending, for the session keeps no code.
JOINED = "training-joined"
SHOWN = 2 * 60
# Whoever tries codes of posters is slowed down (students/code_doors.py).
WALL = "wall"


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def join_code(request):
    """Type the code that stands on the poster."""
    typed = "".join(request.POST.get("code", "").upper().split())[:12]
    if request.method == "POST":
        if minutes := code_doors.wait_to_type(request, WALL):
            return _wall(request, too_many(minutes), 429)
        if (
            typed.isascii()
            and typed.isalnum()
            and TrainingCourse.objects.put_up().filter(code=typed).exists()
        ):
            return redirect("home:join", typed)
        code_doors.note_no_code(request, WALL)
        return _wall(
            request, _("No class has this code now. Look at the poster again: six letters and digits."), 404
        )
    return _wall(request)


@login_not_required
@never_cache
@sensitive_post_parameters("phone", "name")
@require_http_methods(["GET", "HEAD", "POST"])
def join(request, code):
    """The page behind the code on the wall: what, when, where – and a short form."""
    if minutes := code_doors.wait_to_type(request, WALL):
        return _wall(request, too_many(minutes), 429)
    found = TrainingCourse.objects.put_up().filter(code=code.upper())
    course = found.select_related("school", "place").first()
    if course is None:
        code_doors.note_no_code(request, WALL)
        return _wall(
            request, _("No class has this code now. Look at the poster again: six letters and digits."), 404
        )
    if request.method == "GET" and (shown := _joined(request, course)):
        return throttle.Device.of(request).keep(render(request, "home/training/joined.html", shown))
    here = sign_in.participant_of(request)
    form = ParticipantForm(request.POST if request.method == "POST" else None)
    context = {"course": course, "form": form, "here": here, "said": telling.of_course(course)}
    context["sessions"] = course.sessions.select_related("school", "point")
    try:
        if request.method == "POST" and "again" in request.POST and here:
            return redirect("home:my_class", enrolling.again(course, here).pk)
        if request.method == "POST" and form.is_valid():
            if minutes := code_doors.wait_to_enrol(request):
                return _wall(request, too_many(minutes), 429)
            enrolment, _code = enrolling.by_wall(course, form.facts, form.cleaned_data["request"])
            request.session[JOINED] = [str(enrolment.pk), str(form.cleaned_data["request"]), time.time()]
            return throttle.Device.of(request).keep(redirect("home:join", course.code))
    except Refused as why:
        context["refusal"] = str(why)
    status = 422 if request.method == "POST" else 200
    context["is_open"] = course.takes_enrolments()
    return throttle.Device.of(request).keep(
        render(request, "home/training/join.html", context, status=status)
    )


def _joined(request, course):
    """The code of who enrolled on this tablet just now, once: the next person finds the empty form."""
    pk, request_id, at = request.session.pop(JOINED, None) or (None, "", 0)
    enrolment = course.enrolments.standing().select_related("participant").filter(pk=pk).first()
    if enrolment is None or time.time() - at > SHOWN:
        return None
    secret = sign_in.code_again(enrolment.participant, request_id)
    if secret is None:
        return None
    code = f"{secret[:3]} {secret[3:]}"
    return {
        "course": course,
        "code": code,
        "phone": enrolment.participant.phone,
        "said": telling.of_code(secret),
    }


def _wall(request, refusal="", status=200):
    context = {"refusal": refusal, "typed": request.POST.get("code", "")[:12]}
    response = render(request, "home/training/join_code.html", context, status=status)
    return throttle.Device.of(request).keep(response)
