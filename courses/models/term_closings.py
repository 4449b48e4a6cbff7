from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from students.models import SchoolClass, Term


class TermClosing(models.Model):
    """A class's mark book of a term is closed: nothing is written there until it is opened again."""

    school_class = models.ForeignKey(SchoolClass, models.PROTECT, related_name="closed_terms")
    term = models.ForeignKey(Term, models.PROTECT, related_name="+")
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(_("closed"), auto_now_add=True)
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    opened_at = models.DateTimeField(_("opened again"), null=True)
    reason = models.CharField(_("reason"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("closed term")
        verbose_name_plural = _("closed terms")
        ordering = ["-closed_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["school_class", "term"], condition=Q(opened_at=None), name="term_closed_once"
            )
        ]

    def __str__(self):
        return f"{self.school_class} – {self.term}"
