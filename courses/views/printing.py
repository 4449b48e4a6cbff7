"""A quiz on paper: what is printed, and each file of it."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from courses import seeing_keys
from courses.authoring import follow_roles
from courses.forms.printing import HeadForm, school_of, usual_head
from courses.printing import editions, files
from courses.printing.facts import Head
from lms import downloads
from lms.text import make_slug
from students.abilities import requires

ACT = "write questions"
# One sheet of paper tells a class as much as all of them: what is asked before the quiz opens waits.
WAITS = 403


@never_cache
@require_safe
@requires(ACT)
def index(request, uid):
    """Everything there is to print, with what stands at the top of it."""
    page = _page(request, uid)
    found = editions.of_page(page)
    papers = editions.chosen(found, request.GET.get("edition"))
    context = {
        "page": page,
        "editions": found,
        "papers": papers,
        "waits": seeing_keys.waits_for_opening(page, request.user),
        "form": HeadForm(initial=usual_head(page, request.user)),
        "files": files.by_label(),
        "all": files.ALL,
        "remarks": editions.remarks(papers),
    }
    return render(request, "courses/printing.html", context)


@never_cache
@require_safe
@requires(ACT)
def file(request, uid, name):
    page = _page(request, uid)
    papers = editions.chosen(editions.of_page(page), request.GET.get("edition"))
    made = files.by_name(name)
    if not papers or (made is None and name != files.ALL):
        raise Http404
    if seeing_keys.waits_for_opening(page, request.user):
        words = _("This quiz opens at %(at)s. Until then only who made it or gave it to a class prints it.")
        return HttpResponse(words % {"at": seeing_keys.opening(page)}, status=WAITS)
    school = page.school or school_of(request.user)
    for paper in papers:
        paper.printed_for = school and school.pk
    head = _head(request, page)
    saved_as = f"{make_slug(page.title)}-{name}"
    if made is None:
        response = HttpResponse(files.all_in_one(papers, head), content_type="application/zip")
        return downloads.to_save(response, saved_as)
    content = made.make(papers, head)
    if made.ending == "pdf":
        return downloads.pdf(content, saved_as)
    return downloads.to_save(HttpResponse(content, content_type=files.TYPES[made.ending]), saved_as)


def _head(request, page):
    """As it was typed; too long or never typed: as it usually is."""
    form = HeadForm(request.GET if "title" in request.GET else usual_head(page, request.user))
    return form.head() if form.is_valid() else Head(**usual_head(page, request.user))


def _page(request, uid):
    # A role that ended since ends the right to write pages as well.
    follow_roles(request.user)
    return seeing_keys.found(request.user, uid)
