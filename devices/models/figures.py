from django.db import models
from django.utils.translation import gettext_lazy as _


class SchoolFigures(models.Model):
    """What the overview says of one school, counted at a moment (devices/tally.py).

    Numbers are kept by school because they add up: a commune and the province are sums.
    """

    school = models.OneToOneField("students.School", models.CASCADE, primary_key=True, related_name="figures")
    at = models.DateTimeField(_("counted at"))
    numbers = models.JSONField(default=dict)
    # {"ethnic": {code: [pupils, equipped]}, "poverty": {class: [pupils, equipped]}}
    cuts = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("figures of a school")
        verbose_name_plural = _("figures of schools")

    def __str__(self):
        return f"{self.school} {self.at:%d/%m/%Y %H:%M}"
