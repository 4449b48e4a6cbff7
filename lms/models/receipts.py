from django.conf import settings
from django.db import models


class Receipt(models.Model):
    """One event that a browser sent, taken once. The browser chose the id (UUIDv7).

    A repeat with the same hash is a duplicate; with another hash it is a conflict, and both
    are kept. Order within a stream is (install, seq), never time.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    kind = models.CharField(max_length=40)
    stream = models.CharField(max_length=80, db_index=True)
    install = models.CharField(max_length=40)
    seq = models.PositiveIntegerField()
    learner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    content_hash = models.CharField(max_length=64)
    outcome = models.CharField(max_length=12)
    received_at = models.DateTimeField(auto_now_add=True)

    def __str__(self):
        return f"{self.kind} {self.id}"
