from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from courses import pictures
from lms.history import note_change

TOLD = ("title", "text", "picture", "alt", "audio")


class PassageQuerySet(models.QuerySet):
    def visible_to(self, user):
        from .questions import QuestionBank

        return self.filter(bank__in=QuestionBank.objects.visible_to(user))

    def open_for(self, user):
        from .questions import QuestionBank

        return self.filter(bank__in=QuestionBank.objects.open_for(user))

    @transaction.atomic
    def write(self, bank, by, **told):
        passage = self.create(bank=bank, made_by=by, **told)
        passage.note_written(by)
        return passage

    def current(self):
        """Those that nothing took the place of."""
        return self.filter(replaced_by=None)


class Passage(models.Model):
    """A text that several questions are about (câu hỏi chùm). Once a paper shows it, it never changes."""

    bank = models.ForeignKey("courses.QuestionBank", models.PROTECT, related_name="passages")
    title = models.CharField(_("title"), max_length=120)
    text = models.TextField(_("text"), max_length=20_000)
    picture = models.ForeignKey(
        "lms.Picture",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="passages",
        verbose_name=_("picture"),
    )
    alt = models.CharField(_("what the picture shows"), max_length=250, blank=True)
    audio = models.ForeignKey(
        "lms.MediaFile", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("read aloud")
    )
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    # When the first paper took it; from then on it never changes, and another one takes its place.
    used_at = models.DateTimeField(null=True, editable=False)
    replaced_by = models.OneToOneField(
        "self", models.PROTECT, null=True, related_name="replaces", editable=False
    )

    objects = PassageQuerySet.as_manager()

    class Meta:
        verbose_name = _("passage")
        verbose_name_plural = _("passages")
        ordering = ["bank", "title", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(picture=None) | ~Q(alt=""), name="passage_picture_told"),
        ]

    def __str__(self):
        return self.title

    def say_anew(self, by, **told):
        """The passage with these words. One that a paper shows stays; its questions go to the new one."""
        with transaction.atomic():
            row = Passage.objects.select_for_update(of=("self",)).get(pk=self.pk)
            if row.used_at is None:
                for name, value in told.items():
                    setattr(row, name, value)
                row.save()
            else:
                kept = {name: getattr(row, name) for name in TOLD}
                fresh = Passage.objects.create(bank=row.bank, made_by=by, **{**kept, **told})
                row.replaced_by = fresh
                row.save(update_fields=["replaced_by"])
                row._move_questions_to(fresh, by)
                row = fresh
            row.note_written(by)
        return row

    def pictures(self):
        return [self.picture] if self.picture_id else []

    def note_written(self, by):
        if self.picture_id:
            pictures.make_copies_soon.enqueue(self.picture_id)
        note_change(
            by=by, act="write passage", thing=self, after={"title": self.title}, school=self.bank.school_id
        )

    def _move_questions_to(self, fresh, by):
        from .questions import QuestionVersion

        for version in QuestionVersion.objects.filter(
            passage=self, question__current=models.F("pk"), status=QuestionVersion.Status.READY
        ).select_related("question__bank"):
            version.question.revise(by, **{**version.parts(), "passage": fresh})
