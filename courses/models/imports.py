from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from courses.importing.found import Issue
from courses.importing.said import ERROR, LOSSY
from courses.questions import KINDS, options
from lms.models import UploadedList, UploadedListQuerySet

from .passages import Passage
from .questions import Question, QuestionBank, QuestionVersion


class QuestionImportQuerySet(UploadedListQuerySet):
    def visible_to(self, user):
        """Files of the banks that `user` may write in."""
        return self.filter(bank__in=QuestionBank.objects.open_for(user))


class QuestionImport(UploadedList):
    """A file of questions that was uploaded: each of its questions as it was read, and what became of it."""

    bank = models.ForeignKey(
        QuestionBank, models.PROTECT, related_name="imports", verbose_name=_("question bank")
    )
    format = models.CharField(_("kind of file"), max_length=20)
    # What is to say about the file as a whole.
    issues = models.JSONField(default=list)

    objects = QuestionImportQuerySet.as_manager()

    class Meta(UploadedList.Meta):
        verbose_name = _("imported file of questions")
        verbose_name_plural = _("imported files of questions")

    what = "file of questions"

    @property
    def school_id(self):
        """Whose admin reads in the log what happened to the file."""
        return self.bank.school_id

    def get_absolute_url(self):
        return reverse("courses:question_import", args=[self.pk])


class ImportedPassage(models.Model):
    """A text of a file that several of its questions are about; `made` is what became of it."""

    question_import = models.ForeignKey(QuestionImport, models.CASCADE, related_name="passages")
    title = models.CharField(_("title"), max_length=120)
    text = models.TextField(_("text"))
    # Only where taking the file over wrote it; one that the bank had is not ours to take out.
    made = models.ForeignKey(Passage, models.SET_NULL, null=True, related_name="+")

    def __str__(self):
        return self.title


class ImportedQuestion(models.Model):
    """One question of an uploaded file, as it was read perhaps mended; `question` is what became of it."""

    question_import = models.ForeignKey(QuestionImport, models.CASCADE, related_name="items")
    position = models.PositiveIntegerField()
    ref = models.CharField(max_length=60)
    # The file's own word where the bank has no such kind.
    kind = models.CharField(_("kind"), max_length=60)
    text = models.TextField(_("question"))
    content = models.JSONField(default=dict)
    key = models.JSONField(default=dict)
    feedback = models.TextField(blank=True)
    level = models.CharField(pgettext_lazy("question", "level"), max_length=10, blank=True)
    topic = models.CharField(_("topic"), max_length=120, blank=True)
    curriculum = models.CharField(_("code in the curriculum"), max_length=40, blank=True)
    alt = models.CharField(_("what the picture shows"), max_length=250, blank=True)
    passage = models.ForeignKey(ImportedPassage, models.SET_NULL, null=True, related_name="items")
    issues = models.JSONField(default=list)
    is_refused = models.BooleanField(default=False)
    is_lossy = models.BooleanField(default=False)
    # The same for the same question of the same file, also after it was mended.
    hash = models.CharField(max_length=64, db_index=True)
    is_left_out = models.BooleanField(default=False)
    mended_at = models.DateTimeField(null=True)
    mended_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    question = models.ForeignKey(Question, models.SET_NULL, null=True, related_name="imported")

    class Meta:
        verbose_name = _("imported question")
        verbose_name_plural = _("imported questions")
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["question_import", "position"], name="imported_question_place")
        ]

    def __str__(self):
        return f"{self.question_import} {self.ref}"

    @cached_property
    def said(self):
        """The issues as they are told now; what was mended does not stand in the way any more."""
        issues = [Issue(one["code"], one["values"]) for one in self.issues]
        return [one for one in issues if one.level != ERROR] if self.mended_at else issues

    @property
    def can_be_mended(self):
        """A kind that the bank has can be written to the end by hand, if its form has room for all of it."""
        return self.kind in KINDS and len(self.content.get("options", [])) <= options.MAX_OPTIONS

    @property
    def kind_words(self):
        return KINDS[self.kind].LABEL if self.kind in KINDS else self.kind

    @property
    def level_words(self):
        return QuestionVersion.Level(self.level or "recognise").label

    @property
    def has_losses(self):
        return any(one.level == LOSSY for one in self.said)

    @property
    def stands_in_the_way(self):
        return self.is_refused and not self.mended_at

    def shown_parts(self):
        """Statements, and what is to be joined or put in order while nobody knows how."""
        statements = [f"{one['id']}) {one['text']}" for one in self.content.get("statements", [])]
        if not self.stands_in_the_way:
            return statements
        loose = [one["text"] for name in ("left", "right", "items") for one in self.content.get(name, [])]
        return statements + loose

    def shown_options(self):
        """(text, whether it is right, id when it has a picture) of each option."""
        right = self.key.get("right", [])
        right = [right] if isinstance(right, str) else right
        pictured = {one.option for one in self.option_pictures.all()}
        return [
            (one["text"], one["id"] in right, one["id"] if one["id"] in pictured else "")
            for one in self.content.get("options", [])
        ]

    def shown_key(self):
        """The right answer in words; none while there is something wrong with it."""
        return "" if self.stands_in_the_way else KINDS[self.kind].shown_key(self.content, self.key)


class WaitingPicture(models.Model):
    """A picture as it stood in the file; dropped when the question has it."""

    name = models.CharField(max_length=200)
    content = models.BinaryField()

    class Meta:
        abstract = True

    def __str__(self):
        return self.name


class ImportedPicture(WaitingPicture):
    """The picture of a question that waits."""

    item = models.OneToOneField(ImportedQuestion, models.CASCADE, related_name="picture")

    class Meta:
        verbose_name = _("picture of an imported question")
        verbose_name_plural = _("pictures of imported questions")


class ImportedOptionPicture(WaitingPicture):
    """The picture of one option of a question that waits."""

    item = models.ForeignKey(ImportedQuestion, models.CASCADE, related_name="option_pictures")
    option = models.CharField(max_length=20)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["item", "option"], name="imported_option_picture")]
