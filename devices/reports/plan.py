"""Who should have a machine by the order of priority, and how far the lists are."""

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from devices import batch_counts
from devices.allocating.eligible import eligible
from devices.by_school import narrow
from devices.models import Allocation, Assignment, Batch, Tenure, equipped
from devices.models.allocations import long_ago
from devices.reports import links
from devices.reports.report import (
    PROVINCE,
    SCHOOL,
    Cell,
    ListReport,
    PlaceReport,
    Row,
    Threshold,
    count,
    share,
)
from students.models import School, Student

TOPIC = _("Plan")


def count_eligible(numbers, school_ids, today):
    students = narrow(Student.objects.studying(), school_ids)
    entitled = eligible(students, today)
    for name, some in (("eligible", entitled), ("eligible_equipped", equipped(entitled))):
        grouped = (
            some.order_by()
            .values("school")
            .annotate(pupils=Count("pk", distinct=True), households=Count("household", distinct=True))
        )
        for row in grouped:
            numbers[row["school"]][name] = row["pupils"]
            numbers[row["school"]][f"{name}_households"] = row["households"]


def count_lines(numbers, school_ids, today):
    state = Allocation.State
    lines = narrow(Allocation.objects.all(), school_ids, "list__school")
    counted = (
        lines.order_by()
        .values("list__school")
        .annotate(
            planned=Count("pk", filter=Q(state=state.PLANNED)),
            waiting=Count("pk", filter=Q(state=state.APPROVED)),
            waiting_long=Count("pk", filter=Q(state=state.APPROVED, approved_at__lt=long_ago())),
            handed=Count("pk", filter=Q(state=state.HANDED)),
            refused=Count("pk", filter=Q(state__in=(state.REFUSED, state.REPLACED))),
        )
    )
    for row in counted:
        for name in ("planned", "waiting", "waiting_long", "handed", "refused"):
            numbers[row["list__school"]][f"plan_lines_{name}"] = row[name]


def count_doubled(numbers, school_ids, today):
    """Each household at the school where its last child received one."""
    lines = (
        Assignment.objects.open()
        .filter(device__isnull=False, pupil__household__isnull=False)
        .exclude(tenure=Tenure.LOANER)
        .order_by()
    )
    lines = narrow(lines, school_ids, "pupil__school")
    doubled = lines.values("pupil__household").annotate(machines=Count("pk")).filter(machines__gt=1)
    held = lines.filter(pupil__household__in=doubled.values("pupil__household"))
    for row in held.values("pupil__school").annotate(
        families=Count("pupil__household", distinct=True),
        decided=Count("pupil__household", distinct=True, filter=Q(override__isnull=False)),
    ):
        numbers[row["pupil__school"]]["doubled"] = row["families"]
        numbers[row["pupil__school"]]["doubled_undecided"] = row["families"] - row["decided"]


def rows_of_batches(scope, total):
    """Promised and received are said of the whole batch; what follows, of the schools that are chosen."""
    heading = [
        _("batch"),
        _("promised"),
        _("received"),
        _("registered"),
        _("handed over at least once"),
        _("confirmed by a signed paper"),
    ]
    keys = scope.schools.order_by().values("pk")
    counted = batch_counts.from_figures(total)
    batches = Batch.objects.filter(
        Q(pk__in=list(counted))
        | Q(pk__in=Batch.objects.going_to(School.objects.filter(pk__in=keys)).values("pk"))
    ).order_by("-received_on", "code")
    return heading, [_batch_row(batch, counted.get(batch.pk, {})) for batch in batches], _unsaid(batches)


def _batch_row(batch, told):
    numbers = [batch.promised, batch.received]
    numbers += [told.get(name, 0) for name in ("registered", "handed", "confirmed")]
    crossed = told.get("registered", 0) > told.get("handed", 0) or batch.promised > batch.received
    address = reverse("devices:batch", args=[batch.code])
    return Row(str(batch), [Cell(number) for number in numbers], crossed, link=address)


def _unsaid(batches):
    return sum(batch.promised == 0 and batch.received == 0 for batch in batches)


REPORTS = [
    PlaceReport(
        slug="eligible",
        title=_("Eligible by the order of priority, and served"),
        question=_("Of those whom the order of priority names, who has a machine?"),
        columns=[
            count("eligible", _("eligible pupils")),
            count("eligible_equipped", _("of them equipped")),
            share(["eligible_equipped"], ["eligible"], _("share")),
            count("eligible_households", _("eligible households")),
            count("eligible_equipped_households", _("households served")),
        ],
        count=count_eligible,
        unknown=lambda figures: figures.count("pupils_household_unknown"),
        unknown_words=_("pupils whose household is not known: their papers are not known either"),
        formula=_(
            "Pupils who study now and whom some place of the order in force holds, by the records of their "
            "household on the day of the count; served: the pupil holds a device, or the household was "
            "given one."
        ),
        threshold=Threshold(
            _("Anybody eligible without a machine."),
            lambda figures: figures.count("eligible") > figures.count("eligible_equipped"),
        ),
        owner=PROVINCE,
        next_act=_(
            "Share the next batch out where most eligible families wait, and let schools make their lists."
        ),
    ),
    PlaceReport(
        slug="plan-lines",
        title=_("Lines of the allocation lists"),
        question=_("Which families were promised a machine, and how long do they wait?"),
        columns=[
            count("plan_lines_planned", _("planned")),
            count("plan_lines_waiting", _("wait for their machine")),
            count(
                "plan_lines_waiting_long",
                _("wait more than 14 days"),
                links.waiting_long(),
            ),
            count("plan_lines_handed", _("families have it")),
            count("plan_lines_refused", _("refused")),
        ],
        count=count_lines,
        unknown=lambda figures: 0,
        unknown_words=_("nothing: each line has its state"),
        formula=_(
            "Lines of all allocation lists by their state; waiting: approved by the province and not handed "
            "over, counted from the day of the approval."
        ),
        threshold=Threshold(
            _("Any family that waits more than 14 days."),
            lambda figures: figures.count("plan_lines_waiting_long") > 0,
        ),
        owner=SCHOOL,
        next_act=_("Hand the machine over, or write down why not; a family that refuses is replaced."),
    ),
    PlaceReport(
        slug="doubled",
        title=_("Families with two devices"),
        question=_("Which families hold more than one machine, from which sources?"),
        columns=[
            count("doubled", _("families with two devices"), links.duplicates()),
            count("doubled_undecided", _("without a decision")),
        ],
        count=count_doubled,
        unknown=lambda figures: figures.count("pupils_household_unknown"),
        unknown_words=_("pupils whose household is not known: two of one family are not seen as such"),
        formula=_(
            "Households whose children hold two devices or more from any source; what is lent for the days "
            "of a repair does not count."
        ),
        threshold=Threshold(
            _("Any family without a decision."),
            lambda figures: figures.count("doubled_undecided") > 0,
        ),
        owner=SCHOOL,
        next_act=_("Take back what the school lent, or ask the province for a decision."),
    ),
    ListReport(
        slug="batches",
        title=_("Batches: promised, received, handed over, confirmed"),
        question=_("Of what was promised, what reached a family, and what does a signed paper prove?"),
        rows=rows_of_batches,
        formula=_(
            "Promised and received as written down for the whole batch; registered, handed over and "
            "confirmed are devices of the chosen schools. Confirmed: the hand-over record has the scan of "
            "its signed paper."
        ),
        threshold_words=_("Less received than promised, or devices registered and never handed over."),
        owner=PROVINCE,
        next_act=_("Ask the donor for what is missing; have signed papers scanned."),
        unknown_words=_("batches for which neither promised nor received is written down"),
    ),
]
