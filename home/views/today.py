from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from home import waiting
from home.today import Today
from lms.kept_pages import keep_for
from students.abilities import requires


@requires("study")
@cache_control(private=True, no_cache=True)
@require_safe
def today(request):
    """A pupil's page: what is due, where to go on, marks, the device."""
    day, lines = Today(request.user.student), waiting.lines_for_pupil(request.user)
    context = {
        "today": day,
        "now": timezone.localtime(),
        "waiting": lines,
        "due_now": len(day.due) + sum(line.is_now for line in lines[0]),
    }
    return keep_for(request.user, render(request, "home/today.html", context))
