"""What a pupil sees of an attempt, and when.

Three moments – right after handing in, later while the quiz is open, after it closed or the marks were
released – and at each so much of: the own answers, points with right and wrong, the mark, the right answers,
the explanations. `QuizPage.feedback` names a set that most teachers want; «detail» is their own choice.
Practice shows everything at once.
"""

from datetime import timedelta
from math import ceil

from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses import quiz_tickets
from courses.quiz_rules import MOST_PERCENT

ANSWERS, POINTS, MARK, KEY, EXPLANATION = "answers", "points", "mark", "key", "explanation"
THINGS = [
    (ANSWERS, _("the own answers")),
    (POINTS, _("points, right and wrong")),
    (MARK, _("the mark")),
    (KEY, _("the right answers")),
    (EXPLANATION, _("the explanations")),
]
# A key that is out is out for every class: only when nobody can sit the quiz any more.
EARLY_THINGS = [thing for thing in THINGS if thing[0] not in (KEY, EXPLANATION)]
OWN = frozenset([ANSWERS, POINTS, MARK])
ALL = frozenset(name for name, _label in THINGS)
RIGHT_AFTER = timedelta(minutes=10)

SUBMITTED, OPEN, CLOSED = "submitted", "open", "closed"
PRESETS = {
    "after_submit": {SUBMITTED: OWN, OPEN: OWN, CLOSED: OWN},
    "key_after_close": {SUBMITTED: OWN, OPEN: OWN, CLOSED: ALL},
    "after_close": {CLOSED: OWN},
    "when_released": {CLOSED: OWN},
}


def shown(attempt, at=None):
    """The things that its pupil may see now, but for what `keys_are_out` has still to say."""
    at = at or timezone.now()
    if attempt.paper.practice:
        return ALL if attempt.submitted_at else frozenset()
    if attempt.page is None:
        things = OWN if attempt.submitted_at else frozenset()
    elif not attempt.is_over(at):
        things = frozenset()
    else:
        things = rules_of(attempt.page).get(moment(attempt, at), frozenset())
    # There is no mark, and no sum of points, while a teacher has still to mark, or answers are on the way.
    return things & {ANSWERS} if attempt.to_mark or waits_for_answers(attempt) else things


def shows_mark(attempt):
    """Whether its pupil may see the mark now; there is none while a teacher still has to mark."""
    return MARK in shown(attempt)


def may_list_mark(attempt):
    """Whether a list may tell the mark: nothing its pupil sends can change it any more. Otherwise it is told
    on the page of the result, which notes that it was seen."""
    if not shows_mark(attempt):
        return False
    is_settled = attempt.submitted_at and not (attempt.gaps or attempt.handed_back or "late" in attempt.flags)
    return bool(attempt.paper.practice or attempt.result_seen_at or is_settled)


def waits_for_answers(attempt):
    """Whether the result waits for answers that are still on a tablet; a teacher may let it count without."""
    if not attempt.gaps:
        return False
    return not (attempt.paper.practice or attempt.accepted_at or attempt.result_seen_at)


def shown_with_key(attempt, at=None):
    """The things that its pupil may see now."""
    things = shown(attempt, at)
    if attempt.paper.practice or not things & {KEY, EXPLANATION} or keys_are_out(attempt.page, at):
        return things
    return things - {KEY, EXPLANATION}


def rules_of(page):
    """{moment: things} of a quiz."""
    if page.feedback != "detail":
        return PRESETS[page.feedback]
    told = {SUBMITTED: page.review_submitted, OPEN: page.review_open, CLOSED: page.review_closed}
    return {
        when: frozenset(things) - (frozenset() if when == CLOSED else {KEY, EXPLANATION})
        for when, things in told.items()
    }


def moment(attempt, at):
    """Which of the three moments it is for an attempt that is over."""
    by_hand = attempt.page.feedback == "when_released"
    # Who already sees the mark needs no release, and asking for it costs a query.
    if not by_hand and attempt.rules.is_closed(at):
        return CLOSED
    if attempt.page.feedback != "after_submit" and attempt.released:
        return CLOSED
    over_at = attempt.submitted_at or attempt.ends_at
    return SUBMITTED if over_at and at - over_at < RIGHT_AFTER else OPEN


def key_was_shown(page, at=None):
    """Whether pupils who sat the quiz can read its right answers: then nobody can sit it any more."""
    from courses.models import Attempt

    has_key = rules_of(page).get(CLOSED, frozenset()) & {KEY, EXPLANATION}
    return bool(has_key) and keys_are_out(page, at) and Attempt.objects.filter(page=page).exists()


def keys_are_out(page, at=None):
    """Whether nobody can sit the quiz any more, nor another graded one that asks a question of it. A pupil's
    result asks it: five light queries, and none while the quiz is open."""
    at = at or timezone.now()
    return nobody_sits(page, at) and all(nobody_sits(other, at) for other in _sharing(page))


def key_comes(attempt, at=None):
    """{"at": from when on its pupil reads the right answers here, as far as it can be told now, "on_the_way":
    whether it waits for work of others without signal}; {} where they do not come, or are out."""
    page, at = attempt.page, at or timezone.now()
    if page is None or attempt.paper.practice or not rules_of(page).get(CLOSED, frozenset()) & {KEY}:
        return {}
    moments = [_sat_until(one) for one in [page, *_sharing(page)]]
    known = None if None in moments else max(moments)
    # What was handed back to somebody keeps it longer than these tell.
    if known and known <= at:
        return {} if keys_are_out(page, at) else {"at": None, "on_the_way": False}
    told = page.papers.aggregate(until=Max("tickets_until"))["until"]
    return {"at": known, "on_the_way": bool(told)}


def _sat_until(page):
    """Until when somebody may sit it, or its work come with a ticket; None: it does not close."""
    from courses.models import ExtraTime, QuizOverride

    if page.closes_at is None:
        return None
    last = QuizOverride.objects.filter(page=page).aggregate(
        at=Max("closes_at"), more=Max("extra_percent"), minutes=Max("minutes")
    )
    ends = max(page.closes_at, last["at"] or page.closes_at) + timedelta(minutes=page.grace_minutes)
    longest = max(page.minutes or 0, last["minutes"] or 0)
    most = max(last["more"] or 0, longest and ExtraTime.objects.aggregate(most=Max("percent"))["most"] or 0)
    told = page.papers.aggregate(until=Max("tickets_until"))["until"]
    until = ends + _stretched(longest, most)
    return max(until, told, quiz_tickets.on_the_way(ends)) if told else until


def _sharing(page):
    """The other published graded quizzes that ask a question of this one."""
    from courses import withholding
    from courses.models import PaperItem, QuizPage

    asked = PaperItem.objects.filter(paper__page=page).values_list("version__question", flat=True)
    used = withholding.pages_asking(asked, practice=False, except_page=page.pk)
    others = set().union(*used.values())
    return QuizPage.objects.filter(pk__in=others).defer("parts") if others else []


def nobody_sits(page, at):
    """Whether nobody can sit the quiz any more, with whatever rules of their own."""
    from courses.models import Attempt, ExtraTime, QuizOverride

    if page is None or page.closes_at is None or at < page.closes_at:
        return False
    grace = timedelta(minutes=page.grace_minutes)
    last = QuizOverride.objects.filter(page=page).aggregate(
        at=Max("closes_at"), more=Max("extra_percent"), minutes=Max("minutes")
    )
    ends = max(page.closes_at, last["at"] or page.closes_at) + grace
    longest = max(page.minutes or 0, last["minutes"] or 0)
    # A ticket that nobody has used yet is a try as well.
    told = page.papers.aggregate(until=Max("tickets_until"))["until"]
    if told and at <= max(told, quiz_tickets.on_the_way(ends)):
        return False
    if at < ends + _stretched(longest, last["more"]):
        return False
    if longest and at < ends + _stretched(longest, MOST_PERCENT):
        most = ExtraTime.objects.aggregate(most=Max("percent"))["most"]
        if at < ends + _stretched(longest, most):
            return False
    # All other work was over by then: what was handed back may not be.
    running = Attempt.objects.filter(page=page, submitted_at=None, result_seen_at=None, counted=True)
    return not running.filter(reopened_until__gte=at - grace).exists()


def _stretched(minutes, percent):
    return timedelta(minutes=ceil(minutes * (percent or 0) / 100))
