"""What a pupil takes along of a quiz, to begin it where there is no signal; the code that opens a sealed
paper."""

import gzip

from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from courses import (
    opening_codes,
    overriding,
    papers,
    quiz_rules,
    quiz_tickets,
    sealing,
    taking_tickets,
)
from courses.judging import classes_judged_by
from courses.models import QuizPage, QuizPaper
from students.abilities import requires

from .results import found_quiz


@requires("study")
@never_cache
@require_safe
def tickets(request, uid):
    """The tickets for the own tries that are left, and the sentence why there are none."""
    page = get_object_or_404(QuizPage.objects.live().visible_to(request.user), translation_key=uid)
    student = request.user.student
    told = {"learner": request.user.learner_key, "quiz": str(page.uid), "title": page.title}
    try:
        found = taking_tickets.tickets_of(student, page)
    except taking_tickets.NotTaken as why:
        return JsonResponse({**told, "tickets": [], "why": str(why)})
    taking_tickets.note_told(found)
    rules = overriding.rules_for(student, page)
    asked = {str(paper.pk): paper for paper in page.edition}
    return JsonResponse(
        {
            **told,
            "why": "",
            "sealed": taking_tickets.is_sealed(page, rules),
            "opens_at": rules.opens_at and rules.opens_at.isoformat(),
            "closes_at": rules.closes_at and rules.closes_at.isoformat(),
            "tickets": [_told(ticket, asked[ticket.paper]) for ticket in found],
        }
    )


def _told(ticket, paper):
    """A ticket as a browser keeps it: what the school signed, and the attempt's state as it begins."""
    return {
        "id": str(ticket.id),
        "paper": ticket.paper,
        "number": ticket.number,
        "ticket": quiz_tickets.signed(ticket),
        "until": ticket.until.isoformat(),
        "seconds": ticket.seconds,
        "grace_seconds": ticket.grace_minutes * 60,
        **papers.order_told(paper, ticket.seed),
    }


@requires("study")
@never_cache
@require_safe
def paper(request, pk):
    """A paper for who holds a ticket for it: sealed until it opens, and where a password is said first."""
    found = get_object_or_404(QuizPaper.objects.select_related("page"), pk=pk)
    page = found.page
    if page is None or not QuizPage.objects.live().visible_to(request.user).filter(pk=page.pk).exists():
        raise Http404
    student = request.user.student
    try:
        held = {ticket.paper for ticket in taking_tickets.tickets_of(student, page)}
    except taking_tickets.NotTaken:
        held = set()
    if str(found.pk) not in held:
        raise Http404
    class_id, own, _in_competition = overriding.standing_of(student, page)
    is_sealed = taking_tickets.is_sealed(page, quiz_rules.of(page, own))
    body = sealing.taken(found, class_id if is_sealed else None)
    return packed(request, body)


def packed(request, body):
    """JSON that was packed with gzip already; unpacked for who does not take it."""
    response = HttpResponse(body, content_type="application/json", headers={"Vary": "Accept-Encoding"})
    if "gzip" in request.headers.get("Accept-Encoding", ""):
        response["Content-Encoding"] = "gzip"
    else:
        response.content = gzip.decompress(body)
    return response


@requires("see marks")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def code(request, uid, class_uid):
    """The code that opens the sealed paper of the class, in large letters; the look at it is noted."""
    page, school_class = found_quiz(request, uid, class_uid, to="see marks")
    if not classes_judged_by(request.user).filter(pk=school_class.pk).exists() or not page.paper:
        raise Http404
    if request.method != "POST":
        return redirect("courses:quiz_results", uid, class_uid)
    told = opening_codes.told_to(request.user, page, school_class)
    context = {"page": page, "school_class": school_class, **told}
    return render(request, "courses/opening_code.html", context, status=200 if told["code"] else 409)
