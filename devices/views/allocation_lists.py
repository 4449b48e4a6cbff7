"""One school's list of who receives a machine: the proposal, its lines, who is left out, the paper."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from devices.allocating import editing, papers, proposing
from devices.forms.allocations import AddForm
from devices.models import Allocation, AllocationList, Batch
from devices.refusal import Refused
from lms import downloads
from lms.shortlist import Shortlist
from students import looked
from students.abilities import can, requires
from students.models import Enrolment, School, Student

READ, MAKE, APPROVE = "read allocation lists", "make allocation lists", "approve allocation lists"
SHOWN = 50
# Why a family is not on the list: what stands above each group.
LEFT_OUT = {
    "next": gettext_lazy("Next in the order, once there is a machine"),
    "served": gettext_lazy("Has a device already"),
    "listed": gettext_lazy("On another list"),
    "aside": gettext_lazy("Refused, or taken out by the school"),
    "unknown": gettext_lazy("Household not written down"),
    "no_rule": gettext_lazy("No place of the order holds"),
}


@never_cache
@require_POST
@requires(MAKE)
def propose(request):
    """One press: the list of a school for a batch, by the order of priority."""
    schools = School.objects.visible_to(request.user, to=MAKE).filter(closed_on=None)
    school = get_object_or_404(schools, code=request.POST.get("school", "")[:20])
    batch = get_object_or_404(Batch.objects.visible_to(request.user), code=request.POST.get("batch", "")[:40])
    try:
        made = proposing.propose(batch, school, by=request.user)
    except Refused as refusal:
        messages.error(request, refusal.sentence)
        return redirect("devices:allocations")
    return redirect("devices:allocation_list", made.pk)


@never_cache
@require_safe
@requires(READ)
def detail(request, pk):
    made = _list_or_404(request, pk, READ)
    lines = made.lines.select_related("household", "pupil", "override")
    shown = request.GET.get("show")
    lines = lines if shown == "all" else lines.standing()
    lines = sorted(lines, key=lambda line: (not line.waits_long, line.rank))
    page = Paginator(lines, SHOWN).get_page(request.GET.get("page"))
    _with_classes(page.object_list)
    _note(request.user, page.object_list)
    counts = dict.fromkeys(Allocation.State.values, 0)
    for state in made.lines.values_list("state", flat=True):
        counts[state] += 1
    may_make = _is_visible(request.user, made, MAKE)
    room = made.quota - counts["planned"] - counts["approved"] - counts["handed"]
    context = {
        "made": made,
        "page_obj": page,
        "counts": counts,
        "room": max(room, 0),
        "over": max(-room, 0),
        "shows_all": shown == "all",
        "served": {line.pk for line in editing.served_meanwhile(made, states=Allocation.LIVE)},
        "steps": Shortlist(made.steps.select_related("by", "line__household", "line__student"), 20),
        "returned": made.steps.filter(act="returned").first() if made.state == "returned" else None,
        "may_edit": may_make and made.is_open_to_school,
        "may_make": may_make,
        "may_approve": can(request.user, APPROVE) and made.state == AllocationList.State.SENT,
        "may_return": can(request.user, APPROVE) and not made.is_open_to_school,
    }
    return render(request, "devices/allocation_list.html", context)


@never_cache
@require_POST
@requires(READ)
def act(request, pk, act):
    """What happens to the whole list."""
    if act not in ACTS:
        raise Http404
    needs, do, said = ACTS[act]
    if not can(request.user, needs):
        raise Http404
    made = _list_or_404(request, pk, needs)
    try:
        do(made, request.user, request.POST.get("words", "")[:300])
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    else:
        messages.success(request, said)
    return redirect("devices:allocation_list", made.pk)


ACTS = {
    "fill": (
        MAKE,
        lambda made, by, words: proposing.propose(made.batch, made.school, by=by),
        gettext_lazy("The list is filled up by the order of priority."),
    ),
    "anew": (
        MAKE,
        lambda made, by, words: proposing.propose(made.batch, made.school, by=by, anew=True),
        gettext_lazy("The list is made anew by the papers of today."),
    ),
    "send": (
        MAKE,
        lambda made, by, words: editing.send(made, by=by),
        gettext_lazy("The list is with the province now."),
    ),
    "approve": (
        APPROVE,
        lambda made, by, words: editing.approve(made, by=by, words=words),
        gettext_lazy("Approved. Each family on the list waits for its machine now."),
    ),
    "return": (
        APPROVE,
        lambda made, by, words: editing.give_back(made, by=by, words=words),
        gettext_lazy("The list is back at the school, with your words."),
    ),
}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires(MAKE)
def add(request, pk):
    made = _list_or_404(request, pk, MAKE)
    students = Student.objects.visible_to(request.user, to=MAKE).studying().filter(school=made.school)
    form = AddForm(
        request.POST or None, students=students, initial={"pupil": request.GET.get("pupil", "")[:20]}
    )
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            editing.add(
                made,
                told["pupil"],
                by=request.user,
                words=told["words"],
                override_decision=told["override_decision"],
            )
        except Refused as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, _("The family is on the list."))
            return redirect("devices:allocation_list", made.pk)
    status = 400 if request.method == "POST" else 200
    return render(request, "devices/allocation_add.html", {"form": form, "made": made}, status=status)


@never_cache
@require_safe
@requires(READ)
def left_out(request, pk):
    """Which families of the school are not on the list, and why."""
    made = _list_or_404(request, pk, READ)
    groups = []
    found = proposing.left_out(made, timezone.localdate())
    for name, title in LEFT_OUT.items():
        if found[name]:
            groups.append({"name": name, "title": title, "rows": Shortlist(found[name], SHOWN)})
    keys = {family.household for group in groups for family, _words in group["rows"] if family.household}
    heads = _heads(keys)
    pupils = Student.objects.in_bulk(
        [family.children[0].key for group in groups for family, _words in group["rows"]]
    )
    for group in groups:
        group["more"] = group["rows"].more
        group["rows"] = [
            (pupils[family.children[0].key], heads.get(family.household, ""), len(family.children), words)
            for family, words in group["rows"]
        ]
    looked.note(request.user, "allocation list", *pupils.values(), once_a_day=True) if pupils else None
    context = {
        "made": made,
        "groups": groups,
        "may_edit": made.is_open_to_school and _is_visible(request.user, made, MAKE),
    }
    return render(request, "devices/allocation_left_out.html", context)


@never_cache
@require_safe
@requires(READ)
def paper(request, pk, ending):
    """The list to sign, or as a workbook; whose names are in it is noted."""
    made = _list_or_404(request, pk, READ)
    if ending not in ("pdf", "xlsx"):
        raise Http404
    lines = list(made.lines.standing().select_related("household", "pupil").order_by("rank"))
    _with_classes(lines)
    if lines:
        looked.note(request.user, "allocation list as a file", *[line.pupil for line in lines])
    name = f"danh-sach-phan-bo-{made.batch.code}-{made.school.code}"
    if ending == "pdf":
        return downloads.pdf(papers.list_pdf(made, lines), f"{name}.pdf")
    return downloads.xlsx(papers.list_xlsx(made, lines), f"{name}.xlsx")


def _with_classes(lines):
    names = Enrolment.objects.names_for([line.pupil for line in lines])
    for line in lines:
        line.class_name = names.get(line.pupil_id, "")


def _note(user, lines):
    if pupils := [line.pupil for line in lines]:
        looked.note(user, "allocation list", *pupils, once_a_day=True)


def _heads(keys):
    from students.models import Household

    return dict(Household.objects.filter(pk__in=keys).values_list("pk", "head_name"))


def _is_visible(user, made, to):
    return can(user, to) and AllocationList.objects.visible_to(user, to=to).filter(pk=made.pk).exists()


def _list_or_404(request, pk, to):
    lists = AllocationList.objects.visible_to(request.user, to=to)
    return get_object_or_404(lists.select_related("batch", "school__commune", "order", "made_by"), pk=pk)
