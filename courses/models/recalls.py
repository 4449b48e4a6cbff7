from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.recall import memory
from students.models import Student, Subject


class RecallQuerySet(models.QuerySet):
    def due(self, day):
        """What is to be asked by that day, what has waited longest first."""
        return self.filter(due_on__lte=day).order_by("due_on", "pk")


class Recall(models.Model):
    """How well a pupil remembers a question, and when it is asked again.

    Derived from RecallAnswer and the last mistake elsewhere; `refresh` makes it anew.
    """

    student = models.ForeignKey(Student, models.PROTECT, related_name="recalls")
    question = models.ForeignKey("courses.Question", models.PROTECT, related_name="recalls")
    # What is asked: the version that the pupil met last.
    version = models.ForeignKey("courses.QuestionVersion", models.PROTECT, related_name="+")
    # Where it was met; by it the corrections of its key are found.
    page = models.ForeignKey("courses.QuizPage", models.SET_NULL, null=True, related_name="+")
    subject = models.ForeignKey(Subject, models.PROTECT, related_name="+")
    topic = models.CharField(_("topic"), max_length=120)
    # The last time it went wrong in a quiz, and which came to be known here.
    missed_at = models.DateTimeField(null=True)

    stability = models.FloatField(null=True)
    difficulty = models.FloatField(null=True)
    last_at = models.DateTimeField(null=True)
    due_on = models.DateField()
    answers = models.PositiveSmallIntegerField(default=0)
    misses = models.PositiveSmallIntegerField(default=0)
    rating = models.PositiveSmallIntegerField(null=True)
    # Told just before it goes with all its answers (courses/recall/forgetting.py): the door of their guard.
    forgotten_at = models.DateTimeField(null=True)

    objects = RecallQuerySet.as_manager()

    class Meta:
        verbose_name = _("memory of a question")
        verbose_name_plural = _("memory of questions")
        constraints = [models.UniqueConstraint(fields=["student", "question"], name="recall_once")]
        indexes = [
            models.Index(fields=["student", "due_on", "id"], name="recall_due"),
            models.Index(fields=["student", "subject", "topic"], name="recall_of_topic"),
        ]

    def __str__(self):
        return f"{self.question_id} – {self.student_id}"

    def derive(self, seen):
        """Set what `seen` (memory.Seen of all answers) and the last mistake make of it."""
        known = memory.replay(seen)
        if known:
            for name in memory.Known._fields:
                setattr(self, name, getattr(known, name))
        if self.missed_at and (known is None or self.missed_at > known.last_at):
            self.due_on = timezone.localdate(self.missed_at)


class RecallAnswer(models.Model):
    """One answer in revision. Append-only."""

    student = models.ForeignKey(Student, models.PROTECT, related_name="recall_answers")
    event_id = models.UUIDField()
    question = models.ForeignKey("courses.Question", models.PROTECT, related_name="+")
    version = models.ForeignKey("courses.QuestionVersion", models.PROTECT, related_name="+")
    response = models.JSONField(null=True)
    hints = models.PositiveSmallIntegerField(default=0)
    score = models.DecimalField(max_digits=5, decimal_places=4)
    rating = models.PositiveSmallIntegerField()
    # When it was given (memory.bounded), and when the school heard of it.
    at = models.DateTimeField()
    received_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("answer in revision")
        verbose_name_plural = _("answers in revision")
        constraints = [models.UniqueConstraint(fields=["student", "event_id"], name="recall_answer_once")]
        indexes = [
            models.Index(fields=["student", "question"], name="recall_answer_of_question"),
            models.Index(fields=["student", "at"], name="recall_answer_by_day"),
        ]

    def __str__(self):
        return f"{self.student_id} {self.question_id} {self.rating}"

    def in_words(self):
        """What was answered, as the question's own words say it."""
        version = self.version
        return version.rules.shown_response(self.response, version.content) if self.response else ""
