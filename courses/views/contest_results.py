"""The organiser's desk of a contest of works: judges, points side by side, prizes, what is published; and the
results as others read them."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from courses.competitions import certificates
from courses.competitions.entering import Refused
from courses.models import ContestFile, ContestWork, Judging, Placing, WorkContest
from courses.models.competitions import ORGANISE
from courses.views.work_contests import is_led, led, seen
from courses.work_contests import confirming, entering, files, judges, publishing, showing, standing
from lms import downloads
from lms.text import make_slug, whole_number
from students import looked
from students.abilities import requires

PER_PAGE = 60


@requires(ORGANISE)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def table(request, pk):
    """Works × judges, their mean and how far apart they are; a third judge is asked, prizes are given."""
    found, refusal = led(request.user, pk), ""
    if request.method == "POST":
        try:
            _act_on_table(request, found)
            return redirect("courses:contest_table", found.pk)
        except Refused as why:
            refusal = str(why)
    lines = standing.of_contest(found)
    rows = list(
        found.judges.select_related("user").filter(pk__in={key for line in lines for key in line.judgings})
    )
    groups, publication = standing.placed(lines), found.published
    placed = {line.work.pk: (rank, shared) for _group, some in groups for line, rank, shared in some}
    for line in lines:
        line.cells = [line.judgings.get(judge.pk) for judge in rows]
        line.rank, line.shared = placed.get(line.work.pk, (None, 1))
        line.may_ask = line.is_given and line.judged.is_far and publication is None
    order = {key: place for place, key in enumerate(placed)}
    lines.sort(key=lambda line: (order.get(line.work.pk, len(order)), line.work.number))
    showing.note_looked(request.user, "work of a contest", [line.work for line in lines])
    context = {
        "contest": found,
        "lines": lines,
        "judges": rows,
        "refusal": refusal,
        "prizes": ContestWork.Prize.choices,
        "publication": publication,
        "publications": list(found.publications.select_related("by", "withdrawn_by")),
        "obstacle": publishing.obstacle(found, lines),
        "far": sum(1 for line in lines if line.judged.is_far),
        "out_of": found.out_of,
        "portions": _portions(found, publication) if publication else [],
    }
    return render(request, "courses/work_contests/table.html", context, status=422 if refusal else 200)


def _act_on_table(request, found):
    """Raises Refused."""
    post = request.POST
    if "another" in post:
        work = _work(found, post["another"])
        judges.ask_another(work, by=request.user)
        messages.success(request, _("Another judge has work %(n)d now.") % {"n": work.number})
    elif "show" in post or "hide" in post:
        work = _work(found, post.get("show") or post.get("hide"))
        publishing.show(work, by=request.user, shown="show" in post)
        messages.success(
            request,
            _("Whoever sees the contest can open it now.") if "show" in post else _("Taken from sight."),
        )
    elif "exclude" in post:
        confirming.exclude(_work(found, post["exclude"]), request.user, post.get("reason", ""))
        messages.success(request, _("The work is out of the contest."))
    else:
        prizes = {name[6:]: value for name, value in post.items() if name.startswith("prize-")}
        n = publishing.award(found, prizes, by=request.user)
        words = ngettext("%(n)d prize was changed.", "%(n)d prizes were changed.", n)
        messages.success(request, words % {"n": n} if n else _("No prize was changed."))


def _work(contest, key):
    found = contest.works.filter(pk=key).first() if entering.is_id(key) else None
    if found is None:
        raise Http404
    return found


@requires(ORGANISE)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def publish(request, pk):
    """What will be read, and the act itself; or the results are taken from sight."""
    found, refusal = led(request.user, pk), ""
    if request.method == "POST":
        try:
            if "withdraw" in request.POST:
                publishing.withdraw(found, by=request.user)
                messages.success(request, _("Taken from sight. Points can be corrected; then publish anew."))
                return redirect("courses:contest_table", found.pk)
            publishing.publish(found, request.user, request.POST.get("reason", ""))
            messages.success(request, _("The results are out."))
            return redirect("courses:contest_results", found.pk)
        except Refused as why:
            refusal = str(why)
    lines = standing.of_contest(found)
    groups = standing.placed(lines)
    names = showing.names_of([line.work for line in lines])
    for line in lines:
        line.called = ", ".join(names.get(line.work.pk, []))
    context = {
        "contest": found,
        "groups": groups,
        "refusal": refusal,
        "obstacle": publishing.obstacle(found, lines),
        "far": sum(1 for line in lines if line.judged.is_far and len(line.judgings) <= found.judges_each),
        "without_prize": not any(line.work.prize for line in lines),
        "is_anew": found.publications.exists(),
        "is_published": found.published is not None,
    }
    return render(request, "courses/work_contests/publish.html", context, status=422 if refusal else 200)


@never_cache
@require_safe
def results(request, pk):
    """The published results: prizes and places, names only of those who agreed. Authors read what the judges
    said of their own."""
    found = seen(request.user, pk)
    publication = found.published
    if publication is None:
        raise Http404
    rows = publication.placings.select_related("work__school", "work__group")
    own = set(ContestWork.objects.made_by(request.user).filter(contest=found).values_list("pk", flat=True))
    listed = sorted(rows, key=_turn)
    if request.user.student_or_none or not is_led(request.user, found):
        # Who won nothing is told it on the own page alone.
        listed = [row for row in listed if row.prize or row.work_id in own]
    page = Paginator(listed, PER_PAGE).get_page(request.GET.get("page"))
    works = [row.work for row in page.object_list]
    names, opened = showing.names_of(works), showing.shown_among(found, works)
    for row in page.object_list:
        row.called = ", ".join(names.get(row.work_id, []))
        row.is_own = row.work_id in own
        row.is_open = row.work_id in opened
    mine = next((row for row in rows if row.work_id in own), None)
    context = {
        "contest": found,
        "publication": publication,
        "page_obj": page,
        "mine": mine,
        "certificate": _own_certificate(request.user, mine) if mine else None,
        "remarks": _remarks(mine.work) if mine else [],
        "is_organiser": is_led(request.user, found),
        "handed": len(rows),
    }
    return render(request, "courses/work_contests/results.html", context)


def _turn(row):
    """By group, then prize, then place; those without either last."""
    order = ["first", "second", "third", "mention", ""]
    group = row.work.group.grade_from if row.work.group else 0
    return group, order.index(row.prize), row.rank or 10**6, row.work.number


def _own_certificate(user, placing):
    student = user.student_or_none
    own = {"student": student} if student else {"user": user}
    return placing.awards.filter(**own).first()


def _remarks(work):
    current = Judging.objects.current().filter(work=work).prefetch_related("rows")
    return [one.last.remark for one in current if one.last and one.last.remark]


@never_cache
@require_safe
def shown(request, pk):
    """A work that won a prize and may be read by all who see the contest."""
    work = _shown_work(request.user, pk)
    names = showing.names_of([work])
    address = lambda file: reverse("courses:shown_file", args=[file.pk])  # noqa: E731
    context = {
        "contest": work.contest,
        "work": work,
        "called": ", ".join(names.get(work.pk, [])),
        "files": showing.files_of(work, address),
    }
    return render(request, "courses/work_contests/shown.html", context)


@never_cache
@require_safe
def shown_file(request, pk):
    row = get_object_or_404(ContestFile.objects.select_related("work__contest"), pk=pk)
    _shown_work(request.user, row.work_id)
    if (place := files.place_of(row)) is None:
        raise Http404
    return files.as_response(request, row, place)


def _shown_work(user, pk):
    contests = WorkContest.objects.visible_to(user)
    works = ContestWork.objects.select_related("contest", "school", "lecture", "group")
    work = get_object_or_404(works.filter(contest__in=contests.values("pk")), pk=pk)
    if not showing.shown_among(work.contest, [work]):
        raise Http404
    return work


@requires(ORGANISE)
@never_cache
@require_POST
def awards(request, pk):
    """Certificates of published results: of one work, or of those with a prize, some at a time."""
    found = led(request.user, pk)
    publication = found.published
    if publication is None:
        return redirect("courses:contest_table", found.pk)
    rows = Placing.objects.filter(publication=publication).select_related("publication", "work")
    rows = sorted(rows, key=_turn)
    if "placing" in request.POST:
        key = whole_number(request.POST["placing"], 18, 0)
        rows = [row for row in rows if row.pk == key]
    else:
        start = whole_number(request.POST.get("from", ""), 6, 0)
        rows = [row for row in rows if row.prize][start : start + _at_once(found)]
    issued = certificates.issue_of_works(rows, by=request.user)
    if not issued:
        raise Http404
    pupils = [one.student for one in issued if one.student]
    if pupils:
        looked.note(request.user, "certificate of a competition", *pupils)
    return downloads.pdf(certificates.render(issued), f"giay-chung-nhan-{make_slug(found.title)}.pdf")


def _portions(contest, publication):
    """[(how many prizes stand before it, the first, the last)] of what is printed at once."""
    prizes, most = publication.placings.exclude(prize="").count(), _at_once(contest)
    return [(start, start + 1, min(start + most, prizes)) for start in range(0, prizes, most)]


def _at_once(contest):
    """Of how many works certificates are set while somebody waits: each author has one."""
    return max(1, certificates.AT_ONCE // contest.team_most)
