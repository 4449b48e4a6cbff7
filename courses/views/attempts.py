"""A pupil's attempts: begin, answer, submit, look at the result. A teacher's look at one pupil's answers."""

import uuid
from functools import reduce
from operator import or_

from django.db import transaction
from django.db.models import Q
from django.http import Http404, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from courses import marking, papers, results, withholding
from courses.models import AnswerEvent, Attempt, CannotStart, CoursePage, QuizPage
from courses.models.attempts import items_of
from lms.models import Conflict
from students.abilities import requires

# Answers from a form come from this «install»: the school's server.
AT_SCHOOL = "school"


@requires("study")
@never_cache
@require_GET
def index(request):
    """«Điểm của em»: all attempts with the marks that may be seen."""
    attempts = results.marks_of(request.user.student)
    return render(request, "courses/attempts.html", {"attempts": attempts})


@requires("study")
@never_cache
@require_GET
def practice(request):
    """Practice for the pupil's grade; all of it while the grade is not known."""
    enrolment = request.user.student.current_enrolment()
    quizzes = QuizPage.objects.visible_to(request.user).filter(practice=True).order_by("path").defer("parts")
    if enrolment:
        courses = CoursePage.objects.filter(
            Q(grade=None) | Q(grade=enrolment.school_class.grade)
        ).values_list("path", flat=True)
        under = reduce(or_, (Q(path__startswith=path) for path in courses), Q(pk=None))
        quizzes = quizzes.filter(under)
    return render(request, "courses/practice.html", {"quizzes": quizzes[:60]})


@requires("study")
@never_cache
@require_http_methods(["GET", "POST"])
def new(request, uid):
    """Before beginning: the rules and the tries left; then begin."""
    page = get_object_or_404(QuizPage.objects.visible_to(request.user), translation_key=uid)
    student = request.user.student
    refusal = ""
    if request.method == "POST":
        try:
            attempt = Attempt.objects.begin(student, page)
        except CannotStart as reason:
            refusal = str(reason)
        else:
            return redirect("courses:attempt", attempt.pk)
    mine = [one for one in results.marks_of(student) if one.page_id == page.pk]
    context = {
        "page": page,
        "paper": page.paper,
        "count": len(withholding.items_to_ask(page.paper)) if page.paper else 0,
        "mine": mine,
        "left": max(0, page.tries - sum(one.counted for one in mine)),
        "refusal": refusal,
    }
    return render(request, "courses/attempt_new.html", context, status=409 if refusal else 200)


@never_cache
@require_http_methods(["GET", "POST"])
def attempt(request, pk):
    """The own attempt: the paper, then the result. For who sees marks: the answers, read-only."""
    found = get_object_or_404(
        Attempt.objects.visible_to(request.user).select_related("paper", "page", "student", "school_class"),
        pk=pk,
    )
    student = request.user.student_or_none
    if student and found.student_id == student.pk:
        if request.method == "POST":
            return _take_form(request, found)
        return _result(request, found) if found.is_over() else _sheet(request, found)
    # A teacher whose own child sits at another school is its parent there, and sees no key.
    if request.method == "GET" and Attempt.objects.visible_to(request.user, to="see marks").filter(pk=pk):
        return _review(request, found)
    raise Http404


@requires("study")
@never_cache
@require_GET
def state(request, pk):
    """What the school knows of the own attempt, for the page's script."""
    found = get_object_or_404(
        Attempt.objects.filter(student=request.user.student).select_related("paper", "page"), pk=pk
    )
    return JsonResponse(
        {
            "submitted": found.submitted_at is not None,
            "over": found.is_over(),
            "proof": found.proof,
            "answered": found.answered,
            "marked": found.mark_is_shown(),
        }
    )


@requires("see marks")
@require_POST
def accept(request, pk):
    """Let late, surplus or unverified work count."""
    theirs = Attempt.objects.visible_to(request.user, to="give work")
    led = Attempt.objects.visible_to(request.user, to="manage people")
    found = get_object_or_404((theirs | led).graded(), pk=pk)
    found.accept(by=request.user)
    return redirect("courses:attempt", found.pk)


def _sheet(request, found):
    ends_at = found.ends_at
    now = timezone.now()
    # As text: a number would be written for people, 1.020 for 1020.
    context = {
        "attempt": found,
        "parts": papers.laid_out(found.paper, found.seed, found.state().responses),
        "count": len(withholding.items_to_ask(found.paper)),
        "seconds_left": str(int((ends_at - now).total_seconds())) if ends_at else None,
        "grace_seconds": str(found.page.grace_minutes * 60 if found.page else 0),
        "elapsed_ms": str(int((now - found.started_at).total_seconds() * 1000)),
    }
    return render(request, "courses/attempt.html", context)


def _take_form(request, found):
    """A posted form, without JavaScript: each changed answer is an event, and so is the submit."""
    with transaction.atomic():
        found = (
            Attempt.objects.select_for_update(of=("self",)).select_related("page", "paper").get(pk=found.pk)
        )
        submitting = request.POST.get("act") == "submit"
        if found.submitted_at is None:
            seq = found.events.filter(install=AT_SCHOOL).count()
            known = found.state().responses
            told = {
                item.place: papers.read_form(request.POST, item)
                for item in withholding.items_to_ask(found.paper)
            }
            changed = [(place, response) for place, response in told.items() if response != known.get(place)]
            steps = [*changed, *([(None, None)] if submitting else [])]
            found.take_in(
                [
                    AnswerEvent(
                        attempt=found,
                        event_id=uuid.uuid4(),
                        install=AT_SCHOOL,
                        seq=seq + step,
                        place=place,
                        response=response,
                    )
                    for step, (place, response) in enumerate(steps, start=1)
                ]
            )
    return redirect("courses:attempt", found.pk)


def _result(request, found):
    shown = found.mark_is_shown()
    context = {"attempt": found, "shown": shown, "items": []}
    if shown:
        items = withholding.items_to_ask(found.paper)
        context["items"] = _lines(found, items, with_key=found.paper.practice)
    return render(request, "courses/attempt_result.html", context)


def _review(request, found):
    state = found.state()
    context = {
        "attempt": found,
        "items": _lines(found, items_of(found.paper_id), with_key=True),
        "late": [one for one in state.late if one.place],
        # The other content of an answer that came twice, as it was sent.
        "conflicts": [
            one.payload for one in Conflict.objects.filter(receipt__stream=str(found.pk)).order_by("id")[:50]
        ],
    }
    return render(request, "courses/attempt_review.html", context)


def _lines(found, items, with_key):
    """A line for each of `items`: what was answered, and its points; the key only for who may have it."""
    responses = found.state().responses
    scores = marking.score(items, responses).scores
    lines = []
    for item in items:
        version = item.version
        response = responses.get(item.place)
        line = {
            "place": item.place,
            "text": version.text,
            "picture": version.picture,
            "alt": version.alt,
            "response": version.rules.shown_response(response, version.content) if response else "",
            "score": scores[item.place],
            "points": item.points,
            "right": scores[item.place] == item.points,
        }
        if with_key:
            line |= {"key": version.shown_key(), "feedback": version.feedback}
        lines.append(line)
    return lines
