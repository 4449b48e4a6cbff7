"""A whole class at once: the page of the morning, and all its papers in one file."""

from datetime import date
from uuid import UUID

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from devices.forms.morning import LinesForm
from devices.models import Condition, Handover, InspectionMark
from devices.morning import pairs
from devices.morning.known import known
from devices.morning.returns import CONDITIONS, papers_of
from devices.morning.words import words
from devices.papers import handovers_pdf
from devices.refusal import Refused
from lms import downloads
from lms.kept_pages import keep_for
from lms.text import make_slug
from students import looked
from students.abilities import requires
from students.models import Guardianship, SchoolClass, Student


@require_http_methods(["GET", "HEAD", "POST"])
@requires("hand over devices")
def morning(request, uid):
    """Pupils and machines in pairs. Pairs that are scanned come by /sync/; what is posted here was typed
    where no script runs."""
    school_class = _class(request, uid)
    facts = known(school_class, request.user)
    form = LinesForm(request.POST or None, pupils=facts["pupils"])
    outcomes = []
    if request.method == "POST" and form.is_valid():
        outcomes = [_hand(*told, by=request.user) for told in form.pairs()]
        facts = known(school_class, request.user)
    context = {
        "school_class": school_class,
        "known": facts,
        "words": words(),
        "relations": Guardianship.Relation.choices + [Handover.Relation.choices[0]],
        "signings": Handover.SignedHow.choices,
        "form": form,
        "outcomes": outcomes,
        "done": sum("has" in row for row in facts["pupils"]),
        "states": InspectionMark.State.choices,
        "today": timezone.localdate(),
    }
    status = 400 if form.errors or any(not paper for _line, paper, _why in outcomes) else 200
    page = render(request, "devices/morning.html", context, status=status)
    return keep_for(request.user, page) if request.method == "GET" else page


@require_safe
@requires("hand over devices")
def scan_back(request, uid):
    """Machines of a class that come back, scanned one after the other; all of it comes by /sync/.

    `?sitting=` leads to the paper on which the machines of one sitting stand.
    """
    school_class = _class(request, uid)
    if "sitting" in request.GET:
        return redirect("devices:return_paper", _sitting_paper(request).pk)
    context = {
        "school_class": school_class,
        "known": known(school_class, request.user),
        "words": words(),
        "conditions": [choice for choice in Condition.choices if choice[0] in CONDITIONS],
    }
    return keep_for(request.user, render(request, "devices/scan_back.html", context))


@require_safe
@requires("see devices")
def papers(request, uid):
    """Every «biên bản» that the pupils of the class signed on one day (today unless told), in one file."""
    school_class = get_object_or_404(
        SchoolClass.objects.visible_to(request.user, to="see devices").select_related("school__commune"),
        uid=uid,
    )
    students = Student.objects.visible_to(request.user, to="see devices").sitting_in(school_class)
    found = (
        Handover.objects.visible_to(request.user, to="see devices")
        .filter(pupil__in=students, signed_on=_day(request.GET.get("on")))
        .filter(lines__voided_at=None)
        .select_related("school__commune", "pupil__household", "giver")
        .order_by("pupil__name_sort", "recorded_at")
        .distinct()
    )
    if not found:
        raise Http404
    looked.note(request.user, "hand-over record", *(paper.pupil for paper in found))
    return downloads.pdf(handovers_pdf(found), f"bien-ban-lop-{make_slug(school_class.name)}.pdf")


def _sitting_paper(request):
    """The newest one, where it was signed in between."""
    try:
        found = papers_of(UUID(request.GET["sitting"]), request.user).first()
    except ValueError:
        found = None
    if found is None:
        raise Http404
    return found


def _class(request, uid):
    classes = SchoolClass.objects.visible_to(request.user, to="hand over devices")
    return get_object_or_404(classes.select_related("school", "year"), uid=uid)


def _hand(line, pair, sentence, by):
    """(line, paper or None, sentence)"""
    if pair is None:
        return line, None, sentence
    try:
        return line, pairs.hand(pair, by), ""
    except Refused as refusal:
        return line, None, refusal.sentence


def _day(told):
    try:
        return date.fromisoformat(told) if told else timezone.localdate()
    except ValueError:
        raise Http404 from None
