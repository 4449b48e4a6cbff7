"""A change of a lecture that is being written: done, and answered with what stands there now.

Answered as a page to a plain form, as JSON to `js/lecture-writer.js`.
"""

from django.contrib import messages
from django.http import Http404, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from courses import on_page, teachers_places, weight
from courses.writing import drafts, pieces, rows, sending
from courses.writing.drafts import Clash, Locked

ACT = "write short lectures"


def page_of(user, uid):
    return get_object_or_404(teachers_places.lectures_of(user), translation_key=uid)


def page_to_change(user, uid):
    page = page_of(user, uid)
    if not drafts.may_change(page, user):
        raise Http404
    return page


def changed(request, page, act, form=None, key="", question="", anew=False, undo="", draft=None):
    """Do it; tell what stands there now, who wrote meanwhile, or why nothing was changed.

    `draft`: as it was read for the form.
    """
    try:
        draft = drafts.change(page, request.user, act, anew, draft)
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


def refused(request, page, form, label, key="head"):
    """What the form lacks, at its fields."""
    if _wants_json(request):
        return JsonResponse({"errors": form.errors.get_json_data()}, status=422)
    context = {"page": page, "form": form, "label": label, "key": key, "kind": request.POST.get("kind", "")}
    return render(request, "courses/writing/piece.html", context, status=422)


def _standing(request, draft, key, question=""):
    """The piece as it stands, the order of all, the weight."""
    told = rows.shown(draft, key, question)
    was = drafts.head_digest(draft) if key == "head" else told and told.was
    shown = on_page.Shown(draft)
    size, too_heavy = weight.told(draft.body, shown.codes)
    return {
        "key": key,
        "was": was or "",
        "html": told.html if told else "",
        "pieces": [[one["id"], pieces.digest(one)] for one in pieces.of(draft)],
        "at": date_format(timezone.localtime(timezone.now()), "H:i"),
        "weight": render_to_string("courses/_weight.html", {"weight": size}),
        "missing": sending.missing(draft, request.user, shown),
        "heavy": too_heavy,
    }


def _clashed(request, page, why, form, key, question):
    """Both wordings side by side; whoever wrote the second one chooses."""
    draft = drafts.of(page)
    theirs = rows.shown(draft, key, question)
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


def _wants_json(request):
    return request.headers.get("Accept", "").startswith("application/json")
