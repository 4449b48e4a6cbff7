"""Certificates of competitions: one or a whole list to print, and the page that checks a code."""

from django.contrib.auth.decorators import login_not_required
from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from courses.competitions import certificate_files, certificates
from courses.models import Award, AwardFile, Round
from courses.models.competitions import ORGANISE
from lms import certificates as shared
from lms import downloads
from lms.text import make_slug, whole_number
from students import code_doors, looked
from students.abilities import requires

# Whoever tries codes is slowed down (students/code_doors.py).
DOOR = "certificate"


@requires(ORGANISE)
@never_cache
@require_POST
def of_round(request, pk):
    """Certificates of published results: of one entry, or of all; many are made in the background."""
    found = get_object_or_404(Round.objects.organised_by(request.user), pk=pk)
    standing = found.published
    if standing is None:
        return redirect("courses:round", found.pk)
    rows = standing.standings.select_related("publication", "entry").order_by("rank", "entry__number")
    if "standing" in request.POST:
        rows = rows.filter(pk=whole_number(request.POST["standing"], 18, 0))
    elif certificate_files.is_long(rows):
        return redirect("job", certificate_files.begin(standing, by=request.user).pk)
    awards = certificates.issue(rows, by=request.user)
    if not awards:
        raise Http404
    looked.note(request.user, "certificate of a competition", *(one.student for one in awards))
    return downloads.pdf(certificates.render(awards), _name(found))


@requires(ORGANISE)
@never_cache
@require_safe
def file(request, pk):
    """All certificates of a round, as they were made in the background."""
    seen = AwardFile.objects.visible_to(request.user).filter(publication__withdrawn_at=None)
    found = get_object_or_404(seen.select_related("publication__round"), pk=pk)
    try:
        with found.file.open("rb") as kept:
            content = kept.read()
    except FileNotFoundError:
        raise Http404 from None
    told = Award.objects.filter(standing__publication=found.publication, student__erased_at=None)
    pupils = [award.student for award in told.select_related("student").order_by("pk")]
    looked.note(request.user, "certificate of a competition", *pupils)
    return downloads.pdf(content, _name(found.publication.round))


def _name(round):
    return f"giay-chung-nhan-{make_slug(round.title)}.pdf"


@never_cache
@require_safe
def mine(request, code):
    """One's own certificate, once the organiser has issued it."""
    student = getattr(request.user, "student_or_none", None)
    own = Q(student=student, student__isnull=False)
    if request.user.is_authenticated:
        own |= Q(user=request.user)
    found = get_object_or_404(Award.objects.filter(own).select_related(*certificates.TOLD), code=code)
    return downloads.pdf(certificates.render([found]), "giay-chung-nhan.pdf")


@login_not_required
@never_cache
@require_safe
def check(request):
    """Whoever holds a certificate, of a competition or of another kind, reads here whether it is genuine."""
    typed = request.GET.get("code", "")[:60]
    wait = code_doors.wait_to_type(request, DOOR) if typed.strip() else 0
    found = None if wait else shared.find(typed)
    status = 429 if wait else 200 if found or not typed.strip() else 404
    if status == 404:
        code_doors.note_no_code(request, DOOR)
    code = shared.spaced(shared.read_code(typed) or "")
    context = {"typed": typed, "certificate": found, "code": code, "wait": wait}
    response = render(request, "courses/competitions/check.html", context, status=status)
    response["X-Robots-Tag"] = "noindex"
    return response
