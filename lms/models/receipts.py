from django.conf import settings
from django.db import models


class Receipt(models.Model):
    """One event that a browser sent, taken once. The browser chose the id (UUIDv7).

    A repeat with the same hash is a duplicate; with another hash it is a conflict, and both
    are kept. Order within a stream is (install, seq), never time.
    """

    # Ids are told apart per sender: nobody can use up, or probe for, the ids of another.
    sender = models.CharField(max_length=60)
    event_id = models.UUIDField()
    kind = models.CharField(max_length=40)
    stream = models.CharField(max_length=80)
    install = models.CharField(max_length=40)
    seq = models.PositiveIntegerField()
    learner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    content_hash = models.CharField(max_length=64)
    outcome = models.CharField(max_length=12)
    received_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["sender", "event_id"], name="receipt_once")]
        indexes = [models.Index(fields=["stream", "install", "seq"], name="receipt_order")]

    def __str__(self):
        return f"{self.kind} {self.event_id}"


class Conflict(models.Model):
    """The other content that came under the id of a known event; a person decides about it."""

    receipt = models.ForeignKey(Receipt, models.PROTECT, related_name="conflicts")
    content_hash = models.CharField(max_length=64)
    payload = models.JSONField()
    received_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["receipt", "content_hash"], name="conflict_once")]

    def __str__(self):
        return str(self.receipt)
