import uuid

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from students import abilities, scope


class MovementQuerySet(models.QuerySet):
    def visible_to(self, user, to=None):
        """Movements of schools whose every pupil `user` sees."""
        seen = abilities.scope_for(user, to) if to else scope.of(user)
        return self if seen.everywhere else self.filter(school__in=seen.led_school_ids)


class Movement(models.Model):
    """Where pupils sit was changed in one stroke (biến động): one pupil, a class, or a whole school.

    It keeps what undo needs in `MovementWrite` rows. `label` names what it is about as it was
    then; a school that has let a pupil go reads the name here.
    """

    class Kind(models.TextChoices):
        CHANGE_CLASS = "change_class", _("another class")
        REPEAT = "repeat", _("repeats the grade")
        DROP_OUT = "drop_out", _("stopped going to school")
        COME_BACK = "come_back", _("came back to school")
        TRANSFER_OUT = "transfer_out", _("to another school")
        TAKE_IN = "take_in", _("from another school")
        PART = "part", _("part of a class into another one")
        MERGE = "merge", _("classes merged")
        CAMPUS = "campus", _("class at another campus")
        ROLL_OVER = "roll_over", _("whole school into the new year")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school = models.ForeignKey(
        "students.School", models.PROTECT, related_name="movements", verbose_name=_("school")
    )
    kind = models.CharField(_("what"), max_length=16, choices=Kind)
    # The day from which it holds, as the paper says; when it was written down is `done_at`.
    on = models.DateField(_("from"))
    label = models.CharField(_("who or which class"), max_length=200)
    student = models.ForeignKey(
        "students.Student", models.PROTECT, null=True, blank=True, related_name="movements"
    )
    note = models.CharField(_("note"), max_length=300, blank=True)
    counts = models.JSONField(default=dict)
    done_at = models.DateTimeField(_("written down"), auto_now_add=True)
    done_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = MovementQuerySet.as_manager()

    class Meta:
        verbose_name = _("movement")
        verbose_name_plural = _("movements")
        ordering = ["-done_at"]
        indexes = [models.Index(fields=["school", "-done_at"], name="movement_list")]

    def __str__(self):
        return f"{self.get_kind_display()}: {self.label}"

    def get_absolute_url(self):
        return reverse("students:movement", args=[self.pk])


class MovementWrite(models.Model):
    """Rows of one model that a movement made, changed or removed, as `students/trail.py` reads them."""

    movement = models.ForeignKey(Movement, models.CASCADE, related_name="writes")
    model = models.CharField(max_length=40)
    rows = models.JSONField()

    class Meta:
        ordering = ["id"]

    def __str__(self):
        return f"{self.model} ({len(self.rows)})"


class RollOver(models.Model):
    """A school prepares its new year (lên lớp cả trường): what people chose, kept until it is done.

    `answers`: {"classes": {class uid and grade: name}, "pupils": {student: what}}, as
    `students/movement/rollover/plan.py` reads them.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school = models.ForeignKey("students.School", models.PROTECT, related_name="roll_overs")
    # By its code: preparing makes no school year.
    year_code = models.CharField(_("school year"), max_length=9)
    answers = models.JSONField(default=dict)
    keeps_homeroom = models.BooleanField(_("homeroom teachers go along with their classes"), default=True)
    keeps_teaching = models.BooleanField(_("subject teachers go on teaching their classes"), default=False)
    # The last time that it was carried out.
    movement = models.ForeignKey(Movement, models.PROTECT, null=True, related_name="roll_overs")
    made_at = models.DateTimeField(auto_now_add=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = MovementQuerySet.as_manager()

    class Meta:
        verbose_name = _("new school year")
        verbose_name_plural = _("new school years")
        ordering = ["-made_at"]
        constraints = [models.UniqueConstraint(fields=["school", "year_code"], name="roll_over_once")]

    def __str__(self):
        return f"{self.school}: {self.year_code}"

    def get_absolute_url(self):
        return reverse("students:roll-over", args=[self.pk])
