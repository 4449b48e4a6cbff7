from django.db import models
from django.utils.translation import gettext_lazy as _

from lms.text import fold


class Scheme(models.TextChoices):
    """The two ways Điện Biên has been divided; districts ended on 1 July 2025."""

    BEFORE_2025 = "before_2025", _("before 1 July 2025")
    SINCE_2025 = "since_2025", _("since 1 July 2025")


class PlaceQuerySet(models.QuerySet):
    def communes(self):
        return self.filter(level=Place.Level.COMMUNE)

    def current(self):
        return self.filter(scheme=Scheme.SINCE_2025)

    def named(self, name):
        """Places whose name folds to that of `name`, with or without «xã», «phường» before it."""
        return self.filter(name_fold=Place.bare_name(name))


class Place(models.Model):
    """A province, district (until 2025) or commune, known by its scheme and code together.

    Never by name or code alone: 21 of today's 45 commune codes belonged to an old unit of
    another name, and three old names mean another place today.
    """

    class Level(models.TextChoices):
        PROVINCE = "province", _("province")
        DISTRICT = "district", _("district")
        COMMUNE = "commune", _("commune")

    scheme = models.CharField(_("scheme"), max_length=12, choices=Scheme)
    code = models.CharField(_("code"), max_length=8)
    level = models.CharField(_("level"), max_length=10, choices=Level)
    kind = models.CharField(_("kind"), max_length=20, help_text=_("tỉnh, huyện, xã, phường …"))
    name = models.CharField(_("name"), max_length=80)
    name_fold = models.CharField(max_length=80, editable=False, db_index=True)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")

    objects = PlaceQuerySet.as_manager()

    class Meta:
        verbose_name = _("place")
        verbose_name_plural = _("places")
        constraints = [models.UniqueConstraint(fields=["scheme", "code"], name="place_scheme_code")]
        ordering = ["scheme", "code"]

    def __str__(self):
        return self.name

    def save(self, *args, **kwargs):
        self.name_fold = self.bare_name(self.name)
        super().save(*args, **kwargs)

    @staticmethod
    def bare_name(name):
        """The folded name without the word for its kind.

        >>> Place.bare_name("Xã Mường Nhà")
        'muong nha'
        """
        folded = fold(name)
        for kind in (
            "thi tran ",
            "thanh pho ",
            "thi xa ",
            "phuong ",
            "huyen ",
            "tinh ",
            "xa ",
            "tt. ",
            "tt ",
            "tx. ",
            "tp. ",
            "p. ",
            "x. ",
        ):
            if folded.startswith(kind):
                return folded.removeprefix(kind)
        return folded


class Succession(models.Model):
    """An old commune went whole into one new commune on a day."""

    old = models.ForeignKey(Place, models.PROTECT, related_name="successions")
    new = models.ForeignKey(Place, models.PROTECT, related_name="predecessors")
    on = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["old"], name="one_successor")]

    def __str__(self):
        return f"{self.old} → {self.new}"
