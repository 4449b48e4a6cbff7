"""Ôn luyện for a pupil: where one stands, a session question by question, and what a browser takes along."""

import uuid

from django.contrib import messages
from django.http import Http404, HttpResponseBadRequest, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST, require_safe

from courses import question_html
from courses.models import CoursePage, QuestionVersion, Recall, RecallAnswer, RevisionSet
from courses.questions import hints, said_to
from courses.recall import answering, drawing, pack, pool, sets, standing
from lms.doors import without_nul
from lms.kept_pages import keep_for
from lms.text import whole_number
from students.abilities import requires

# Of courses to choose from; a grade has about a dozen.
MOST_COURSES = 40
# Of the practices; all of them have a page of their own.
SOME_PRACTICES = 4


@requires("study")
@never_cache
@require_safe
def index(request):
    """How the week goes, what is due, and how firmly each topic is known."""
    student = request.user.student
    hidden = standing.held_from([student.pk])
    topics = standing.topics_of([student.pk], hidden).get(student.pk, [])
    courses, grade = list(_courses(request.user)), pool.grade_of(request.user)
    given = list(RevisionSet.objects.visible_to(request.user).select_related("subject"))
    held = sets.held(given, request.user, [student])
    practices = list(pool.practices_of(request.user)[: SOME_PRACTICES + 1])
    context = {
        "week": standing.week_of(student),
        "due": standing.count_due(student, hidden),
        "sets": [(one, one in held) for one in given],
        "courses": [one for one in courses if not grade or one.grade in (None, grade)],
        "other_courses": [one for one in courses if grade and one.grade not in (None, grade)],
        "practices": practices[:SOME_PRACTICES],
        "more_practices": len(practices) > SOME_PRACTICES,
        "topics": topics,
        "session": drawing.A_SESSION,
    }
    return keep_for(request.user, render(request, "courses/recall/index.html", context))


def _courses(user):
    """Courses with practice that the pupil may read."""
    pages = pool.items(user).order_by().values_list("paper__page__path", flat=True).distinct()
    paths = {path[: -CoursePage.steplen] for path in pages}
    return CoursePage.objects.live().filter(path__in=paths).order_by("path")[:MOST_COURSES]


@requires("study")
@never_cache
@require_safe
def session(request):
    """One question in a form; with script the whole session at once (<recall-session>)."""
    source = _source(request, request.GET.get("from", "due"))
    number = min(whole_number(request.GET.get("n", ""), 3) or 1, 999)
    asked = [] if number > drawing.A_SESSION else _next(request, source)
    if not asked:
        return render(request, "courses/recall/over.html", _over(request, source, number))
    context = _asked_context(asked[0], source, number)
    page = render(request, "courses/recall/session.html", context)
    # Kept by its path alone: of sets and courses the browser keeps the questions, not the page.
    return keep_for(request.user, page) if source.name == "due" else page


@requires("study")
@require_POST
def answer(request):
    """Keep the answer of the form and show at once how it was; or the next hint."""
    without_nul(request)
    student = request.user.student
    source = _source(request, request.POST.get("from", "due"))
    number = min(whole_number(request.POST.get("n", ""), 3) or 1, 999)
    row = _row(request, student, source)
    if pool.withheld([row.version.question_id]):
        # It was asked before the quiz opened: neither a hint, nor whether it is right, nor the key is told.
        words = _("A quiz asks this question now. You can revise it again when the quiz is over.")
        messages.info(request, words)
        return redirect(f"{reverse('courses:recall_session')}?from={source.name}&n={number}")
    read = min(whole_number(request.POST.get("hints", ""), 1) or 0, hints.MOST)
    told = answering.Told(
        _event_id(request), row.version_id, question_html.raw_of(request.POST, 1), read, timezone.now()
    )
    response = question_html.read_form(request.POST, pool.Asked(row.version, row.page_id))
    if request.POST.get("act") == "hint":
        context = _asked_context(row, source, number, read=read + 1, response=response)
        return render(request, "courses/recall/session.html", context)
    if response is None:
        context = _asked_context(row, source, number, read=read, is_empty=True)
        return render(request, "courses/recall/session.html", context, status=422)
    if not answering.is_raw(told.raw):
        return HttpResponseBadRequest()
    kept = answering.keep(student, request.user, [told]).get(told.event_id)
    if kept is None:
        raise Http404
    recall = Recall.objects.get(student=student, question=row.version.question_id)
    return render(
        request, "courses/recall/answered.html", _answered_context(row, kept, recall, source, number)
    )


@requires("study")
@never_cache
@require_GET
def pack_file(request):
    """All that a session needs, also later without signal: questions, keys, what is remembered of each."""
    source = _source(request, request.GET.get("from", "due"))
    student = request.user.student
    rows = drawing.draw(student, request.user, source, drawing.A_PACK, drawing.DAYS_AHEAD)
    return JsonResponse(pack.of(student, rows, source))


def _source(request, name):
    """What `name` («due», «set:…», «course:…») stands for; 404 when the pupil may not revise it."""
    kind, _colon, key = name.partition(":")
    try:
        key = uuid.UUID(key) if key else None
    except ValueError:
        raise Http404 from None
    if kind == "set" and key:
        found = get_object_or_404(RevisionSet.objects.visible_to(request.user), uid=key)
        return drawing.Source(revision_set=found)
    if kind == "course" and key:
        course = get_object_or_404(CoursePage.objects.live(), translation_key=key)
        if not pool.items(request.user, course).exists():
            raise Http404
        return drawing.Source(course=course)
    if name != "due":
        raise Http404
    return drawing.Source()


def _next(request, source):
    return drawing.draw(request.user.student, request.user, source, 1)


def _row(request, student, source):
    """The question of the form, as it was asked: from what is remembered, or from what may be revised."""
    version = _uuid(request.POST.get("version"))
    found = get_object_or_404(
        QuestionVersion.objects.select_related("question__bank", "audio", "picture", "passage"), pk=version
    )
    row = Recall.objects.filter(student=student, question=found.question_id).first()
    if row is None:
        item = pool.items(request.user).filter(version=found).select_related("paper").first()
        if item is None:
            raise Http404
        row = Recall(student=student, question=found.question, page_id=item.paper.page_id)
    asked = pool.corrected([pool.Asked(found, row.page_id)], student.school_id)
    row.version = asked[0].version if asked else found
    return row


def _event_id(request):
    """Named by the form, so that a form that is sent twice counts once."""
    return _uuid(request.POST.get("event"))


def _uuid(text):
    try:
        return uuid.UUID(text or "")
    except ValueError:
        raise Http404 from None


def _asked_context(row, source, number, read=0, response=None, is_empty=False):
    version = row.version
    html = question_html.render_alone(version, str(number))
    if response is not None:
        html = mark_safe(question_html.filled(html, 1, response))  # noqa: S308 – our own template, filled in
    told = hints.of(version.key)
    return {
        "source": source,
        "number": number,
        "all": drawing.A_SESSION,
        "version": version,
        "event": uuid.uuid4(),
        "html": html,
        "passage": question_html.render_passage(version.passage) if version.passage_id else "",
        "hints": told[:read],
        "read": min(read, len(told)),
        "more_hints": len(told) > read,
        "is_empty": is_empty,
    }


def _answered_context(row, kept, recall, source, number):
    version = row.version
    return {
        "source": source,
        "next": f"{reverse('courses:recall_session')}?from={source.name}&n={number + 1}",
        "number": number,
        "all": drawing.A_SESSION,
        "version": version,
        "was": "right" if kept.score == 1 else "partly" if kept.score else "wrong",
        "response": version.rules.shown_response(kept.response, version.content) if kept.response else "",
        "said": said_to(kept.response, version.key),
        "shown": version.shown_key(),
        "days": (recall.due_on - timezone.localdate()).days,
        "is_last": number >= drawing.A_SESSION,
    }


def _over(request, source, number):
    student = request.user.student
    today = RecallAnswer.objects.filter(student=student, at__date=timezone.localdate()).count()
    given = [source.revision_set] if source.revision_set else []
    return {
        "source": source,
        "is_held": bool(sets.held(given, request.user, [student])),
        "answered": today,
        "has_begun": number > 1,
        "week": standing.week_of(student),
        "next_on": standing.next_day(student),
    }
