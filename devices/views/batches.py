"""Deliveries: what was promised, what came, what was handed over."""

from django.core.paginator import Paginator
from django.db.models import Count, Exists, OuterRef, Q
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from devices.models import Assignment, Batch, Device
from students.abilities import requires


@require_safe
@requires("see devices")
def index(request):
    batches = Batch.objects.visible_to(request.user).select_related("programme")
    page = Paginator(batches, 50).get_page(request.GET.get("page"))
    counts = _counts(request.user, page.object_list)
    rows = [(batch, counts.get(batch.pk, {})) for batch in page]
    return render(request, "devices/batches.html", {"page_obj": page, "rows": rows})


@require_safe
@requires("see devices")
def detail(request, code):
    batch = get_object_or_404(Batch.objects.visible_to(request.user).select_related("programme"), code=code)
    devices = Device.objects.visible_to(request.user).filter(batch=batch)
    return render(
        request,
        "devices/batch.html",
        {
            "batch": batch,
            "counts": _counts(request.user, [batch]).get(batch.pk, {}),
            "by_state": [
                (Device.Lifecycle(row["lifecycle"]).label, row["lifecycle"], row["count"])
                for row in devices.order_by().values("lifecycle").annotate(count=Count("pk"))
            ],
            "by_school": devices.order_by()
            .values("school__code", "school__name")
            .annotate(count=Count("pk"))
            .order_by("-count")[:400],
        },
    )


def _counts(user, batches):
    """For each batch, of what `user` may see: registered here, handed over ever, held now."""
    lines = Assignment.objects.standing().filter(device=OuterRef("pk"))
    rows = (
        Device.objects.visible_to(user)
        .filter(batch__in=list(batches))
        .annotate(went_out=Exists(lines), held=Exists(lines.open()))
        .order_by()
        .values("batch")
        .annotate(
            registered=Count("pk"),
            handed=Count("pk", filter=Q(went_out=True)),
            held_now=Count("pk", filter=Q(held=True)),
        )
    )
    return {row["batch"]: row for row in rows}
