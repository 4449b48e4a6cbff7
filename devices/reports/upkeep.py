"""Do the machines work, how long do repairs take, and when did somebody last see them?"""

from collections import Counter
from datetime import timedelta

from django.db.models import Count, Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from devices import by_school
from devices.by_school import narrow
from devices.models import (
    CLAIM_WAITS,
    Claim,
    ClaimStep,
    Device,
    RepairTicket,
    StocktakeScan,
    Warranty,
    out_of_order,
    seen_since,
    verified,
)
from devices.reports import links
from devices.reports.report import (
    SCHOOL,
    Cell,
    Column,
    ListReport,
    PlaceReport,
    Row,
    Threshold,
    count,
    percentile,
    share,
)
from lms.days import months_before, years_before

TOPIC = _("Repairs and stocktakes")
AGES = (30, 60, 90)
LOCKED = "locked"
# In these the machine is away from its holder.
AWAY = [RepairTicket.State.SENT, RepairTicket.State.WAITING, RepairTicket.State.REPAIRED]
CONDITIONS = ["works", "broken", "in_repair", "locked", "gone", "not_sure"]
CLAIM_PATIENCE = 30  # days without a new step
FAILURES_AT_MOST = 10  # in a year, of a hundred machines


def count_conditions(numbers, school_ids, today):
    devices = narrow(Device.objects.all(), school_ids)
    by_school.count(numbers, "gone", devices.filter(lifecycle__in=Device.MISSING))
    here = devices.exclude(lifecycle__in=Device.GONE)
    tickets = RepairTicket.objects.open().filter(device=OuterRef("pk"))
    locked = Exists(tickets.filter(fault_code__code=LOCKED))
    away = Exists(tickets.filter(state__in=AWAY))
    by_school.count(numbers, "locked", here.filter(locked))
    by_school.count(numbers, "in_repair", here.filter(away).exclude(locked))
    broken = out_of_order(here).exclude(away).exclude(locked)
    by_school.count(numbers, "broken", broken)
    sound = here.exclude(pk__in=out_of_order(here).values("pk"))
    recent = Q(last_seen_day__gte=months_before(today, 3)) | Q(seen_since(years_before(today, 1)))
    by_school.count(numbers, "works", sound.filter(recent))
    by_school.count(numbers, "not_sure", sound.exclude(recent))


def count_repairs(numbers, school_ids, today):
    tickets = narrow(RepairTicket.objects.all(), school_ids)
    by_school.count(numbers, "repairs_open", tickets.open())
    for days in AGES:
        by_school.count(numbers, f"repairs_open_{days}", tickets.older_than(days, today))
    closed = tickets.filter(back_on__gte=years_before(today, 1))
    by_school.count(numbers, "repairs_closed", closed)
    again = tickets.filter(reported_on__gte=years_before(today, 1), repeat_of__isnull=False)
    by_school.count(numbers, "repairs_again", again)
    unopened = Device.objects.filter(RepairTicket.objects.of_no_device(), lifecycle=Device.Lifecycle.REPAIR)
    by_school.count(numbers, "repairs_none", narrow(unopened, school_ids))
    days_of = {}
    for school, reported, back in closed.order_by().values_list("school", "reported_on", "back_on"):
        days_of.setdefault(school, Counter())[str((back - reported).days)] += 1
    for school, histogram in days_of.items():
        if school:
            numbers[school]["repair_days"] = dict(histogram)


def count_claims(numbers, school_ids, today):
    tickets = narrow(RepairTicket.objects.exclude(claim_state=""), school_ids)
    waits = tickets.filter(claim_state__in=CLAIM_WAITS)
    by_school.count(numbers, "claims_waiting", waits)
    by_school.count(numbers, "claims_late", waits.filter(claim_on__lt=today - timedelta(days=CLAIM_PATIENCE)))
    recent = ClaimStep.objects.filter(ticket=OuterRef("pk"), on__gte=years_before(today, 1))
    for state in (Claim.REFUSED, Claim.REPAIRED, Claim.REPLACED):
        came = tickets.filter(Exists(recent.filter(state=state)))
        by_school.count(numbers, f"claims_{state}", came)
    warranted = Exists(Warranty.objects.filter(batch=OuterRef("device__batch")))
    unclaimed = RepairTicket.objects.open().filter(warranted, claim_state="")
    by_school.count(numbers, "claims_none", narrow(unclaimed, school_ids))


def count_verified(numbers, school_ids, today):
    here = narrow(Device.objects.exclude(lifecycle__in=Device.GONE), school_ids)
    by_school.count(numbers, "to_verify", here)
    by_school.count(numbers, "verified", verified(here, today))
    never = here.filter(~Exists(StocktakeScan.objects.filter(device=OuterRef("pk"))))
    by_school.count(numbers, "never_counted", never)


def rows_of_failures(scope, _total):
    """A row for each model of each batch; the worst first."""
    since = years_before(scope.today, 1)
    devices = Device.objects.filter(school__in=scope.schools.values("pk"))
    kinds = ("model__maker", "model__name", "batch__name", "batch__code")
    machines = {row[:4]: row[4] for row in devices.order_by().values_list(*kinds).annotate(many=Count("pk"))}
    tickets = RepairTicket.objects.filter(school__in=scope.schools.values("pk"), reported_on__gte=since)
    counted = {
        row[:4]: row[4:]
        for row in tickets.order_by()
        .values_list(*(f"device__{kind}" for kind in kinds))
        .annotate(many=Count("pk"), again=Count("pk", filter=Q(repeat_of__isnull=False)))
    }
    rows = []
    for kind, many in machines.items():
        repairs, again = counted.get(kind, (0, 0))
        per_hundred = round(100 * repairs / many)
        maker, model, batch, code = kind
        cells = [
            Cell(batch),
            Cell(many, links.devices(batch=code)({})),
            Cell(repairs),
            Cell(per_hundred),
            Cell(again),
        ]
        rows.append(Row(f"{maker} {model}", cells, is_crossed=per_hundred > FAILURES_AT_MOST))
    rows.sort(key=lambda row: (-row.cells[3].value, -row.cells[1].value, str(row.name)))
    heading = [
        _("model"),
        _("batch"),
        _("machines"),
        _("repairs in 12 months"),
        _("repairs for 100 machines"),
        _("broken again within 90 days"),
    ]
    return heading, rows, tickets.filter(fault_code=None).count()


REPORTS = [
    PlaceReport(
        slug="conditions",
        title=_("Do the machines work?"),
        question=_("How many work, are broken, in repair, locked or lost – and of how many is it not known?"),
        columns=[
            count("works", _("work")),
            count("broken", _("broken"), links.repairs()),
            count("in_repair", _("in repair"), links.repairs()),
            count("locked", _("locked"), links.repairs()),
            count("gone", _("lost or stolen")),
            count("not_sure", _("not known")),
            share(["works"], CONDITIONS, _("of all that were not written off, work (%)")),
        ],
        count=count_conditions,
        unknown=lambda figures: figures.count("not_sure"),
        unknown_words=_("machines that nobody saw or used lately"),
        formula=_(
            "Works: no open repair, and used in the last three months or seen by a stocktake in twelve. "
            "Broken: an open repair, still at the school or with its holder. In repair: in the workshop, "
            "waiting for parts or repaired and not given back. Locked: an open repair for a locked account. "
            "Cut by area, it shows the difficult communes."
        ),
        threshold=Threshold(
            _("More than one machine in ten is broken, in repair or locked."),
            lambda figures: (
                10 * sum(figures.count(name) for name in ("broken", "in_repair", "locked"))
                > sum(figures.count(name) for name in CONDITIONS)
            ),
        ),
        owner=SCHOOL,
        next_act=_("Send what is broken to repair, unlock what is locked, and count what nobody saw."),
    ),
    PlaceReport(
        slug="repairs",
        title=_("How long repairs take"),
        question=_("How many machines wait for repair, for how long, and do they break again?"),
        columns=[
            count("repairs_open", _("open repairs"), links.repairs()),
            *(
                count(f"repairs_open_{days}", label, links.repairs(age=days))
                for days, label in zip(
                    AGES, (_("over 30 days"), _("over 60 days"), _("over 90 days")), strict=True
                )
            ),
            count("repairs_closed", _("closed in 12 months"), links.repairs(state="closed")),
            percentile("repair_days", 50, _("days of the usual repair (half are quicker)")),
            percentile("repair_days", 90, _("days that nine in ten repairs keep within")),
            count("repairs_again", _("broken again within 90 days"), links.repairs(state="again")),
        ],
        count=count_repairs,
        unknown=lambda figures: figures.count("repairs_none"),
        unknown_words=_("machines in the state «in repair» without an open repair"),
        formula=_(
            "Repairs where they were reported. Days from the report to the end, of repairs that ended in the "
            "last twelve months. Broken again: reported within 90 days after the repair before ended."
        ),
        threshold=Threshold(
            _("Any repair that is open for more than 60 days."),
            lambda figures: figures.count("repairs_open_60") > 0,
        ),
        owner=SCHOOL,
        next_act=_("Ask the workshop, lend another machine meanwhile, or propose the write-off."),
    ),
    PlaceReport(
        slug="warranty-claims",
        title=_("Warranty claims"),
        question=_("What became of what the makers were asked to repair?"),
        columns=[
            count("claims_waiting", _("wait for the maker"), links.repairs(state="claims")),
            count("claims_late", _("wait for more than 30 days")),
            count("claims_repaired", _("repaired in 12 months")),
            count("claims_replaced", _("replaced in 12 months")),
            count("claims_refused", _("refused in 12 months")),
        ],
        count=count_claims,
        unknown=lambda figures: figures.count("claims_none"),
        unknown_words=_("open repairs of batches with a warranty for which nothing was claimed"),
        formula=_(
            "Repairs where they were reported, by the steps of their claims. Waiting: claimed or accepted, "
            "and neither done nor refused; late: for more than 30 days since the last step."
        ),
        threshold=Threshold(
            _("Any claim that waits for more than 30 days."), lambda figures: figures.count("claims_late") > 0
        ),
        owner=SCHOOL,
        next_act=_("Ask the maker for an answer, and tell the province which maker does not answer."),
    ),
    ListReport(
        slug="repairs-by-model",
        title=_("Failures by model and batch"),
        question=_("Which machines break more often than others?"),
        rows=rows_of_failures,
        formula=_(
            "Repairs reported in the last twelve months for each hundred machines of a model in a batch."
        ),
        threshold_words=_("More than ten repairs for a hundred machines in a year."),
        owner=_("the province"),
        next_act=_("Claim the warranty for the whole batch, and buy no more of that model."),
        unknown_words=_("repairs without a kind of fault"),
    ),
    PlaceReport(
        slug="verified",
        title=_("Seen by a stocktake in 12 months"),
        question=_("Are the machines in the books really there?"),
        columns=[
            count("to_verify", _("in the books")),
            count("verified", _("seen in 12 months")),
            Column(_("not seen"), lambda figures: figures.count("to_verify") - figures.count("verified")),
            share(["verified"], ["to_verify"], _("seen (%)")),
        ],
        count=count_verified,
        unknown=lambda figures: figures.count("never_counted"),
        unknown_words=_("machines that no stocktake ever saw"),
        formula=_(
            "Machines that are not lost, out of use or written off; seen: scanned in a stocktake, or told as "
            "seen later, in the twelve months before today."
        ),
        threshold=Threshold(
            _("Less than nine in ten were seen."),
            lambda figures: 10 * figures.count("verified") < 9 * figures.count("to_verify"),
        ),
        owner=SCHOOL,
        next_act=_("Count class by class: begin a stocktake and scan the labels."),
    ),
]
