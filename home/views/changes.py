"""The log of changes: a school admin reads the own school's, the province and auditors all."""

from django.core.paginator import Paginator
from django.db.models import Q
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from home import acts, facts
from home.forms.changes import ChangesFilter
from lms import refusals
from lms.models import Change
from students.abilities import can, requires, scope_for
from students.models import School

LINES_A_PAGE = 50


@requires("see changes")
@never_cache
@require_safe
def changes(request):
    """Who did what, when, and how it stood before."""
    form = ChangesFilter(request.GET or None)
    form.is_valid()
    lines = form.narrow(visible_changes(request.user)).select_related("actor")
    page = Paginator(lines, LINES_A_PAGE).get_page(request.GET.get("page"))
    schools = School.objects.in_bulk({line.school_id for line in page if line.school_id})
    for line in page:
        line.in_words = acts.in_words(line.act)
        line.details = facts.details(line)
        line.subject = line.label or acts.kind_of_thing(line)
        line.school = schools.get(line.school_id)
    context = {
        "form": form,
        "page": page,
        "may_see_periods": can(request.user, "see how long data is kept"),
        "several_schools": len(schools) > 1,
    }
    return render(request, "home/changes.html", context)


def visible_changes(user):
    """Lines of the log that `user` may read."""
    mine = scope_for(user, "see changes")
    if mine.everywhere:
        return Change.objects.all()
    # Who knocked at a school's door is for those who look after all of them, not for that school.
    told_refusals = Q(school_id__in=scope_for(user, "see refusals").led_school_ids)
    return Change.objects.filter(~Q(act=refusals.ACT) | told_refusals, school_id__in=mine.led_school_ids)
