import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lms.text import sort_key
from students import abilities, scope


class SchoolClassQuerySet(models.QuerySet):
    def visible_to(self, user, to=None):
        return (abilities.scope_for(user, to) if to else scope.of(user)).classes(self)

    def not_closed(self):
        """Without those that were merged into another class."""
        return self.filter(closed_on=None)


class SchoolClass(models.Model):
    """A class of one year. Its grade is a field of its own, never read from the name (12.6, 6A1)."""

    # Random, because its address is seen by pupils (no counting of classes by number).
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    school = models.ForeignKey(
        "students.School", models.PROTECT, related_name="classes", verbose_name=_("school")
    )
    year = models.ForeignKey(
        "students.SchoolYear", models.PROTECT, related_name="classes", verbose_name=_("school year")
    )
    campus = models.ForeignKey(
        "students.Campus",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="classes",
        verbose_name=_("campus"),
    )
    name = models.CharField(_("class"), max_length=30)
    name_sort = models.CharField(max_length=120, editable=False)
    grade = models.PositiveSmallIntegerField(_("grade"))
    # A multi-grade class (lớp ghép) spans grade … grade_to.
    grade_to = models.PositiveSmallIntegerField(_("up to grade"), null=True, blank=True)
    homeroom_teacher = models.ForeignKey(
        "students.Teacher",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="homerooms",
        verbose_name=_("homeroom teacher"),
    )
    # The first day without the class, once it was merged into another.
    closed_on = models.DateField(_("closed on"), null=True, blank=True)

    objects = SchoolClassQuerySet.as_manager()

    class Meta:
        verbose_name = _("class")
        verbose_name_plural = _("classes")
        ordering = ["grade", "name_sort"]
        constraints = [
            models.UniqueConstraint(fields=["school", "year", "name"], name="class_name_once"),
            models.CheckConstraint(condition=Q(grade__gte=1, grade__lte=12), name="class_grade"),
        ]

    def __str__(self):
        return self.name

    def save(self, *args, **kwargs):
        self.set_name_columns()
        super().save(*args, **kwargs)

    def set_name_columns(self):
        """Fill the column that sorting reads; call it before a bulk write."""
        self.name_sort = sort_key(self.name)

    def campus_on(self, day):
        """Where the class has its room on a day. Before it first moved there is nothing to look up."""
        stays = list(self.campus_stays.select_related("campus"))
        if not stays:
            return self.campus
        return next((stay.campus for stay in stays if stay.covers(day)), None)

    @property
    def is_multi_grade(self):
        return self.grade_to is not None and self.grade_to > self.grade

    @property
    def grades(self):
        """The grades that sit in it: one, or those of a multi-grade class."""
        return range(self.grade, max(self.grade, self.grade_to or 0) + 1)


class CampusStay(models.Model):
    """A class has its room at a campus (điểm trường), from–to; kept from its first move on."""

    school_class = models.ForeignKey(SchoolClass, models.CASCADE, related_name="campus_stays")
    campus = models.ForeignKey("students.Campus", models.PROTECT, related_name="+")
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("to"), null=True, blank=True)

    class Meta:
        verbose_name = _("stay at a campus")
        verbose_name_plural = _("stays at a campus")
        ordering = ["starts_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["school_class"], condition=Q(ends_on=None), name="one_campus_of_class"
            ),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=models.F("starts_on")), name="campus_stay_days"
            ),
        ]

    def __str__(self):
        return f"{self.school_class} – {self.campus}"

    def covers(self, day):
        return self.starts_on <= day and (self.ends_on is None or day <= self.ends_on)


class EnrolmentQuerySet(models.QuerySet):
    def on(self, day):
        return self.filter(Q(ends_on=None) | Q(ends_on__gte=day), starts_on__lte=day)

    def open(self):
        return self.filter(ends_on=None)

    def names_for(self, students):
        """{student id: name of the class} of those who sit somewhere now; one query for 500 pupils."""
        keys = [student.pk for student in students]
        names = {}
        for start in range(0, len(keys), 500):
            rows = self.open().filter(student__in=keys[start : start + 500])
            names |= dict(rows.values_list("student", "school_class__name"))
        return names


class Enrolment(models.Model):
    """A student sits in a class from one day to another."""

    class Outcome(models.TextChoices):
        STUDYING = "studying", _("studying")
        MOVED_CLASS = "moved_class", _("moved to another class")
        MOVED_OUT = "moved_out", _("moved to another school")
        DROPPED_OUT = "dropped_out", _("dropped out")
        PROMOTED = "promoted", _("promoted")
        REPEATING = "repeating", _("repeating")
        FINISHED = "finished", _("finished school")

    student = models.ForeignKey("students.Student", models.PROTECT, related_name="enrolments")
    school_class = models.ForeignKey(SchoolClass, models.PROTECT, related_name="enrolments")
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("to"), null=True, blank=True)
    outcome = models.CharField(_("state"), max_length=12, choices=Outcome, default=Outcome.STUDYING)
    # The pupil's own grade, needed in a multi-grade class; elsewhere the class says it.
    own_grade = models.PositiveSmallIntegerField(_("own grade"), null=True, blank=True)

    objects = EnrolmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("enrolment")
        verbose_name_plural = _("enrolments")
        constraints = [
            models.UniqueConstraint(fields=["student"], condition=Q(ends_on=None), name="one_open_enrolment"),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=models.F("starts_on")), name="enrolment_days"
            ),
        ]

    def __str__(self):
        return f"{self.student} – {self.school_class}"

    @property
    def grade(self):
        """The grade of the pupil; None while a multi-grade class does not tell it."""
        return self.own_grade if self.school_class.is_multi_grade else self.school_class.grade
