"""Sitting a quiz for trial: the form, the time, the marks, and what a pupil would see of them."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from courses import dry_run, paper_codes, review_rules, seeing_keys
from courses.authoring import follow_roles
from lms.text import whole_number
from students.abilities import requires

MOMENTS = (review_rules.SUBMITTED, review_rules.OPEN, review_rules.CLOSED)


@requires("write questions")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sit(request, uid):
    """Whoever may print the quiz knows its key anyway, and may try it; nobody else."""
    follow_roles(request.user)
    page = seeing_keys.found(request.user, uid)
    if seeing_keys.waits_for_opening(page, request.user):
        words = _("This quiz opens at %(at)s. Until then only who made it or gave it to a class tries it.")
        return HttpResponse(words % {"at": seeing_keys.opening(page)}, status=403)
    # What a draft asks was looked at by nobody: its writers know it, others try what is published.
    drafted = page.latest_revision_id and seeing_keys.writes(request.user, page)
    now = page.get_latest_revision_as_object() if drafted else page
    told = request.POST or request.GET
    run = dry_run.of(now, told.get("code", ""), whole_number(told.get("seed"), 10))
    context = {"page": now, "run": run, "codes": paper_codes.codes(now.codes)}
    if request.method == "POST":
        result, lines = run.marked(request.POST)
        context |= {"result": result, "items": lines, "shown": _shown(now)}
        return render(request, "courses/making/dry_run_done.html", context)
    return render(request, "courses/making/dry_run.html", context | {"parts": run.sheet()})


def _shown(page):
    """(moment, what a pupil would see then) in words."""
    said = {
        review_rules.SUBMITTED: _("right after submitting"),
        review_rules.OPEN: _("later, while the quiz is open"),
        review_rules.CLOSED: _("after the close, or when marks are released"),
    }
    rules = dict.fromkeys(MOMENTS, review_rules.ALL) if page.practice else review_rules.rules_of(page)
    words = dict(review_rules.THINGS)
    return [(said[when], [words[name] for name in words if name in rules.get(when, ())]) for when in MOMENTS]
