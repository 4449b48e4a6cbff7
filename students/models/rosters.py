from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from lms.models import ListBlock, ListWrite, UploadedList, UploadedListQuerySet
from students import abilities, scope

NAMES_IN_LOG = {
    "students": "class list",
    "staff": "list of teachers",
    "teaching": "teaching list",
    "guardians": "list of guardians",
    "households": "list of households",
}


class RosterImportQuerySet(UploadedListQuerySet):
    def visible_to(self, user, to=None):
        """Imports of schools whose every pupil `user` sees."""
        seen = abilities.scope_for(user, to) if to else scope.of(user)
        return self if seen.everywhere else self.filter(school__in=seen.led_school_ids)


class RosterImport(UploadedList):
    """A class list that was uploaded."""

    class Kind(models.TextChoices):
        STUDENTS = "students", _("Pupils")
        STAFF = "staff", _("Teachers")
        TEACHING = "teaching", _("Who teaches what")
        GUARDIANS = "guardians", _("Parents and guardians")
        HOUSEHOLDS = "households", _("Poor and near-poor households")

    school = models.ForeignKey(
        "students.School", models.PROTECT, related_name="roster_imports", verbose_name=_("school")
    )
    kind = models.CharField(_("kind of list"), max_length=12, choices=Kind, default=Kind.STUDENTS)
    # By its code: a preview makes no school year.
    year_code = models.CharField(_("school year"), max_length=9)

    objects = RosterImportQuerySet.as_manager()

    class Meta(UploadedList.Meta):
        verbose_name = _("imported class list")
        verbose_name_plural = _("imported class lists")
        indexes = [models.Index(fields=["school", "-uploaded_at"], name="roster_import_list")]

    def get_absolute_url(self):
        return reverse("students:roster", args=[self.pk])

    @property
    def what(self):
        """What was uploaded, as the log of changes names it."""
        return NAMES_IN_LOG[self.kind]

    @property
    def year_name(self):
        """The school year as it is said: 2026–2027."""
        return self.year_code.replace("-", "–")


class RosterBlock(ListBlock):
    roster_import = models.ForeignKey(RosterImport, models.CASCADE, related_name="blocks")

    class Meta(ListBlock.Meta):
        constraints = [
            models.UniqueConstraint(fields=["roster_import", "sheet", "position"], name="roster_block_once")
        ]


class RosterWrite(ListWrite):
    roster_import = models.ForeignKey(RosterImport, models.CASCADE, related_name="writes")
