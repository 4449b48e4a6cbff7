"""Reports: the list of them, and each on screen, as a workbook and as JSON (print is the screen's own)."""

from urllib.parse import urlencode

from django.http import Http404, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from devices import figures
from devices.reports import REPORTS, TOPICS
from devices.reports.answers import By, ask, scope_of
from devices.reports.board import COLUMNS, HIGH, ROWS, WIDE, board
from devices.reports.evidence import evidence_rows
from devices.reports.report import PlaceReport
from lms import downloads, spreadsheets
from lms.text import make_slug
from students.abilities import requires
from students.forms.places import WidePlaceFilter


@require_safe
@never_cache
@requires("see overview")
def index(request):
    """Every report with its question and, where it has places, how many of them need somebody."""
    scope, form = _scope(request)
    by = By.COMMUNE if figures.has_many_communes(scope.schools) else By.SCHOOL
    topics = [
        (topic, [(report, _first_words(report, scope, by)) for report in reports])
        for topic, reports in TOPICS
    ]
    return render(
        request,
        "devices/reports/index.html",
        {"topics": topics, "form": form, "query": urlencode(scope.chosen)},
    )


@require_safe
@never_cache
@requires("see overview")
def report(request, slug):
    if slug not in REPORTS:
        raise Http404
    scope, form = _scope(request)
    many = figures.has_many_communes(scope.schools)
    by = request.GET.get("by")
    if by not in By.values:
        by = By.COMMUNE if many else By.SCHOOL
    answer = ask(REPORTS[slug], scope, by)
    if request.GET.get("as") == "xlsx":
        return _as_workbook(answer)
    if request.GET.get("as") == "json":
        return _as_json(answer, by)
    is_of_places = isinstance(answer.report, PlaceReport)
    has_board = is_of_places and many and by == By.COMMUNE
    tiles = board(answer.rows, _narrowed_to(slug, scope)) if has_board else []
    return render(
        request,
        "devices/reports/report.html",
        {
            "answer": answer,
            "report": answer.report,
            "form": form,
            "by": by,
            "ways": By.choices if is_of_places else [],
            "tiles": tiles,
            "board_width": COLUMNS * WIDE,
            "board_height": ROWS * HIGH,
            "query": urlencode(scope.chosen),
        },
    )


def _scope(request):
    form = WidePlaceFilter(request.GET, schools=figures.visible_schools(request.user), offers_all=True)
    return scope_of(request.user, form, timezone.localdate()), form


def _first_words(report, scope, by):
    """For the list: the answer of a report of places (all are sums of what is counted already), else None."""
    return ask(report, scope, by) if isinstance(report, PlaceReport) else None


@require_safe
@never_cache
@requires("see overview")
def evidence(request):
    """What the index of digital transformation asks for, each number with its formula."""
    scope, form = _scope(request)
    total = figures.figures_for(scope.schools)
    context = {"rows": evidence_rows(total), "form": form, "at": total.at, "query": urlencode(scope.chosen)}
    return render(request, "devices/reports/evidence.html", context)


def _narrowed_to(slug, scope):
    address = reverse("devices:report_of", args=[slug])
    return lambda row: f"{address}?{urlencode({**scope.chosen, 'commune': row.code, 'by': By.SCHOOL.value})}"


def _as_workbook(answer):
    told = answer.report
    heading, *rows = answer.table()
    # A bare 5 beside counts would be read as five pupils.
    cells = [cell for row in answer.rows[:1] for cell in row.cells]
    shares = {place for place, cell in enumerate(cells, 1) if cell.is_share and "%" not in heading[place]}
    heading = [f"{capfirst(label)}{' (%)' if place in shares else ''}" for place, label in enumerate(heading)]
    rows = [heading, *rows]
    about = [
        [str(told.title)],
        [str(told.question)],
        [str(told.formula)],
        [str(answer.threshold_words)],
        [answer.unknown, str(told.unknown_words)],
        [str(told.owner), str(told.next_act)],
    ]
    sheets = [(str(told.title)[:31], rows), ("Giải thích", about)]
    return downloads.xlsx(
        spreadsheets.write(sheets), f"{make_slug(str(told.title))}-{timezone.localdate():%Y-%m-%d}.xlsx"
    )


def _as_json(answer, by):
    told = answer.report
    heading, *rows = answer.table()
    return JsonResponse(
        {
            "report": told.slug,
            "title": str(told.title),
            "by": str(by) if isinstance(told, PlaceReport) else None,
            "counted_at": answer.at,
            "heading": heading,
            "rows": rows,
            "crossed": [str(row.name) for row in answer.crossed],
            "unknown": {"count": answer.unknown, "words": str(told.unknown_words)},
            "formula": str(told.formula),
            "threshold": str(answer.threshold_words),
            "owner": str(told.owner),
            "next_act": str(told.next_act),
        },
        json_dumps_params={"ensure_ascii": False},
    )
