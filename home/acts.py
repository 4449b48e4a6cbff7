"""The acts of the change log as they are said on screen. The log itself keeps the English phrase."""

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.formats import date_format
from django.utils.timezone import is_aware, localtime
from django.utils.translation import gettext as _now
from django.utils.translation import pgettext_lazy

from devices.models import Condition, Device, RepairTicket
from lms import refusals
from students import alarms
from students.models import Consent, DataRequest, Student

ACTS = {
    "accept attempt": pgettext_lazy("act", "accept late work"),
    "add a pupil": pgettext_lazy("act", "add a pupil"),
    "add SIM": pgettext_lazy("act", "receive a SIM card"),
    "add batch": pgettext_lazy("act", "write down a batch"),
    "add device": pgettext_lazy("act", "receive a device"),
    "add question bank": pgettext_lazy("act", "open a question bank"),
    "add to register": pgettext_lazy("act", "add to the lists of devices"),
    "arrange a substitute": pgettext_lazy("act", "let a teacher stand in"),
    "ask for a pupil of another school": pgettext_lazy("act", "ask for a pupil of another school"),
    "attach scan": pgettext_lazy("act", "attach the signed paper"),
    "make kit": pgettext_lazy("act", "put a kit together"),
    "take kit apart": pgettext_lazy("act", "take a kit apart"),
    "receive accessories": pgettext_lazy("act", "receive accessories"),
    "begin a new year": pgettext_lazy("act", "begin the new school year for a pupil"),
    "allow a second device": pgettext_lazy("act", "allow a second device by a decision"),
    "approve an allocation list": pgettext_lazy("act", "approve an allocation list"),
    "lay down an order of priority": pgettext_lazy("act", "lay down an order of priority"),
    "make an allocation list": pgettext_lazy("act", "make an allocation list"),
    "return an allocation list": pgettext_lazy("act", "return an allocation list to the school"),
    "send an allocation list": pgettext_lazy("act", "send an allocation list to the province"),
    "share out a batch": pgettext_lazy("act", "share a batch out among schools"),
    "write down a certificate": pgettext_lazy("act", "write down a certificate of a household"),
    "write down the household": pgettext_lazy("act", "write down the household of a pupil"),
    "answer a request": pgettext_lazy("act", "answer a family's request about data"),
    "try a used binding code": pgettext_lazy("act", "tried a binding code again after its use (refused)"),
    "know of a used binding code": pgettext_lazy("act", "know of a binding code that was tried again"),
    "refuse a suggested binding": pgettext_lazy("act", "say no to a suggested binding"),
    "count use put aside": pgettext_lazy("act", "count what an unbound browser sent late"),
    "leave out use put aside": pgettext_lazy("act", "leave out what an unbound browser sent late"),
    "begin stocktake": pgettext_lazy("act", "begin a stocktake"),
    "close stocktake": pgettext_lazy("act", "close a stocktake"),
    "follow up stocktake": pgettext_lazy("act", "say what became of a machine that a stocktake missed"),
    "bind device": pgettext_lazy("act", "bind a browser to a device"),
    "call off a transfer": pgettext_lazy("act", "no longer ask for a pupil"),
    "change a class": pgettext_lazy("act", "change a class"),
    "change a pupil": pgettext_lazy("act", "change a pupil's facts"),
    "change SIM": pgettext_lazy("act", "change the facts of a SIM card"),
    "change state of SIM": pgettext_lazy("act", "write down what became of a SIM card"),
    "change batch": pgettext_lazy("act", "change the facts of a batch"),
    "change device": pgettext_lazy("act", "change the facts of a device"),
    "change own password": pgettext_lazy("act", "change the own password"),
    "change register": pgettext_lazy("act", "mend the lists of devices"),
    "close an account": pgettext_lazy("act", "close an account"),
    "close repair": pgettext_lazy("act", "end a repair"),
    "correct line": pgettext_lazy("act", "correct a line of the ledger"),
    "erase a pupil": pgettext_lazy("act", "erase a pupil for good"),
    "find device": pgettext_lazy("act", "find a lost device again"),
    "give a role": pgettext_lazy("act", "give a role"),
    "give work": pgettext_lazy("act", "give work to a class"),
    "hand over": pgettext_lazy("act", "hand devices over"),
    "import class list": pgettext_lazy("act", "import a class list"),
    "import hand-over list": pgettext_lazy("act", "take over a hand-over list"),
    "import list of devices": pgettext_lazy("act", "put a delivery into stock"),
    "import list of guardians": pgettext_lazy("act", "import a list of guardians"),
    "import list of households": pgettext_lazy("act", "import a list of households"),
    "import list of teachers": pgettext_lazy("act", "import a list of teachers"),
    "import teaching list": pgettext_lazy("act", "import who teaches what"),
    "link a parent": pgettext_lazy("act", "link a parent to a pupil"),
    "keep a page back": pgettext_lazy("act", "keep a page back that names or shows a pupil"),
    "clear a name": pgettext_lazy("act", "say that a name on a page is no pupil's"),
    "show a picture again": pgettext_lazy("act", "show a picture again"),
    "take a page down that names a pupil": pgettext_lazy("act", "take a page down that names a pupil"),
    "take a picture off the pages": pgettext_lazy("act", "take a picture off the pages"),
    "let a pupil go to another school": pgettext_lazy("act", "let a pupil go to another school"),
    "let a pupil repeat": pgettext_lazy("act", "let a pupil repeat the grade"),
    "make binding code": pgettext_lazy("act", "make a binding code"),
    "merge classes": pgettext_lazy("act", "merge two classes"),
    "move a class to another campus": pgettext_lazy("act", "move a class to another campus"),
    "move to another class": pgettext_lazy("act", "move a pupil to another class"),
    "note a loss": pgettext_lazy("act", "write down a loss"),
    "propose a write-off": pgettext_lazy("act", "propose a device for the write-off"),
    "strike a write-off": pgettext_lazy("act", "take a device off the list of a write-off"),
    "write off": pgettext_lazy("act", "write a device off by decision"),
    "open repair": pgettext_lazy("act", "write down that a device is broken"),
    "lead repair": pgettext_lazy("act", "lead a repair forward"),
    "note a part": pgettext_lazy("act", "note a part of a repair"),
    "open a class": pgettext_lazy("act", "open a class"),
    "open an account": pgettext_lazy("act", "open an account"),
    "open an account again": pgettext_lazy("act", "open an account again"),
    "print a sign-in card": pgettext_lazy("act", "print a sign-in card"),
    "print consent sheets": pgettext_lazy("act", "print consent sheets"),
    "record a consent": pgettext_lazy("act", "record a consent"),
    "refuse a transfer": pgettext_lazy("act", "refuse to let a pupil go"),
    alarms.GROUP: pgettext_lazy("act", "slowed down who tries many codes"),
    alarms.DEVICE: pgettext_lazy("act", "slowed down a machine that tries many codes"),
    refusals.ACT: pgettext_lazy("act", "refused"),
    "release marks": pgettext_lazy("act", "show a class its marks"),
    "put SIM in": pgettext_lazy("act", "put a SIM card into a device"),
    "take SIM out": pgettext_lazy("act", "take a SIM card out of a device"),
    "move plan": pgettext_lazy("act", "move a data plan to another SIM card"),
    "take in use": pgettext_lazy("act", "take in what a carrier counted"),
    "report signal": pgettext_lazy("act", "write down where there is signal"),
    "grant a connection": pgettext_lazy("act", "give a connection"),
    "end grant of a connection": pgettext_lazy("act", "end a connection that was given"),
    "add support point": pgettext_lazy("act", "write down a support point"),
    "change support point": pgettext_lazy("act", "change the facts of a support point"),
    "note Wi-Fi contract": pgettext_lazy("act", "note a Wi-Fi contract"),
    "note Wi-Fi measure": pgettext_lazy("act", "note a measure of Wi-Fi"),
    "ask carrier": pgettext_lazy("act", "ask a carrier for something"),
    "send to carrier": pgettext_lazy("act", "send a request to a carrier"),
    "call off request to carrier": pgettext_lazy("act", "call off a request to a carrier"),
    "take in answer of carrier": pgettext_lazy("act", "take in a carrier's answer"),
    "renew plan": pgettext_lazy("act", "note a data plan of a SIM card"),
    "remove an empty class": pgettext_lazy("act", "remove an empty class"),
    "report device": pgettext_lazy("act", "report damage or loss"),
    "reset the PIN": pgettext_lazy("act", "give a new PIN"),
    "reset the password": pgettext_lazy("act", "give a new password"),
    "retire question": pgettext_lazy("act", "retire a question"),
    "revoke sign-in cards": pgettext_lazy("act", "revoke sign-in cards"),
    "say the grade in a multi-grade class": pgettext_lazy("act", "say the grade in a multi-grade class"),
    "send to repair": pgettext_lazy("act", "send to repair"),
    "settle a request": pgettext_lazy("act", "settle a family's request about data"),
    "strike out plan": pgettext_lazy("act", "strike out a data plan of a SIM card"),
    "strike out scan": pgettext_lazy("act", "take a signed paper away"),
    "take back": pgettext_lazy("act", "take a device back"),
    "write return record": pgettext_lazy("act", "write a return record"),
    "look at device": pgettext_lazy("act", "fill in the check-list of a machine"),
    "dispute record": pgettext_lazy("act", "say that a hand-over record is not right"),
    "answer dispute": pgettext_lazy("act", "answer what a family says of a record"),
    "begin round": pgettext_lazy("act", "begin the end-of-year round"),
    "see devices in round": pgettext_lazy("act", "see machines in their holders' hands"),
    "close round": pgettext_lazy("act", "close the end-of-year round"),
    "extend loan": pgettext_lazy("act", "lend something for longer"),
    "rewrite record": pgettext_lazy("act", "write a hand-over record anew"),
    "take a pupil of another school in": pgettext_lazy("act", "take a pupil of another school in"),
    "take a pupil back": pgettext_lazy("act", "put a pupil who came back into a class"),
    "unbind device": pgettext_lazy("act", "unbind a browser"),
    "unlink a parent": pgettext_lazy("act", "unlink a parent from a pupil"),
    "undo a movement": pgettext_lazy("act", "undo a movement"),
    "undo class list": pgettext_lazy("act", "undo a class list"),
    "undo hand-over list": pgettext_lazy("act", "undo a hand-over list"),
    "undo list of devices": pgettext_lazy("act", "undo a delivery"),
    "undo list of guardians": pgettext_lazy("act", "undo a list of guardians"),
    "undo list of households": pgettext_lazy("act", "undo a list of households"),
    "undo list of teachers": pgettext_lazy("act", "undo a list of teachers"),
    "undo teaching list": pgettext_lazy("act", "undo who teaches what"),
    "void line": pgettext_lazy("act", "void a line of the ledger"),
    "withdraw a consent": pgettext_lazy("act", "withdraw a consent"),
    "withdraw a substitute": pgettext_lazy("act", "end a teacher's standing in"),
    "withdraw a role": pgettext_lazy("act", "withdraw a role"),
    "withdraw work": pgettext_lazy("act", "take given work back"),
    "write down who stopped school": pgettext_lazy("act", "write down who stopped going to school"),
    "write down a request": pgettext_lazy("act", "write down a family's request about data"),
    "write question": pgettext_lazy("act", "write a question"),
}


# Facts that the log names by words of its own, beside the fields of the models.
FACTS = {
    "certificate": pgettext_lazy("fact", "certificate no."),
    "guardians": pgettext_lazy("fact", "guardians"),
    "leads": pgettext_lazy("fact", "homeroom class"),
    "poverty": pgettext_lazy("fact", "poverty class"),
    "stands_in_for": pgettext_lazy("fact", "stands in for"),
    "starts_on": pgettext_lazy("fact", "from"),
    "ends_on": pgettext_lazy("fact", "up to"),
    "subjects": pgettext_lazy("fact", "subjects"),
    "teaches": pgettext_lazy("fact", "teaches"),
    "things": pgettext_lazy("fact", "things"),
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
    "purpose": pgettext_lazy("fact", "purpose"),
    "reason": pgettext_lazy("fact", "reason"),
    "receiver": pgettext_lazy("fact", "receiver"),
    "serial": pgettext_lazy("fact", "serial number"),
    "sims": pgettext_lazy("fact", "SIM cards"),
    "skip": pgettext_lazy("fact", "left out"),
    "state": pgettext_lazy("fact", "state"),
    "to": pgettext_lazy("fact", "given to"),
    "unchanged": pgettext_lazy("fact", "unchanged"),
    "tries": pgettext_lazy("fact", "tries"),
    "way_in": pgettext_lazy("fact", "way in"),
    "update": pgettext_lazy("fact", "changed"),
    "version": pgettext_lazy("fact", "version"),
    "words": pgettext_lazy("fact", "words"),
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


def in_words(act):
    return ACTS.get(act, act)


def kind_of_thing(change):
    """For a line without a name: what kind of thing it is about."""
    return apps.get_model(change.model)._meta.verbose_name if change.model else ""


def details(change):
    """(what, before, after) for each fact that the change touched, as people read it."""
    before, after = _facts(change.before), _facts(change.after)
    found = []
    for name in dict.fromkeys([*before, *after]):
        label, choices = _fact(change.model, name)
        said = (_said(before.get(name), choices), _said(after.get(name), choices))
        if any(said):
            found.append((label, *said))
    return found


def _facts(kept):
    return kept if isinstance(kept, dict) else {"": kept}


def _fact(model, name):
    """How a fact is called, and the words of its values if it has a choice of them."""
    try:
        field = apps.get_model(model)._meta.get_field(name)
    except (LookupError, ValueError, FieldDoesNotExist):
        known = CHOICES | OF_REQUESTS if model == Student._meta.label_lower else CHOICES
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
