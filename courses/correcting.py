"""Keys that were wrong: what questions are marked by since, and what that does to marks.

Items of a paper never change; `corrected` gives copies whose version holds the key that counts. A void
question has the key {"void": "full"} or {"void": "out"} (courses/marking.py, js/marking.js).
"""

import copy
import hashlib
from dataclasses import dataclass, field
from decimal import ROUND_HALF_EVEN, Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from courses import keeping
from courses.models import Attempt, KeyCorrection, PaperItem, QuestionVersion, QuizPaper
from lms.history import note_change

TEN_THOUSANDTH = Decimal("0.0001")
FIELDS = ("points", "out_of", "mark", "to_mark")


class Refused(Exception):  # noqa: N818 – it is an answer, not an accident
    """Why a correction is not applied, in a sentence."""


# --- What counts ---


def for_attempt(attempt, items):
    """`items` as they are marked in this attempt."""
    return corrected(items, rows_for(items), *place_of(attempt))


def for_page(page, items):
    """`items` as a practice page shows their keys, the same for all who may read it."""
    return corrected(items, rows_for(items), page.pk, page.school_id)


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
    """`same`: attempts of which nothing changes; those and `lines` are all that there are."""

    lines: list = field(default_factory=list)
    same: int = 0

    @property
    def up(self):
        return sum(line.is_up for line in self.lines)

    @property
    def down(self):
        return len(self.lines) - self.up

    @property
    def all(self):
        return len(self.lines) + self.same

    @property
    def digest(self):
        """The same as long as nothing arrived that a look ahead did not show."""
        told = [[str(line.attempt.pk), *map(str, _told(line.result))] for line in self.lines]
        return hashlib.sha256(repr([sorted(told), self.all]).encode()).hexdigest()[:32]


def attempts_under(correction):
    """The attempts that a correction may touch."""
    papers = PaperItem.objects.filter(version=correction.version_id).values("paper")
    found = Attempt.objects.filter(paper__in=papers)
    if correction.scope == KeyCorrection.Scope.SCHOOL:
        found = found.filter(page=correction.page_id, school=correction.school_id)
    return found.select_related("paper", "page", "student", "school_class").order_by("pk")


def diff_of(correction, attempts=None):
    """What `correction`, which is not kept yet, would change; None: what is kept says already."""
    from courses.replaying import replayed

    diff, more = Diff(), [correction] if correction else []
    if attempts is None:
        attempts = attempts_under(correction)
    for attempt, result in replayed(attempts, more=more):
        # One that was only begun has no mark that could change; it gets its first by the new key.
        if attempt.points is None or _kept(attempt) == _told(result):
            diff.same += 1
        else:
            diff.lines.append(Line(attempt, result))
    return diff


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


def apply(correction, by, digest):
    """Keep the correction and mark all anew, at once or not at all. `digest`: of the Diff that was looked at.
    The same again changes nothing. Raises Refused."""
    with transaction.atomic():
        # One after the other: two who correct one question see what the other did.
        QuestionVersion.objects.select_for_update().get(pk=correction.version_id)
        if correction.now() == correction.key:
            return None
        # Nor does anybody begin meanwhile, unseen here and marked by the old key: a new attempt points to
        # its paper, and waits for it.
        papers = PaperItem.objects.filter(version=correction.version_id).values("paper")
        list(QuizPaper.objects.select_for_update().filter(pk__in=papers).order_by("pk"))
        attempts = list(attempts_under(correction).select_for_update(of=("self",)))
        diff = diff_of(correction, attempts)
        if diff.digest != digest:
            raise Refused(
                _("Work has arrived or was marked since you looked. Look at the changes once more.")
            )
        correction.by = by
        correction.save(force_insert=True)
        keep(diff)
        note_change(
            by=by,
            act="correct a key",
            thing=correction.version.question,
            after={"marked_anew": f"{len(diff.lines)}/{diff.all}"},
            school=correction.school_id or correction.version.question.bank.school_id,
        )
        transaction.on_commit(keeping.forget_everything)
    return diff
