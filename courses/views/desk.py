"""The marking desk: what waits, by quiz and class; then one answer after the other."""

from django.contrib import messages
from django.db import DatabaseError, transaction
from django.http import Http404, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from courses import answer_files, judging
from courses.forms.desk import SecondMarkerForm
from courses.marking_desk import drafts, giving, phrases, rubric, seconds, sounds, waiting
from courses.marking_desk.opening import desk_of
from courses.marking_desk.queue import WAYS, Desk
from courses.models import AnswerFile
from students import looked
from students.abilities import can, requires
from students.models import SchoolClass


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
    return _quiz(request, _desk(request, uid, class_uid))


@requires("manage people")
@require_POST
def second(request, uid, class_uid):
    """The school names who marks a class's quiz second; nobody: whoever teaches the class."""
    classes = SchoolClass.objects.visible_to(request.user, to="manage people").select_related("school")
    school_class = get_object_or_404(classes, uid=class_uid)
    desk = _desk(request, uid, class_uid)
    form = SecondMarkerForm(request.POST, school=school_class.school)
    if not desk.page.second_marker or not form.is_valid():
        messages.error(request, _("Choose a teacher of your school from the list."))
        return redirect("courses:marking_quiz", uid, class_uid)
    teacher = form.cleaned_data["teacher"]
    seconds.name(desk.page, school_class, teacher and teacher.user, by=request.user)
    messages.success(request, _("Kept. Who was named finds the quiz under «Marking»."))
    return redirect("courses:marking_quiz", uid, class_uid)


@requires("see marks")
@never_cache
@require_safe
def agreement(request, uid, class_uid):
    """How far the two markers agree, and where they have to settle on points."""
    desk = _desk(request, uid, class_uid)
    if not desk.page.second_marker:
        raise Http404
    piles = [seconds.compared(pile) for pile in desk.by_question]
    context = {"desk": desk, "piles": [one for one in piles if one.lines], "all": seconds.overall(piles)}
    return render(request, "courses/desk/agreement.html", context)


def _quiz(request, desk):
    leads = SchoolClass.objects.visible_to(request.user, to="manage people").filter(pk=desk.school_class.pk)
    context = {"desk": desk, "to_agree": seconds.open_in(desk)}
    if desk.page.second_marker and can(request.user, "manage people") and leads.exists():
        initial = {"teacher": desk.named and desk.named.user.teacher_or_none}
        context["second_form"] = SecondMarkerForm(school=desk.school_class.school, initial=initial)
    return render(request, "courses/desk/quiz.html", context)


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
    desk = desk_of(request.user, uid, class_uid)
    if desk is None:
        raise Http404
    return desk


def _take(request, desk, way, slot):
    told = drafts.read(request.POST, rubric.rows_of(slot.item.version.key, slot.item.points))
    act = request.POST.get("act", "")
    try:
        _hear(request, slot, told)
    except giving.Refused as why:
        return _show(
            request, desk, way, slot, told=told, refusal=" ".join(why.sentences.values()), status=422
        )
    if act == "draft":
        return _keep(request, desk, way, slot, told)
    if "phrase" in request.POST:
        # Without a script a phrase comes with the whole form, and all of it is kept.
        known = phrases.used_by(request.user, slot.item.version)
        chosen = [words for words in known if words == request.POST["phrase"]]
        told["comment"] = phrases.joined(told["comment"], "".join(chosen))[: drafts.MOST_SIGNS]
        return _keep(request, desk, way, slot, told)
    try:
        giving.give(
            slot,
            told,
            request.user,
            after=request.POST.get("after", ""),
            seen_role=request.POST.get("role") or None,
            school_class=desk.school_class,
        )
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


def _hear(request, slot, told):
    """Take a spoken comment in. Raises giving.Refused."""
    told["voice"] = request.POST.get("voice_kept", "")[:36]
    told["no_voice"] = "no_voice" in request.POST
    if told["no_voice"]:
        told["voice"] = ""
    if upload := request.FILES.get("voice"):
        told["voice"] = str(sounds.keep(slot, upload, request.user).pk)
    elif told["voice"] and sounds.kept(slot, told["voice"], request.user) is None:
        told["voice"] = ""


def _keep(request, desk, way, slot, told):
    """A draft. A form that was filled before points were given since keeps none: it would look newer."""
    is_old = request.POST.get("after", "") != (str(slot.own.pk) if slot.own else "")
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
    said = drafts.said_of(draft, slot)
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
        "told": told or said,
        "draft": draft,
        "phrases": phrases.used_by(request.user, version),
        "pile": line,
        "voice": sounds.kept(slot, (told or said).get("voice"), request.user),
        "seconds": sounds.SECONDS,
        "may_hand_back": judging.attempts_judged_by(request.user).filter(pk=slot.attempt.pk).exists(),
        "before": before and _address(desk, way, before),
        "after": after and _address(desk, way, after),
        "refusal": refusal,
    }
    return render(request, "courses/desk/answer.html", context, status=status)


def _address(desk, way, slot):
    of = (desk.page.uid, desk.school_class.uid, way, slot.attempt.pk, slot.item.place)
    return reverse("courses:marking_answer", args=of)
