from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lms.models import Scan
from lms.models.scans import scan_path  # noqa: F401 (migrations name it here)
from students.models.people import Student


class ConsentPaperQuerySet(models.QuerySet):
    def visible_to(self, user, to=None):
        students = Student.objects.visible_to(user, to=to)
        return self.filter(student__in=students.values("pk"))

    def waiting(self):
        """Printed, and not typed in yet."""
        return self.filter(entered_at=None)


class ConsentPaper(models.Model):
    """The sheet that asks one family about every purpose: printed with a number, signed, typed in.

    One that came back without a single yes is typed in as well: the family was asked and said no.
    """

    number = models.CharField(_("number"), max_length=8, unique=True)
    student = models.ForeignKey("students.Student", models.PROTECT, related_name="consent_papers")
    text_version = models.CharField(_("version of the text"), max_length=20)
    printed_at = models.DateTimeField(_("printed"), auto_now_add=True)
    printed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    entered_at = models.DateTimeField(_("typed in"), null=True, blank=True)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = ConsentPaperQuerySet.as_manager()

    class Meta:
        verbose_name = _("consent sheet")
        verbose_name_plural = _("consent sheets")
        ordering = ["-printed_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["student", "text_version"], condition=Q(entered_at=None), name="one_waiting_sheet"
            )
        ]

    def __str__(self):
        return f"{self.number} – {self.student}"


class ConsentScan(Scan):
    """A picture or PDF of a signed consent sheet."""

    paper = models.ForeignKey(ConsentPaper, models.PROTECT, related_name="scans")

    class Meta:
        verbose_name = _("scan of a consent sheet")
        verbose_name_plural = _("scans of consent sheets")
        ordering = ["attached_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["paper", "content_hash"], condition=Q(struck_at=None), name="consent_scan_once"
            ),
            models.CheckConstraint(
                condition=Q(struck_at=None) | ~Q(struck_reason=""), name="consent_scan_struck_with_a_reason"
            ),
        ]

    @property
    def paper_shown(self):
        return self.paper
