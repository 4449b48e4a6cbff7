"""A pupil's attempts: begin, look at the result. A teacher's look at one pupil's answers.

Answering is done on the paper: views/papers.py.
"""

from django.http import Http404, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_safe

from courses import (
    answer_files,
    answer_lines,
    at_hand,
    first_state,
    handing_back,
    keeping,
    overriding,
    papers,
    reading_passes,
    results,
    review_rules,
    withholding,
)
from courses.competitions import tablets
from courses.judging import attempts_read_by
from courses.models import (
    AnswerFile,
    Attempt,
    CannotStart,
    CommentSound,
    GivenPoints,
    QuizPage,
    WrongPassword,
)
from courses.models.beginning import refuse_start, refuse_to_go_on
from courses.recall import mistakes
from courses.views.attempt_review import review
from lms.kept_pages import keep_for
from students import looked, throttle
from students.abilities import requires


@requires("study")
@never_cache
@require_GET
def index(request):
    """«Điểm của em»: all attempts with the marks that may be seen."""
    attempts = results.marks_of(request.user.student)
    return keep_for(request.user, render(request, "courses/attempts.html", {"attempts": attempts}))


@requires("study")
@never_cache
@require_http_methods(["GET", "POST"])
def new(request, uid):
    """Before beginning: the rules and the tries left; then begin, or go on with what was begun."""
    student = request.user.student
    refusal = ""
    if request.method == "POST":
        try:
            return _begun(request, uid)
        except CannotStart as reason:
            refusal = str(reason)
    page = get_object_or_404(QuizPage.objects.visible_to(request.user), translation_key=uid)
    rules = overriding.rules_for(student, page)
    mine = [one for one in results.marks_of(student) if one.page_id == page.pk]
    begun = next((one for one in mine if one.is_open()), None)
    if not refusal:
        try:
            if begun is None:
                refuse_start(rules, page, mine)
            else:
                refuse_to_go_on(begun, tablets.key_of(request))
        except CannotStart as reason:
            refusal = str(reason)
    context = {
        "page": page,
        "paper": page.paper,
        "count": withholding.count_asked(page.paper) if page.paper else 0,
        "mine": mine,
        "begun": begun,
        "rules": rules,
        "left": max(0, rules.tries - sum(one.counted for one in mine)),
        "refusal": refusal,
        # A wrong password may be typed again.
        "may_begin": not refusal or bool(page.password and "password" in request.POST),
    }
    status = 409 if refusal and request.method == "POST" else 200
    return render(request, "courses/attempt_new.html", context, status=status)


def _begun(request, uid):
    """The way to the paper of an attempt that begins now, or was begun. Raises CannotStart."""
    # A whole school does this in one minute: it asks the database for as little as there is to ask.
    edition = keeping.edition()
    page = at_hand.quiz(uid, edition)
    if page is None or not page.may_be_read_by(request.user):
        raise Http404
    found = _begin(request, request.user.student, page)
    response = _to_the_paper(request, found, edition)
    return first_state.carry(response, found, request.user, response.url) if found.begun_now else response


def _begin(request, student, page):
    """The attempt that was asked for. Raises CannotStart, also after too many wrong passwords."""
    password = request.POST.get("password", "")
    if page.password and password and (wait := throttle.wait_to_guess(request.user, page.pk)):
        words = gettext(
            "Too many wrong passwords. Ask your teacher for the right one; go on in %(n)d minutes."
        )
        raise CannotStart(words % {"n": wait})
    try:
        return Attempt.objects.begin(student, page, password, hall=tablets.key_of(request))
    except WrongPassword:
        throttle.wait_to_guess(request.user, page.pk, missed=True)
        raise


@never_cache
@require_GET
def attempt(request, pk):
    """The own attempt: on to the paper, or the result. For who sees marks: the answers, read-only."""
    found = get_object_or_404(
        Attempt.objects.visible_to(request.user).select_related("paper", "page", "student", "school_class"),
        pk=pk,
    )
    student = request.user.student_or_none
    if student and found.student_id == student.pk:
        if found.paper_may_be_read_by(request.user):
            if tablets.is_outside(request, found):
                return redirect("courses:attempt_new", found.page.translation_key)
            return _to_the_paper(request, found)
        if found.page_id and tablets.is_papers_tablet(request, found.page_id):
            # The next pupil waits; the own result can be read from anywhere else.
            return redirect("courses:hall_tablet")
        return _result(request, found)
    # A teacher whose own child sits at another school is its parent there, and sees no key.
    if Attempt.objects.visible_to(request.user, to="see marks").filter(pk=pk):
        return review(request, found)
    raise Http404


@requires("study")
@never_cache
@require_GET
def state(request, pk):
    """What the school knows of the own attempt, for the page's script."""
    found = get_object_or_404(
        Attempt.objects.filter(student=request.user.student).select_related("paper", "page"), pk=pk
    )
    told = results.told_of(found)
    if found.page_id and tablets.is_papers_tablet(request, found.page_id):
        # Where one goes once it is handed in: the next pupil waits.
        told["room"] = reverse("courses:hall_tablet")
    return JsonResponse(told)


@never_cache
@require_safe
def file(request, pk, file):
    """A file that a pupil handed in: for the pupil, and for who sees its marks."""
    seen = attempts_read_by(request.user)
    if student := request.user.student_or_none:
        seen = Attempt.objects.filter(student=student)
    found = get_object_or_404(
        AnswerFile.objects.filter(attempt__in=seen).select_related("attempt__student"), attempt=pk, pk=file
    )
    if not student:
        looked.note(request.user, "answers", found.attempt.student, once_a_day=True)
    return answer_files.as_response(found, request)


@never_cache
@require_safe
def comment_sound(request, pk, sound):
    """A teacher's spoken word: for the pupil once the mark is shown, and for who sees its marks."""
    if student := request.user.student_or_none:
        mine = get_object_or_404(
            Attempt.objects.filter(student=student).select_related("paper", "page"), pk=pk
        )
        if not review_rules.shows_mark(mine):
            raise Http404
        given = GivenPoints.objects.latest_of(mine, mine.state().reworked)
        told = {row.voice_id for row in given.values() if row.voice_id}
        found = get_object_or_404(mine.comment_sounds.filter(pk__in=told), pk=sound)
    else:
        seen = attempts_read_by(request.user)
        found = get_object_or_404(CommentSound.objects.filter(attempt__in=seen), attempt=pk, pk=sound)
        looked.note(request.user, "answers", found.attempt.student, once_a_day=True)
    return answer_files.as_response(found, request)


def _to_the_paper(request, found, edition=None):
    """To the kept paper, with a pass for it."""
    path = reverse("courses:paper", args=[found.paper_id])
    return reading_passes.give(redirect(path), request, path, edition or keeping.edition(), found.ends_at)


def _result(request, found):
    things = review_rules.shown_with_key(found)
    if things - {review_rules.ANSWERS}:
        found.see_result()
        things = review_rules.shown_with_key(found)
    if review_rules.KEY in things:
        mistakes.take(found)
    context = {
        "attempt": found,
        "shown": review_rules.MARK in things,
        "waits": found.is_over() and review_rules.waits_for_answers(found),
        "things": things,
        "items": [],
    }
    if review_rules.MARK in things and review_rules.KEY not in things:
        context["key_comes"] = review_rules.key_comes(found)
    if found.handed_back or {"late", "after_result"} & set(found.flags):
        context["late"] = handing_back.in_words(papers.numbers_of(found), handing_back.came_in_vain(found))
    if things - {review_rules.MARK}:
        # In the order in which she met them, so that «Câu 4» is what it was.
        asked = {item.place: item for item in withholding.items_to_ask(found.paper)}
        items = [asked[place] for place in answer_lines.own_order(found)]
        context["items"] = answer_lines.lines_of(found, items, things)
    return keep_for(request.user, render(request, "courses/attempt_result.html", context))
