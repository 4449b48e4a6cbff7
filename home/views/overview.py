"""The overview of province, commune or school: who is equipped, does it connect, is it used."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from home import figures
from home.forms.overview import PlaceFilter
from lms import spreadsheets
from students.abilities import requires
from students.models import Student

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
@never_cache
@requires("see overview")
def overview(request):
    form, schools = _narrowed(request)
    total = figures.figures_for(schools)
    communes = figures.by_commune(total)
    return render(
        request,
        "home/overview.html",
        {
            "form": form,
            "total": total,
            "communes": communes if len(communes) > 1 else [],
            "schools": figures.by_school(total)[:400],
            "states": figures.device_states(total),
            "plans": figures.plans(total),
            "learning": figures.learning(schools, total),
            "poverty": figures.cut_rows(total, "poverty"),
            "ethnic": figures.cut_rows(total, "ethnic"),
            "only_school": total.schools[0][0] if len(total.schools) == 1 else None,
        },
    )


@require_safe
@never_cache
@requires("see overview")
def not_equipped(request):
    """The pupils behind «not yet equipped», to print, to export, to act on."""
    form, schools = _narrowed(request)
    students = figures.students_not_equipped(request.user).filter(school__in=schools.values("pk"))
    # As the index lies; by the schools' names it would sort the whole province for one page.
    students = students.order_by("school_id", "name_sort")
    if request.GET.get("xlsx"):
        return _xlsx([(_("Not yet equipped"), _student_rows(students[:20_000]))])
    page = Paginator(students, 50).get_page(request.GET.get("page"))
    classes = _class_names(page.object_list)
    for student in page:
        student.class_name = classes.get(student.pk, "")
    return render(request, "home/overview_not_equipped.html", {"form": form, "page_obj": page})


@require_safe
@never_cache
@requires("see overview")
def export(request):
    """The numbers of the overview as a workbook."""
    _form, schools = _narrowed(request)
    total = figures.figures_for(schools)
    return _xlsx(
        [
            (_("By commune"), _place_rows(_("commune"), figures.by_commune(total))),
            (_("By school"), _place_rows(_("school"), figures.by_school(total))),
            (_("Device states"), _state_rows(total)),
            (_("Learning minutes"), _learning_rows(schools, total)),
        ],
    )


def _narrowed(request):
    """(the filter, the schools it leaves of those the reader looks after)"""
    schools = figures.visible_schools(request.user)
    form = PlaceFilter(request.GET, schools=schools)
    if form.is_valid():
        if commune := form.cleaned_data.get("commune"):
            schools = schools.filter(commune=commune)
        if school := form.cleaned_data.get("school"):
            schools = schools.filter(pk=school.pk)
    return form, schools


def _place_rows(heading, pairs):
    names = [
        ("pupils", _("pupils")),
        ("equipped", _("equipped")),
        ("pupils_household_unknown", _("household not known")),
        ("teachers", _("teachers")),
        ("teachers_equipped", _("teachers equipped")),
        ("use_live", _("live")),
        ("use_at_risk", _("at risk")),
        ("use_silent", _("silent")),
        ("use_never_seen", _("never seen")),
        ("use_not_measured", _("not measured")),
        ("sims", _("active SIM cards")),
        ("plan_lapsed", _("plans lapsed")),
        ("plan_30", _("plans ending within 30 days")),
        ("plan_unknown", _("plan not known")),
    ]
    yield [heading, _("not yet equipped"), *(label for _name, label in names)]
    for place, counts in pairs:
        yield [str(place), counts.not_equipped, *(counts.count(name) for name, _label in names)]


def _state_rows(total):
    states = figures.device_states(total)
    yield [_("state"), _("devices"), _("meaning")]
    for row in states["rows"]:
        yield [str(row["label"]), row["count"], str(row["meaning"])]


def _learning_rows(schools, total):
    yield [
        _("month"),
        _("devices"),
        _("days of use"),
        "p10",
        _("median"),
        "p90",
        _("hours of learning"),
        _("share offline"),
        _("share of its holder"),
        _("share of another learner"),
        _("share without sign-in"),
    ]
    names = ["devices", "days", "low", "middle", "high", "hours", "offline", "holder", "other", "nobody"]
    for row in figures.learning(schools, total)["rows"]:
        yield [row["month"], *(row[name] for name in names)]


def _student_rows(students):
    yield [_("full name"), _("class"), _("school"), _("commune"), _("household"), _("date of birth")]
    students = list(students.select_related("school__commune"))
    classes = _class_names(students)
    for student in students:
        yield [
            student.full_name,
            classes.get(student.pk, ""),
            student.school.name,
            student.school.commune.name,
            student.household.head_name if student.household else "",
            student.date_of_birth,
        ]


def _class_names(students):
    keys = [student.pk for student in students]
    names = {}
    for start in range(0, len(keys), 500):
        rows = Student.objects.filter(pk__in=keys[start : start + 500], enrolments__ends_on=None)
        names |= dict(rows.values_list("pk", "enrolments__school_class__name"))
    return names


def _xlsx(sheets):
    content = spreadsheets.write(sheets)
    response = HttpResponse(content, content_type=XLSX)
    day = timezone.localdate()
    response["Content-Disposition"] = f'attachment; filename="tong-quan-{day:%Y-%m-%d}.xlsx"'
    response["Cache-Control"] = "private, no-store"
    return response
