"""Good pages of others: looked at before one leaves, proposed, judged."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from courses import outside
from courses.forms.library import JudgeForm, OutsidePageForm
from courses.models import MistakeReport, OutsidePage, decides_for_all
from students.abilities import can, requires

A_PAGE = 20


@login_not_required
@require_safe
def detail(request, uid):
    """What it is good for and what it costs, before one leaves."""
    page = get_object_or_404(
        OutsidePage.objects.visible_to(request.user).select_related("subject", "picture", "checked_by"),
        uid=uid,
    )
    context = {
        "page": page,
        "may_report": can(request.user, "report mistakes"),
        "kinds": [(kind.value, kind.label) for kind in MistakeReport.OF_LINKS],
    }
    return render(request, "courses/outside/detail.html", context)


@requires("propose outside pages")
@never_cache
@require_safe
def index(request):
    """One's own proposals and, for approvers, all that wait for them."""
    pages = OutsidePage.objects.known_to(request.user).select_related("proposed_by", "subject", "school")
    waiting = list(pages.filter(state=OutsidePage.State.PROPOSED).order_by("proposed_at", "pk")[:100])
    done = pages.exclude(state=OutsidePage.State.PROPOSED).order_by("-checked_at", "pk")
    page_obj = Paginator(done, A_PAGE).get_page(request.GET.get("page"))
    judged = set()
    if can(request.user, "approve lectures"):
        shown = [page.pk for page in (*waiting, *page_obj.object_list)]
        judged |= set(
            OutsidePage.objects.judged_by(request.user).filter(pk__in=shown).values_list("pk", flat=True)
        )
    context = {"waiting": waiting, "page_obj": page_obj, "judged": judged}
    return render(request, "courses/outside/index.html", context)


@requires("propose outside pages")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def new(request):
    # What an author has typed in a lecture already.
    told = {name: request.GET[name] for name in ("title", "url", "why", "megabytes") if request.GET.get(name)}
    form = OutsidePageForm(request.POST or None, request.FILES or None, initial=told)
    if request.method == "POST" and form.is_valid():
        screenshot = form.cleaned_data["screenshot"]
        outside.propose(form.save(commit=False), by=request.user, screenshot=screenshot)
        messages.success(request, _("Proposed. An approver looks at it and tells you what becomes of it."))
        return redirect("courses:outside_pages")
    return render(request, "courses/outside/new.html", {"form": form}, status=422 if form.errors else 200)


@requires("approve lectures")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def judge(request, uid):
    """Look at a proposal, put its facts right, take it into the library or not."""
    page = get_object_or_404(
        OutsidePage.objects.judged_by(request.user).select_related("proposed_by", "school"), uid=uid
    )
    # Proposed twice at the same moment: one of the two can be taken in, and the other declined.
    in_the_way = ["approved"] if request.POST.get("state") == "approved" else []
    facts = OutsidePageForm(request.POST or None, request.FILES or None, instance=page, in_the_way=in_the_way)
    state = page.state
    form = JudgeForm(
        request.POST or None,
        page=page,
        may_decide_for_all=decides_for_all(request.user),
        initial={"state": "approved", "for_all": page.for_all or not page.school_id},
    )
    # Both are asked, so that all that is wrong is told at once.
    if request.method == "POST" and all([facts.is_valid(), form.is_valid()]):
        page = facts.save(commit=False)
        page.state = state
        told = form.cleaned_data
        decision = (told["state"], told["answer"], told.get("for_all", False))
        try:
            outside.judge(page, request.user, *decision, screenshot=facts.cleaned_data["screenshot"])
        except outside.AlreadyThere as why:
            form.add_error(None, str(why))
        else:
            messages.success(request, _("Decided. The proposer sees it."))
            return redirect("courses:outside_pages")
    status = 422 if form.errors or facts.errors else 200
    return render(
        request, "courses/outside/judge.html", {"page": page, "facts": facts, "form": form}, status=status
    )
