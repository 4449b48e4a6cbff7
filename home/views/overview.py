"""The overview of province, commune or school: who is equipped, does it connect, is it used."""

from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from devices import cuts, figures
from home.workbooks import as_download
from students import alarms
from students.abilities import requires
from students.forms.places import PlaceFilter


@require_safe
@never_cache
@requires("see overview")
def overview(request):
    form, schools = _narrowed(request)
    total = figures.figures_for(schools)
    communes = figures.by_commune(total)
    beside = figures.beside(request.user, form)
    alarmed, more_alarms = alarms.shown_to(request.user)
    return render(
        request,
        "home/overview.html",
        {
            "form": form,
            "alarms": alarmed,
            "more_alarms": more_alarms,
            "total": total,
            "communes": communes if len(communes) > 1 else [],
            "schools": figures.by_school(total),
            "states": figures.device_states(total),
            "plans": figures.plans(total),
            "learning": figures.learning(total),
            "poverty": cuts.rows_of(total, "poverty", beside),
            "ethnic": cuts.rows_of(total, "ethnic", beside),
            "only_school": total.schools[0][0] if len(total.schools) == 1 else None,
        },
    )


@require_safe
@never_cache
@requires("see overview")
def export(request):
    """The numbers of the overview as a workbook."""
    _form, schools = _narrowed(request)
    total = figures.figures_for(schools)
    return as_download(
        [
            (_("By commune"), _place_rows(_("commune"), figures.by_commune(total), total)),
            (_("By school"), _place_rows(_("school"), figures.by_school(total), total)),
            (_("Device states"), _state_rows(total)),
            (_("Learning minutes"), _learning_rows(total)),
        ],
    )


def _narrowed(request):
    """(the filter, the schools it leaves of those the reader looks after)"""
    form = PlaceFilter(request.GET, schools=figures.visible_schools(request.user))
    return form, form.chosen_schools()


def _place_rows(heading, pairs, total):
    names = [
        ("pupils", _("pupils")),
        ("equipped", _("equipped")),
        ("pupils_household_unknown", _("household not known")),
        ("teachers", _("teachers")),
        ("teachers_equipped", _("teachers equipped")),
        ("use_live", pgettext("a device", "live")),
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
    for place, counts in [*pairs, (_("all together"), total)]:
        yield [str(place), counts.not_equipped, *(counts.count(name) for name, _label in names)]


def _state_rows(total):
    states = figures.device_states(total)
    yield [_("state"), _("devices"), _("meaning")]
    for row in states["rows"]:
        yield [str(row["label"]), row["count"], str(row["meaning"])]


def _learning_rows(total):
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
    ]
    names = ["devices", "days", "low", "middle", "high", "hours", "offline", "holder", "other"]
    for row in figures.learning(total)["rows"]:
        yield [row["month"], *(row[name] for name in names)]
