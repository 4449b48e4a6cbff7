"""Whether the machines still report, and whether they are used to learn."""

from django.db.models import Count
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from devices import learning
from devices.by_school import narrow
from devices.grades import with_grade_of_holder
from devices.models import Device
from devices.reports import links
from devices.reports.report import SCHOOL, Cell, ListReport, PlaceReport, Row, Threshold, count, per_cent
from devices.reports.told import REPORT as TOLD_BY_OTHERS
from devices.states import UseState, with_use_state

TOPIC = _("Use")
HELD = ["use_live", "use_at_risk", "use_silent", "use_never_seen", "use_not_measured"]
MEASURED = HELD[:-1]
SILENT_AT_MOST = 20
LEAST_MINUTES = 10


def months(scope, total):
    keys = [school.pk for school, _figures in total.schools]
    names = ["middle", "low", "high", "devices", "days", "hours", "offline", "holder", "other", "nobody"]
    shares = {"offline", "holder", "other", "nobody"}
    heading = [
        _("month"),
        _("median"),
        _("low (1 in 10)"),
        _("high (9 in 10)"),
        _("devices"),
        _("days of use"),
        _("hours of learning"),
        _("share offline"),
        _("share of its holder"),
        _("share of another learner"),
        _("share of nobody signed in"),
    ]
    rows = [
        Row(f"{row['month']:%m/%Y}", [Cell(row[name], is_share=name in shares) for name in names])
        for row in learning.months(keys, scope.today)
    ]
    return heading, rows, total.count("use_not_measured")


def count_by_grade(numbers, school_ids, today):
    """{"live 6": machines} by use and the grade of the pupil who holds it; 0 for none or not known."""
    held = with_grade_of_holder(with_use_state(narrow(Device.objects.in_custody(), school_ids), on=today))
    grouped = held.order_by().values_list("school", "use_state", "grade").annotate(many=Count("pk"))
    for school, state, grade, many in grouped:
        numbers[school].setdefault("use_by_grade", {})[f"{state} {grade or 0}"] = many


def states_by_grade(_scope, total):
    counted = total.numbers.get("use_by_grade", {})
    grades = sorted({int(key.split()[1]) for key in counted}, key=lambda grade: grade or 99)
    rows = []
    for grade in grades:
        numbers = {state: counted.get(f"{state} {grade}", 0) for state in UseState.values}
        measured = sum(numbers.values()) - numbers[UseState.NOT_MEASURED]
        quiet = numbers[UseState.SILENT] + numbers[UseState.NEVER_SEEN]
        crossed = bool(measured) and 100 * quiet > SILENT_AT_MOST * measured
        rows.append(Row(words_of(grade), [Cell(number) for number in numbers.values()], crossed))
    return [_("grade"), *UseState.labels], rows, total.count("use_not_measured")


def minutes_by_grade(scope, total):
    keys = [school.pk for school, _figures in total.schools]
    names = ["middle", "low", "high", "days", "hours", "offline"]
    heading = [
        _("grade"),
        _("median"),
        _("low (1 in 10)"),
        _("high (9 in 10)"),
        _("days of use"),
        _("hours of learning"),
        _("share offline"),
    ]
    rows = [
        Row(
            words_of(grade),
            [Cell(told[name], is_share=name == "offline") for name in names],
            is_crossed=bool(grade) and (told["middle"] or 0) < LEAST_MINUTES,
        )
        for grade, told in learning.grades(keys, scope.today)
    ]
    return heading, rows, total.count("use_not_measured")


def words_of(grade):
    return _("grade %(grade)s") % {"grade": grade} if grade else _("no pupil, or grade not known")


REPORTS = [
    PlaceReport(
        slug="still-reporting",
        title=_("Machines that still report"),
        question=_("Which machines in somebody's hands are silent?"),
        columns=[
            count("use_live", pgettext_lazy("a device", "live"), links.devices(use="live")),
            count("use_at_risk", _("at risk"), links.devices(use="at_risk")),
            count("use_silent", _("silent"), links.devices(use="silent")),
            count("use_never_seen", _("never seen"), links.devices(use="never_seen")),
            count("use_not_measured", _("not measured"), links.devices(use="not_measured")),
        ],
        unknown=lambda figures: figures.count("use_not_measured"),
        unknown_words=_("not measured: no browser bound, or no consent of the family"),
        formula=_(
            "Machines that somebody holds, by the last day on which time was counted on them: up to 21 days "
            "ago, 22 to 28, longer, never."
        ),
        threshold=Threshold(
            _("More than one in five of those measured is silent or was never seen."),
            lambda figures: (
                (per_cent(figures, ["use_silent", "use_never_seen"], MEASURED) or 0) > SILENT_AT_MOST
            ),
        ),
        owner=SCHOOL,
        next_act=_("Ask the family: broken, no signal, or no time? Bind machines that were never bound."),
        count=count_by_grade,
    ),
    ListReport(
        slug="still-reporting-by-grade",
        title=_("Machines that still report, by grade"),
        question=_("In which grades are the machines silent?"),
        rows=states_by_grade,
        formula=_(
            "Machines that somebody holds, by the grade in which the pupil is today for whom it was handed "
            "over, and by the last day on which time was counted."
        ),
        threshold_words=_("More than one in five of those measured is silent or was never seen."),
        owner=SCHOOL,
        next_act=_(
            "Speak with the class teachers of that grade, and go on with the list of silent machines."
        ),
        unknown_words=_("not measured: no browser bound, or no consent of the family"),
    ),
    ListReport(
        slug="learning",
        title=_("Minutes of learning on a day of use"),
        question=_("On a day on which a machine is used, how long is it used to learn?"),
        rows=months,
        formula=_(
            "Minutes of all learners of one machine on one day, added up; the median of such days, and the "
            "values that one in ten stays below and nine in ten do not exceed."
        ),
        threshold_words=_("A median under ten minutes."),
        owner=SCHOOL,
        next_act=_("Give the classes work for the machine, and ask what keeps them from it."),
        unknown_words=_("machines that are not measured"),
    ),
    ListReport(
        slug="learning-by-grade",
        title=_("Minutes of learning by grade"),
        question=_("In which grades are the machines used to learn, and in which hardly?"),
        rows=minutes_by_grade,
        formula=_(
            "This month and the one before. Hours are of the pupils who were in that grade on that day; a "
            "day of a machine stands with the grade that learnt most on it, so that all grades add up."
        ),
        threshold_words=_("A median under ten minutes."),
        owner=SCHOOL,
        next_act=_(
            "Give the classes of that grade work for the machine, and ask their teachers what is missing."
        ),
        unknown_words=_("machines that are not measured"),
    ),
    TOLD_BY_OTHERS,
]
