"""What a line of the change log tells of its thing: facts before and after, as people read them."""

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.formats import date_format
from django.utils.timezone import is_aware, localtime
from django.utils.translation import gettext as _now
from django.utils.translation import pgettext_lazy

from courses.models import OutsidePage, QuestionVersion
from devices.models import (
    Claim,
    Condition,
    Device,
    Dispute,
    Incident,
    Loss,
    PlanSubscription,
    RepairTicket,
    StocktakeFollowUp,
)
from home.models import TellerAgreement
from students import alarms
from students.models import Consent, DataRequest, Student

# Facts that the log names by words of its own, beside the fields of the models.
FACTS = {
    "entries": pgettext_lazy("fact", "entries"),
    "notice": pgettext_lazy("fact", "notice"),
    "tablet": pgettext_lazy("fact", "tablet of a room"),
    "session": pgettext_lazy("fact", "session of a competition"),
    "upheld": pgettext_lazy("fact", "appeal upheld"),
    "certificate": pgettext_lazy("fact", "certificate no."),
    "guardians": pgettext_lazy("fact", "guardians"),
    "leads": pgettext_lazy("fact", "homeroom class"),
    "poverty": pgettext_lazy("fact", "poverty class"),
    "stands_in_for": pgettext_lazy("fact", "stands in for"),
    "starts_on": pgettext_lazy("fact", "from"),
    "opens_on": pgettext_lazy("fact", "opens on"),
    "ends_on": pgettext_lazy("fact", "up to"),
    "subjects": pgettext_lazy("fact", "subjects"),
    "teacher": pgettext_lazy("fact", "teacher"),
    "until": pgettext_lazy("fact", "hand in again until"),
    "teaches": pgettext_lazy("fact", "teaches"),
    "username": pgettext_lazy("fact", "username"),
    "browser": pgettext_lazy("fact", "browser"),
    "class": pgettext_lazy("fact", "class"),
    "classes": pgettext_lazy("fact", "classes"),
    "code": pgettext_lazy("fact", "code"),
    "condition": pgettext_lazy("fact", "condition"),
    "counted": pgettext_lazy("fact", "counts"),
    "count": pgettext_lazy("fact", "how many"),
    "door": pgettext_lazy("fact", "page"),
    "more_left_out": pgettext_lazy("fact", "further ones of this day are not written down"),
    "create": pgettext_lazy("fact", "new"),
    "expected": pgettext_lazy("fact", "expected"),
    "found": pgettext_lazy("fact", "found"),
    "missing": pgettext_lazy("fact", "missing"),
    "in_repair": pgettext_lazy("fact", "in repair"),
    "elsewhere": pgettext_lazy("fact", "not expected here"),
    "unknown": pgettext_lazy("fact", "unknown codes"),
    "twice": pgettext_lazy("fact", "seen more than once"),
    "devices": pgettext_lazy("fact", "devices"),
    "due_at": pgettext_lazy("fact", "due"),
    "fault": pgettext_lazy("fact", "fault"),
    "from": pgettext_lazy("fact", "from"),
    "given_by": pgettext_lazy("fact", "given by"),
    "holder": pgettext_lazy("fact", "holder"),
    "how": pgettext_lazy("fact", "how"),
    "item": pgettext_lazy("fact", "thing"),
    "kind": pgettext_lazy("fact", "kind"),
    "mark": pgettext_lazy("fact", "mark"),
    "new_pin": pgettext_lazy("fact", "new PIN"),
    "note": pgettext_lazy("fact", "note"),
    "number": pgettext_lazy("fact", "number"),
    "old_cards_end": pgettext_lazy("fact", "old cards stop working"),
    "outcome": pgettext_lazy("fact", "outcome"),
    "paper": pgettext_lazy("fact", "paper"),
    "payer": pgettext_lazy("fact", "paid by"),
    "plan": pgettext_lazy("fact", "data plan"),
    "percent": pgettext_lazy("fact", "per cent"),
    "places": pgettext_lazy("fact", "questions"),
    "points": pgettext_lazy("fact", "points"),
    "purpose": pgettext_lazy("fact", "purpose"),
    "marks_entered": pgettext_lazy("fact", "marks entered"),
    "marked_anew": pgettext_lazy("fact", "attempts marked anew"),
    "reason": pgettext_lazy("fact", "reason"),
    "receiver": pgettext_lazy("fact", "receiver"),
    "serial": pgettext_lazy("fact", "serial number"),
    "sims": pgettext_lazy("fact", "SIM cards"),
    "skip": pgettext_lazy("fact", "left out"),
    "state": pgettext_lazy("fact", "state"),
    "title": pgettext_lazy("fact", "title"),
    "to": pgettext_lazy("fact", "given to"),
    "unchanged": pgettext_lazy("fact", "unchanged"),
    "tries": pgettext_lazy("fact", "tries"),
    "way_in": pgettext_lazy("fact", "way in"),
    "update": pgettext_lazy("fact", "changed"),
    "version": pgettext_lazy("fact", "version"),
    "words": pgettext_lazy("fact", "words"),
    "back": pgettext_lazy("fact", "back"),
    "batch": pgettext_lazy("fact", "batch"),
    "campus": pgettext_lazy("fact", "campus"),
    "decision": pgettext_lazy("fact", "decision no."),
    "device": pgettext_lazy("fact", "device"),
    "due_on": pgettext_lazy("fact", "due back"),
    "grade": pgettext_lazy("fact", "grade"),
    "head": pgettext_lazy("fact", "head of household"),
    "lacks": pgettext_lazy("fact", "missing things"),
    "lines": pgettext_lazy("fact", "lines"),
    "lost": pgettext_lazy("fact", "lost"),
    "names": pgettext_lazy("fact", "names"),
    "name": pgettext_lazy("fact", "name"),
    "not good": pgettext_lazy("fact", "not in order"),
    "open": pgettext_lazy("fact", "still out"),
    "order": pgettext_lazy("fact", "order of priority"),
    "quota": pgettext_lazy("fact", "share of the school"),
    "relation": pgettext_lazy("fact", "relation"),
    "seen": pgettext_lazy("fact", "seen with the holder"),
    "sim": pgettext_lazy("fact", "SIM card"),
    "status": pgettext_lazy("fact", "state"),
    "things": pgettext_lazy("fact", "things"),
    "what": pgettext_lazy("fact", "what"),
    "works": pgettext_lazy("fact", "works"),
    "why": pgettext_lazy("fact", "why"),
    "year": pgettext_lazy("fact", "school year"),
}
CHOICES = {
    "way_in": alarms.WayIn,
    "condition": Condition,
    "state": Device.Lifecycle,
    "purpose": Consent.Purpose,
    "how": Consent.Given,
    "outcome": RepairTicket.Outcome,
}
# Of what a family asked, which is told with the pupil.
OF_REQUESTS = {"kind": DataRequest.Kind, "outcome": DataRequest.Outcome}
# Told with another thing than the one that keeps it: a repair with its machine, a dispute with its record.
OF_ACTS = {
    "report device": {"kind": Incident.Kind},
    "note a loss": {"kind": Loss.Kind},
    "judge outside page": {"state": OutsidePage.State},
    "lead repair": {"state": RepairTicket.State},
    "write a teller's agreement down": {"kind": TellerAgreement.How},
    "lead warranty claim": {"state": Claim},
    "dispute record": {"kind": Dispute.Kind},
    "answer dispute": {"outcome": Dispute.Outcome},
    "follow up stocktake": {"outcome": StocktakeFollowUp.Outcome},
    "renew plan": {"payer": PlanSubscription.Payer},
    # A question is told as such; its kind is kept with its versions.
    "write question": {"kind": QuestionVersion._meta.get_field("kind")},
}


def details(change):
    """(what, before, after) for each fact that the change touched, as people read it."""
    before, after = _facts(change.before), _facts(change.after)
    found = []
    for name in dict.fromkeys([*before, *after]):
        label, choices = _fact(change, name)
        said = (_said(before.get(name), choices), _said(after.get(name), choices))
        if any(said):
            found.append((label, *said))
    return found


def _facts(kept):
    return kept if isinstance(kept, dict) else {"": kept}


def _fact(change, name):
    """How a fact is called, and the words of its values if it has a choice of them."""
    try:
        field = apps.get_model(change.model)._meta.get_field(name)
    except (LookupError, ValueError, FieldDoesNotExist):
        known = CHOICES | (OF_REQUESTS if change.model == Student._meta.label_lower else {})
        known |= OF_ACTS.get(change.act, {})
        return FACTS.get(name, name.replace("_", " ")), dict(getattr(known.get(name), "choices", ()))
    return FACTS.get(name, getattr(field, "verbose_name", name)), dict(getattr(field, "flatchoices", ()))


def _said(value, choices=()):
    if isinstance(value, str) and value in choices:
        return str(choices[value])
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return _now("yes") if value else _now("no")
    if isinstance(value, dict):
        return "; ".join(f"{name.replace('_', ' ')}: {_said(one)}" for name, one in value.items())
    if isinstance(value, list):
        return ", ".join(_said(one) for one in value)
    return _moment(str(value)) or str(value)


def _moment(text):
    """Days and moments in the Vietnamese way; None for what is neither."""
    try:
        if len(text) == len("2026-11-24") and (day := parse_date(text)):
            return date_format(day, "SHORT_DATE_FORMAT")
        if text[4:5] == "-" and "T" in text and (moment := parse_datetime(text)):
            return date_format(localtime(moment) if is_aware(moment) else moment, "SHORT_DATETIME_FORMAT")
    except ValueError:
        pass
    return None
