import uuid

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from courses import marking, quiz_rules, quiz_tickets, scoring
from lms.history import note_change
from students.models import School, SchoolClass, Student

from .answer_events import AnswerEvent, proof_code
from .beginning import AttemptQuerySet
from .given_points import GivenPoints
from .papers import QuizPaper
from .quizzes import QuizPage
from .releases import MarkRelease

# Flags that keep an attempt from counting until a teacher accepts it.
UNCOUNTED = {"over_limit", "unverified", "taken_back"}
FLAG_WORDS = {
    "late": _("part of it came after the end"),
    "after_result": _("sent after the result was seen"),
    "sent_later": _("worked on without signal, sent later"),
    "over_limit": _("more tries than allowed"),
    "parallel": _("worked on from two devices"),
    "unverified": _("begun without signal"),
    "clock_skew": _("the device's stopwatch went back"),
    "conflict": _("one answer arrived with two contents"),
    "on_paper": _("written on paper and typed in by the school"),
    "taken_back": _("typed in from paper and taken back: it does not count"),
}

DERIVED = [
    *("submitted_at", "proof", "answered", "points", "out_of", "mark", "to_mark", "flags", "gaps", "counted"),
    "reopened_until",
]

SEEN = [*DERIVED, "result_seen_at", "accepted_at", "accepted_by", "handed_back"]


class Attempt(models.Model):
    """One sitting of a pupil at a paper. What it is worth is derived from its events (`refresh`)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    student = models.ForeignKey(Student, models.PROTECT, related_name="attempts")
    paper = models.ForeignKey(QuizPaper, models.PROTECT, related_name="attempts")
    page = models.ForeignKey(QuizPage, models.SET_NULL, null=True, related_name="attempts")
    # Where the pupil sat then; moving to another school does not move the work.
    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    school_class = models.ForeignKey(SchoolClass, models.SET_NULL, null=True, related_name="attempts")
    number = models.PositiveSmallIntegerField(_("try"))
    seed = models.BigIntegerField()
    # What of the rules is the pupil's or the class's own (courses/overriding.py keeps it up to date).
    own_rules = models.JSONField(default=dict, blank=True)
    # How many parts were gone on from, where parts are asked one after the other without JavaScript.
    parts_done = models.PositiveSmallIntegerField(default=0)
    started_at = models.DateTimeField(_("started"), default=timezone.now)
    # What is kept of the ticket with which it began without signal (courses/quiz_tickets.py); None: at
    # school.
    ticket = models.JSONField(null=True, editable=False)
    # Facts about how it began; the other flags are derived.
    start_flags = models.JSONField(default=list, blank=True)
    accepted_at = models.DateTimeField(_("accepted"), null=True)
    accepted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    # When its pupil first saw what it is worth, since the last hand-back: from then on it is over.
    result_seen_at = models.DateTimeField(null=True)
    # How often it was handed back (HandBack); with none there is nothing to look up.
    handed_back = models.PositiveSmallIntegerField(null=True)

    # Derived from the events; `refresh` makes all of it anew.
    submitted_at = models.DateTimeField(_("submitted"), null=True)
    proof = models.CharField(max_length=8, blank=True)
    answered = models.PositiveSmallIntegerField(_("answered"), default=0)
    points = models.DecimalField(_("points"), max_digits=9, decimal_places=4, null=True)
    out_of = models.DecimalField(max_digits=9, decimal_places=4, null=True)
    mark = models.DecimalField(_("mark"), max_digits=3, decimal_places=1, null=True)
    # Answers that wait for a teacher's points; with any, there is no mark yet.
    to_mark = models.PositiveSmallIntegerField(default=0)
    flags = models.JSONField(default=list, blank=True)
    gaps = models.PositiveIntegerField(default=0)
    counted = models.BooleanField(_("counts"), default=True)

    # The new end while it is with its pupil again.
    reopened_until = models.DateTimeField(null=True)

    # When its mistakes went into what its pupil revises (courses/recall/mistakes.py).
    mistakes_taken_at = models.DateTimeField(null=True)

    # Only in the request that began it: nothing was answered, nothing has to be looked up.
    begun_now = False

    objects = AttemptQuerySet.as_manager()

    class Meta:
        verbose_name = _("attempt")
        verbose_name_plural = _("attempts")
        ordering = ["-started_at"]
        indexes = [
            models.Index(fields=["student", "page"], name="attempt_of_student"),
            models.Index(fields=["page", "school_class"], name="attempt_of_class"),
            # Few of all wait for points, and every teacher's desk asks for them.
            models.Index(
                fields=["page", "school_class"], condition=models.Q(to_mark__gt=0), name="attempt_to_mark"
            ),
        ]

    def __str__(self):
        return f"{self.paper} – {self.student}"

    @property
    def on_paper(self):
        """Whether it was written by hand, and came in through courses/paper_results/."""
        return "on_paper" in self.flags

    @property
    def needs_a_look(self):
        """Whether a flag asks a teacher to decide; paper alone does not."""
        return bool(set(self.flags) - {"on_paper", "taken_back"})

    @property
    def deadline(self):
        """When to hand in; None when there is no end."""
        return self.reopened_until or self.first_deadline

    @property
    def first_deadline(self):
        """The one before any hand-back."""
        if self.on_paper or self.page is None:
            return None
        return self.rules.deadline(self.started_at)

    @property
    def rules(self):
        """The rules of the quiz as they hold for this attempt."""
        return quiz_rules.of(self.page, self.own_rules)

    @property
    def ends_at(self):
        """The deadline with its minutes of grace."""
        return self.with_grace(self.deadline)

    @property
    def window(self):
        """What its ticket leaves of time; None for what was begun at school."""
        if not self.ticket:
            return None
        return quiz_tickets.window(self.ticket, *([self.rules, self.page.grace_minutes] if self.page else []))

    def with_grace(self, end):
        return end and quiz_rules.later(end, self.page.grace_minutes if self.page else 0)

    def is_over(self, at=None):
        if self.submitted_at is not None or self.result_seen_at is not None:
            return True
        ends_at = self.ends_at
        return bool(ends_at and (at or timezone.now()) > ends_at)

    def is_open(self):
        """Whether it may be worked on at school. What began on the device waits for the teacher."""
        return self.counted and not self.is_over()

    def may_have_points(self):
        """Whether points by hand may count. Nobody marks what is written for the first time; of what was
        handed back they stand while it is not written anew, also when its pupil never touches it."""
        return bool(self.handed_back) or self.is_over()

    def paper_may_be_read_by(self, user):
        """Whether the questions may be shown to its pupil now: not before the quiz opens, nor after it was
        taken down, nor to who may not read it any more."""
        page = self.page
        return (
            self.is_open()
            and page is not None
            and page.live
            and not self.rules.is_early(timezone.now())
            and not (page.expire_at and timezone.now() >= page.expire_at)
            and page.may_be_read_by(user)
        )

    def take_in(self, events):
        """Add AnswerEvents and derive anew; returns the State. The caller holds the lock."""
        AnswerEvent.objects.bulk_create(events)
        return self.refresh()

    def refresh(self):
        """Derive state and mark from what is there; returns the State."""
        from courses import completing, correcting, withholding
        from courses.recall import mistakes

        answers = self._answers()
        began = self._begin_by_stopwatch(answers)
        state = self.state_from(answers, self._backs())
        self.submitted_at = state.submitted.at if state.submitted else None
        last = self.hand_backs.last() if self.handed_back and not state.submitted else None
        self.reopened_until = last.until if last else None
        # A mark of practice must not tell what a graded quiz asks.
        items = correcting.for_attempt(self, withholding.items_to_ask(self.paper))
        result = self.result(state, items)
        self.to_mark = len(result.waiting)
        self.answered = len(state.responses)
        self.points, self.out_of, self.mark = result.points, result.out_of, result.mark
        kept_conflict = {"conflict"} & set(self.flags)
        self.flags = sorted({*self.start_flags, *state.flags, *kept_conflict})
        self.gaps = state.gaps
        self.counted = bool(self.accepted_at) or not UNCOUNTED & set(self.flags)
        self.proof = self._proof(state.proved)
        self.save(update_fields=[*DERIVED, "accepted_at", "accepted_by", *(["started_at"] if began else [])])
        if self.paper.practice and self.page:
            completing.after_practice(self.student, self.page)
        if self.paper.practice and state.submitted:
            mistakes.take(self)
        return state

    def _begin_by_stopwatch(self, answers):
        """Nobody at school saw how a ticket was used: the stopwatch tells, reckoned back from what
        arrived. Whether it told something."""
        began = self.window.began(answers) if self.ticket else None
        if began:
            self.started_at = began
        return began is not None

    def result(self, state, items):
        """What the answers to `items` are worth, with the points that teachers gave."""
        given = GivenPoints.objects.latest_of(self, state.reworked) if self.may_have_points() else {}
        points = {place: one.points for place, one in given.items()}
        return scoring.score(items, state.responses, points, self.paper.practice, state.hints)

    def _proof(self, submitted):
        if submitted is None:
            return ""
        event = self.events.filter(install=submitted.install, seq=submitted.seq, place=None).first()
        return proof_code(event.event_id)

    def state(self):
        """What counts, read from the events (nothing is written)."""
        return self.state_from(self._answers(), self._backs())

    def _answers(self):
        return [AnswerEvent.as_answer(*row) for row in self.events.values_list(*AnswerEvent.TOLD)]

    def _backs(self):
        return self.hand_backs.all() if self.handed_back else ()

    def state_from(self, answers, hand_backs):
        """The State out of what was read already, for many attempts at once."""
        backs = [
            marking.Back(
                one.arrival,
                one.at,
                self.with_grace(one.until),
                frozenset(one.places) if one.places else None,
                one.seen_at,
            )
            for one in hand_backs
        ]
        ends_at = self.with_grace(self.first_deadline)
        return marking.state_of(
            answers, self.started_at, ends_at, backs, self.result_seen_at, self.accepted_at, self.window
        )

    def accept(self, by):
        """A teacher lets late, over-limit or unverified work count, as it is at this moment. What arrives
        afterwards, and after the end, is late again."""
        with transaction.atomic():
            # Answers may be arriving: as they stand behind the lock, not as they were read before.
            self.refresh_from_db(from_queryset=type(self).objects.select_for_update())
            before = {"mark": None if self.mark is None else str(self.mark), "counted": self.counted}
            self.accepted_at, self.accepted_by = timezone.now(), by
            self.refresh()
            after = {"mark": None if self.mark is None else str(self.mark), "counted": self.counted}
            note_change(by=by, act="accept attempt", thing=self, before=before, after=after)

    @property
    def may_be_accepted(self):
        """Whether there is something that a teacher may let count, also again."""
        if self.accepted_at:
            return bool({"late", "after_result"} & set(self.flags))
        return self.needs_a_look or bool(self.gaps)

    def see_result(self):
        """Its pupil is about to see what it is worth; what arrives later does not count by itself."""
        if self.result_seen_at or self.paper.practice:
            return
        with transaction.atomic():
            # Answers may be arriving: these counted before anything was seen.
            self.refresh_from_db(from_queryset=type(self).objects.select_for_update(), fields=SEEN)
            if self.result_seen_at is None:
                self.result_seen_at = timezone.now()
                self.save(update_fields=["result_seen_at"])

    def flag_words(self):
        return [FLAG_WORDS[flag] for flag in self.flags if flag in FLAG_WORDS]

    @cached_property
    def released(self):
        """Whether a teacher has shown the class its marks."""
        return MarkRelease.objects.filter(page=self.page_id, school_class=self.school_class_id).exists()
