from datetime import timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _


class SchoolYearQuerySet(models.QuerySet):
    def on(self, day):
        """The school year of `day`; between two years, the one that ended last."""
        return self.filter(starts_on__lte=day).order_by("-starts_on").first()


class SchoolYear(models.Model):
    """A school year such as 2026-2027."""

    code = models.CharField(_("school year"), max_length=9, unique=True)
    starts_on = models.DateField(_("starts on"))
    ends_on = models.DateField(_("ends on"))

    objects = SchoolYearQuerySet.as_manager()

    class Meta:
        verbose_name = _("school year")
        verbose_name_plural = _("school years")
        ordering = ["-starts_on"]

    def __str__(self):
        return self.code.replace("-", "–")

    def week_of(self, day):
        """Which week of the year `day` is in, as schools count them («tuần 12»); None outside of it."""
        if not self.starts_on <= day <= self.ends_on:
            return None
        monday = self.starts_on - timedelta(days=self.starts_on.weekday())
        return (day - monday).days // 7 + 1


class Term(models.Model):
    """A term (học kỳ) of a year; a school may move its own."""

    year = models.ForeignKey(SchoolYear, models.CASCADE, related_name="terms")
    school = models.ForeignKey("students.School", models.CASCADE, null=True, blank=True, related_name="terms")
    number = models.PositiveSmallIntegerField(_("term"))
    starts_on = models.DateField(_("starts on"))
    ends_on = models.DateField(_("ends on"))

    class Meta:
        verbose_name = _("term")
        verbose_name_plural = _("terms")
        ordering = ["year", "number"]
        constraints = [
            models.UniqueConstraint(fields=["year", "school", "number"], name="term_once"),
            # SQLite has no NULLS NOT DISTINCT: the province's own terms need a rule of their own.
            models.UniqueConstraint(
                fields=["year", "number"], condition=models.Q(school=None), name="term_once_for_all"
            ),
            models.CheckConstraint(
                condition=models.Q(ends_on__gt=models.F("starts_on")), name="term_has_days"
            ),
        ]

    def __str__(self):
        return f"{self.year} · {self.number}"
