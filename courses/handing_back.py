"""Give an attempt back to its pupil, to work on until a new end. What was answered before stays as it was."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from courses import review_rules
from courses.models import Attempt, HandBack
from lms.history import note_change

LONGEST = timedelta(days=60)


class Refused(Exception):  # noqa: N818 – it is an answer, not an accident
    """Why it stays, as a sentence."""


def hand_back(attempt, places, reason, until, by):
    """A HandBack of `places` ([]: all). The same while the pupil has it changes nothing. Raises Refused."""
    with transaction.atomic():
        found = (
            Attempt.objects.select_for_update(of=("self",)).select_related("paper", "page").get(pk=attempt.pk)
        )
        _refuse(found, until)
        now = timezone.now()
        row = HandBack.objects.create(
            attempt=found,
            places=sorted(places),
            reason=reason,
            until=until,
            arrival=found.events.aggregate(last=Max("pk"))["last"] or 0,
            by=by,
            at=now,
            seen_at=found.result_seen_at,
        )
        found.handed_back = (found.handed_back or 0) + 1
        found.result_seen_at = None
        found.save(update_fields=["handed_back", "result_seen_at"])
        found.refresh()
        note_change(
            by=by, act="hand work back", thing=found, after={"until": until.isoformat(), "places": row.places}
        )
    return row


def _refuse(attempt, until):
    page = attempt.page
    if attempt.paper.practice:
        raise Refused(_("This is practice: the pupil can do it again at any time."))
    if attempt.on_paper:
        raise Refused(_("It was written on paper: give the sheet back, and type in what is new."))
    if page is None or not page.live:
        raise Refused(_("The quiz is taken down. Publish it again, then hand the work back."))
    if not attempt.is_over():
        raise Refused(_("The pupil is still working on it."))
    if review_rules.key_was_shown(page):
        raise Refused(_("The right answers of this quiz are shown already. Give another quiz instead."))
    if not timezone.now() < until <= timezone.now() + LONGEST:
        raise Refused(_("Choose an end after now, at most 60 days away."))


def open_places(attempt):
    """The places that may be worked on while the attempt is back; None: all of them."""
    row = attempt.hand_backs.last() if attempt.reopened_until else None
    return frozenset(row.places) if row and row.places else None


def came_in_vain(attempt):
    """The places to which the pupil gave another answer that does not count: closed, or after the end."""
    state = attempt.state()
    return {
        one.place
        for one in state.late
        if one.place is not None and one.response not in (None, state.responses.get(one.place))
    }


def in_words(numbers, places):
    """«2, 5»: `places` by the numbers that their pupil knows."""
    return ", ".join(map(str, sorted(numbers[place] for place in places if place in numbers)))


def words_for(attempt, numbers):
    """What its pupil is told while the attempt is back: why, what and until when. `numbers`: of the questions
    by their places, as this pupil met them."""
    row = attempt.hand_backs.last()
    told = {"reason": row.reason, "until": f"{timezone.localtime(row.until):%H:%M %d/%m/%Y}"}
    if told_which := in_words(numbers, row.places):
        told["which"] = told_which
        words = _("Your teacher says: «%(reason)s» To be done again: question %(which)s. Until: %(until)s.")
    else:
        words = _("Your teacher says: «%(reason)s» To be done again: all questions. Until: %(until)s.")
    return words % told
