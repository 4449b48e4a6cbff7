"""Digital skills: the framework as the department keeps it, ladders of small steps, and a teacher's word."""

import uuid

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from students.models import Student

from .pages import LecturePage
from .quizzes import QuizPage


class SkillDomain(models.Model):
    """One of the six domains of the framework (Thông tư 02/2025/TT-BGDĐT), in words of our own."""

    number = models.PositiveSmallIntegerField(_("number"), unique=True)
    name = models.CharField(_("name"), max_length=120)
    meaning = models.CharField(_("what it covers"), max_length=250, blank=True)

    class Meta:
        ordering = ["number"]
        verbose_name = _("domain of skills")
        verbose_name_plural = _("domains of skills")

    def __str__(self):
        return f"{self.number}. {self.name}"


class SkillComponent(models.Model):
    domain = models.ForeignKey(
        SkillDomain, models.PROTECT, related_name="components", verbose_name=_("domain of skills")
    )
    code = models.CharField(_("code"), max_length=8, unique=True, help_text=_("As in the framework: 1.2."))
    name = models.CharField(_("name"), max_length=120)
    meaning = models.CharField(_("what it covers"), max_length=250, blank=True)

    class Meta:
        ordering = ["domain__number", "code"]
        verbose_name = _("component of skills")
        verbose_name_plural = _("components of skills")

    def __str__(self):
        return f"{self.code} {self.name}"


class SkillLevel(models.Model):
    number = models.PositiveSmallIntegerField(
        _("number"), unique=True, validators=[MinValueValidator(1), MaxValueValidator(8)]
    )
    name = models.CharField(_("name"), max_length=60)
    meaning = models.CharField(_("what one can do there"), max_length=250, blank=True)

    class Meta:
        ordering = ["number"]
        verbose_name = _("level of skills")
        verbose_name_plural = _("levels of skills")

    def __str__(self):
        return f"{self.number}. {self.name}"


class SkillStep(models.Model):
    """A small thing that a pupil can do, and how that is proved (việc)."""

    class Proof(models.TextChoices):
        QUIZ = "quiz", _("a practice quiz done well enough")
        SHOWN = "shown", _("shown to a teacher, who ticks it")
        WORK = "work", _("a hand-in that a teacher accepts")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    component = models.ForeignKey(
        SkillComponent, models.PROTECT, related_name="steps", verbose_name=_("component of skills")
    )
    level = models.ForeignKey(
        SkillLevel, models.PROTECT, related_name="steps", verbose_name=_("level of skills")
    )
    title = models.CharField(_("title"), max_length=120, help_text=_("As the pupil says it: «I can …»."))
    what = models.CharField(
        _("what to do"), max_length=400, blank=True, help_text=_("What the pupil does or shows; short.")
    )
    proof = models.CharField(_("how it is proved"), max_length=8, choices=Proof)
    quiz = models.ForeignKey(
        QuizPage, models.SET_NULL, null=True, blank=True, related_name="skill_steps", verbose_name=_("quiz")
    )
    percent = models.PositiveSmallIntegerField(
        _("from how many per cent"),
        default=70,
        validators=[MinValueValidator(1), MaxValueValidator(100)],
        help_text=_("Of the points of the quiz."),
    )
    lecture = models.ForeignKey(
        LecturePage,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="skill_steps",
        verbose_name=_("lecture"),
        help_text=_("Where it is learnt; for a hand-in the lecture with the task."),
    )
    is_offered = models.BooleanField(
        _("is offered"), default=True, help_text=_("Otherwise only those who have proved it still see it.")
    )

    class Meta:
        ordering = ["component__domain__number", "component__code", "level__number", "pk"]
        verbose_name = _("step of skills")
        verbose_name_plural = _("steps of skills")
        constraints = [
            models.CheckConstraint(condition=Q(percent__gte=1, percent__lte=100), name="skill_step_percent")
        ]

    def __str__(self):
        return self.title

    def clean(self):
        if self.proof == self.Proof.QUIZ and (self.quiz is None or not self.quiz.practice):
            raise ValidationError({"quiz": _now("Choose a practice quiz: it tells the pupil at once.")})
        if self.proof == self.Proof.WORK and (self.lecture is None or not self.lecture.outline.get("tasks")):
            words = _now("Choose a lecture with a task to hand in, or let the teacher tick it.")
            raise ValidationError({"lecture": words})


class SkillTickQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(student__in=Student.objects.visible_to(user, to="see marks"))

    def standing(self):
        return self.filter(taken_back_at=None)


class SkillTick(models.Model):
    """A teacher saw that a pupil can do it, or accepted what was handed in: who and when."""

    # Of the event that told it, so that twice is as once.
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    student = models.ForeignKey(Student, models.PROTECT, related_name="skill_ticks")
    step = models.ForeignKey(SkillStep, models.PROTECT, related_name="ticks")
    at = models.DateTimeField(_("ticked"), auto_now_add=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    taken_back_at = models.DateTimeField(_("taken back"), null=True)
    taken_back_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = SkillTickQuerySet.as_manager()

    class Meta:
        verbose_name = _("skill that a teacher saw")
        verbose_name_plural = _("skills that teachers saw")
        constraints = [
            models.UniqueConstraint(
                fields=["student", "step"], condition=Q(taken_back_at=None), name="skill_ticked_once"
            )
        ]

    def __str__(self):
        return f"{self.student_id} {self.step_id}"
