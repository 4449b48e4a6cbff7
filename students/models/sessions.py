from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import models
from django.db.models import Exists, OuterRef
from django.utils import timezone


class SignedInQuerySet(models.QuerySet):
    def open(self):
        """Those whose session still holds."""
        standing = Session.objects.filter(session_key=OuterRef("session_key"), expire_date__gt=timezone.now())
        return self.filter(Exists(standing))


class SignedIn(models.Model):
    """A browser in which somebody of the staff signed in, so that the own sessions can be seen and ended."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="signed_in")
    session_key = models.CharField(max_length=40, unique=True)
    browser = models.CharField(max_length=40, blank=True)
    began_at = models.DateTimeField(default=timezone.now)

    objects = SignedInQuerySet.as_manager()

    class Meta:
        ordering = ["-began_at"]

    def __str__(self):
        return f"{self.user} {self.browser} {self.began_at:%d/%m/%Y}"
