"""Who is told the code that opens a sealed paper, and from when on; each look at it is noted once a day."""

from itertools import groupby
from operator import attrgetter

from django.db import transaction
from django.utils import timezone

from courses import overriding, quiz_rules, sealing, seeing_keys
from lms.history import note_change
from lms.models import Change

ACT = "read out an opening code"
# Of a quiz that was published again and again, who took it home early is asked to take it once more.
MOST_EDITIONS = 4


def rules_of_class(page, school_class):
    """The Rules as they hold for the class, without what single pupils have of their own."""
    latest = overriding.latest_of(page, [], school_class)
    return quiz_rules.of(page, quiz_rules.own(latest.get(school_class)))


def has_one(page, school_class):
    """Whether papers of the quiz go home sealed for this class."""
    if page.practice or not page.paper or page.contest:
        return False
    return bool(page.password or rules_of_class(page, school_class).opens_at)


def may_be_told(user, page, school_class):
    """From the opening on to whoever asks for a class that is theirs; sooner only to who may see the keys."""
    if not rules_of_class(page, school_class).is_early(timezone.now()):
        return True
    return seeing_keys.may_open(user, page) and not seeing_keys.waits_for_opening(page, user)


def shown_from(user, page, school_class):
    """ "now", or the moment from which on `user` may read it out; None where nothing is sealed."""
    if not has_one(page, school_class):
        return None
    return "now" if may_be_told(user, page, school_class) else rules_of_class(page, school_class).opens_at


def told_to(user, page, school_class):
    """{"code": as it is read out, or "" before its time, "opens_at", "is_early": told before that, "former":
    [(until when a pupil had to take the quiz home, code)] of editions before}; that it was told is noted."""
    rules = rules_of_class(page, school_class)
    if not has_one(page, school_class) or not may_be_told(user, page, school_class):
        return {"code": "", "opens_at": rules.opens_at}
    with transaction.atomic():
        note_once_a_day(user, page, school_class)
    code, *former = _codes(page, school_class)
    is_early = rules.is_early(timezone.now())
    return {"code": code, "opens_at": rules.opens_at, "is_early": is_early, "former": former}


def _codes(page, school_class):
    """The code of the newest edition, then (when the next one was made, code) of those before."""
    editions = list(page.papers.order_by("-number", "code"))
    firsts = [next(group) for _number, group in groupby(editions, key=attrgetter("number"))][:MOST_EDITIONS]
    codes = [sealing.in_groups(sealing.code_of(paper, school_class.pk)) for paper in firsts]
    return [codes[0], *zip([paper.made_at for paper in firsts], codes[1:], strict=False)]


def note_once_a_day(user, page, school_class):
    today = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    mine = Change.objects.filter(actor=user, act=ACT, object_id=str(page.pk), at__gte=today)
    after = {"class": school_class.name, "edition": page.paper.number}
    if after not in mine.values_list("after", flat=True):
        note_change(by=user, act=ACT, thing=page, after=after, school=school_class.school_id)
