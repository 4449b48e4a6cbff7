"""The door and the pages of grown-ups who take part in training: large, spoken, a tap at a time.

Staff find the same pages by their account. What one may see is one's own; all else is not found.
"""

from functools import wraps

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from home.forms.participants import DoorForm
from home.models import TrainingSession
from home.training import Refused, arriving, asking, certificates, forgetting, sign_in, telling
from home.views.material_files import material_file
from lms import downloads
from lms.doors import local_path
from students import throttle


def for_participants(view):
    """Lead whoever is not signed in to the door of grown-ups; for others there is nothing here."""

    @login_not_required
    @never_cache
    @wraps(view)
    def opened(request, *args, **kwargs):
        request.participant = sign_in.participant_of(request)
        if request.participant is None:
            if request.user.is_authenticated:
                raise Http404
            goes_to = request.get_full_path() if request.method == "GET" else reverse("home:my_classes")
            return redirect(f"{reverse('home:my_classes_door')}?{urlencode({'next': goes_to})}")
        return view(request, *args, **kwargs)

    return opened


@login_not_required
@never_cache
@sensitive_post_parameters("code", "phone")
@require_http_methods(["GET", "HEAD", "POST"])
def door(request):
    """By phone number and code. The same sentence whether the number is known or not."""
    goes_to = local_path(request.POST.get("next") or request.GET.get("next"))
    form = DoorForm(request.POST if request.method == "POST" else None)
    if request.method != "POST":
        if sign_in.participant_of(request):
            return redirect(goes_to or "home:my_classes")
        return _door(request, form, goes_to)
    if not form.is_valid():
        return _door(request, form, goes_to, _("Type the phone number and the six digits of the code."), 400)
    attempt = throttle.Try(request, f"training:{form.cleaned_data['phone']}")
    if attempt.wait:
        return _door(request, form, goes_to, too_many(attempt.wait), 429)
    found = sign_in.find(form.cleaned_data["phone"], form.cleaned_data["code"])
    if found is None:
        words = _(
            "The number or the code is not right. Look at your slip or your photo again; "
            "the trainer can give a new code."
        )
        return _door(request, form, goes_to, words, 400)
    attempt.succeeded()
    sign_in.enter(request, found, own=form.cleaned_data["own"])
    return attempt.device.keep(redirect(goes_to or "home:my_classes"), account=attempt.account)


@login_not_required
@never_cache
@require_POST
def leave(request):
    if not request.user.is_authenticated:
        request.session.flush()
    response = redirect("home:my_classes_door")
    response["Clear-Site-Data"] = '"cache"'
    return response


@for_participants
@require_safe
def mine(request):
    enrolments = (
        request.participant.enrolments.standing()
        .filter(course__opened_at__isnull=False, course__cancelled_at=None)
        .select_related("course__school", "course__place")
        .prefetch_related("course__sessions__school", "course__sessions__point")
        .order_by("-course__at")[:20]
    )
    lines = [telling.line(one) for one in enrolments]
    context = {"participant": request.participant, "lines": lines, "said": telling.of_lines(lines)}
    return render(request, "home/training/mine.html", context)


@for_participants
@require_safe
def one(request, pk):
    enrolment = _enrolment(request, pk)
    context = telling.page(enrolment)
    return render(request, "home/training/my_class.html", context | {"participant": request.participant})


@for_participants
@require_POST
def answer(request, pk):
    enrolment = _enrolment(request, pk)
    moment = request.POST.get("moment", "")
    chosen = request.POST.get("choice", "")
    try:
        choice = int(chosen) if chosen.isascii() and chosen.isdigit() and len(chosen) < 19 else 0
        asking.answer(enrolment, moment, choice)
        messages.success(request, _("Thank you. Your answer is kept."))
    except Refused as why:
        messages.error(request, str(why))
    return redirect("home:my_class", pk)


@for_participants
@require_http_methods(["GET", "HEAD", "POST"])
def here(request, pk):
    """«I am here»: the code of the screen, out of the square or typed. Looking at it ticks nobody."""
    session = get_object_or_404(TrainingSession.objects.select_related("course", "school", "point"), pk=pk)
    enrolment = session.course.enrolments.standing().filter(participant=request.participant).first()
    if enrolment is None:
        raise Http404
    typed = sign_in.read_code(request.POST.get("code") or request.GET.get("code"))
    context = {"session": session, "course": session.course, "enrolment": enrolment, "typed": typed or ""}
    status = 200
    if request.method == "POST":
        try:
            if minutes := throttle.wait_to_arrive(request.participant):
                raise Refused(too_many(minutes))
            if typed is None:
                raise Refused(_("Type the six digits that stand on the screen."))
            arriving.arrive(session, enrolment, typed)
            messages.success(request, _("You are here: it is written down."))
            return redirect("home:my_class", enrolment.pk)
        except Refused as why:
            context["refusal"], status = str(why), 422
            if typed is not None:
                throttle.wait_to_arrive(request.participant, missed=True)
    return render(request, "home/training/here.html", context, status=status)


@for_participants
@require_safe
def material(request, pk, material_pk):
    enrolment = _enrolment(request, pk)
    return material_file(get_object_or_404(enrolment.course.materials.exclude(file=""), pk=material_pk))


@for_participants
@require_safe
def certificate(request, pk):
    enrolment = _enrolment(request, pk)
    found = getattr(enrolment, "certificate", None)
    if found is None:
        raise Http404
    return downloads.pdf(certificates.render(enrolment.course, [(found, enrolment)]), "giay-chung-nhan.pdf")


@for_participants
@require_http_methods(["GET", "HEAD", "POST"])
def forget_me(request):
    """Whoever took part may be forgotten at once; staff ask the province."""
    if request.participant.user_id:
        raise Http404
    if request.method == "POST":
        forgetting.forget(request.participant)
        request.session.flush()
        messages.success(request, _("Your name, your number and your code are forgotten."))
        return redirect("home:my_classes_door")
    return render(request, "home/training/forget_me.html", {"participant": request.participant})


def too_many(minutes):
    return _("Too many tries. Try again in %(minutes)d minutes.") % {"minutes": minutes}


def _enrolment(request, pk):
    mine = request.participant.enrolments.standing().filter(course__opened_at__isnull=False)
    return get_object_or_404(mine.select_related("course__school", "course__place"), pk=pk)


def _door(request, form, goes_to, refusal="", status=200):
    context = {"form": form, "next": goes_to, "refusal": refusal}
    response = render(request, "home/training/door.html", context, status=status)
    return throttle.Device.of(request).keep(response)
