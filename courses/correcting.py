"""Keys that were wrong: what questions are marked by since, and what that does to marks.

Items of a paper never change; `corrected` gives copies whose version holds the key that counts. A void
question has the key {"void": "full"} or {"void": "out"} (courses/scoring.py, js/marking.js).
"""

import copy
import hashlib
from dataclasses import dataclass, field
from decimal import ROUND_HALF_EVEN, Decimal

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses import keeping
from courses.models import Attempt, KeyCorrection, PaperItem, QuestionVersion, QuizPaper
from lms.history import note_change
from lms.tasks import job, start

TEN_THOUSANDTH = Decimal("0.0001")
FIELDS = ("points", "out_of", "mark", "to_mark")
KIND = "courses.mark_anew"
# More would keep the browser waiting; a worker marks them.
MOST_AT_ONCE = 100
# How often a worker says how far it is.
PIECE = 50


class Refused(Exception):  # noqa: N818 – it is an answer, not an accident
    """Why a correction is not applied, in a sentence."""


# --- What counts ---


def for_attempt(attempt, items):
    """`items` as they are marked in this attempt."""
    return corrected(items, rows_for(items), *place_of(attempt))


def for_page(page, items, school_id=None):
    """`items` as a page shows their keys at a school; the school of a practice is its own, the same for all
    who may read it."""
    return corrected(items, rows_for(items), page.pk, school_id or page.school_id)


def place_of(attempt):
    """(quiz, school) by which corrections of an attempt are found; of practice as its page shows it."""
    if attempt.paper.practice and attempt.page:
        return attempt.page_id, attempt.page.school_id
    return attempt.page_id, attempt.school_id


def rows_for(items):
    """All corrections of the questions, in the order in which they were made."""
    versions = {item.version_id for item in items}
    return list(KeyCorrection.objects.filter(version__in=versions).order_by("pk")) if versions else []


def corrected(items, rows, page_id, school_id):
    keys = {row.version_id: row.key for row in rows if row.concerns(page_id, school_id)}
    return [_with_key(item, keys[item.version_id]) if item.version_id in keys else item for item in items]


def _with_key(item, key):
    item = copy.copy(item)
    item.version = copy.copy(item.version)
    item.version.key = key
    return item


# --- What a correction would do ---


@dataclass
class Line:
    """An attempt of which points or mark change."""

    attempt: Attempt
    result: object

    @property
    def is_up(self):
        return _share(self.result) > _share(self.attempt)


def _share(told):
    # Out of less, fewer points may be a better mark.
    return told.points / told.out_of if told.out_of else 0


@dataclass
class Diff:
    """`same`: attempts of which nothing changes; `at_work`: those still being worked on, which have no mark
    that could change. Those and `lines` are all that there are. `job`: what marks them, if they are many."""

    lines: list = field(default_factory=list)
    same: int = 0
    at_work: int = 0
    job: object = None

    @property
    def up(self):
        return sum(line.is_up for line in self.lines)

    @property
    def down(self):
        return len(self.lines) - self.up

    @property
    def all(self):
        return len(self.lines) + self.same + self.at_work

    @property
    def digest(self):
        """The same as long as nothing was handed in or marked that a look ahead did not show."""
        told = [[str(line.attempt.pk), *map(str, _told(line.result))] for line in self.lines]
        handed_in = len(self.lines) + self.same
        return hashlib.sha256(repr([sorted(told), handed_in]).encode()).hexdigest()[:32]


def attempts_under(correction):
    """The attempts that a correction may touch."""
    papers = PaperItem.objects.filter(version=correction.version_id).values("paper")
    found = Attempt.objects.filter(paper__in=papers)
    if correction.scope == KeyCorrection.Scope.SCHOOL:
        found = found.filter(page__isnull=False, page=correction.page_id, school=correction.school_id)
    # What is asked is known by its paper already, and is far heavier than the rest.
    told = found.select_related("paper", "page", "student", "school_class")
    return told.defer("page__parts", "page__intro", "paper__parts").order_by("pk")


def diff_of(correction, attempts=None):
    """What `correction`, which is not kept yet, would change for those that handed in; None: what is kept
    says already, for all."""
    from courses.replaying import replayed

    diff, more = Diff(), [correction] if correction else []
    if attempts is None:
        attempts = attempts_under(correction).iterator(chunk_size=PIECE)
    if correction:
        attempts = _handed_in(attempts, diff)
    for attempt, _items, _state, result in replayed(attempts, more=more):
        # One that was only begun has no mark that could change; it gets its first by the new key.
        if attempt.points is None or _kept(attempt) == _told(result):
            diff.same += 1
        else:
            diff.lines.append(Line(attempt, result))
    return diff


def _handed_in(attempts, diff):
    for attempt in attempts:
        if attempt.is_over():
            yield attempt
        else:
            diff.at_work += 1


def _told(result):
    return _exact(result.points), result.out_of, result.mark, len(result.waiting)


def _kept(attempt):
    return _exact(attempt.points), attempt.out_of, attempt.mark, attempt.to_mark


def _exact(points):
    # As the database keeps them.
    return points.quantize(TEN_THOUSANDTH, ROUND_HALF_EVEN)


def keep(diff):
    """Write what was replayed; the caller holds the attempts."""
    for line in diff.lines:
        for name, value in zip(FIELDS, _told(line.result), strict=True):
            setattr(line.attempt, name, value)
    Attempt.objects.bulk_update([line.attempt for line in diff.lines], FIELDS, batch_size=200)


def apply(correction, by, digest, next_url=""):
    """Keep the correction, then mark all anew: a few at once, many by a worker (`job` of the Diff), who leads
    to `next_url`. `digest`: of the Diff looked at. The same again changes nothing. Raises Refused."""
    with transaction.atomic():
        # One after the other: two who correct one question see what the other did.
        QuestionVersion.objects.select_for_update().get(pk=correction.version_id)
        if correction.now() == correction.key:
            return None
        # No attempt is held: whoever sends answers meanwhile goes on.
        diff = diff_of(correction)
        if diff.digest != digest:
            raise Refused(
                _("Work has arrived or was marked since you looked. Look at the changes once more.")
            )
        # What is being begun or typed in from paper by the old key is there before `mark_anew` looks: a new
        # attempt points to its paper, and waits for it.
        papers = PaperItem.objects.filter(version=correction.version_id).values("paper")
        list(QuizPaper.objects.select_for_update().only("pk").filter(pk__in=papers).order_by("pk"))
        correction.by = by
        correction.save(force_insert=True)
        note_change(
            by=by,
            act="correct a key",
            thing=correction.version.question,
            after={"marked_anew": f"{len(diff.lines)}/{diff.all}"},
            school=correction.school_id or correction.version.question.bank.school_id,
        )
        # With the correction, so that nobody keeps an old mark should what follows here break off.
        begun = start(KIND, by=by, next_url=next_url, correction=correction.pk)
        transaction.on_commit(keeping.forget_everything)
    if diff.all > MOST_AT_ONCE:
        diff.job = begun
    else:
        mark_anew(correction)
    return diff


def mark_anew(correction, progress=None):
    """Mark what a kept correction may touch by what counts now; returns how many changed. Each attempt by
    itself, so that nobody's answers wait. What is begun or sent since the correction is marked by it already.
    Any number of times, also beside one another, gives the same."""
    keys = list(attempts_under(correction).values_list("pk", flat=True))
    changed = 0
    for done, key in enumerate(keys, start=1):
        with transaction.atomic():
            held = attempts_under(correction).filter(pk=key).select_for_update(of=("self",))
            diff = diff_of(None, held)
            keep(diff)
        changed += len(diff.lines)
        if progress and (done % PIECE == 0 or done == len(keys)):
            progress(done, len(keys))
    return changed


@job(KIND, gettext_lazy("Marking anew after a key was corrected"))
def mark_in_background(running, correction):
    return {"marked_anew": mark_anew(KeyCorrection.objects.get(pk=correction), running.progress)}
