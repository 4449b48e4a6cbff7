"""Answering: the kept paper, what a browser lays over it, and the form for one without JavaScript."""

import uuid

from django.contrib import messages
from django.db import transaction
from django.http import Http404, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from courses import (
    answer_files,
    handing_back,
    keeping,
    papers,
    part_steps,
    question_html,
    reading_passes,
    results,
    withholding,
)
from courses.competitions import tablets
from courses.models import AnswerEvent, Attempt
from courses.questions import hints
from lms.doors import posted_from_here, without_nul
from lms.kept_pages import keep_for
from lms.text import whole_number
from lms.views import stale_form
from students.abilities import requires

# Answers from a form come from this «install»: the school's server.
AT_SCHOOL = "school"


@requires("study")
@require_safe
def paper(request, pk):
    """The questions, the same HTML for everyone who has an attempt at them open."""
    found = _mine(request, pk)
    if not found.paper_may_be_read_by(request.user) or tablets.is_outside(request, found):
        return redirect("courses:attempt", found.pk)

    def build():
        return "courses/paper.html", papers.paper_context(found.paper), True

    # A tablet that went off in the middle opens it again without signal, and the answers are in its store.
    response = keep_for(request.user, keeping.serve(found.page, request, build, public=False))
    return reading_passes.give(response, request, request.path_info, keeping.edition(), found.ends_at)


@requires("study")
@never_cache
@require_safe
def state(request, pk):
    """What is the pupil's own on the paper: which attempt, in what order, answered what, how long still."""
    found = _mine(request, pk)
    own = papers.own_of(found) if found.paper_may_be_read_by(request.user) else {}
    return JsonResponse({**results.told_of(found), **own})


@csrf_exempt
@requires("study")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def form(request, pk):
    """The paper as a form of one's own, for a browser without JavaScript.

    The kept paper holds no token, being the same for everybody, and may post here when its script did not
    come: that a form is ours is told by Origin or Referer (and the cookie is SameSite=Lax).
    """
    without_nul(request)
    found = _mine(request, pk)
    if request.method == "POST":
        if not posted_from_here(request):
            return stale_form(request)
        found = _take_form(request, found)
        if found.is_over():
            return redirect("courses:attempt", found.pk)
        return redirect(reverse("courses:paper_form", args=[pk]) + part_steps.after(found, request.POST))
    if not found.paper_may_be_read_by(request.user) or tablets.is_outside(request, found):
        return redirect("courses:attempt", found.pk)
    parts = papers.sheet_of(found)
    step = part_steps.step_of(found, request.GET.get("part"))
    context = {
        "attempt": found,
        "handed_back": papers.handed_back(found),
        "parts": parts if step is None else [parts[step]],
        "step": step,
        "is_last": step is None or step == len(parts) - 1,
        "no_way_back": found.page.sections == "forward",
        "steps": len(parts),
        "count": withholding.count_asked(found.paper),
    }
    return render(request, "courses/paper_form.html", context)


def _mine(request, paper_id):
    """The pupil's open attempt at the paper; else the last one. 404 when there is none."""
    mine = list(
        Attempt.objects.filter(student=request.user.student, paper=paper_id)
        .select_related("paper", "page")
        .order_by("-started_at")
    )
    if not mine:
        raise Http404
    for attempt in mine:
        # A form of one's own says which it is of: a second tab may have begun another try since.
        if str(attempt.pk) == request.POST.get("attempt", ""):
            return attempt
    return next((attempt for attempt in mine if attempt.is_open()), mine[0])


def _take_form(request, found):
    """Each answer that a form changed is an event, and so is the submit."""
    submitting = request.POST.get("act") == "submit"
    # The kept paper comes without the answers given before: what is empty there was not erased.
    bare = "bare" in request.POST
    part = part_steps.told(request.POST)
    with transaction.atomic():
        found = (
            Attempt.objects.select_for_update(of=("self",)).select_related("page", "paper").get(pk=found.pk)
        )
        if found.submitted_at is not None:
            return found
        state = found.state()
        known, hints_read = state.responses, state.hints
        # What stands on another part's page was not taken away.
        items = [item for item in withholding.items_to_ask(found.paper) if part in (None, item.part)]
        closed = part_steps.closed_before(found)
        if any(
            question_html.read_form(request.POST, item, []) not in (None, known.get(item.place))
            for item in items
            if item.part < closed
        ):
            messages.warning(request, _("You have gone on from that part: its answers stay as they were."))
        told = {
            item.place: question_html.read_form(request.POST, item, _files_of(request, found, item))
            for item in items
            if item.part >= closed
        }
        # What is closed on the page is not sent with it; what a page from before sends is kept all the same.
        shut = papers.not_handed_back(found)
        changed = [
            (place, response)
            for place, response in told.items()
            if response != known.get(place) and not (response is None and (bare or place in shut))
        ]
        if came := shut & dict(changed).keys():
            which = handing_back.in_words(papers.numbers_of(found), came)
            words = _("Question %(which)s was not handed back. Your answer is kept, but it does not count.")
            messages.warning(request, words % {"which": which})
        part_steps.go_on(found, request.POST)
        asked = _hint_asked(request.POST, found)
        if asked and asked not in dict(changed):
            changed.append((asked, known.get(asked)))
        seq = found.events.filter(install=AT_SCHOOL).count()
        found.take_in(
            [
                AnswerEvent(
                    attempt=found,
                    event_id=uuid.uuid4(),
                    install=AT_SCHOOL,
                    seq=seq + step,
                    place=place,
                    response=response,
                    hints=hints_read.get(place, 0) + (place == asked if asked else 0),
                )
                for step, (place, response) in enumerate(
                    [*changed, *([(None, None)] if submitting else [])], start=1
                )
            ]
        )
    return found


def _hint_asked(post, found):
    """The place whose next hint the form asks for; None: no hint. Only practice has any."""
    place = whole_number(post.get("act", "").removeprefix("hint-"), 3)
    if not found.paper.practice or place is None:
        return None
    item = next((one for one in withholding.items_to_ask(found.paper) if one.place == place), None)
    read = found.state().hints.get(place, 0)
    return place if item and read < len(hints.of(item.version.key)) else None


def _files_of(request, found, item):
    """Ids of the files that came with the form for this item; what is not kept is told on the next page."""
    if not answer_files.is_file_kind(item.version.kind):
        return []
    kept = []
    for upload in request.FILES.getlist(f"q{item.place}-file"):
        try:
            if upload.size > answer_files.MOST_BYTES:
                raise answer_files.NotKept(_("This file is larger than 10 MB."))
            kept.append(str(answer_files.keep(found, item, upload.read(), name=upload.name).pk))
        except answer_files.NotKept as why:
            messages.warning(request, f"{upload.name}: {why}")
    return kept
