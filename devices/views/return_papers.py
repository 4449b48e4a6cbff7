"""Return records: the doors to taking back, the list, one of them, its PDF and its signed scans."""

from django.core.paginator import Paginator
from django.db.models import Count
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from devices import still_out
from devices.models import ReturnPaper
from devices.return_papers import facts, pdf
from lms import downloads, scan_views, scans
from lms.text import make_slug
from students import looked
from students.abilities import can, requires
from students.models import School, SchoolClass, Student


@require_safe
@requires("see devices")
def index(request):
    papers = ReturnPaper.objects.visible_to(request.user, to="see devices").select_related("school")
    # Whoever counts lines loses the order of the model.
    papers = papers.annotate(count=Count("lines")).order_by("-returned_on", "-recorded_at")
    page = Paginator(papers, 50).get_page(request.GET.get("page"))
    may_hand_over = can(request.user, "hand over devices")
    context = {"page_obj": page, "may_hand_over": may_hand_over, **(_doors(request) if may_hand_over else {})}
    return render(request, "devices/returns.html", context)


@require_safe
@requires("see devices")
def detail(request, pk):
    paper = _paper(request, pk)
    context = {
        "paper": paper,
        "told": facts(paper),
        "scans": paper.scans.select_related("attached_by", "struck_by"),
        "may_hand_over": can(request.user, "hand over devices"),
    }
    return render(request, "devices/return_paper.html", context)


@require_safe
@requires("see devices")
def paper(request, pk):
    """The «biên bản thu hồi» to print and sign."""
    paper = _paper(request, pk)
    _note_look(request, paper, "return record")
    return downloads.pdf(pdf(paper), f"bien-ban-thu-hoi-{make_slug(paper.number.replace('/', '-'))}.pdf")


@csrf_exempt  # asked for in scan_views, behind a look at the size
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires("hand over devices")
def attach(request, pk):
    return scan_views.attach(request, _signed(_paper(request, pk, to="hand over devices")))


@require_safe
@requires("see devices")
def scan(request, pk, scan):
    paper = _paper(request, pk)
    found = get_object_or_404(paper.scans.standing(), pk=scan)
    _note_look(request, paper, "signed return record")
    return scans.as_response(found, f"ban-ky-{paper.number.replace('/', '-')}")


@require_http_methods(["GET", "HEAD", "POST"])
@requires("hand over devices")
def strike(request, pk, scan):
    paper = _paper(request, pk, to="hand over devices")
    return scan_views.strike(request, _signed(paper), get_object_or_404(paper.scans, pk=scan))


def _doors(request):
    """How much is still out: by class of the one school chosen, and with those who left."""
    user, to = request.user, "hand over devices"
    schools = School.objects.visible_to(user, to=to)
    some = list(schools[:2])
    school = some[0] if len(some) == 1 else schools.filter(code=request.GET.get("school", "")[:40]).first()
    classes = SchoolClass.objects.visible_to(user, to=to)
    return {
        "schools": schools if len(some) > 1 else [],
        "school": school,
        "classes": still_out.by_class(classes, school, timezone.localdate()) if school else [],
        "left": still_out.count_leavers(schools),
    }


def _paper(request, pk, to="see devices"):
    found = ReturnPaper.objects.visible_to(request.user, to=to).select_related("school__commune")
    return get_object_or_404(found, pk=pk)


def _note_look(request, paper, what):
    pupils = Student.objects.filter(lines_for__returned_with=paper).distinct()
    looked.note(request.user, what, *pupils, once_a_day=True)


def _signed(paper):
    return scan_views.Signed(
        scans=paper.scans,
        school_id=paper.school_id,
        number=paper.number,
        title=_("Signed paper of record %(number)s") % {"number": paper.number},
        back=reverse("devices:return_paper", args=[paper.pk]),
    )
