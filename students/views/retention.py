"""How long what is kept, and what the next night forgets: to read, and nothing to press."""

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from lms import retention
from students.abilities import requires


@never_cache
@require_safe
@requires("see how long data is kept")
def index(request):
    rows = retention.table(timezone.localdate())
    context = {"rows": rows, "total": sum(count for _kind, _before, count in rows)}
    return render(request, "students/retention.html", context)
