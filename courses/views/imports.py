"""Files of questions into a bank: upload, look, mend in place, take over, undo."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from courses.forms.imports import MendForm, QuestionFileForm
from courses.importing import FORMATS, Issue, applying
from courses.importing.keeping import keep
from courses.models import QuestionBank, QuestionImport
from lms import photos
from lms.uploaded_lists import CannotApply
from students.abilities import requires
from students.views import uploaded_lists

ACT = "write questions"
# An exam that was typed in one file; a bank of hundreds is drawn from.
MOST_OF_A_QUIZ = 100
QUESTIONS_A_PAGE = 25
LATEST = 10
SHOWS = {
    "": gettext_lazy("all"),
    applying.REFUSE: gettext_lazy("cannot be taken over"),
    "lossy": gettext_lazy("lose something"),
    applying.CREATE: gettext_lazy("will be added"),
    applying.UNCHANGED: gettext_lazy("in the bank already"),
    applying.LEAVE: gettext_lazy("left out by you"),
}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires(ACT)
def new(request, code):
    bank = get_object_or_404(QuestionBank.objects.open_for(request.user), code=code)
    form = QuestionFileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        return redirect(
            keep(bank, form.cleaned_data["file"].name, form.content, form.result, by=request.user)
        )
    latest = bank.imports.select_related("uploaded_by").order_by("-uploaded_at")[:LATEST]
    context = {"bank": bank, "form": form, "latest": latest}
    return render(request, "courses/authoring/import_new.html", context, status=400 if form.is_bound else 200)


@never_cache
@require_safe
@requires(ACT)
def detail(request, pk):
    """Every question of the file and what becomes of it; after it was taken over: what became of it."""
    kept = _import(request, pk)
    context = {"kept": kept, "format": FORMATS[kept.format].LABEL if kept.format in FORMATS else kept.format}
    if kept.state != QuestionImport.State.PREVIEWED:
        made = kept.items.exclude(question=None).select_related("question__bank", "question__current")
        context["page_obj"] = Paginator(made, 2 * QUESTIONS_A_PAGE).get_page(request.GET.get("page"))
        numbers = made.order_by("question__number").values_list("question__number", flat=True)
        context["numbers"] = list(numbers[: MOST_OF_A_QUIZ + 1])
        context["fits_a_quiz"] = len(context["numbers"]) <= MOST_OF_A_QUIZ
        return render(request, "courses/authoring/import_done.html", context)
    plan, show = applying.Plan(kept), request.GET.get("show", "")
    shown = {name: _shown(plan, name) for name in SHOWS}
    context |= {
        "counts": plan.counts,
        "issues": [Issue(one["code"], one["values"]) for one in kept.issues],
        "show": show,
        "filters": [
            (name, words, len(shown[name])) for name, words in SHOWS.items() if shown[name] or not name
        ],
        "page_obj": Paginator(shown.get(show, plan.items), QUESTIONS_A_PAGE).get_page(
            request.GET.get("page")
        ),
    }
    return render(request, "courses/authoring/import.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires(ACT)
def mend(request, pk, position):
    kept = _import(request, pk)
    item = _item(kept, position)
    if kept.state != QuestionImport.State.PREVIEWED:
        messages.info(request, _("This file is taken over. Change the question in the bank."))
        return redirect(kept)
    if not item.can_be_mended:
        raise Http404
    form = MendForm(request.POST or None, item=item)
    if request.method == "POST" and form.is_valid():
        form.mend(by=request.user, at=timezone.now())
        return redirect(f"{kept.get_absolute_url()}#q{item.position}")
    return render(request, "courses/authoring/import_mend.html", {"kept": kept, "item": item, "form": form})


@never_cache
@require_POST
@requires(ACT)
def leave(request, pk, position):
    """Leave a question out, or take it in again."""
    kept = _import(request, pk)
    item = _item(kept, position)
    item.is_left_out = not item.is_left_out
    item.save(update_fields=["is_left_out"])
    return redirect(f"{kept.get_absolute_url()}#q{item.position}")


@never_cache
@require_safe
@requires(ACT)
def picture(request, pk, position):
    """The picture of a question that waits, drawn anew: nobody is handed the bytes of a file of strangers."""
    item = _item(_import(request, pk), position)
    if option := request.GET.get("option"):
        shown = item.option_pictures.filter(option=option).first()
    else:
        shown = getattr(item, "picture", None)
    if shown is None:
        raise Http404
    try:
        drawn = photos.packed(photos.redraw(bytes(shown.content), 640))
    except (photos.Unreadable, photos.TooManyPixels) as why:
        raise Http404 from why
    return HttpResponse(drawn, content_type="image/jpeg", headers={"Cache-Control": "private, no-store"})


@never_cache
@require_POST
@requires(ACT)
def confirm(request, pk):
    kept = _import(request, pk)
    try:
        plan = applying.apply(kept, by=request.user)
    except CannotApply as error:
        messages.error(request, str(error))
    else:
        told = _("%(many)d questions were added to the bank.") % {"many": plan.counts["create"]}
        messages.success(request, told)
    return redirect(kept)


@never_cache
@require_POST
@requires(ACT)
def take_back(request, pk):
    kept = _import(request, pk)
    said = _("The questions of this file are out of the bank again.")
    return uploaded_lists.take_back(request, kept, applying.undo, said)


@never_cache
@require_POST
@requires(ACT)
def discard(request, pk):
    kept = _import(request, pk)
    return uploaded_lists.discard(request, kept, reverse("courses:bank", args=[kept.bank.code]))


def _shown(plan, name):
    if name == "lossy":
        return [item for item in plan.items if item.action != applying.REFUSE and item.has_losses]
    return plan.of(name) if name else plan.items


def _import(request, pk):
    imports = QuestionImport.objects.visible_to(request.user)
    return get_object_or_404(imports.select_related("bank__subject", "bank__school", "uploaded_by"), pk=pk)


def _item(kept, position):
    return get_object_or_404(kept.items.select_related("picture"), position=position)
