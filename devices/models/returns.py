import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from students import scope
from students.abilities import scope_for


class ReturnPaperQuerySet(models.QuerySet):
    def visible_to(self, user, to=None):
        from .ledger import Assignment

        mine = scope_for(user, to) if to else scope.of(user)
        if mine.everywhere:
            return self
        led = Q(school__in=mine.led_school_ids) | Q(school__commune__in=mine.commune_ids)
        # A paper of a class is read whole by whoever leads the school, and by nobody for one line of it.
        own = Assignment.objects.held_under(user, to).exclude(returned_with=None).values("returned_with")
        return self.filter(led | Q(pk__in=own, is_of_one=True))


class ReturnPaper(models.Model):
    """One paper (biên bản thu hồi) about things that came back: of one holder, or of a whole class.
    What came back, from whom and in which condition stands in the lines of the ledger."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school = models.ForeignKey(
        "students.School", models.PROTECT, related_name="return_papers", verbose_name=_("school")
    )
    # «03/BBTH-2027»: counted within the school and the calendar year, apart from hand-overs.
    year = models.PositiveSmallIntegerField()
    sequence = models.PositiveIntegerField()
    number = models.CharField(_("number"), max_length=40)
    returned_on = models.DateField(_("returned on"))
    class_name = models.CharField(_("class"), max_length=30, blank=True)
    # Of one holder: a person who may see that holder may read it.
    is_of_one = models.BooleanField(default=True)
    taken_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    taken_by_name = models.CharField(_("taken back by"), max_length=120)
    request_id = models.UUIDField(unique=True, default=uuid.uuid4)
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = ReturnPaperQuerySet.as_manager()

    class Meta:
        verbose_name = _("return record")
        verbose_name_plural = _("return records")
        ordering = ["-returned_on", "-recorded_at"]
        constraints = [
            models.UniqueConstraint(fields=["school", "year", "sequence"], name="return_number_once")
        ]
        indexes = [models.Index(fields=["school", "-returned_on"], name="return_school_day")]

    def __str__(self):
        return self.number


class ScannedReturn(models.Model):
    """One machine that a phone scanned on its way back, and the paper on which that stands. A class comes
    back in one sitting, which is signed once: its scans share a paper (devices/morning/returns.py)."""

    # Chosen by the browser, so that a repeat meets its first.
    id = models.UUIDField(primary_key=True, editable=False)
    sitting = models.UUIDField(db_index=True)
    paper = models.ForeignKey(ReturnPaper, models.PROTECT, related_name="scanned")
    device = models.ForeignKey("devices.Device", models.PROTECT, related_name="+")
    told_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    told_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("scanned return")
        verbose_name_plural = _("scanned returns")
        ordering = ["told_at"]

    def __str__(self):
        return f"{self.device} – {self.paper}"
