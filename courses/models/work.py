import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from students.models import SchoolClass


class GivenWorkQuerySet(models.QuerySet):
    def for_student(self, student):
        """Work of the class that `student` sits in now."""
        sits = {"school_class__enrolments__student": student, "school_class__enrolments__ends_on": None}
        return self.filter(**sits)

    def open(self):
        return self.filter(withdrawn_at=None)


class GivenWork(models.Model):
    """A lecture or a quiz given to a class, to be done by a day (bài được giao)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school_class = models.ForeignKey(
        SchoolClass, models.PROTECT, related_name="given_work", verbose_name=_("class")
    )
    page = models.ForeignKey(
        "wagtailcore.Page", models.PROTECT, related_name="given_work", verbose_name=_("lecture or quiz")
    )
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("given by")
    )
    given_at = models.DateTimeField(_("given"), auto_now_add=True)
    due_at = models.DateTimeField(_("due"), null=True, blank=True)
    note = models.CharField(_("note for the class"), max_length=300, blank=True)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)

    objects = GivenWorkQuerySet.as_manager()

    class Meta:
        verbose_name = _("given work")
        verbose_name_plural = _("given work")
        ordering = ["-given_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["school_class", "page"], condition=Q(withdrawn_at=None), name="work_given_once"
            )
        ]
        indexes = [models.Index(fields=["school_class", "due_at"], name="work_of_class")]

    def __str__(self):
        return f"{self.page} → {self.school_class}"
