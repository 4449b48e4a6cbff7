"""Hand over to whoever is no pupil: a teacher, the school itself, a support point."""

import re

from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from devices.forms.signing import GivenForm
from devices.handover import Request, hand_over
from devices.kitting import with_kits
from devices.models import Handover, SupportPoint
from devices.refusal import Refused
from lms.shortlist import Shortlist
from lms.text import fold
from students.abilities import requires
from students.models import School, Teacher

OFFERED = 60


def _teachers(user):
    here = School.objects.visible_to(user, to="hand over devices").values("pk")
    return Teacher.objects.filter(school__in=here, left_on=None).select_related("school")


# By the word in the address: who can receive, by which name one looks, and what the receiver is there.
KINDS = {
    "teachers": (_teachers, "full_name", Handover.Relation.TEACHER, _("Hand over to a teacher")),
    "schools": (
        lambda user: School.objects.visible_to(user, to="hand over devices"),
        "name",
        Handover.Relation.TEACHER,
        _("Hand over to a school: computer room, shared machines"),
    ),
    "points": (
        lambda user: SupportPoint.objects.visible_to(user, to="hand over devices").select_related("commune"),
        "name",
        Handover.Relation.KEEPER,
        _("Hand over to a support point"),
    ),
}


@require_http_methods(["GET", "HEAD", "POST"])
@requires("hand over devices")
def new(request, kind):
    if kind not in KINDS:
        raise Http404
    find, name, relation, title = KINDS[kind]
    offered = find(request.user).order_by(name)
    to = _chosen(offered, request.GET.get("to", ""))
    if to is None:
        wanted = fold(request.GET.get("q", "")[:80])
        rows = [one for one in offered if wanted in fold(getattr(one, name))] if wanted else offered
        context = {
            "title": title,
            "kind": kind,
            "rows": Shortlist(rows, OFFERED),
            "q": request.GET.get("q", ""),
        }
        return render(request, "devices/given_whom.html", context)
    initial = {"receiver_name": getattr(to, "full_name", None) or getattr(to, "keeper", "")}
    form = GivenForm(request.POST or None, user=request.user, relation=relation, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            paper = hand_over(with_kits(_request(form, to)))
        except Refused as refusal:
            form.add_error(None, refusal.sentence)
        else:
            return redirect("devices:handover", paper.pk)
    status = 400 if request.method == "POST" else 200
    return render(request, "devices/given.html", {"title": title, "to": to, "form": form}, status=status)


def _chosen(offered, key):
    """Whom the address names, or None for whatever is no such key."""
    if not re.fullmatch("[0-9a-f-]{1,40}", key):
        return None
    try:
        return offered.filter(pk=key).first()
    except (ValueError, ValidationError):
        return None


def _request(form, to):
    told = form.cleaned_data
    return Request(
        to=to,
        by=form.user,
        devices=told["devices"],
        sims=[told["sim"]] if told["sim"] else [],
        accessories=dict.fromkeys(told["accessories"], max(1, len(told["devices"]))),
        due_on=told["due_on"],
        place=told["place"],
        request_id=told["request_id"],
        **form.words(),
    )
