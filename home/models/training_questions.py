"""The one short question of a class, asked before and after, and the certificate at its end."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lms.certificates import LENGTH, new_code

from .participants import TrainingEnrolment
from .training import TrainingCourse


class Sign(models.TextChoices):
    """Pictures beside an answer, out of those that every page has (templates' icons)."""

    TABLET = "tablet", pgettext_lazy("picture", "tablet")
    SIM = "sim", pgettext_lazy("picture", "SIM card")
    SIGNAL = "signal-good", pgettext_lazy("picture", "signal")
    NO_SIGNAL = "signal-none", pgettext_lazy("picture", "no signal")
    BATTERY = "battery", pgettext_lazy("picture", "battery")
    LOCK = "lock", pgettext_lazy("picture", "lock")
    KEY = "key", pgettext_lazy("picture", "key")
    FAMILY = "family", pgettext_lazy("picture", "family")
    TEACHER = "teacher", pgettext_lazy("picture", "teacher")
    STUDENT = "student", pgettext_lazy("picture", "pupil")
    CLOCK = "clock", pgettext_lazy("picture", "clock")
    BOOK = "book", pgettext_lazy("picture", "book")
    VIDEO = "video", pgettext_lazy("picture", "film")
    CHAT = "chat", pgettext_lazy("picture", "talk")
    SUN = "sun", pgettext_lazy("picture", "sun")
    MOON = "moon", pgettext_lazy("picture", "moon")
    WARNING = "warning", pgettext_lazy("picture", "warning")
    REPAIR = "repair", pgettext_lazy("picture", "repair")


class TrainingQuestion(models.Model):
    course = models.OneToOneField(TrainingCourse, models.CASCADE, related_name="question")
    text = models.CharField(_("question"), max_length=200)

    class Meta:
        verbose_name = _("question of a training class")
        verbose_name_plural = _("questions of training classes")

    def __str__(self):
        return self.text


class TrainingChoice(models.Model):
    question = models.ForeignKey(TrainingQuestion, models.CASCADE, related_name="choices")
    number = models.PositiveSmallIntegerField(validators=[MinValueValidator(1), MaxValueValidator(4)])
    text = models.CharField(_("answer"), max_length=100)
    sign = models.CharField(_("picture"), max_length=12, choices=Sign, blank=True)
    is_right = models.BooleanField(_("right"), default=False)

    class Meta:
        verbose_name = _("answer of a training class")
        verbose_name_plural = _("answers of training classes")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["question", "number"], name="training_choice_once"),
            models.UniqueConstraint(
                fields=["question"], condition=models.Q(is_right=True), name="training_one_right_choice"
            ),
        ]

    def __str__(self):
        return self.text


class TrainingAnswer(models.Model):
    class Moment(models.TextChoices):
        BEFORE = "before", _("before")
        AFTER = "after", _("after")

    enrolment = models.ForeignKey(TrainingEnrolment, models.CASCADE, related_name="answers")
    moment = models.CharField(max_length=6, choices=Moment)
    choice = models.ForeignKey(TrainingChoice, models.CASCADE, related_name="answers")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("answer given at training")
        verbose_name_plural = _("answers given at training")
        constraints = [
            # The first tap stands: before is what was known before.
            models.UniqueConstraint(fields=["enrolment", "moment"], name="training_answer_once")
        ]

    def __str__(self):
        return f"{self.enrolment_id} {self.moment}"


class TrainingCertificate(models.Model):
    code = models.CharField(_("code"), max_length=LENGTH, primary_key=True, default=new_code, editable=False)
    enrolment = models.OneToOneField(TrainingEnrolment, models.CASCADE, related_name="certificate")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(_("issued"), auto_now_add=True)

    class Meta:
        verbose_name = _("certificate of training")
        verbose_name_plural = _("certificates of training")

    def __str__(self):
        return self.code
