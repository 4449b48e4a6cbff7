"""What lies on a marking desk beside the points: drafts, spoken words, who marks second, what went back."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class MarkingDraft(models.Model):
    """What a teacher writes about one answer. Written over with each pause, gone when points are given."""

    attempt = models.ForeignKey("courses.Attempt", models.PROTECT, related_name="drafts")
    place = models.PositiveSmallIntegerField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    # {"points": "3,5", "comment": "…", "rubric": {"1": "0.5"}}, as it was typed.
    told = models.JSONField(default=dict)
    at = models.DateTimeField(_("kept"), auto_now=True)

    class Meta:
        verbose_name = _("draft of points")
        verbose_name_plural = _("drafts of points")
        constraints = [models.UniqueConstraint(fields=["attempt", "place", "by"], name="marking_draft_once")]

    def __str__(self):
        return f"{self.attempt_id} {self.place}"


def path_of_sound(row, name):
    """Told by nothing that anybody could guess."""
    return f"comments/{row.attempt_id}/{uuid.uuid4().hex}.{name.rpartition('.')[2]}"


class CommentSound(models.Model):
    """A word of a teacher to an answer, spoken. Never changes."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    attempt = models.ForeignKey("courses.Attempt", models.PROTECT, related_name="comment_sounds")
    place = models.PositiveSmallIntegerField()
    file = models.FileField(upload_to=path_of_sound)
    content_type = models.CharField(max_length=80)
    size = models.PositiveIntegerField(_("size"))
    content_hash = models.CharField(max_length=64)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(_("kept"), auto_now_add=True)

    class Meta:
        verbose_name = _("spoken comment")
        verbose_name_plural = _("spoken comments")

    def __str__(self):
        return f"{self.attempt_id} {self.place} ({self.content_type})"

    is_picture, is_sound = False, True


class HandBack(models.Model):
    """A teacher gave an attempt back to its pupil to work on. Only added; what it does to the answers is
    derived (courses/scoring.py)."""

    attempt = models.ForeignKey("courses.Attempt", models.PROTECT, related_name="hand_backs")
    # Which questions may be worked on; [] is all of them.
    places = models.JSONField(default=list)
    reason = models.TextField(_("reason"), max_length=1000)
    until = models.DateTimeField(_("hand in again until"))
    # The last event that had arrived.
    arrival = models.BigIntegerField(default=0)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(_("handed back"))
    # When its pupil had seen the result before.
    seen_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("hand-back of an attempt")
        verbose_name_plural = _("hand-backs of attempts")
        ordering = ["pk"]
        indexes = [models.Index(fields=["attempt"], name="hand_back_of_attempt")]

    def __str__(self):
        return f"{self.attempt_id} – {self.at:%d/%m/%Y}"


class SecondMarker(models.Model):
    """A teacher whom the school named to mark a class's quiz a second time."""

    page = models.ForeignKey("courses.QuizPage", models.CASCADE, related_name="second_markers")
    school_class = models.ForeignKey("students.SchoolClass", models.CASCADE, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    named_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    named_at = models.DateTimeField(_("named"), auto_now_add=True)

    class Meta:
        verbose_name = _("second marker")
        verbose_name_plural = _("second markers")
        constraints = [models.UniqueConstraint(fields=["page", "school_class"], name="second_marker_once")]

    def __str__(self):
        return f"{self.page} – {self.school_class}: {self.user}"
