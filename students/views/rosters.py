"""Lists from Excel – pupils, teachers, families: upload, look at what would change, take over, undo."""

import hashlib

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lms import downloads, letters, spreadsheets
from lms.text import make_slug
from students import looked
from students.abilities import requires
from students.forms.rosters import RosterForm
from students.models import RosterImport
from students.roster import jobs, preview
from students.roster.changes import CannotApply, apply
from students.roster.kinds import KINDS
from students.roster.undo import CannotUndo, undo
from students.views import school_cards

ACT = "import class lists"


@never_cache
@require_safe
@requires(ACT)
def index(request):
    """Lists that were uploaded, the newest first."""
    lists = (
        RosterImport.objects.visible_to(request.user, to=ACT)
        .for_lists()
        .select_related("school", "uploaded_by")
    )
    page = Paginator(lists, 30).get_page(request.GET.get("page"))
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
        with transaction.atomic():
            kept = RosterImport.objects.create(
                school=form.chosen_school,
                kind=form.cleaned_data["kind"],
                year_code=form.cleaned_data["year"],
                file_name=form.cleaned_data["file"].name.replace("\x00", "")[-160:],
                file_hash=hashlib.sha256(form.content).hexdigest(),
                uploaded_by=request.user,
            )
            kept.keep_book(form.book)
        return redirect("students:roster", pk=kept.pk)
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
        if "encoding" in request.POST:
            if request.POST["encoding"] in letters.ENCODINGS:
                kept.answers["encoding"] = request.POST["encoding"]
                messages.success(request, _("The list is read anew. Look at the names."))
        else:
            swapped = preview.ALL_DATES.get(request.POST.get("all"))
            kept.answers["dates"] = (
                preview.chosen_dates(request.POST) if swapped is None else preview.all_dates(kept, swapped)
            )
            messages.success(request, _("The dates you chose are kept."))
        kept.save(update_fields=["answers"])
        return redirect("students:roster", pk=kept.pk)
    shown = preview.of(kept)
    context = {
        "list": kept,
        "shown": shown,
        "under_way": jobs.under_way(kept, by=request.user),
        "page_obj": Paginator(shown.rows(request.GET.get("show", "")), 50).get_page(request.GET.get("page")),
        "show": request.GET.get("show", ""),
    }
    return render(request, "students/roster.html", context)


@never_cache
@require_POST
@requires(ACT)
def confirm(request, pk):
    """Take the list over, if the school is still as it was on the page that was looked at."""
    kept = _list_or_404(request, pk)
    if kept.state != RosterImport.State.PREVIEWED:
        undone = kept.state == RosterImport.State.UNDONE
        messages.info(
            request,
            _("This list was taken over and undone. Upload it again to take it over once more.")
            if undone
            else _("This list was already taken over; nothing was done twice."),
        )
        return redirect("students:roster", pk=kept.pk)
    book, seen = kept.book(), request.POST.get("seen", "")[:16]
    if jobs.is_long(book):
        return redirect("job", pk=jobs.begin(kept, seen, by=request.user).pk)
    try:
        apply(kept, book, by=request.user, on=timezone.localdate(), seen=seen)
    except CannotApply as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("The list is taken over."))
    return redirect("students:roster", pk=kept.pk)


@never_cache
@require_POST
@requires(ACT)
def take_back(request, pk):
    kept = _list_or_404(request, pk)
    try:
        undo(kept, by=request.user)
    except CannotUndo as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Everything is as it was before this list."))
    return redirect("students:roster", pk=kept.pk)


@never_cache
@require_POST
@requires(ACT)
def discard(request, pk):
    """Throw an upload away that was not taken over."""
    kept = _list_or_404(request, pk)
    with transaction.atomic():
        waiting = RosterImport.objects.filter(pk=kept.pk, state=RosterImport.State.PREVIEWED)
        # Held, so that a list which is being taken over at this moment is not thrown away.
        thrown_away = waiting.only("pk").select_for_update().first()
        if thrown_away:
            thrown_away.delete()
    if thrown_away:
        messages.success(request, _("The upload was thrown away; nothing was changed."))
    return redirect("students:rosters")


@never_cache
@require_safe
@requires(ACT)
def left_out(request, pk):
    """The rows that were not taken, in the layout of the file, with the reason beside them."""
    kept = _list_or_404(request, pk)
    looked.note(request.user, "rows left out", kept)
    content = spreadsheets.write(preview.left_out(kept))
    name = f"{make_slug(kept.file_name.rsplit('.', 1)[0]) or 'danh-sach'}-chua-nhap.xlsx"
    return downloads.xlsx(content, name)


def _list_or_404(request, pk):
    lists = RosterImport.objects.visible_to(request.user, to=ACT).select_related("school", "uploaded_by")
    return get_object_or_404(lists, pk=pk)
