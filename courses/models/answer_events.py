from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses import marking


def proof_code(event_id):
    """What the pupil may write down: the same on the device and at school."""
    return str(event_id).replace("-", "")[-6:].upper()


class AnswerEvent(models.Model):
    """What a pupil did at one moment: answered an item, or submitted (`place` is None). Append-only."""

    TOLD = ("install", "seq", "place", "response", "id", "received_at", "elapsed_ms", "hints")

    attempt = models.ForeignKey("courses.Attempt", models.PROTECT, related_name="events")
    event_id = models.UUIDField()
    install = models.CharField(max_length=40)
    seq = models.PositiveIntegerField()
    place = models.PositiveSmallIntegerField(null=True)
    response = models.JSONField(null=True)
    elapsed_ms = models.BigIntegerField(null=True)
    # How many hints of the question had been asked for (practice).
    hints = models.PositiveSmallIntegerField(default=0)
    wall = models.DateTimeField(null=True)
    received_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        constraints = [models.UniqueConstraint(fields=["attempt", "event_id"], name="answer_once")]

    def __str__(self):
        return f"{self.attempt_id} {self.install} {self.seq}"

    @staticmethod
    def as_answer(install, seq, place, response, arrival, at, elapsed_ms, hints):
        """A row of TOLD as marking reads it."""
        elapsed = None if elapsed_ms is None else elapsed_ms / 1000
        return marking.Answer(install, seq, place, response, arrival, at, elapsed, hints)
