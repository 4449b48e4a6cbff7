"""The marking desk: what waits, by quiz and class; then one answer after the other."""

from django.contrib import messages
from django.db import DatabaseError, transaction
from django.http import Http404, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from courses import answer_files, results
from courses.judging import classes_judged_by
from courses.marking_desk import drafts, giving, phrases, rubric, waiting
from courses.marking_desk.queue import WAYS, Desk
from courses.models import AnswerFile
from students import looked
from students.abilities import requires


@requires("see marks")
@never_cache
@require_safe
def index(request):
    """All that waits for points of the reader, by quiz and class."""
    mine, others = waiting.lists_of(request.user)
    return render(request, "courses/desk/index.html", {"mine": mine, "others": others})


@requires("see marks")
@never_cache
@require_safe
def quiz(request, uid, class_uid):
    """One quiz and class: by question or by pupil, and how far each is."""
    return render(request, "courses/desk/quiz.html", {"desk": _desk(request, uid, class_uid)})


@requires("see marks")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request, uid, class_uid, way, pk, place):
    """One answer: look at it, write, keep as a draft, give points and go on."""
    desk = _desk(request, uid, class_uid)
    slot = desk.find(pk, place) if way in WAYS else None
    if slot is None:
        raise Http404
    if request.method == "POST":
        return _take(request, desk, way, slot)
    looked.note(request.user, "answers", slot.attempt.student, once_a_day=True)
    return _show(request, desk, way, slot)


def _desk(request, uid, class_uid):
    school_class = get_object_or_404(
        classes_judged_by(request.user).select_related("school").distinct(), uid=class_uid
    )
    page = get_object_or_404(results.quizzes_of(school_class, request.user), translation_key=uid)
    return Desk(page, school_class, request.user)


def _take(request, desk, way, slot):
    told = drafts.read(request.POST, rubric.rows_of(slot.item.version.key, slot.item.points))
    act = request.POST.get("act", "")
    if act == "draft":
        return _keep(request, desk, way, slot, told)
    if "phrase" in request.POST:
        # Without a script a phrase comes with the whole form, and all of it is kept.
        known = phrases.used_by(request.user, slot.item.version)
        chosen = [words for words in known if words == request.POST["phrase"]]
        told["comment"] = phrases.joined(told["comment"], "".join(chosen))[: drafts.MOST_SIGNS]
        return _keep(request, desk, way, slot, told)
    try:
        giving.give(slot, told, request.user, after=request.POST.get("after", ""))
    except giving.Refused as why:
        # Read anew: somebody may have given points meanwhile.
        desk = Desk(desk.page, desk.school_class, request.user)
        slot = desk.find(*slot.key) or slot
        refusal = " ".join(why.sentences.values())
        return _show(request, desk, way, slot, told=told, refusal=refusal, status=422)
    following = desk.line(way, slot).next_waiting(slot)
    if following is None:
        messages.success(request, _("All of it is marked."))
        return redirect("courses:marking_quiz", desk.page.uid, desk.school_class.uid)
    return redirect(_address(desk, way, following))


def _keep(request, desk, way, slot, told):
    """A draft. A form that was filled before points were given since keeps none: it would look newer."""
    is_old = request.POST.get("after", "") != (str(slot.given.pk) if slot.given else "")
    kept = None
    if not is_old:
        try:
            with transaction.atomic():
                kept = drafts.keep(slot, told, request.user)
        except DatabaseError:
            # Two windows of one teacher at the same moment; the next pause writes it again.
            return JsonResponse({"kept": ""}, status=409)
    if request.headers.get("Accept") == "application/json":
        at = timezone.localtime(kept.at).strftime("%H:%M") if kept else ""
        return JsonResponse({"kept": at}, status=409 if is_old else 200)
    if is_old:
        messages.warning(request, _("Points were given since. Look at them, and write anew."))
    else:
        messages.success(request, _("The draft is kept. It counts when you give the points."))
    return redirect(_address(desk, way, slot))


def _show(request, desk, way, slot, told=None, refusal="", status=200):
    item, line = slot.item, desk.line(way, slot)
    version = item.version
    draft = None if told else drafts.draft_of(slot, request.user)
    rows = rubric.rows_of(version.key, item.points)
    is_file = answer_files.is_file_kind(version.kind)
    before, after = line.around(slot)
    context = {
        "desk": desk,
        "way": way,
        "slot": slot,
        "line": {"files": AnswerFile.objects.told_in(slot.attempt, slot.response) if is_file else []},
        "attempt": slot.attempt,
        "version": version,
        "said": "" if is_file else version.rules.shown_response(slot.response, version.content),
        "rows": rows,
        "has_rubric": rows[0].id != rubric.WHOLE,
        "scaled": sum(row.most for row in rows) != item.points,
        "told": told or drafts.said_of(draft, slot),
        "draft": draft,
        "phrases": phrases.used_by(request.user, version),
        "pile": line,
        "before": before and _address(desk, way, before),
        "after": after and _address(desk, way, after),
        "refusal": refusal,
    }
    return render(request, "courses/desk/answer.html", context, status=status)


def _address(desk, way, slot):
    of = (desk.page.uid, desk.school_class.uid, way, slot.attempt.pk, slot.item.place)
    return reverse("courses:marking_answer", args=of)
