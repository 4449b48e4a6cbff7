"""What a round came to, as it was published, asked about, and certified."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from lms.certificates import LENGTH, new_code
from students.models import Student

from .competition_entries import Entry
from .competitions import Round
from .publications import PublishedResults


def minutes(seconds):
    """ "7:05" """
    return f"{seconds // 60}:{seconds % 60:02}"


class Publication(PublishedResults):
    """The results of a round. Ranked anew is published anew."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="publications")

    class Meta(PublishedResults.Meta):
        verbose_name = _("published result")
        verbose_name_plural = _("published results")
        constraints = [models.UniqueConstraint(fields=["round", "number"], name="publication_once")]

    def __str__(self):
        return f"{self.round} ({self.number})"


class Standing(models.Model):
    """Where an entry stands (xếp hạng). Of primary pupils there is no rank."""

    publication = models.ForeignKey(Publication, models.CASCADE, related_name="standings")
    entry = models.ForeignKey(Entry, models.PROTECT, related_name="standings")
    points = models.DecimalField(_("points"), max_digits=9, decimal_places=4)
    out_of = models.DecimalField(max_digits=9, decimal_places=4)
    milliseconds = models.BigIntegerField(_("time"))
    rank = models.PositiveIntegerField(_("rank"), null=True)
    # How many share the rank.
    shared_by = models.PositiveIntegerField(default=1)
    goes_on = models.BooleanField(_("goes on"), default=False)

    class Meta:
        verbose_name = _("standing")
        verbose_name_plural = _("standings")
        ordering = ["rank", "pk"]
        constraints = [models.UniqueConstraint(fields=["publication", "entry"], name="standing_once")]

    def __str__(self):
        return f"{self.publication}: {self.entry_id}"

    @property
    def minutes(self):
        return minutes(self.milliseconds // 1000)


class AppealQuerySet(models.QuerySet):
    def waiting(self):
        return self.filter(answered_at=None)

    def visible_to(self, user):
        """The own ones; of pupils, for who organises the competition."""
        if student := user.student_or_none:
            return self.filter(student=student)
        return self.filter(publication__round__in=Round.objects.organised_by(user).values("pk"))


class Appeal(models.Model):
    """A pupil asks to look at a published result again (phúc khảo)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    publication = models.ForeignKey(Publication, models.PROTECT, related_name="appeals")
    entry = models.ForeignKey(Entry, models.PROTECT, related_name="appeals")
    student = models.ForeignKey(Student, models.PROTECT, related_name="competition_appeals")
    words = models.TextField(_("what to look at again, and why"), max_length=500)
    at = models.DateTimeField(_("asked"), auto_now_add=True)
    upheld = models.BooleanField(_("upheld"), null=True)
    answer = models.TextField(_("answer"), max_length=500, blank=True)
    answered_at = models.DateTimeField(_("answered"), null=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = AppealQuerySet.as_manager()

    class Meta:
        verbose_name = _("appeal")
        verbose_name_plural = _("appeals")
        ordering = ["at", "pk"]
        constraints = [models.UniqueConstraint(fields=["publication", "student"], name="one_appeal")]

    def __str__(self):
        return f"{self.publication} – {self.student_id}"


class Award(models.Model):
    """A certificate (giấy chứng nhận) of one pupil or teacher, for where they stand in a round or where their
    work came in a contest of works; its code can be checked by who holds the paper."""

    code = models.CharField(_("code"), max_length=LENGTH, primary_key=True, default=new_code, editable=False)
    standing = models.ForeignKey(Standing, models.PROTECT, null=True, related_name="awards")
    placing = models.ForeignKey("courses.Placing", models.PROTECT, null=True, related_name="awards")
    student = models.ForeignKey(Student, models.PROTECT, null=True, related_name="competition_awards")
    # A teacher whose work it is.
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="work_awards")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(_("issued"), auto_now_add=True)

    class Meta:
        verbose_name = _("certificate of a competition")
        verbose_name_plural = _("certificates of competitions")
        constraints = [
            models.UniqueConstraint(fields=["standing", "student"], name="one_award"),
            models.UniqueConstraint(fields=["placing", "student"], name="one_award_of_work"),
            models.UniqueConstraint(fields=["placing", "user"], name="one_award_of_teacher"),
            models.CheckConstraint(
                condition=models.Q(standing__isnull=False, placing=None, student__isnull=False, user=None)
                | models.Q(standing=None, placing__isnull=False, student__isnull=False, user=None)
                | models.Q(standing=None, placing__isnull=False, student=None, user__isnull=False),
                name="award_of_one",
            ),
        ]

    def __str__(self):
        return self.code


class AwardFileQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The own ones, of competitions that `user` organises."""
        return self.filter(by=user.pk, publication__round__in=Round.objects.organised_by(user).values("pk"))


class AwardFile(models.Model):
    """The certificates of a whole round as one file, for who asked for it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    publication = models.ForeignKey(Publication, models.CASCADE, related_name="award_files")
    # Below the media folder; only a view hands it out.
    file = models.FileField(upload_to="certificates/")
    pages = models.PositiveIntegerField(_("pages"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(_("made"), auto_now_add=True)

    objects = AwardFileQuerySet.as_manager()

    class Meta:
        verbose_name = _("file of certificates")
        verbose_name_plural = _("files of certificates")
        ordering = ["-at"]

    def __str__(self):
        return f"{self.publication} ({self.pages})"
