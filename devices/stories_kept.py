"""How long words and pictures about things are kept, and what a family was chosen for (lms/retention.py).

Shorter than the papers that families were told of: a repair is asked about while its guarantee and its
repetition are, an allocation while an inspection may ask why this family and not that one. Rows stay and are
emptied (devices/emptying.py); what only hangs on a family goes whole.
"""

from functools import reduce
from itertools import batched
from operator import or_

from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from devices import emptying, papers_kept
from devices.emptying import BROKEN, DASH, any_of
from devices.models import (
    Allocation,
    AllocationStep,
    BindingSuggestion,
    CarrierRequest,
    ConnectivityGrant,
    ExternalUsage,
    Incident,
    IncidentPhoto,
    Loss,
    PointVisit,
    ProgrammeOverride,
    RepairPhoto,
    RepairStep,
    RepairTicket,
    SignalReport,
    Sim,
    SimEvent,
    Stocktake,
    StocktakeFollowUp,
    StocktakeScan,
)
from lms.days import midnight, years_before
from lms.retention import BATCH, Kind, days_before, of_rows

STORIES_KEPT = 3
CHOICES_KEPT = 5
SUGGESTED_FOR = 90
STRUCK = papers_kept.STRUCK


def kinds(first_day_of_use):
    """The Kinds; `first_day_of_use` says from which day on days of use are kept."""
    stories, choices = _years(STORIES_KEPT), _years(CHOICES_KEPT)
    property_ = _years(papers_kept.YEARS_KEPT)
    after, given = _("3 years after it was settled"), _("5 years")
    return [
        of_rows(
            "external usage",
            lambda moment: ExternalUsage.objects.filter(ends_on__lt=timezone.localdate(moment)),
            first_day_of_use,
            what=_("use of a SIM card or a machine as a carrier or another system counted it"),
            period=_("13 months"),
            why=_("it tells of a child's use as our own count does"),
            order=32,
        ),
        of_rows(
            "suggestions",
            lambda moment: BindingSuggestion.objects.filter(suggested_at__lt=moment),
            days_before(SUGGESTED_FOR),
            what=_("which browser a pupil named as the own machine"),
            period=_("90 days"),
            why=_("bound or not, it is settled by then; a pupil can say so again"),
            order=33,
        ),
        _of_words(
            "losses",
            _losses,
            lambda found, _moment: emptying.empty_losses(found, None, STRUCK),
            property_,
            what=_("what was told of a loss outside any hand-over record, and the paper of the police"),
            period=_("10 years"),
            why=_("it explains where property went; that it is gone, and when, stays"),
            order=36,
        ),
        _of_words(
            "overrides",
            lambda moment: ProgrammeOverride.objects.filter(assignments=None, recorded_at__lt=moment).exclude(
                reason=""
            ),
            lambda found, _moment: found.update(reason=""),
            property_,
            what=_("why a household may have a second machine, where none was handed over"),
            period=_("10 years"),
            why=_("as with the record of a machine; number and day of the decision stay"),
            order=37,
        ),
        _of_words(
            "damage",
            _damage,
            lambda found, _moment: emptying.empty_incidents(found, None, STRUCK),
            stories,
            what=_("reports of damage: the words, who held it, and the photos"),
            period=after,
            why=_("so long a guarantee or a fault that returns may ask for it; that it broke stays"),
            order=38,
        ),
        _of_words(
            "repairs",
            _repairs,
            _empty_repairs,
            stories,
            what=_("repairs: what was written about them, and the photos"),
            period=after,
            why=_("kind of fault, days, parts and costs stay"),
            order=39,
        ),
        _of_words(
            "counts",
            _counts,
            _empty_counts,
            stories,
            what=_("notes of stocktakes"),
            period=after,
            why=_("by then it was counted anew; what was found and missing stays"),
            order=44,
        ),
        _of_words(
            "SIM cards",
            _sims,
            _empty_sims,
            stories,
            what=_("words about SIM cards: reasons, answers of carriers, owners of cancelled cards"),
            period=_("3 years"),
            why=_("what became of the card, and when, stays"),
            order=45,
        ),
        _of_words(
            "allocations",
            lambda moment: (
                Allocation.objects.exclude(state__in=Allocation.LIVE)
                .filter(made_at__lt=moment)
                .exclude(reason="", evidence={})
            ),
            lambda found, _moment: found.update(reason="", evidence={}),
            choices,
            what=_("why a family was chosen for a device: rank, reason and evidence of need"),
            period=given,
            why=_("so long an inspection may ask why this family; who received what stays in the ledger"),
            order=46,
        ),
        _of_words(
            "allocation steps",
            lambda moment: AllocationStep.objects.filter(at__lt=moment).exclude(words=""),
            lambda found, _moment: found.update(words=""),
            choices,
            what=_("what was written when a list of who receives a device was changed"),
            period=given,
            why=_("as the reasons themselves"),
            order=47,
        ),
        of_rows(
            "grants",
            _grants,
            choices,
            what=_("connections that were given to a pupil or a household"),
            period=_("5 years after the end"),
            why=_("so long an inspection may ask for it; those of schools and points stay"),
            order=48,
        ),
        of_rows(
            "signal at home",
            lambda moment: SignalReport.objects.filter(
                household__isnull=False, on__lt=timezone.localdate(moment)
            ),
            stories,
            what=_("what families told of the signal at home"),
            period=_("3 years"),
            why=_("older is not true any more; a family can tell anew"),
            order=49,
        ),
        Kind(
            "ledger",
            what=_("the ledger of devices without names: what was where from when to when, what was decided"),
            period=_("kept"),
            why=_("books about property; names in it go with the record of the pupil or the paper"),
            order=95,
        ),
        _of_words(
            "visits",
            lambda moment: PointVisit.objects.filter(at__lt=moment).exclude(note=""),
            lambda found, _moment: found.update(note=""),
            stories,
            what=_("notes in the diaries of support points"),
            period=_("3 years"),
            why=_("how many came, what for and whether they were helped stays"),
            order=49,
        ),
    ]


def _of_words(key, old, empty, before, **words):
    """A Kind whose rows stay and are emptied by `empty(rows, moment)`.

    `old(moment)`: those older than that which still tell something.
    """

    def due(today):
        return old(midnight(before(today))).count()

    def forget(today):
        moment = midnight(before(today))
        rows = old(moment)
        keys = list(rows.order_by().values_list("pk", flat=True))
        for some in batched(keys, BATCH, strict=False):
            empty(rows.model.objects.filter(pk__in=some), moment)
        return len(keys)

    return Kind(key, before=before, due=due, forget=forget, **words)


def _years(count):
    return lambda today: years_before(today, count)


def _standing(photo, of):
    return Exists(photo.objects.standing().filter(**{of: OuterRef("pk")}))


def _losses(moment):
    old = Loss.objects.annotate(since=Coalesce(F("found_on"), F("happened_on")))
    told = ~Q(circumstances__in=["", DASH]) | ~Q(found_note="")
    return old.filter(told, line=None, since__lt=timezone.localdate(moment))


def _damage(moment):
    told = any_of("words", "outcome", "holder_name") | _standing(IncidentPhoto, "incident")
    # What never came back is never closed: its story is kept as long as the paper of it.
    years = papers_kept.YEARS_KEPT - STORIES_KEPT
    for_good = Q(closed_at=None, reported_at__lt=midnight(years_before(timezone.localdate(moment), years)))
    return Incident.objects.filter(told, Q(closed_at__lt=moment) | for_good)


def _repairs(moment):
    noted = Exists(RepairStep.objects.filter(ticket=OuterRef("pk")).exclude(note=""))
    told = ~Q(fault__in=["", BROKEN]) | noted | _standing(RepairPhoto, "ticket")
    return RepairTicket.objects.filter(told, back_on__lt=timezone.localdate(moment))


def _empty_repairs(found, _moment):
    emptying.empty_repairs(found, None, STRUCK)
    found.exclude(fault="").exclude(fault_code=None).update(fault="")
    # Something must say what the repair was of.
    found.filter(fault_code=None).exclude(fault__in=["", BROKEN]).update(fault=BROKEN)


NOTED = [(StocktakeScan, "note"), (StocktakeFollowUp, "note")]


def _counts(moment):
    noted = ~Q(closing_note="")
    for model, column in NOTED:
        noted |= Exists(model.objects.filter(stocktake=OuterRef("pk")).exclude(**{column: ""}))
    return Stocktake.objects.filter(noted, closed_at__lt=moment)


def _empty_counts(found, _moment):
    for model, column in NOTED:
        rows = model.objects.filter(stocktake__in=found.order_by().values("pk"))
        rows.exclude(**{column: ""}).update(**{column: ""})
    found.exclude(closing_note="").update(closing_note="")


def _sims(moment):
    told = (Exists(rows.filter(sim=OuterRef("pk"))) for rows, _column in _words_of_sims(moment))
    return Sim.objects.filter(reduce(or_, told) | _owned_no_more(moment))


def _empty_sims(found, moment):
    for rows, column in _words_of_sims(moment):
        rows.filter(sim__in=found.values("pk")).update(**{column: ""})
    found.filter(_owned_no_more(moment)).update(registered_to="")


def _words_of_sims(moment):
    return [
        (SimEvent.objects.filter(recorded_at__lt=moment).exclude(reason=""), "reason"),
        (CarrierRequest.objects.filter(answered_at__lt=moment).exclude(answer=""), "answer"),
    ]


def _owned_no_more(moment):
    """Condition on Sim: cancelled before, and still saying whose it was."""
    since = SimEvent.objects.filter(sim=OuterRef("pk"), recorded_at__gte=moment)
    return Q(status=Sim.Status.CANCELLED) & ~Q(registered_to="") & ~Exists(since)


def _grants(moment):
    own = Q(student__isnull=False) | Q(household__isnull=False)
    ended = Q(ended_at__lt=moment) | Q(ended_at=None, ends_on__lt=timezone.localdate(moment))
    return ConnectivityGrant.objects.filter(own, ended)
