"""Reporting a mistake, the list of whoever mends them, and the answers for who reported."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from courses import mistakes
from courses.forms.library import MistakeForm, SettleForm
from courses.models import LecturePage, MistakeReport, OutsidePage
from lms.doors import posted_from_here, without_nul
from lms.views import stale_form
from students.abilities import can, requires

A_PAGE = 20


@csrf_exempt
@login_not_required
@require_POST
def report(request, key):
    """From a lecture, whose HTML holds no token, being the same for everybody."""
    if not posted_from_here(request):
        return stale_form(request)
    without_nul(request)
    lecture = LecturePage.objects.visible_to(request.user).filter(translation_key=key).first()
    if lecture is None:
        raise Http404
    if not request.user.is_authenticated:
        return redirect_to_login(lecture.url)
    return _taken(request, MistakeReport.OF_LECTURES, lecture=lecture)


@requires("report mistakes")
@require_POST
def report_link(request, uid):
    """That a page of others is gone, or not fit."""
    link = get_object_or_404(OutsidePage.objects.visible_to(request.user), uid=uid)
    return _taken(request, MistakeReport.OF_LINKS, link=link)


def _taken(request, kinds, **about):
    if not can(request.user, "report mistakes"):
        raise PermissionDenied("report mistakes")
    form = MistakeForm(request.POST, kinds=kinds)
    if not form.is_valid():
        messages.error(request, _("Choose what is wrong, then send it again. Nothing was sent yet."))
        return redirect(about["link"].get_absolute_url() if "link" in about else about["lecture"].url)
    try:
        mistakes.report(request.user, **form.cleaned_data, **about)
    except mistakes.TooMany as why:
        messages.error(request, str(why))
    else:
        messages.success(request, _("Thank you! It is with the author now. The answer will stand here."))
    return redirect("courses:my_mistakes")


@requires("report mistakes")
@never_cache
@require_safe
def mine(request):
    """What the reader has reported, and what was answered; answers not read yet stand first."""
    reports = MistakeReport.objects.by_reader(request.user).select_related("lecture", "link")
    reports = reports.defer("lecture__body").unread_first()
    page_obj = Paginator(reports, A_PAGE).get_page(request.GET.get("page"))
    rows = list(page_obj.object_list)
    unread, rest = ([row for row in rows if row.is_unread is wanted] for wanted in (True, False))
    context = {"page_obj": page_obj, "unread": unread, "rest": rest}
    return render(request, "courses/mistakes/mine.html", context)


@requires("report mistakes")
@require_POST
def seen(request):
    """The answers that the page showed were read."""
    mistakes.see(request.user, request.POST.getlist("answer"))
    return redirect("courses:my_mistakes")


@requires("settle mistakes")
@never_cache
@require_safe
def index(request):
    """What readers found in the lectures one writes or approves: the open ones, or all (`?state=all`)."""
    reports = MistakeReport.objects.settled_by_work_of(request.user)
    waiting = reports.open().count()
    show_all = request.GET.get("state") == "all"
    if not show_all:
        reports = reports.open()
    reports = reports.select_related("lecture", "link", "by", "school", "settled_by").order_by(
        "-reported_at", "pk"
    )
    page_obj = Paginator(reports, A_PAGE).get_page(request.GET.get("page"))
    rows = mistakes.placed(mistakes.named_for(page_obj.object_list, request.user))
    context = {"page_obj": page_obj, "reports": rows, "waiting": waiting, "show_all": show_all}
    return render(request, "courses/mistakes/index.html", context)


@requires("settle mistakes")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def settle(request, pk):
    """One report: what was said, and what becomes of it."""
    reports = MistakeReport.objects.settled_by_work_of(request.user)
    reports = reports.select_related("lecture", "link", "by", "school")
    found = get_object_or_404(reports, pk=pk)
    form = SettleForm(request.POST or None, instance=found)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        mistakes.settle(found, told["state"], told["answer"], by=request.user)
        messages.success(request, _("Answered. Whoever reported it sees your answer."))
        return redirect("courses:mistakes")
    if request.method == "POST":
        found = reports.get(pk=pk)
    (found,) = mistakes.placed(mistakes.named_for([found], request.user))
    context = {"report": found, "form": form}
    return render(request, "courses/mistakes/settle.html", context, status=422 if form.errors else 200)
