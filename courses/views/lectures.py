"""The pupil's own state, laid over a lecture whose HTML is the same for everybody."""

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, JsonResponse
from django.shortcuts import redirect
from django.utils.formats import date_format
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from courses import opening, reading, task_works
from courses.class_progress import lectures_of
from courses.models import CoursePage, GivenWork, LecturePage, LectureProgress
from lms.doors import posted_from_here
from lms.views import stale_form


@login_not_required
@require_safe
def state(request, key):
    """What is known of the reader and this lecture: {} for whoever is no pupil."""
    lecture = _readable(key, request.user)
    student = getattr(request.user, "student_or_none", None)
    answer = _state_of(student, lecture) if student else {}
    response = JsonResponse(answer)
    response["Cache-Control"] = "private, no-store"
    return response


@login_not_required
@require_safe
def course_state(request, key):
    """How far the reader is in each lecture of a course: {} for whoever is no pupil."""
    course = CoursePage.objects.live().filter(translation_key=key).first()
    if course is None or not reading.is_course_for(course, request.user):
        raise Http404
    student = getattr(request.user, "student_or_none", None)
    response = JsonResponse(_state_in(course, student, request.user) if student else {})
    response["Cache-Control"] = "private, no-store"
    return response


def _state_in(course, student, user):
    """{lecture: how far, what is to be done before, from which day}; what says nothing is left out."""
    readable = {lecture.pk: lecture for lecture in lectures_of(course, user).prefetch_related("needs")}
    rows = LectureProgress.objects.filter(student=student, lecture__in=readable.keys())
    rows = {row.lecture_id: row for row in rows}
    done = {key for key, row in rows.items() if row.finished_at}
    answer, last = {}, None
    for key, lecture in readable.items():
        told = {}
        if key in rows:
            rows[key].lecture = lecture
            read, parts = rows[key].parts_read()
            told = {"read": read, "parts": parts, "done": key in done}
        before = [one for one in lecture.needs.all() if one.pk in readable and one.pk not in done]
        if course.in_order and last and last.pk not in done:
            before.append(last)
        if before and key not in done:
            told["before"] = before[0].title
        if lecture.is_still_closed:
            # The class reads it earlier than everybody.
            told["url"] = lecture.url
        if told:
            answer[str(lecture.public_id)] = told
        last = lecture
    for lecture in (
        LecturePage.objects.meant_for(user).child_of(course).exclude(pk__in=readable).defer("body")
    ):
        if day := opening.day_for(lecture, user):
            answer[str(lecture.public_id)] = {"opens": date_format(day, "d/m/Y")}
    return answer


@csrf_exempt
@login_not_required
@require_POST
def read(request, key):
    """«Em đã đọc xong», for a browser without JavaScript.

    The lecture's HTML holds no token, being the same for everybody; that the form was posted
    from our own page is told by Origin or Referer (and the cookie is SameSite=Lax).
    """
    if not posted_from_here(request):
        return stale_form(request)
    lecture = _readable(key, request.user)
    if not request.user.is_authenticated:
        return redirect_to_login(lecture.url)
    if student := request.user.student_or_none:
        LectureProgress.objects.take_in(student, lecture, furthest=100, finished=True)
    return redirect(f"{lecture.url}#da-doc-xong")


def _readable(key, user):
    lecture = LecturePage.objects.visible_to(user).filter(translation_key=key).first()
    if lecture is None:
        raise Http404
    return lecture


def _state_of(student, lecture):
    row = LectureProgress.objects.filter(student=student, lecture=lecture).first()
    work = (
        GivenWork.objects.open()
        .filter(
            page=lecture, school_class__enrolments__student=student, school_class__enrolments__ends_on=None
        )
        .first()
    )
    return {
        "furthest": row.furthest if row else 0,
        "blocks": row.blocks if row else [],
        "finished": bool(row and row.finished_at),
        "said": bool(row and row.said_at),
        "done": row.done if row else {},
        "due": work.due_at.isoformat() if work and work.due_at else None,
        "note": work.note if work else "",
        **({"tasks": tasks} if (tasks := task_works.state_of(student, lecture)) else {}),
    }
