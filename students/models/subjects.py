from django.db import models
from django.utils.translation import gettext_lazy as _


class Level(models.TextChoices):
    PRIMARY = "primary", _("primary")
    LOWER_SECONDARY = "lower_secondary", _("lower secondary")
    UPPER_SECONDARY = "upper_secondary", _("upper secondary")


class Subject(models.Model):
    """A school subject (môn học) of the national curriculum."""

    code = models.SlugField(_("code"), unique=True)
    name = models.CharField(_("name"), max_length=80)
    levels = models.CharField(_("levels"), max_length=60, help_text=_("Codes, separated by spaces"))
    comment_only = models.BooleanField(_("judged Đạt / Chưa đạt only"), default=False)

    class Meta:
        verbose_name = _("subject")
        verbose_name_plural = _("subjects")
        ordering = ["id"]

    def __str__(self):
        return self.name
