"""A session while it is held: the trainer's tick list, somebody at the door, the code on the screen."""

from django.contrib import messages
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from home.forms.participants import ParticipantForm
from home.models import Attendance, TrainingSession
from home.models.training import LEAD
from home.training import Refused, arriving, enrolling
from lms.kept_pages import keep_for
from lms.pdf import qr_svg
from students.abilities import requires


@requires(LEAD)
@require_http_methods(["GET", "HEAD", "POST"])
def session(request, pk):
    """Who is here: ticked by form, or without signal (a telephone may keep the page)."""
    found = _session(request, pk)
    enrolments = list(found.course.enrolments.standing().in_order())
    if request.method == "POST":
        _tick(request, found, {str(one.pk): one for one in enrolments})
        return redirect("home:training_session", pk)
    there = {row.enrolment_id: row for row in Attendance.objects.standing().filter(session=found)}
    for one in enrolments:
        one.here = there.get(one.pk)
    context = {
        "session": found,
        "course": found.course,
        "enrolments": enrolments,
        "there": len(there),
        "is_open": arriving.is_open(found),
        "is_early": arriving.is_early(found),
    }
    return keep_for(request.user, render(request, "home/training/session.html", context))


@requires(LEAD)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def walk_in(request, pk):
    """Somebody who was not enrolled: written down and ticked in one go."""
    found = _session(request, pk)
    form = ParticipantForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                enrolment = enrolling.walk_in(found.course, form.facts, by=request.user)
                arriving.tick(found, enrolment, by=request.user)
            messages.success(request, _("%(name)s is here.") % {"name": form.cleaned_data["name"]})
            return redirect("home:training_session", pk)
        except Refused as why:
            form.add_error(None, str(why))
    context = {"course": found.course, "session": found, "form": form}
    return render(request, "home/training/person_new.html", context, status=422 if form.errors else 200)


@requires(LEAD)
@never_cache
@require_safe
def screen(request, pk):
    """The code for the wall, large; the page asks for the next one by itself."""
    found = _session(request, pk)
    context = {"session": found, "course": found.course, "is_open": arriving.is_open(found)}
    if context["is_open"]:
        code = arriving.code_now(found)
        path = reverse("home:here", args=[found.pk])
        context |= {
            "code": f"{code[:3]} {code[3:]}",
            "qr": qr_svg(f"{request.build_absolute_uri(path)}?code={code}", fills=True),
            "address": request.build_absolute_uri(reverse("home:my_classes")).split("//")[-1],
            "there": Attendance.objects.standing().filter(session=found).count(),
        }
    return render(request, "home/training/screen.html", context)


def _session(request, pk):
    sessions = TrainingSession.objects.visible_to(request.user)
    return get_object_or_404(sessions.select_related("course", "school", "point"), pk=pk)


def _tick(request, found, by_key):
    if back := by_key.get(request.POST.get("take_back", "")):
        arriving.take_back(found, back, by=request.user)
        messages.success(request, _("Taken back for %(name)s.") % {"name": back.participant.name})
        return
    changed = 0
    try:
        with transaction.atomic():
            for key in sorted(set(request.POST.getlist("here")) & by_key.keys()):
                changed += arriving.tick(found, by_key[key], by=request.user)
    except Refused as why:
        messages.error(request, str(why))
        return
    words = ngettext("%(n)d person more is here.", "%(n)d people more are here.", changed)
    messages.success(request, words % {"n": changed})
