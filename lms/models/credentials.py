import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone


class CredentialQuerySet(models.QuerySet):
    def in_force(self):
        return self.filter(revoked_at=None)


class Credential(models.Model):
    """The public half of a key that one browser signs one pupil's bundles with (lms/courier).

    The private half was made in that browser and cannot be taken out of it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="credentials")
    # The browser's own name for itself, as in events.
    install = models.CharField(max_length=40)
    # An uncompressed point on P-256, base64url.
    public_key = models.CharField(max_length=88)
    # Hash of the token of the bound device that the browser showed, so that both end together.
    device_hash = models.CharField(max_length=64, blank=True, db_index=True)
    made_at = models.DateTimeField(default=timezone.now)
    last_used_on = models.DateField(null=True)
    revoked_at = models.DateTimeField(null=True)

    objects = CredentialQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "public_key"], name="credential_once"),
            models.CheckConstraint(condition=~Q(public_key=""), name="credential_has_a_key"),
        ]

    def __str__(self):
        return f"{self.user} {self.made_at:%d/%m/%Y}"
