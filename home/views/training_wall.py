"""The page behind the code on the wall, where a village enrols at one tablet."""

import time
import uuid

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.urls import reverse
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
JOINED = "training-code"
SHOWN = 2 * 60
# The sending that the form is for: opened again before it was sent, it is the same.
SENDING = "training-sending"
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
    form = _form(request)
    context = {"course": course, "form": form, "here": here, "said": telling.of_course(course)}
    context["sessions"] = course.sessions.select_related("school", "point")
    try:
        if request.method == "POST" and "again" in request.POST and here:
            return redirect("home:my_class", enrolling.again(course, here).pk)
        if request.method == "POST" and form.is_valid():
            if minutes := code_doors.wait_to_enrol(request):
                return _wall(request, too_many(minutes), 429)
            enrolment, _code = enrolling.by_wall(course, form.facts, form.cleaned_data["request"])
            sent = str(form.cleaned_data["request"])
            request.session.pop(SENDING, None)
            request.session[JOINED] = [str(enrolment.pk), sent, time.time(), False]
            shown = f"{reverse('home:join', args=[course.code])}?sent={sent}"
            return throttle.Device.of(request).keep(redirect(shown))
    except Refused as why:
        context["refusal"] = str(why)
    status = 422 if request.method == "POST" else 200
    context["is_open"] = course.takes_enrolments()
    return throttle.Device.of(request).keep(
        render(request, "home/training/join.html", context, status=status)
    )


def _form(request):
    if request.method == "POST":
        return ParticipantForm(request.POST)
    # Begins the session, too: by it the code is shown where the answer to the form itself was lost.
    return ParticipantForm(initial={"request": request.session.setdefault(SENDING, str(uuid.uuid4()))})


def _joined(request, course):
    """The code of who enrolled on this tablet just now: at the address of that sending again and again, for
    pages get lost on the way, elsewhere until it was seen. Then the next person finds the empty form."""
    pk, request_id, at, is_seen = request.session.get(JOINED) or (None, "", 0, True)
    enrolment = course.enrolments.standing().select_related("participant").filter(pk=pk).first()
    is_next = is_seen and request.GET.get("sent") != request_id
    if enrolment is None or is_next or time.time() - at > SHOWN:
        request.session.pop(JOINED, None)
        return None
    request.session[JOINED] = [pk, request_id, at, True]
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
