import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from lms.text import fold, given_name, name_key
from students import abilities, scope


class TeacherQuerySet(models.QuerySet):
    def visible_to(self, user, to=None):
        return (abilities.scope_for(user, to) if to else scope.of(user)).teachers(self)


class Teacher(models.Model):
    """A member of a school's staff who teaches."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.OneToOneField(
        "students.User", models.PROTECT, null=True, blank=True, related_name="teacher"
    )
    school = models.ForeignKey(
        "students.School", models.PROTECT, related_name="teachers", verbose_name=_("school")
    )
    full_name = models.CharField(_("full name"), max_length=120)
    name_fold = models.CharField(max_length=120, editable=False)
    name_sort = models.CharField(max_length=600, editable=False)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    subjects = models.ManyToManyField(
        "students.Subject", blank=True, related_name="teachers", verbose_name=_("subjects")
    )
    left_on = models.DateField(_("left on"), null=True, blank=True)

    NAME_COLUMNS = ("name_fold", "name_sort")

    objects = TeacherQuerySet.as_manager()

    class Meta:
        verbose_name = _("teacher")
        verbose_name_plural = _("teachers")
        ordering = ["name_sort"]

    def __str__(self):
        return self.full_name

    def save(self, *args, **kwargs):
        self.set_name_columns()
        super().save(*args, **kwargs)

    def set_name_columns(self):
        """Fill the columns that search and sorting read; call it before a bulk write."""
        self.name_fold, self.name_sort = fold(self.full_name), name_key(self.full_name)

    @property
    def given_name(self):
        return given_name(self.full_name)


class TeachingAssignmentQuerySet(models.QuerySet):
    def on(self, day):
        return self.during(day, day)

    def during(self, first, last):
        """What holds on one of these days at least."""
        return self.filter(Q(ends_on=None) | Q(ends_on__gte=first), starts_on__lte=last, withdrawn_at=None)

    def lasting(self):
        """The school's own plan, without those who stand in for a while."""
        return self.filter(stands_in_for=None)

    def standing_in(self):
        return self.exclude(stands_in_for=None)


class TeachingAssignment(models.Model):
    """Who teaches which subject to which class, from–to (phân công giảng dạy).

    Whoever stands in for an absent teacher (dạy thay) has rows of the same days, held together by
    `arrangement`; the absent one keeps the own.
    """

    teacher = models.ForeignKey(Teacher, models.PROTECT, related_name="teaching")
    school_class = models.ForeignKey("students.SchoolClass", models.CASCADE, related_name="teaching")
    # None: in the place of the homeroom teacher, whatever that one teaches there.
    subject = models.ForeignKey("students.Subject", models.PROTECT, null=True, related_name="teaching")
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("to"), null=True, blank=True)
    stands_in_for = models.ForeignKey(
        Teacher, models.PROTECT, null=True, related_name="stood_in_by", verbose_name=_("stands in for")
    )
    arrangement = models.UUIDField(null=True, db_index=True)
    arranged_by = models.ForeignKey("students.User", models.PROTECT, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True)

    objects = TeachingAssignmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("teaching assignment")
        verbose_name_plural = _("teaching assignments")
        constraints = [
            models.UniqueConstraint(
                fields=["teacher", "school_class", "subject", "starts_on"],
                condition=Q(withdrawn_at=None),
                name="teaching_once",
            ),
            models.CheckConstraint(
                condition=Q(subject__isnull=False) | Q(stands_in_for__isnull=False),
                name="teaching_of_a_subject",
            ),
            models.CheckConstraint(
                condition=Q(stands_in_for=None)
                | Q(arrangement__isnull=False, ends_on__isnull=False, ends_on__gte=F("starts_on")),
                name="standing_in_has_an_end",
            ),
        ]

    def __str__(self):
        return f"{self.teacher} – {self.subject_name} – {self.school_class}"

    @property
    def subject_name(self):
        return str(self.subject) if self.subject_id else _now("as homeroom teacher")
