import hashlib

from django.db import models
from django.utils import timezone

from .people import Student


class CardTokenQuerySet(models.QuerySet):
    def working(self):
        return self.filter(
            revoked_at=None, student__user__is_active=True, student__status=Student.Status.STUDYING
        )

    def of_secret(self, secret):
        """The token that a card with `secret` stands for; none when it was never printed."""
        return self.filter(token_hash=CardToken.hash_of(secret))


class CardToken(models.Model):
    """The secret in a printed QR card; only its hash is kept."""

    student = models.ForeignKey(Student, models.CASCADE, related_name="card_tokens")
    token_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(auto_now_add=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = CardTokenQuerySet.as_manager()

    def __str__(self):
        return f"{self.student} {self.made_at:%d/%m/%Y}"

    @staticmethod
    def hash_of(secret):
        # 128 random bits need no slow hash.
        return hashlib.sha256(secret.encode(errors="replace")).hexdigest()

    @classmethod
    def revoke_all(cls, students):
        cls.objects.filter(student__in=students, revoked_at=None).update(revoked_at=timezone.now())
