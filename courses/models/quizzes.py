import hashlib
import json
import re
import uuid
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models, transaction
from django.db.models import Prefetch
from django.db.models.functions import Upper
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.models import Page
from wagtail.search import index

from courses import pictures
from courses.fields import BodyField
from courses.forms.pages import QuizPageForm
from lms.text import fold

from .audience import ForReaders, ReadableManager
from .option_pictures import OptionPicture
from .pages import TreePage
from .passages import Passage
from .questions import Question, QuestionVersion

CODE = re.compile(r"([A-Za-z0-9_-]+)-([0-9]{1,6})", re.ASCII)


class PartBlock(blocks.StructBlock):
    """A part of a paper (Phần I–IV): its questions by their codes, each worth the same."""

    title = blocks.CharBlock(label=_("Title of the part"), max_length=120)
    instructions = blocks.TextBlock(label=_("What to do"), required=False, max_length=500)
    points = blocks.DecimalBlock(
        label=_("Points for each question"), min_value=Decimal("0.01"), max_value=100, decimal_places=2
    )
    questions = blocks.TextBlock(
        label=_("Codes of the questions"),
        help_text=_("As the question bank shows them, for example TOAN6-1 TOAN6-2; in the order of asking."),
    )
    shuffle = blocks.BooleanBlock(label=_("Shuffle the questions of this part"), required=False)
    shuffle_options = blocks.BooleanBlock(label=_("Shuffle the options"), required=False)

    class Meta:
        label = _("Part")

    def clean(self, value):
        cleaned = super().clean(value)
        missing = [code for code, question in find_questions(cleaned["questions"]).items() if not question]
        if missing:
            words = gettext("No ready question has the code %(codes)s. Look it up in the question bank.")
            raise blocks.StructBlockValidationError(
                {"questions": ValidationError(words % {"codes": ", ".join(missing)})}
            )
        return cleaned


def find_questions(codes):
    """Question (or None) by code, in the order written; a code written twice counts once.

    Capitals do not matter: a telephone writes «Toan6-1» by itself.
    """
    codes = list(dict.fromkeys(code.upper() for code in re.split(r"[\s,;]+", codes) if code))
    pairs = [CODE.fullmatch(code) for code in codes]
    wanted = {(pair[1], int(pair[2])) for pair in pairs if pair}
    asked = Question.objects.annotate(bank_code=Upper("bank__code")).filter(
        bank_code__in={bank for bank, _n in wanted},
        number__in={number for _b, number in wanted},
        current__status=QuestionVersion.Status.READY,
    )
    found = {
        (question.bank_code, question.number): question
        for question in asked.select_related("bank", "current__picture", "current__passage__picture")
    }
    return {
        code: found.get((pair[1], int(pair[2]))) if pair else None
        for code, pair in zip(codes, pairs, strict=True)
    }


class QuizPage(ForReaders, TreePage):
    """A quiz (bài kiểm tra) or practice (bài luyện). Publishing pins its questions as a paper."""

    class Feedback(models.TextChoices):
        AFTER_SUBMIT = "after_submit", _("right after submitting")
        AFTER_CLOSE = "after_close", _("after the quiz closes")
        WHEN_RELEASED = "when_released", _("when the teacher releases the marks")

    class Counts(models.TextChoices):
        BEST = "best", _("the best try")
        LAST = "last", _("the last try")
        FIRST = "first", _("the first try")

    practice = models.BooleanField(
        _("practice"),
        default=False,
        help_text=_("Answers are shown at once, tries are not counted and no mark is kept for the class."),
    )
    intro = models.TextField(_("what the pupil reads first"), max_length=1000, blank=True)
    parts = BodyField([("part", PartBlock())], verbose_name=_("parts"), blank=True)
    opens_at = models.DateTimeField(_("opens"), null=True, blank=True)
    closes_at = models.DateTimeField(_("closes"), null=True, blank=True)
    minutes = models.PositiveSmallIntegerField(
        _("minutes"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(300)]
    )
    grace_minutes = models.PositiveSmallIntegerField(
        _("minutes of grace"), default=2, validators=[MaxValueValidator(60)]
    )
    tries = models.PositiveSmallIntegerField(
        _("tries"), default=1, validators=[MinValueValidator(1), MaxValueValidator(50)]
    )
    counts = models.CharField(_("which try counts"), max_length=6, choices=Counts, default=Counts.BEST)
    feedback = models.CharField(
        _("the pupil sees the mark"), max_length=14, choices=Feedback, default=Feedback.AFTER_SUBMIT
    )

    objects = ReadableManager()
    base_form_class = QuizPageForm

    content_panels = [
        *Page.content_panels,
        FieldPanel("practice"),
        FieldPanel("intro"),
        FieldPanel("parts"),
        MultiFieldPanel(
            [
                FieldPanel("opens_at", help_text=_("Empty: open as soon as it is published.")),
                FieldPanel("closes_at", help_text=_("Empty: it does not close.")),
                FieldPanel(
                    "minutes",
                    help_text=_("Empty: as long as one likes. The time runs from when the pupil begins."),
                ),
                FieldPanel(
                    "grace_minutes", help_text=_("Added after the end for whoever has a slow connection.")
                ),
                FieldPanel("tries"),
                FieldPanel("counts"),
                FieldPanel(
                    "feedback",
                    help_text=_("A pupil sees points and own answers; the key of a quiz is never shown."),
                ),
                FieldPanel("audience"),
            ],
            heading=_("Rules"),
        ),
    ]
    parent_page_types = ["courses.CoursePage"]
    subpage_types = []
    template = "courses/quiz_page.html"
    # Never the questions: a search would tell what a quiz asks before it opens.
    search_fields = [
        *Page.search_fields,
        index.SearchField("folded_title", boost=4),
        index.AutocompleteField("folded_title"),
        index.SearchField("folded_intro"),
        index.FilterField("audience"),
        index.FilterField("school"),
    ]

    class Meta:
        verbose_name = _("quiz")
        verbose_name_plural = _("quizzes")

    def clean(self):
        super().clean()
        if self.opens_at and self.closes_at and self.closes_at <= self.opens_at:
            raise ValidationError({"closes_at": gettext("It must close after it opens.")})

    def save(self, *args, **kwargs):
        self.set_school()
        super().save(*args, **kwargs)

    def serve(self, request, *args, **kwargs):
        from courses import papers

        return papers.serve_quiz(self, request)

    def get_context(self, request, *args, **kwargs):
        from courses import papers

        context = {**super().get_context(request, *args, **kwargs), **papers.quiz_context(self)}
        return context | papers.drafted(self) if getattr(request, "is_preview", False) else context

    def folded_title(self):
        return fold(self.title)

    def folded_intro(self):
        return fold(self.intro)

    @property
    def uid(self):
        """What addresses call it; the same in all revisions."""
        return self.translation_key

    @cached_property
    def paper(self):
        """The paper that is asked now; None before the first publishing."""
        return self.papers.order_by("-made_at", "-number").first()

    def is_open(self, at=None):
        at = at or timezone.now()
        return (not self.opens_at or self.opens_at <= at) and (not self.closes_at or at < self.closes_at)

    def pin_paper(self):
        """Keep the questions as they are now; publishing the same again makes no new paper."""
        parts, items = [], []
        for part in self.parts:
            told = part.value
            questions = [question for question in find_questions(told["questions"]).values() if question]
            items += [(len(parts), question.current, told["points"]) for question in questions]
            parts.append(
                {
                    "title": told["title"],
                    "instructions": told.get("instructions") or "",
                    "shuffle": bool(told.get("shuffle")),
                    "shuffle_options": bool(told.get("shuffle_options")),
                }
            )
        content = [parts, [[part, str(version.pk), str(points)] for part, version, points in items]]
        digest = hashlib.sha256(json.dumps([self.practice, content]).encode()).hexdigest()
        if self.paper and self.paper.digest == digest:
            return self.paper
        passages = {version.passage for _p, version, _q in items if version.passage_id}
        for told in passages | {version for _p, version, _q in items}:
            # Made ahead by a task, but a paper is not asked before all are there.
            for picture in told.pictures():
                pictures.make_copies(picture)
        with transaction.atomic():
            paper = QuizPaper.objects.create(
                page=self,
                title=self.title,
                number=self.papers.count() + 1,
                practice=self.practice,
                parts=parts,
                digest=digest,
            )
            PaperItem.objects.bulk_create(
                PaperItem(paper=paper, place=place, part=part, version=version, points=points)
                for place, (part, version, points) in enumerate(items, start=1)
            )
            QuestionVersion.objects.filter(
                pk__in=[version.pk for _p, version, _q in items], used_at=None
            ).update(used_at=timezone.now())
            Passage.objects.filter(versions__in=[version for _p, version, _q in items], used_at=None).update(
                used_at=timezone.now()
            )
        self.__dict__.pop("paper", None)
        return paper


class QuizPaper(models.Model):
    """A quiz as it stood when it was published: exact questions and points. Never changes."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    # Kept when the page is deleted: work that was begun is still taken in and marked.
    page = models.ForeignKey(QuizPage, models.SET_NULL, null=True, related_name="papers")
    title = models.CharField(max_length=255)
    number = models.PositiveIntegerField()
    practice = models.BooleanField(default=False)
    parts = models.JSONField(default=list)
    digest = models.CharField(max_length=64)
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("paper")
        verbose_name_plural = _("papers")

    def __str__(self):
        return f"{self.title} ({self.number})"

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

    class Meta:
        constraints = [models.UniqueConstraint(fields=["paper", "place"], name="paper_place")]

    def __str__(self):
        return f"{self.paper} {self.place}"
