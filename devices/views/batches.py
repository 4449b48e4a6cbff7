"""Deliveries: what was promised, what came, what was handed over."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from devices import batch_counts
from devices.figures import figures_for
from devices.forms.registers import BatchForm
from devices.models import Batch, Device
from devices.views.saving import saved
from students.abilities import can, requires, scope_for
from students.models import School


@require_safe
@requires("see devices")
def index(request):
    batches = Batch.objects.visible_to(request.user).select_related("programme")
    page = Paginator(batches, 50).get_page(request.GET.get("page"))
    counts, counted_at = _counts(request.user, page.object_list)
    rows = [(batch, counts.get(batch.pk, {})) for batch in page]
    context = {
        "page_obj": page,
        "rows": rows,
        "counted_at": counted_at,
        "overfull": set(
            Batch.objects.filter(pk__in=[batch.pk for batch in page]).overfull().values_list("pk", flat=True)
        ),
        "has_shares": any(is_share(request.user, batch) for batch in page),
        "may_manage": can(request.user, "manage devices"),
    }
    return render(request, "devices/batches.html", context)


@require_safe
@requires("see devices")
def detail(request, code):
    batch = get_object_or_404(Batch.objects.visible_to(request.user).select_related("programme"), code=code)
    devices = Device.objects.visible_to(request.user, to="see devices").filter(batch=batch)
    counts, counted_at = _counts(request.user, [batch])
    return render(
        request,
        "devices/batch.html",
        {
            "batch": batch,
            "may_add": can(request.user, "manage devices")
            and Batch.objects.offered_to(request.user).filter(pk=batch.pk).exists(),
            "may_edit": can(request.user, "manage devices")
            and Batch.objects.kept_by(request.user).filter(pk=batch.pk).exists(),
            "may_report": can(request.user, "see overview"),
            "may_share_out": can(request.user, "approve allocation lists"),
            "too_many": too_many(batch),
            "pictures": batch.papers.standing(),
            "is_share": is_share(request.user, batch),
            "device_models": batch.device_models.all(),
            "schools": batch.schools.filter(
                pk__in=School.objects.visible_to(request.user, to="see devices").values("pk")
            ),
            "counts": counts.get(batch.pk, {}),
            "counted_at": counted_at,
            "by_state": [
                (Device.Lifecycle(row["lifecycle"]).label, row["lifecycle"], row["count"])
                for row in devices.order_by().values("lifecycle").annotate(count=Count("pk"))
            ],
            "by_school": devices.order_by()
            .values("school__code", "school__name")
            .annotate(count=Count("pk"))
            .order_by("-count"),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
@requires("manage devices")
def add(request):
    form = BatchForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid() and saved(form, by=request.user, act="add batch"):
        messages.success(request, _("The batch is written down; its devices can be put into stock now."))
        return redirect("devices:batch", form.instance.code)
    status = 400 if form.is_bound else 200
    return render(request, "devices/batch_form.html", {"form": form}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@requires("manage devices")
def edit(request, code):
    batch = get_object_or_404(Batch.objects.kept_by(request.user), code=code)
    form = BatchForm(request.POST or None, instance=batch, user=request.user)
    if request.method == "POST" and form.is_valid() and saved(form, by=request.user, act="change batch"):
        messages.success(request, _("The changes are saved."))
        return redirect("devices:batch", form.instance.code)
    status = 400 if form.is_bound else 200
    return render(request, "devices/batch_form.html", {"form": form, "code": code}, status=status)


def too_many(batch):
    """More came into stock than the batch is said to hold: a slip there, or here; "" otherwise."""
    overfull = Batch.objects.filter(pk=batch.pk).overfull().first()
    if overfull is None:
        return ""
    words = _(
        "%(batch)s: %(registered)d devices are in stock in all, but only %(said)d are written down for it. "
        "Look whether one stands in the wrong batch, or let the number of the batch be corrected."
    )
    return words % {"batch": batch, "registered": overfull.registered, "said": overfull.said}


def is_share(user, batch):
    """Whether the batch reaches schools that `user` does not see: its totals are then another's."""
    return batch.school_id is None and not scope_for(user, "see devices").everywhere


def _counts(user, batches):
    """({batch key: counts}, when counted) of what `user` may see. Of the whole province the numbers that are
    kept school by school are added up; a school sees at once what it has just written."""
    if scope_for(user, "see devices").everywhere:
        total = figures_for(School.objects.all())
        return batch_counts.from_figures(total), total.at
    devices = Device.objects.visible_to(user, to="see devices").filter(batch__in=list(batches))
    # Found once: each of the counts would ask anew which machines these are.
    mine = Device.objects.filter(pk__in=list(devices.order_by().values_list("pk", flat=True)))
    return {batch: told for (batch,), told in batch_counts.counts(mine).items()}, None
