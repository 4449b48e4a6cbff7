import uuid
from functools import lru_cache

from django.db import models
from django.db.models import OuterRef, Prefetch, Subquery
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from .option_pictures import OptionPicture
from .questions import QuestionVersion


class QuizPaperQuerySet(models.QuerySet):
    def newest(self):
        """The papers of the newest edition of each quiz."""
        editions = QuizPaper.objects.filter(page=OuterRef("page")).order_by("-number")
        return self.filter(number=Subquery(editions.values("number")[:1]))


class QuizPaper(models.Model):
    """A quiz as it stood when it was published: exact questions and points. Never changes.

    One publishing makes an edition: papers with the same `number`, one for each code (mã đề), or one alone
    without any (docs/decisions/paper-codes.md).
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    # Kept when the page is deleted: work that was begun is still taken in and marked.
    page = models.ForeignKey("courses.QuizPage", models.SET_NULL, null=True, related_name="papers")
    title = models.CharField(max_length=255)
    number = models.PositiveIntegerField()
    code = models.CharField(_("paper code"), max_length=4, blank=True)
    practice = models.BooleanField(default=False)
    parts = models.JSONField(default=list)
    # By what its questions were drawn and its order was shuffled.
    seed = models.BigIntegerField(null=True)
    digest = models.CharField(max_length=64)
    made_at = models.DateTimeField(auto_now_add=True)
    # Until when work may come by the last ticket that was told of it (courses/quiz_tickets.py): of the paper
    # itself it changes nothing.
    tickets_until = models.DateTimeField(null=True, editable=False)

    # The school (its pk) that prints it now: a key has the corrections of that school (courses/printing).
    printed_for = None

    objects = QuizPaperQuerySet.as_manager()

    class Meta:
        verbose_name = _("paper")
        verbose_name_plural = _("papers")
        constraints = [models.UniqueConstraint(fields=["page", "number", "code"], name="paper_of_edition")]

    def __str__(self):
        return f"{self.title} ({self.code or self.number})"

    @cached_property
    def all_items(self):
        items = self.items.select_related(
            "version__audio", "version__picture", "version__passage__picture", "version__passage__audio"
        )
        return list(
            items.prefetch_related(
                "version__picture__renditions",
                Prefetch("version__option_pictures", OptionPicture.objects.select_related("picture")),
                "version__option_pictures__picture__renditions",
            ).order_by("place")
        )


class PaperItem(models.Model):
    """A question on a paper: where it stands and what it is worth."""

    paper = models.ForeignKey(QuizPaper, models.PROTECT, related_name="items")
    place = models.PositiveSmallIntegerField()
    part = models.PositiveSmallIntegerField()
    version = models.ForeignKey(QuestionVersion, models.PROTECT, related_name="paper_items")
    points = models.DecimalField(max_digits=6, decimal_places=2)
    # Where its author wrote it, whatever the code: the same in all papers of an edition. Of papers from
    # before there were codes it is not known, and is the place.
    slot = models.PositiveSmallIntegerField(null=True)
    # The options in the order in which this paper shows them, by their numbers as written. None: as
    # written, or shuffled anew for each attempt.
    options = models.JSONField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["paper", "place"], name="paper_place")]

    def __str__(self):
        return f"{self.paper} {self.place}"

    @property
    def written_as(self):
        return self.slot or self.place


@lru_cache(maxsize=256)
def items_of(paper_id):
    """The items of a paper with their versions; a paper never changes, so they are kept in memory."""
    return tuple(QuizPaper.objects.get(pk=paper_id).all_items)
