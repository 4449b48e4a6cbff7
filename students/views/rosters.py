"""Lists from Excel – pupils, teachers, families: upload, look at what would change, take over, undo.

The steps are those of all uploaded lists: students/views/uploaded_lists.py.
"""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lms.uploaded_lists import keep
from students.abilities import requires
from students.forms.rosters import RosterForm
from students.models import RosterImport
from students.roster import jobs, preview
from students.roster.changes import apply
from students.roster.kinds import KINDS
from students.roster.undo import undo
from students.views import school_cards, uploaded_lists

ACT = "import class lists"


@never_cache
@require_safe
@requires(ACT)
def index(request):
    """Lists that were uploaded, the newest first."""
    page = uploaded_lists.page_of(request, RosterImport.objects.visible_to(request.user, to=ACT))
    return render(request, "students/rosters.html", {"page_obj": page})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires(ACT)
def upload(request):
    asked = request.GET.get("kind", "")
    form = RosterForm(
        request.POST or None,
        request.FILES or None,
        by=request.user,
        initial={"kind": asked if asked in KINDS else "students"},
    )
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        about = {"school": form.chosen_school, "kind": told["kind"], "year_code": told["year"]}
        return redirect(keep(RosterImport, told["file"], by=request.user, **about))
    context = {"form": form, "kinds": KINDS.values()}
    return render(request, "students/roster_upload.html", context, status=400 if form.is_bound else 200)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires(ACT)
def detail(request, pk):
    """What the list would change, or what it changed. A POST keeps a choice: the encoding, or dates."""
    kept = _list_or_404(request, pk)
    if kept.state != RosterImport.State.PREVIEWED:
        context = {
            "list": kept,
            "kind": KINDS[kept.kind],
            "cards_door": school_cards.door_for(request.user, kept.school),
        }
        return render(request, "students/roster_done.html", context)
    if request.method == "POST":
        _keep_answer(request, kept)
        return redirect(kept)
    context = uploaded_lists.preview(request, kept, preview.of(kept), jobs)
    return render(request, "students/roster.html", context)


def _keep_answer(request, kept):
    if "encoding" in request.POST:
        if uploaded_lists.choose_encoding(kept, request.POST):
            messages.success(request, _("The list is read anew. Look at the names."))
    else:
        swapped = preview.ALL_DATES.get(request.POST.get("all"))
        kept.answers["dates"] = (
            preview.chosen_dates(request.POST) if swapped is None else preview.all_dates(kept, swapped)
        )
        messages.success(request, _("The dates you chose are kept."))
    kept.save(update_fields=["answers"])


@never_cache
@require_POST
@requires(ACT)
def confirm(request, pk):
    return uploaded_lists.confirm(request, _list_or_404(request, pk), apply, jobs)


@never_cache
@require_POST
@requires(ACT)
def take_back(request, pk):
    said = _("Everything is as it was before this list.")
    return uploaded_lists.take_back(request, _list_or_404(request, pk), undo, said)


@never_cache
@require_POST
@requires(ACT)
def discard(request, pk):
    return uploaded_lists.discard(request, _list_or_404(request, pk), back="students:rosters")


@never_cache
@require_safe
@requires(ACT)
def left_out(request, pk):
    kept = _list_or_404(request, pk)
    return uploaded_lists.left_out(request, kept, preview.left_out(kept))


def _list_or_404(request, pk):
    lists = RosterImport.objects.visible_to(request.user, to=ACT).select_related("school", "uploaded_by")
    return get_object_or_404(lists, pk=pk)
