"""Before one leaves for a shop of others: what it costs."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from home.models import ProductPage


@login_not_required
@require_safe
def leaving(request, key, way):
    page = get_object_or_404(ProductPage.objects.live().public(), translation_key=key)
    for block in page.ways:
        if block.block_type == "outside" and str(block.id) == str(way):
            return render(request, "home/products/leaving.html", {"page": page, "way": block.value})
    raise Http404
