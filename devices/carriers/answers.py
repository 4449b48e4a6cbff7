"""The carriers' answers: a file is looked at first, then taken in; taken in twice, it changes nothing."""

import re
from dataclasses import dataclass, field
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from devices import sim_life
from devices.models import CarrierReason, CarrierRequest, Sim, SimEvent
from devices.numbers import bare
from devices.plans import renew
from devices.refusal import Refused
from devices.told_rows import rows_of, text_of, vocabulary
from lms.history import note_change
from lms.text import fold

Kind, Status = CarrierRequest.Kind, CarrierRequest.Status
WORDS = vocabulary(
    [
        ("reference", r"ma yeu cau|ma yc|request( id)?|ma phieu( yeu cau)?"),
        ("outcome", r"ket qua|trang thai|tinh trang|status|result"),
        ("reason", r"(ly|li) do|nguyen nhan|ghi chu|reason|note"),
    ],
    must={"reference", "outcome"},
    example="«Mã yêu cầu», «Kết quả», «Lý do»",
)
DONE = re.compile(
    r"xong|ok|x|da xong|hoan thanh|da hoan thanh|thanh cong|da (kich hoat|gia han|khoa|thay).*|complete|done"
)
CALLED_OFF = re.compile(r"huy|da huy|cancelled|canceled")
WAITING = re.compile(r"|dang xu ly|dang lam|cho|in progress|pending")
OTHER = "problem_other"


class Verdict:
    COMPLETE, PROBLEM, CANCELLED = Status.COMPLETE, Status.PROBLEM, Status.CANCELLED
    WAITING, UNKNOWN, ANSWERED, TWICE = "waiting", "unknown", "answered", "twice"


SAID = {
    Verdict.COMPLETE: gettext_lazy("will be noted as done"),
    Verdict.PROBLEM: gettext_lazy("has a problem"),
    Verdict.CANCELLED: gettext_lazy("called off by the carrier"),
    Verdict.WAITING: gettext_lazy("still with the carrier, nothing changes"),
    Verdict.UNKNOWN: gettext_lazy("no request of yours has this number"),
    Verdict.ANSWERED: gettext_lazy("answered already, nothing changes"),
    Verdict.TWICE: gettext_lazy("stands twice in the file, the first row counts"),
}


@dataclass
class Answer:
    """One row of the file, and what it would do."""

    sheet: str
    row: int
    reference: str
    verdict: str
    reason: str = ""
    words: str = ""
    request: CarrierRequest | None = field(default=None, repr=False)
    trouble: str = ""

    @property
    def said(self):
        return SAID[self.verdict]

    @property
    def changes(self):
        return self.verdict in (Verdict.COMPLETE, Verdict.PROBLEM, Verdict.CANCELLED)

    def kept(self):
        """What a confirmed preview sends back."""
        return [self.sheet, self.row, self.reference, str(self.verdict), self.reason, self.words]


def read(book, user):
    """The answers of a file, each judged against the requests that `user` manages."""
    rows = rows_of(book, WORDS)
    if not rows:
        raise Refused(_("No answers were found: the heading needs %(example)s.") % {"example": WORDS.example})
    reasons = {fold(name): one.code for one in CarrierReason.objects.all() for name in (one.code, one.words)}
    answers = [_answer(row, reasons) for row in rows]
    return judged(answers, user)


def judged(answers, user):
    """Set against what stands now: what is unknown, or answered since."""
    references = [answer.reference for answer in answers]
    requests = CarrierRequest.objects.visible_to(user, to="manage devices").filter(reference__in=references)
    known = {one.reference: one for one in requests.select_related("sim", "plan", "reason")}
    seen = set()
    for answer in answers:
        answer.request = known.get(answer.reference)
        if answer.request is None:
            answer.verdict = Verdict.UNKNOWN
        elif answer.reference in seen:
            answer.verdict = Verdict.TWICE
        elif not answer.request.is_open:
            answer.verdict = Verdict.ANSWERED
        seen.add(answer.reference)
    return answers


def take_in(answers, by):
    """Write the answers and what they do to the cards; returns those that changed something.

    Each in a transaction of its own: one card that cannot follow does not keep the others back.
    """
    return [answer for answer in answers if answer.changes and _take(answer, by)]


def _take(answer, by):
    with transaction.atomic():
        request = CarrierRequest.objects.select_for_update(of=("self",)).get(pk=answer.request.pk)
        if not request.is_open:
            return False
        request.status, request.answer = answer.verdict, answer.words[:200]
        request.sent_at = request.sent_at or timezone.now()
        request.answered_at, request.answered_by = timezone.now(), by
        if answer.verdict == Verdict.PROBLEM:
            request.reason = CarrierReason.objects.get(code=answer.reason)
        request.save()
        note_change(
            by=by,
            act="take in answer of carrier",
            thing=request,
            after={"state": request.get_status_display(), "words": request.answer},
            school=request.sim.school_id,
        )
    if answer.verdict == Verdict.COMPLETE:
        try:
            _follow(request, by)
        except Refused as refusal:
            answer.trouble = refusal.sentence
    return True


def _follow(request, by):
    """What the carrier has done happens to the card here too."""
    sim, on = request.sim, timezone.localdate()
    if request.kind == Kind.ACTIVATE and sim.status != Sim.Status.ACTIVE:
        kind = SimEvent.Kind.ACTIVATED if sim.status == Sim.Status.STOCK else SimEvent.Kind.UNBLOCKED
        sim_life.step(sim, kind, by, on, request_id=request.asked_with)
    if request.kind == Kind.BLOCK and sim.status == Sim.Status.ACTIVE:
        reason = _("Request %(reference)s to the carrier") % {"reference": request.reference}
        sim_life.step(sim, SimEvent.Kind.BLOCKED, by, on, reason, request_id=request.asked_with)
    if request.kind == Kind.REPLACE:
        reason = _("Request %(reference)s to the carrier") % {"reference": request.reference}
        sim_life.replace(sim, request.new_iccid, by, reason, on, request_id=request.asked_with)
    if request.plan and request.kind in (Kind.ACTIVATE, Kind.RENEW):
        last = sim.subscriptions.standing().order_by("-ends_on").first()
        begins = max(on, last.ends_on + timedelta(days=1)) if last else on
        renew(sim, request.plan, begins, request.payer or "programme", by=by)


def _answer(row, reasons):
    told, words = fold(text_of(row, "outcome")), text_of(row, "reason")
    answer = Answer(row.sheet, row.row, bare(text_of(row, "reference")), Verdict.WAITING, words=words)
    if DONE.fullmatch(told):
        answer.verdict = Verdict.COMPLETE
    elif CALLED_OFF.fullmatch(told):
        answer.verdict = Verdict.CANCELLED
    elif not WAITING.fullmatch(told) or (not told and words):
        answer.verdict = Verdict.PROBLEM
        answer.reason = reasons.get(fold(words)) or reasons.get(told) or OTHER
        answer.words = words or text_of(row, "outcome")
    return answer
