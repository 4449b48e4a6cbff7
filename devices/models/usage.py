from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from devices.hours import ALL
from devices.models.binding import DeviceInstall
from students.models import Consent

DAY_SECONDS = 86_400


class UsageDayQuerySet(models.QuerySet):
    def shown(self):
        """Without the days of pupils whose family took its consent back: those are not shown any more."""
        agreed = Consent.objects.agreed_to(Consent.Purpose.USAGE).filter(student=OuterRef("learner"))
        return self.filter(Q(learner=None) | Exists(agreed))


class UsageDay(models.Model):
    """What one browser counted for one learner (or nobody) on one day. The greater count wins."""

    class Who(models.TextChoices):
        HOLDER = "holder", _("its holder")
        OTHER = "other", _("another learner")
        NOBODY = "nobody", _("nobody signed in")

    class Link(models.TextChoices):
        WIFI = "wifi", _("Wi-Fi")
        MOBILE = "mobile", _("mobile data")
        BOTH = "both", _("Wi-Fi and mobile data")

    # Without indexes of their own: those below begin with browser, machine and day, and each one more
    # costs every count that comes in, and at 25 million rows as much disk as a third of the table.
    install = models.ForeignKey(DeviceInstall, models.PROTECT, related_name="usage", db_index=False)
    day = models.DateField()
    learner = models.ForeignKey(
        "students.Student", models.CASCADE, null=True, blank=True, related_name="usage_days"
    )
    # Frozen on the first count: where the machine stood that day, and whether its holder used it.
    device = models.ForeignKey("devices.Device", models.PROTECT, related_name="usage", db_index=False)
    school = models.ForeignKey("students.School", models.PROTECT, related_name="+", db_index=False)
    who = models.CharField(max_length=6, choices=Who)
    active_s = models.PositiveIntegerField(default=0)
    learn_s = models.PositiveIntegerField(default=0)
    offline_s = models.PositiveIntegerField(default=0)
    tries = models.PositiveIntegerField(default=0)
    failures = models.PositiveIntegerField(default=0)
    # The hours of this day with a try in them, and with one that failed: a bit each (devices/hours.py).
    tried_hours = models.PositiveIntegerField(default=0, db_default=0)
    failed_hours = models.PositiveIntegerField(default=0, db_default=0)
    rtt_p50 = models.PositiveIntegerField(null=True, blank=True)
    kbps_max = models.PositiveIntegerField(null=True, blank=True)
    # What the browser said it was connected by; "" where it does not say (most do not).
    link = models.CharField(max_length=6, choices=Link, blank=True)
    sequence = models.PositiveIntegerField(default=0)
    clock_suspect = models.BooleanField(default=False)
    heard_at = models.DateTimeField(auto_now=True)

    objects = UsageDayQuerySet.as_manager()

    class Meta:
        verbose_name = _("day of use")
        verbose_name_plural = _("days of use")
        indexes = [
            models.Index(fields=["device", "day"], name="usage_device_day"),
            models.Index(fields=["day", "school"], name="usage_day_school"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["install", "day", "learner"], name="usage_once"),
            models.UniqueConstraint(
                fields=["install", "day"], condition=Q(learner=None), name="usage_of_nobody_once"
            ),
            models.CheckConstraint(
                condition=Q(
                    learn_s__lte=F("active_s"), active_s__lte=DAY_SECONDS, offline_s__lte=F("active_s")
                ),
                name="usage_within_a_day",
            ),
            models.CheckConstraint(
                condition=Q(tried_hours__lte=ALL, failed_hours=F("tried_hours").bitand(F("failed_hours"))),
                name="usage_hours_of_a_day",
            ),
        ]

    def __str__(self):
        return f"{self.device_id} {self.day}"


class PutAsideQuerySet(models.QuerySet):
    def waiting(self):
        return self.filter(verdict="")


class PutAside(models.Model):
    """What a browser counted before it was unbound, and sent only afterwards: kept beside the ledger
    of use until staff says whether it counts. A stolen token thus changes no figure."""

    class Verdict(models.TextChoices):
        COUNTED = "counted", _("counted")
        LEFT_OUT = "left_out", _("left out")

    install = models.ForeignKey(DeviceInstall, models.PROTECT, related_name="put_aside")
    day = models.DateField()
    learner = models.ForeignKey("students.Student", models.CASCADE, related_name="+")
    active_s = models.PositiveIntegerField(default=0)
    learn_s = models.PositiveIntegerField(default=0)
    offline_s = models.PositiveIntegerField(default=0)
    heard_at = models.DateTimeField(auto_now=True)
    verdict = models.CharField(max_length=8, choices=Verdict, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = PutAsideQuerySet.as_manager()

    class Meta:
        verbose_name = _("use put aside")
        verbose_name_plural = _("use put aside")
        constraints = [
            models.UniqueConstraint(fields=["install", "day", "learner"], name="put_aside_once"),
            models.CheckConstraint(
                condition=Q(
                    learn_s__lte=F("active_s"), active_s__lte=DAY_SECONDS, offline_s__lte=F("active_s")
                ),
                name="put_aside_within_a_day",
            ),
        ]

    def __str__(self):
        return f"{self.install_id} {self.day}"


class MonthSums(models.Model):
    """Use in a month, added up without any child. Rows add up: what is counted once stands in one row."""

    month = models.DateField(_("month"))
    devices = models.PositiveIntegerField(default=0)
    # Days on which a device was used, and their learning minutes: place n of the list counts the
    # days with n minutes, the last place all longer ones. Lists add up; medians do not.
    device_days = models.PositiveIntegerField(default=0)
    minutes = models.JSONField(default=list)
    active_s = models.BigIntegerField(default=0)
    learn_s = models.BigIntegerField(default=0)
    offline_s = models.BigIntegerField(default=0)
    holder_s = models.BigIntegerField(default=0)
    other_s = models.BigIntegerField(default=0)
    nobody_s = models.BigIntegerField(default=0)

    class Meta:
        abstract = True


class UsageMonth(MonthSums):
    """Use of a school's devices in a month, by kind, batch and grade.

    Seconds are of the learners of that grade. A day of a device, and the device itself, is counted for the
    grade that learnt most on it, so that grades add up to the school.
    """

    school = models.ForeignKey("students.School", models.CASCADE, related_name="usage_months")
    kind = models.CharField(_("kind"), max_length=8)
    # Empty in months that were counted before batches were told apart.
    batch = models.ForeignKey(
        "devices.Batch", models.CASCADE, null=True, related_name="usage_months", verbose_name=_("batch")
    )
    # Of the learner on that day; empty for nobody signed in, for a grade that is not known, and in months
    # that were counted before grades were told apart.
    grade = models.PositiveSmallIntegerField(_("grade"), null=True)

    class Meta:
        verbose_name = _("month of use")
        verbose_name_plural = _("months of use")
        constraints = [
            models.UniqueConstraint(
                "school",
                "month",
                "kind",
                Coalesce("batch", Value(0)),
                Coalesce("grade", Value(0)),
                name="usage_month_once",
            )
        ]

    def __str__(self):
        return f"{self.school} {self.month:%m/%Y}"


class SchoolMonth(MonthSums):
    """All months of use of a school in that month together: what the province reads of many schools."""

    school = models.ForeignKey("students.School", models.CASCADE, related_name="months_together")

    class Meta:
        verbose_name = _("month of a school")
        verbose_name_plural = _("months of schools")
        constraints = [models.UniqueConstraint(fields=["school", "month"], name="school_month_once")]

    def __str__(self):
        return f"{self.school} {self.month:%m/%Y}"


class GradeMonth(MonthSums):
    """All use of one grade of a school in that month together; without a grade, of whoever has none."""

    school = models.ForeignKey("students.School", models.CASCADE, related_name="months_by_grade")
    grade = models.PositiveSmallIntegerField(_("grade"), null=True)

    class Meta:
        verbose_name = _("month of a grade")
        verbose_name_plural = _("months of grades")
        constraints = [
            models.UniqueConstraint("school", "month", Coalesce("grade", Value(0)), name="grade_month_once")
        ]
        indexes = [models.Index(fields=["month"], name="grade_month_of_month")]

    def __str__(self):
        return f"{self.school} {self.month:%m/%Y}"


class HoursMonth(models.Model):
    """Hours in which a school's machines tried to reach us in a month, and in which it failed, by the hour
    of the day: place 7 of a list counts from seven to eight. Without any child or machine."""

    school = models.ForeignKey("students.School", models.CASCADE, related_name="hours_months")
    month = models.DateField(_("month"))
    tried = models.JSONField(default=list)
    failed = models.JSONField(default=list)

    class Meta:
        verbose_name = _("month of tries by hour")
        verbose_name_plural = _("months of tries by hour")
        constraints = [models.UniqueConstraint(fields=["school", "month"], name="hours_month_once")]

    def __str__(self):
        return f"{self.school} {self.month:%m/%Y}"


class HoursForgotten(models.Model):
    """A month whose days of use tell no hours any more: nobody need look through them for any again."""

    month = models.DateField(_("month"), unique=True)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("month without hours")
        verbose_name_plural = _("months without hours")

    def __str__(self):
        return f"{self.month:%m/%Y}"
