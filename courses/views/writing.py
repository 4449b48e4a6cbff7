"""Short lectures outside the back office: one page with a form for each piece.

The same addresses serve the plain forms and `js/lecture-writer.js`, which sends them as they stand and asks
for JSON. Everything is safe to send again: a piece has its id from the browser, and says which wording it is
based on.
"""

import uuid

from django.contrib import messages
from django.core import signing
from django.http import Http404, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from courses import next_steps, teachers_places, weight
from courses.forms.writing import HeadForm, NewLectureForm
from courses.forms.writing_questions import QuestionForm
from courses.media.back_office import not_light_yet
from courses.models import GivenWork
from courses.writing import drafts, pieces, practising, rows, sending
from courses.writing.drafts import Clash, Locked
from courses.writing_desk import why_it_came_back
from lms.kept_pages import keep_for
from students.abilities import requires

ACT = "write short lectures"
UNDO = "courses.writing.undo"
A_DAY = 24 * 3600
MOST_SHOWN = 30


@requires(ACT)
@never_cache
@require_safe
def index(request):
    """What I write: drafts first, then what is published."""
    found = teachers_places.lectures_of(request.user).filter(owner=request.user).defer("body")
    newest = found.order_by("live", "-latest_revision_created_at")
    context = {"lectures": newest[:MOST_SHOWN], "more": max(0, newest.count() - MOST_SHOWN)}
    return render(request, "courses/writing/index.html", context)


@requires(ACT)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def new(request):
    """A title and a course; the pieces follow."""
    courses = teachers_places.courses_open_for(request.user)
    form = NewLectureForm(request.POST or None, courses=courses)
    if request.method == "POST" and form.is_valid():
        page = drafts.begin(by=request.user, **form.cleaned_data)
        return redirect("courses:writing", page.translation_key)
    context = {
        "form": form,
        "may_write": courses.exists(),
        "may_open": teachers_places.may_open_places(request.user),
    }
    return render(request, "courses/writing/new.html", context, status=422 if form.is_bound else 200)


@requires(ACT)
@never_cache
@require_safe
def write(request, uid):
    """The lecture, piece by piece, with what can be done with it now."""
    page = _page(request, uid)
    draft, user = drafts.of(page), request.user
    locked = drafts.why_locked(page, user)
    if not drafts.may_change(page, user):
        locked = locked or _("You may read this lecture here, but not change it.")
    failed, waiting = not_light_yet(draft)
    context = {
        "page": page,
        "draft": draft,
        "failed": failed,
        "waiting": waiting,
        "rows": rows.of(draft, user),
        "head": HeadForm(initial=_head_of(draft), auto_id="head-%s"),
        "adds": [] if locked else rows.new_forms(draft, user),
        "locked": locked,
        "undo": _undo_of(request, page),
        "weight": weight.of_body(draft.body),
        "too_heavy": weight.warnings(draft.body),
        **_state(page, draft, user),
    }
    return keep_for(user, render(request, "courses/writing/write.html", context))


@requires(ACT)
@never_cache
@require_safe
def preview(request, uid):
    """The whole lecture as pupils will read it."""
    draft = drafts.of(_page(request, uid))
    # As in the preview of the back office: nothing is pinned, and what makes it heavy is told.
    request.is_preview = True
    return render(request, "courses/writing/preview.html", draft.get_context(request))


@requires(ACT)
@require_POST
def head(request, uid):
    """Title, summary, minutes."""
    page = _page(request, uid, to_change=True)
    form = HeadForm(request.POST, initial=_head_of(drafts.of(page)), auto_id="head-%s")
    if not form.is_valid():
        return _refused(request, page, form, _("Title of the lecture"))

    def act(draft):
        told = {name: form.cleaned_data[name] for name in drafts.HEAD}
        if told == {name: getattr(draft, name) for name in drafts.HEAD}:
            return False
        if form.cleaned_data["was"] != drafts.head_digest(draft):
            raise drafts.clash(draft, {"id": "head", "type": "head", "value": _head_of(draft)})
        for name, value in told.items():
            setattr(draft, name, value)
        return None

    return _changed(request, page, act, form=form, key="head")


@requires(ACT)
@require_POST
def piece(request, uid, key):
    """Write a piece anew, or a new one behind another; so too a question of a piece."""
    page = _page(request, uid, to_change=True)
    if request.POST.get("kind") == rows.QUESTION:
        return _question(request, page, key)
    draft = drafts.of(page)
    there = pieces.find(pieces.of(draft), key)
    if there is None and not _is_uuid(key):
        raise Http404
    form = rows.form_for(draft, request.user, there, request.POST, request.FILES, request.POST.get("kind"))
    if form is None:
        raise Http404
    if not form.is_valid():
        form.keep_uploads()
        return _refused(request, page, form, form.label, key)

    def make(stands):
        if stands and stands["type"] != form.kind:
            return None
        form.before = stands["value"] if stands else {}
        return form.stored()

    def act(now):
        return drafts.put(now, key, form.cleaned_data["was"], make, form.cleaned_data["after"])

    return _changed(request, page, act, form=form, key=key)


@requires(ACT)
@require_POST
def drop(request, uid, key):
    """Take a piece out, or a question of it; the answer holds what brings it back."""
    page = _page(request, uid, to_change=True)
    question = request.POST.get("question", "")
    before = page.latest_revision_id

    def act(draft):
        body = pieces.of(draft)
        there = pieces.find(body, key)
        left = practising.without(there, question) if question and there else None
        if left is None:
            return drafts.drop(draft, key, "" if question else request.POST.get("was", ""))
        drafts.keep_pieces(draft, pieces.put(body, left))
        return None

    undo = signing.dumps([str(uid), before, key, question], salt=UNDO)
    return _changed(request, page, act, key=key, anew=True, undo=undo)


@requires(ACT)
@require_POST
def restore(request, uid):
    """Bring back what was taken out."""
    page = _page(request, uid, to_change=True)
    told = _read_undo(request.POST.get("undo", ""), page)
    if told is None:
        raise Http404
    revision, key, question = told
    then = pieces.of(revision.as_object())
    gone = pieces.find(then, key)
    if gone is None:
        raise Http404

    def act(draft):
        body = pieces.of(draft)
        if (there := pieces.find(body, key)) is None:
            before = pieces.before(then, key)
            body = pieces.put(body, gone, before) if before else [gone, *body]
        elif asked := next((one for one in practising.questions_of(gone) if str(one.pk) == question), None):
            body = pieces.put(body, practising.asking(there, asked.code, key))
        else:
            return False
        drafts.keep_pieces(draft, body)
        return None

    return _changed(request, page, act, key=key)


@requires(ACT)
@require_POST
def order(request, uid):
    """One piece up or down (`piece`, `way`), or all of them in the order of `ids`."""
    page = _page(request, uid, to_change=True)
    key = request.POST.get("piece", "")

    def act(draft):
        body = pieces.of(draft)
        if "ids" in request.POST:
            told = pieces.ordered(body, request.POST["ids"].split()[:500])
        else:
            told = pieces.moved(body, key, request.POST.get("way"))
        if told == body:
            return False
        drafts.keep_pieces(draft, told)
        return None

    return _changed(request, page, act, key=key)


@requires(ACT)
@require_POST
def send(request, uid):
    """Publish it, or send it in; what is missing is told instead."""
    page = _page(request, uid, to_change=True)
    try:
        way = sending.send(page, request.user)
    except Locked as why:
        messages.error(request, str(why))
        return redirect("courses:writing", uid)
    except sending.Unfinished:
        messages.error(request, _("Not sent yet: see below what is missing."))
        return redirect(f"{reverse('courses:writing', args=[uid])}#send")
    if not way:
        raise Http404
    if way == "publish":
        messages.success(request, _("Published. Now it can be given to a class."))
    else:
        names, more = sending.approvers_of(page)
        told = {"names": ", ".join(names) + (" …" if more else "")}
        messages.success(request, _("Sent in. It is approved by: %(names)s.") % told)
    return redirect(f"{reverse('courses:writing', args=[uid])}#send")


@requires(ACT)
@require_POST
def take_back(request, uid):
    """Out of approval, or off the site; what pupils did stays."""
    page = _page(request, uid)
    what = sending.take_back(page, request.user)
    if what == "submitted":
        messages.success(request, _("Taken back. You can go on writing."))
    elif what == "published":
        messages.success(request, _("Taken off the site. What pupils have done is kept; the draft is here."))
    else:
        messages.error(request, _("There is nothing to take back."))
    return redirect("courses:writing", uid)


def _question(request, page, key):
    """A question of the piece `key`, which may be new."""
    stands = _asked_in(drafts.of(page), key)
    before = stands.get(request.POST.get("question", ""))
    form = QuestionForm(request.POST, version=before and before.current, auto_id=f"{key}-%s")
    if not _is_uuid(key) or (before and not practising.may_write(before, request.user)):
        raise Http404
    if not form.is_valid():
        return _refused(request, page, form, _("Question"), key)
    told, said = form.cleaned_data, form.said()

    def act(draft):
        body = pieces.of(draft)
        there = pieces.find(body, key)
        if there and there["type"] != practising.BLOCK:
            raise Http404
        question = _asked_in(draft, key).get(str(told["question"]))
        if told["was"] and question is None:
            raise drafts.clash(draft, None)
        same = question and practising.says(question) == {**practising.says(question), **said}
        if question and practising.digest(question) != told["was"] and not same:
            raise drafts.clash(draft, there)
        try:
            course = page.get_parent().specific
            question = practising.write(course, told["question"], said, request.user, stands=bool(question))
        except practising.QuestionElsewhere as why:
            raise Http404 from why
        drafts.keep_pieces(
            draft, pieces.put(body, practising.asking(there, question.code, key), told["after"])
        )

    return _changed(request, page, act, form=form, key=key, question=str(told["question"]))


def _asked_in(draft, key):
    """{id: Question} of one piece."""
    found = practising.questions_of(pieces.find(pieces.of(draft), key))
    return {str(question.pk): question for question in found}


def _changed(request, page, act, form=None, key="", question="", anew=False, undo=""):
    """Do it; tell what stands there now, who wrote meanwhile, or why nothing was changed."""
    try:
        draft = drafts.change(page, request.user, act, anew=anew)
    except Locked as why:
        if _wants_json(request):
            return JsonResponse({"sentence": str(why)}, status=423)
        messages.error(request, str(why))
        return redirect("courses:writing", page.translation_key)
    except Clash as why:
        return _clashed(request, page, why, form, key, question)
    if _wants_json(request):
        return JsonResponse({**_standing(request, draft, key, question), "undo": undo})
    where = reverse("courses:writing", args=[page.translation_key])
    if undo:
        return redirect(f"{where}?undo={undo}#undone")
    return redirect(f"{where}#p-{key}" if key else where)


def _standing(request, draft, key, question=""):
    """The piece as it stands, the order of all, the weight."""
    told = rows.of(draft, request.user)
    row = next((one for one in told if one.key == key), None)
    asked = rows.asked(row, question) if question else row
    was = drafts.head_digest(draft) if key == "head" else asked and asked.was
    size = weight.of_body(draft.body)
    return {
        "key": key,
        "was": was or "",
        "html": asked.html if asked else "",
        "pieces": [[one.key, one.was] for one in told],
        "at": date_format(timezone.localtime(timezone.now()), "H:i"),
        "weight": render_to_string("courses/_weight.html", {"weight": size}),
        "missing": sending.missing(draft, request.user),
        "heavy": weight.warnings(draft.body),
    }


def _clashed(request, page, why, form, key, question):
    """Both wordings side by side; whoever wrote the second one chooses."""
    draft = drafts.of(page)
    row = rows.one(draft, request.user, key)
    theirs = rows.asked(row, question) if question else row
    is_head = key == "head"
    told = {
        "sentence": why.sentence(),
        "was": drafts.head_digest(draft) if is_head else (theirs.was if theirs else ""),
        "html": "" if is_head or theirs is None else theirs.html,
        "words": " – ".join(filter(None, [draft.title, draft.summary, str(draft.licence or "")]))
        if is_head
        else "",
        "gone": theirs is None and not is_head,
    }
    if _wants_json(request):
        return JsonResponse(told, status=409)
    if form is not None and hasattr(form, "keep_uploads"):
        form.keep_uploads()
    context = {"page": page, "form": form, "key": key, "told": told, "kind": request.POST.get("kind", "")}
    context["mine"] = _again(request, form, told)
    return render(request, "courses/writing/clash.html", context, status=409)


def _again(request, form, told):
    """[(name, value)] that sends the same once more, based on what stands there now."""
    data = form.data if form is not None else request.POST
    skipped = {"csrfmiddlewaretoken", "was"}
    pairs = [(name, value) for name, values in data.lists() for value in values if name not in skipped]
    return [*pairs, ("was", told["was"])]


def _refused(request, page, form, label, key="head"):
    """What the form lacks, at its fields."""
    if _wants_json(request):
        return JsonResponse({"errors": form.errors.get_json_data()}, status=422)
    context = {"page": page, "form": form, "label": label, "key": key, "kind": request.POST.get("kind", "")}
    return render(request, "courses/writing/piece.html", context, status=422)


def _state(page, draft, user):
    """What is missing, how it goes out and to whom, and what follows."""
    names, more = sending.approvers_of(page)
    given = GivenWork.objects.open().filter(page=page).select_related("school_class")
    return {
        "missing": sending.missing(draft, user),
        "way": sending.way_for(page, draft, user),
        "approvers": names,
        "more_approvers": more,
        "waits": page.workflow_in_progress,
        "changed": page.live and page.has_unpublished_changes,
        "steps": next_steps.steps_for(user, page),
        "given_to": sorted({work.school_class.name for work in given}),
        "came_back": why_it_came_back(page),
        "copied_from": getattr(page, "copied_from", None),
        "full_editor": page.permissions_for_user(user).can_edit(),
    }


def _head_of(draft):
    told = {name: getattr(draft, name) for name in drafts.HEAD}
    return {**told, "licence": draft.licence_id, "was": drafts.head_digest(draft)}


def _undo_of(request, page):
    told = request.GET.get("undo", "")
    return told if _read_undo(told, page) else ""


def _read_undo(told, page):
    """(the revision before, the piece, the question) that a token names; None for one of somewhere else."""
    try:
        uid, revision, key, question = signing.loads(told, salt=UNDO, max_age=A_DAY)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    found = page.revisions.filter(pk=revision).first() if uid == str(page.translation_key) else None
    return (found, key, question) if found else None


def _page(request, uid, to_change=False):
    page = get_object_or_404(teachers_places.lectures_of(request.user), translation_key=uid)
    if to_change and not drafts.may_change(page, request.user):
        raise Http404
    return page


def _is_uuid(text):
    try:
        return str(uuid.UUID(text)) == text
    except ValueError:
        return False


def _wants_json(request):
    return request.headers.get("Accept", "").startswith("application/json")
