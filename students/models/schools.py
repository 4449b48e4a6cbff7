from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lms.text import fold, sort_key
from students import abilities, scope


class Signal(models.TextChoices):
    NONE = "none", _("no signal")
    WEAK = "weak", _("weak signal")
    GOOD = "good", _("good signal")
    UNKNOWN = "unknown", _("not known")


GRADES = {"primary": range(1, 6), "lower_secondary": range(6, 10), "upper_secondary": range(10, 13)}


class SchoolQuerySet(models.QuerySet):
    def visible_to(self, user, to=None):
        """Schools whose people `user` has to do with."""
        return (abilities.scope_for(user, to) if to else scope.of(user)).schools(self)

    def teaching(self, grades):
        """Those that teach one of these grades; who does not tell its levels may teach any."""
        tells, wanted = Q(), Q()
        for level, taught in GRADES.items():
            tells |= Q(levels__contains=level)
            if set(taught) & set(grades):
                wanted |= Q(levels__contains=level)
        return self.filter(wanted | ~tells)


class School(models.Model):
    """A school, known by its ministry code; it may span levels and have satellite campuses."""

    class Kind(models.TextChoices):
        ORDINARY = "ordinary", _("ordinary school")
        SEMI_BOARDING = "semi_boarding", _("semi-boarding school (PTDTBT)")
        BOARDING = "boarding", _("boarding school (PTDTNT)")
        CONTINUING = "continuing", _("continuing-education centre")

    code = models.CharField(_("school code"), max_length=20, unique=True)
    name = models.CharField(_("name"), max_length=160)
    name_fold = models.CharField(max_length=160, editable=False)
    name_sort = models.CharField(max_length=640, editable=False, db_index=True)
    kind = models.CharField(_("kind"), max_length=16, choices=Kind, default=Kind.ORDINARY)
    levels = models.CharField(_("levels"), max_length=60, help_text=_("Codes, separated by spaces"))
    commune = models.ForeignKey(
        "students.Place", models.PROTECT, related_name="schools", verbose_name=_("commune")
    )
    # Where it lay until districts ended: official lists go on asking by the old communes too.
    old_commune = models.ForeignKey(
        "students.Place",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        limit_choices_to={"scheme": "before_2025", "level": "commune"},
        verbose_name=_("commune before July 2025"),
    )
    address = models.CharField(_("address"), max_length=200, blank=True)
    phone = models.CharField(_("phone"), max_length=20, blank=True)
    closed_on = models.DateField(_("closed on"), null=True, blank=True)

    objects = SchoolQuerySet.as_manager()

    class Meta:
        verbose_name = _("school")
        verbose_name_plural = _("schools")
        ordering = ["name_sort"]

    def __str__(self):
        return self.name

    def save(self, *args, **kwargs):
        self.name_fold, self.name_sort = fold(self.name), sort_key(self.name)
        super().save(*args, **kwargs)

    @property
    def grades(self):
        """The grades that it teaches, all twelve when its levels are not told."""
        taught = {grade for level in self.levels.split() for grade in GRADES.get(level, ())}
        return sorted(taught or range(1, 13))

    @property
    def stands_under(self):
        """«UBND xã Mường Nhà»: who stands above the school in the head of a paper."""
        name = self.commune.name
        return f"UBND {name[:1].lower()}{name[1:]}"


class Campus(models.Model):
    """A site of a school (điểm trường) with the signal and power it has."""

    school = models.ForeignKey(School, models.CASCADE, related_name="campuses")
    name = models.CharField(_("name"), max_length=120)
    village = models.CharField(_("village"), max_length=120, blank=True)
    is_main = models.BooleanField(_("main campus"), default=False)
    signal = models.CharField(_("signal"), max_length=8, choices=Signal, default=Signal.UNKNOWN)
    has_power = models.BooleanField(_("has mains power"), null=True, blank=True)

    class Meta:
        verbose_name = _("campus")
        verbose_name_plural = _("campuses")
        constraints = [models.UniqueConstraint(fields=["school", "name"], name="campus_name")]
        ordering = ["-is_main", "name"]

    def __str__(self):
        return self.name
