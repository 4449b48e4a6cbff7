"""Lists about machines from Excel – deliveries, hand-over lists: upload, look, answer, take over, undo."""

import hashlib

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from devices.forms.lists import DayForm, DeviceListForm, PlaceAndModelForm, model_forms
from devices.lists import jobs, preview
from devices.lists.changes import apply
from devices.lists.undo import undo
from devices.models import DeviceList
from lms import downloads, letters, spreadsheets
from lms.text import make_slug
from students import looked
from students.abilities import requires
from students.roster.changes import CannotApply
from students.roster.undo import CannotUndo

ACT = "manage devices"


@never_cache
@require_safe
@requires(ACT)
def index(request):
    """Lists that were uploaded, the newest first."""
    lists = DeviceList.objects.visible_to(request.user, to=ACT).for_lists()
    lists = lists.select_related("school", "batch", "uploaded_by")
    page = Paginator(lists, 30).get_page(request.GET.get("page"))
    return render(request, "devices/lists.html", {"page_obj": page})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires(ACT)
def upload(request):
    initial = {name: request.GET[name] for name in ("kind", "batch", "school") if name in request.GET}
    form = DeviceListForm(request.POST or None, request.FILES or None, by=request.user, initial=initial)
    if request.method == "POST" and form.is_valid():
        kind = form.cleaned_data["kind"]
        with transaction.atomic():
            kept = DeviceList.objects.create(
                kind=kind,
                school=form.chosen_school,
                batch=form.cleaned_data["batch"] if kind == DeviceList.Kind.STOCK else None,
                file_name=form.cleaned_data["file"].name.replace("\x00", "")[-160:],
                file_hash=hashlib.sha256(form.content).hexdigest(),
                uploaded_by=request.user,
            )
            kept.keep_book(form.book)
        return redirect(kept)
    return render(request, "devices/list_upload.html", {"form": form}, status=400 if form.is_bound else 200)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires(ACT)
def detail(request, pk):
    """What the list would change, or what it changed. A POST keeps an answer to what the file leaves open."""
    kept = _list_or_404(request, pk)
    if kept.state != DeviceList.State.PREVIEWED:
        papers = kept.papers.select_related("handover__pupil").order_by("handover__sequence")
        context = {"list": kept, "page_obj": Paginator(papers, 50).get_page(request.GET.get("page"))}
        return render(request, "devices/list_done.html", context)
    shown = preview.of(kept, by=request.user)
    forms = _Answers(request, kept, shown)
    if request.method == "POST" and forms.keep():
        return redirect(kept)
    show = request.GET.get("show", "")
    context = {
        "list": kept,
        "shown": shown,
        "forms": forms,
        "under_way": jobs.under_way(kept, by=request.user),
        "page_obj": Paginator(shown.rows(show), 50).get_page(request.GET.get("page")),
        "show": show,
    }
    return render(request, "devices/list.html", context, status=400 if request.method == "POST" else 200)


@never_cache
@require_POST
@requires(ACT)
def confirm(request, pk):
    """Take the list over, if things are still as they were on the page that was looked at."""
    kept = _list_or_404(request, pk)
    if kept.state != DeviceList.State.PREVIEWED:
        undone = kept.state == DeviceList.State.UNDONE
        messages.info(
            request,
            _("This list was taken over and undone. Upload it again to take it over once more.")
            if undone
            else _("This list was already taken over; nothing was done twice."),
        )
        return redirect(kept)
    book, seen = kept.book(), request.POST.get("seen", "")[:16]
    if jobs.is_long(kept, book):
        return redirect("job", pk=jobs.begin(kept, seen, by=request.user).pk)
    try:
        apply(kept, book, by=request.user, on=timezone.localdate(), seen=seen)
    except CannotApply as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("The list is taken over."))
    return redirect(kept)


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
        messages.success(request, _("The list is undone."))
    return redirect(kept)


@never_cache
@require_POST
@requires(ACT)
def discard(request, pk):
    """Throw an upload away that was not taken over."""
    kept = _list_or_404(request, pk)
    with transaction.atomic():
        waiting = DeviceList.objects.filter(pk=kept.pk, state=DeviceList.State.PREVIEWED)
        # Held, so that a list which is being taken over at this moment is not thrown away.
        if thrown_away := waiting.only("pk").select_for_update().first():
            thrown_away.delete()
            messages.success(request, _("The upload was thrown away; nothing was changed."))
    return redirect("devices:lists")


@never_cache
@require_safe
@requires(ACT)
def left_out(request, pk):
    """The rows that were not taken, in the layout of the file, with the reason beside them."""
    kept = _list_or_404(request, pk)
    looked.note(request.user, "rows left out", kept)
    content = spreadsheets.write(preview.left_out(kept, by=request.user))
    name = f"{make_slug(kept.file_name.rsplit('.', 1)[0]) or 'danh-sach'}-chua-nhap.xlsx"
    return downloads.xlsx(content, name)


class _Answers:
    """The small forms of a preview; each is posted by itself and keeps its answers with the list."""

    def __init__(self, request, kept, shown):
        self.kept, self.posted = kept, request.POST
        asked = request.POST.get("answer", "")
        self.day = DayForm(request.POST if asked == "day" else None) if shown.asks_for_day else None
        self.whole = None
        if shown.asks_for_school or shown.asks_for_model:
            self.whole = PlaceAndModelForm(
                request.POST if asked == "whole" else None,
                by=request.user,
                asks_for_school=shown.asks_for_school,
                asks_for_model=shown.asks_for_model,
            )
        self.models = model_forms(shown.unknown_models, request.POST if asked == "models" else None)

    def keep(self):
        """Keep what was posted; False when it was no answer."""
        kept, asked = self.kept, self.posted.get("answer", "")
        # Each of them is asked, so that all say what is wrong at once.
        valid = [form.is_valid() for form in self.models]
        if asked == "encoding" and self.posted.get("encoding") in letters.ENCODINGS:
            kept.answers["encoding"] = self.posted["encoding"]
        elif asked == "day" and self.day and self.day.is_valid():
            kept.answers |= self.day.answers
        elif asked == "whole" and self.whole and self.whole.is_valid():
            kept.answers |= self.whole.answers
            kept.school = self.whole.cleaned_data.get("school") or kept.school
        elif asked == "models" and valid and all(valid):
            known = kept.answers.get("models", {})
            kept.answers["models"] = known | {form.said: form.answer for form in self.models}
        else:
            return False
        kept.save(update_fields=["answers", "school"])
        return True


def _list_or_404(request, pk):
    lists = DeviceList.objects.visible_to(request.user, to=ACT)
    return get_object_or_404(lists.select_related("school", "batch", "uploaded_by"), pk=pk)
