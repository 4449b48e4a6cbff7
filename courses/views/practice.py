"""Bài luyện: the practices of the pupil's grade, a room of «Ôn luyện»."""

from django.core.paginator import Paginator
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from courses.recall import pool
from students.abilities import requires

PRACTICES = 60


@requires("study")
@never_cache
@require_GET
def practice(request):
    page = Paginator(pool.practices_of(request.user), PRACTICES).get_page(request.GET.get("page"))
    return render(request, "courses/practice.html", {"page_obj": page})
