"""Lists about machines from Excel – deliveries, hand-over lists: upload, look, answer, take over, undo.

The steps are those of all uploaded lists: students/views/uploaded_lists.py.
"""

from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from devices.forms.lists import DayForm, DeviceListForm, PlaceAndModelForm, model_forms
from devices.lists import jobs, preview
from devices.lists.changes import apply
from devices.lists.undo import devices_of, undo
from devices.models import Assignment, DeviceList
from lms.uploaded_lists import keep
from students.abilities import requires
from students.views import uploaded_lists

ACT = "manage devices"


@never_cache
@require_safe
@requires(ACT)
def index(request):
    """Lists that were uploaded, the newest first."""
    lists = DeviceList.objects.visible_to(request.user, to=ACT).select_related("batch")
    return render(request, "devices/lists.html", {"page_obj": uploaded_lists.page_of(request, lists)})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires(ACT)
def upload(request):
    initial = {name: request.GET[name] for name in ("kind", "batch", "school") if name in request.GET}
    form = DeviceListForm(request.POST or None, request.FILES or None, by=request.user, initial=initial)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        batch = told["batch"] if told["kind"] == DeviceList.Kind.STOCK else None
        about = {"kind": told["kind"], "school": form.chosen_school, "batch": batch}
        return redirect(keep(DeviceList, told["file"], by=request.user, **about))
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
    context = {"forms": forms, **uploaded_lists.preview(request, kept, shown, jobs)}
    return render(request, "devices/list.html", context, status=400 if request.method == "POST" else 200)


@never_cache
@require_POST
@requires(ACT)
def confirm(request, pk):
    return uploaded_lists.confirm(request, _list_or_404(request, pk), apply, jobs)


@never_cache
@require_POST
@requires(ACT)
def take_back(request, pk):
    kept = _list_or_404(request, pk)
    if kept.state == DeviceList.State.APPLIED and "sure" not in request.POST:
        return _ask(request, kept)
    return uploaded_lists.take_back(request, kept, undo, _("The list is undone."))


def _ask(request, kept):
    """Once, before a list is undone: what it takes along."""
    if kept.kind == DeviceList.Kind.HANDOVERS:
        lines = Assignment.objects.standing().filter(handover__listed__device_list=kept)
        told = _("%(lines)d lines on %(papers)d records are struck out; the records stay readable.") % {
            "lines": lines.count(),
            "papers": lines.order_by().values("handover").distinct().count(),
        }
    else:
        told = _("%(n)d machines that this list brought are taken out of the stock.") % {
            "n": devices_of(kept).count()
        }
    context = {
        "title": _("Undo the import?"),
        "told": told,
        "button": _("Undo the import"),
        "back": kept.get_absolute_url(),
    }
    return render(request, "devices/sure.html", context)


@never_cache
@require_POST
@requires(ACT)
def discard(request, pk):
    return uploaded_lists.discard(request, _list_or_404(request, pk), back="devices:lists")


@never_cache
@require_safe
@requires(ACT)
def left_out(request, pk):
    kept = _list_or_404(request, pk)
    return uploaded_lists.left_out(request, kept, preview.left_out(kept, by=request.user))


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
        if asked == "encoding" and uploaded_lists.choose_encoding(kept, self.posted):
            pass  # It stands among the answers already.
        elif asked == "day" and self.day and self.day.is_valid():
            kept.answers |= self.day.answers
        elif asked == "rows":
            kept.answers |= preview.chosen_rows(self.posted, kept.answers)
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
