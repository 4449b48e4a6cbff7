from collections import Counter, defaultdict

from django.conf import settings
from django.db import models, transaction
from django.db.models import Exists, OuterRef, Sum
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from students.models import Consent, Student

# What may be noted of one lecture: the parts that were read, and what was done in them (cards turned, boxes
# ticked).
MOST_BLOCKS = MOST_DONE = 300
# More than this nobody reads in one lecture, or in all of them, on one day; nor sits down to it so often.
MOST_SECONDS_IN_A_LECTURE = 6 * 60 * 60
MOST_SECONDS_A_DAY = 12 * 60 * 60
MOST_SITTINGS = 100


class LectureProgressQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(student__in=Student.objects.visible_to(user))

    def take_in(self, student, lecture, furthest=0, blocks=(), finished=False, done=(), times=()):
        """Add what a device tells to what is known; the order of telling does not matter.

        `furthest` only grows, `blocks` and `done` (pairs of a block and what was done in it) are unions, and
        the first «finished» stays. `times`: what sittings counted, for `ReadingTime.objects.measure`.
        """
        from courses import completing

        with transaction.atomic():
            # Made just now it is held as well.
            row, _made = self.select_for_update().get_or_create(student=student, lecture=lecture)
            row.furthest = max(row.furthest, furthest)
            row.blocks = _most_of({*row.blocks, *blocks}, lecture)
            row.done = _together(row.done, done)
            if finished and row.said_at is None:
                row.said_at = timezone.now()
            if times:
                ReadingTime.objects.measure(student, lecture, times)
            completing.refresh(row, lecture)
            row.save()
        return row


def _most_of(blocks, lecture):
    """Which are left out, when there are too many, must not depend on the order of telling."""
    now = set(lecture.outline.get("blocks", []))
    return sorted(sorted(blocks, key=lambda block: (block not in now, block))[:MOST_BLOCKS])


def _together(known, told):
    """Both as {block: what was done in it, sorted}."""
    pairs = {(block, what) for block, whats in known.items() for what in whats}
    # Which are left out, when there are too many, must not depend on the order of telling.
    kept = sorted(pairs | set(told))[:MOST_DONE]
    return {block: [what for other, what in kept if other == block] for block, _what in kept}


class LectureProgress(models.Model):
    """How far a pupil is in a lecture."""

    student = models.ForeignKey(Student, models.PROTECT, related_name="lecture_progress")
    lecture = models.ForeignKey("courses.LecturePage", models.PROTECT, related_name="progress")
    # Per cent of the lecture's blocks, as far down as the pupil has been.
    furthest = models.PositiveSmallIntegerField(_("furthest"), default=0)
    blocks = models.JSONField(default=list, blank=True)
    # {block: what was done in it}: cards turned, boxes ticked.
    done = models.JSONField(default=dict, blank=True)
    started_at = models.DateTimeField(_("started"), auto_now_add=True)
    # When the pupil said «I have read it all».
    said_at = models.DateTimeField(null=True, blank=True)
    # When a teacher said «done».
    confirmed_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    # Derived by the rule of the lecture: courses/completing.py.
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)
    updated_at = models.DateTimeField(_("last read"), auto_now=True)

    objects = LectureProgressQuerySet.as_manager()

    class Meta:
        verbose_name = _("progress in a lecture")
        verbose_name_plural = _("progress in lectures")
        constraints = [models.UniqueConstraint(fields=["student", "lecture"], name="progress_once")]
        indexes = [models.Index(fields=["student", "-updated_at"], name="progress_latest")]

    def __str__(self):
        return f"{self.student} – {self.lecture}: {self.furthest} %"

    def parts_read(self):
        """(how many of the parts that the lecture has now were read, how many it has)."""
        parts = self.lecture.outline.get("blocks", [])
        read = set(self.blocks)
        seen = sum(part in read for part in parts)
        # Said without scripts: all of it, and no part was measured.
        return (len(parts) if self.said_at and not seen else seen), len(parts)


class ReadingTimeQuerySet(models.QuerySet):
    def shown(self):
        """Without that of pupils whose family took its consent back: it is not shown any more."""
        agreed = Consent.objects.agreed_to(Consent.Purpose.USAGE).filter(student=OuterRef("student"))
        return self.filter(Exists(agreed))

    def sums(self):
        """{(student, lecture): seconds} over all sittings, no day counting for more than a day can hold.

        Kept are the sittings as they were told, so what is cut off does not depend on the order of telling.
        """
        told = self.order_by().values_list("student", "day", "lecture").annotate(sum=Sum("seconds"))
        days = defaultdict(dict)
        for student, day, lecture, seconds in told:
            days[student, day][lecture] = min(seconds, MOST_SECONDS_IN_A_LECTURE)
        found = Counter()
        for (student, _day), lectures in days.items():
            whole = sum(lectures.values())
            for lecture, seconds in lectures.items():
                share = seconds * MOST_SECONDS_A_DAY // whole if whole > MOST_SECONDS_A_DAY else seconds
                found[student, lecture] += share
        return dict(found)

    def measure(self, student, lecture, times):
        """Seconds that sittings in one browser have counted so far, as dicts {session, day, seconds}; of each
        the greater count wins.

        Without the family's consent to usage statistics nothing is measured. The caller holds the lock of the
        pupil's progress in the lecture.
        """
        consent = student.consents.agreed_to(Consent.Purpose.USAGE).first()
        told = {}
        for time in times:
            if consent and time["day"] >= consent.given_on:
                told.setdefault(time["session"], []).append((time["day"], time["seconds"]))
        for session, counts in sorted(told.items()):
            days, seconds = zip(*counts, strict=True)
            self._note(student, lecture, session, min(days), max(seconds))

    def _note(self, student, lecture, session, day, seconds):
        row, made = self.get_or_create(
            student=student, lecture=lecture, session=session, defaults={"day": day, "seconds": seconds}
        )
        if not made and (seconds > row.seconds or day < row.day):
            row.seconds, row.day = max(row.seconds, seconds), min(row.day, day)
            row.save(update_fields=["seconds", "day"])
        if made:
            same_day = self.filter(student=student, lecture=lecture, day=day).order_by("session")
            beyond = list(same_day.values_list("pk", flat=True)[MOST_SITTINGS:])
            self.filter(pk__in=beyond).delete()


class ReadingTime(models.Model):
    """How long a pupil looked at a lecture in one sitting, on one browser and day."""

    student = models.ForeignKey(Student, models.PROTECT, related_name="reading_times")
    lecture = models.ForeignKey("courses.LecturePage", models.PROTECT, related_name="reading_times")
    # Random, chosen by the browser.
    session = models.CharField(max_length=36)
    day = models.DateField(_("day"))
    seconds = models.PositiveIntegerField(_("seconds"))

    objects = ReadingTimeQuerySet.as_manager()

    class Meta:
        verbose_name = _("reading time")
        verbose_name_plural = _("reading times")
        constraints = [
            models.UniqueConstraint(fields=["student", "lecture", "session"], name="reading_time_once")
        ]

    def __str__(self):
        return f"{self.student_id} {self.lecture_id} {self.day}: {self.seconds} s"
