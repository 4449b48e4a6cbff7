import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from students.models import Student


class Flag(models.Model):
    """A pupil says that a post is not right (báo vi phạm): read by teachers and school admin alone."""

    class Kind(models.TextChoices):
        UNKIND = "unkind", _("it hurts somebody")
        PRIVATE = "private", _("it tells something private")
        STRANGER = "stranger", _("it wants to meet or asks for a phone number")
        OTHER = "other", _("something else")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    post = models.ForeignKey("courses.Post", models.CASCADE, related_name="flags")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    student = models.ForeignKey(Student, models.PROTECT, null=True, related_name="flags")
    kind = models.CharField(_("what is not right"), max_length=10, choices=Kind)
    words = models.CharField(_("in your words"), max_length=300, blank=True)
    at = models.DateTimeField(auto_now_add=True)
    settled_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    settled_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("report of a post")
        verbose_name_plural = _("reports of posts")
        constraints = [models.UniqueConstraint(fields=["post", "by"], name="flag_once")]

    def __str__(self):
        return f"flag {self.pk}"
