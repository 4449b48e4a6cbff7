import random
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.models import Page
from wagtail.search import index

from courses import paper_codes
from courses.blocks.quiz_part import PartBlock
from courses.fields import BodyField
from courses.forms.pages import QuizPageForm
from lms.text import fold, tidy

from .audience import ForReaders, QuizManager
from .pages import TreePage


def new_seed():
    return random.SystemRandom().getrandbits(62)


class QuizPage(ForReaders, TreePage):
    """A quiz (bài kiểm tra) or practice (bài luyện). Publishing pins its questions as a paper."""

    class Feedback(models.TextChoices):
        AFTER_SUBMIT = "after_submit", _("right after submitting")
        AFTER_CLOSE = "after_close", _("after the quiz closes")
        WHEN_RELEASED = "when_released", _("when the teacher releases the marks")
        KEY_AFTER_CLOSE = "key_after_close", _("right after submitting; the right answers after the close")
        DETAIL = "detail", _("as ticked below")

    class Sections(models.TextChoices):
        ALL = "all", _("all parts on one page")
        FREE = "free", _("one part after the other, forwards and back")
        FORWARD = "forward", _("one part after the other, forwards only")

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
        _("the pupil sees the mark"), max_length=16, choices=Feedback, default=Feedback.AFTER_SUBMIT
    )

    # What «as ticked below» shows at each moment (courses/review_rules.py).
    review_submitted = models.JSONField(_("right after submitting"), default=list, blank=True)
    review_open = models.JSONField(_("later, while the quiz is open"), default=list, blank=True)
    review_closed = models.JSONField(
        _("after the close, or when marks are released"), default=list, blank=True
    )
    password = models.CharField(
        _("password"),
        max_length=40,
        blank=True,
        help_text=_("Said in class; without it nobody begins. Empty: none is asked for."),
    )
    sections = models.CharField(_("parts of the paper"), max_length=8, choices=Sections, default=Sections.ALL)
    codes = models.PositiveSmallIntegerField(
        _("paper codes"),
        default=1,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(paper_codes.MOST)],
        help_text=_(
            "How many papers with codes of their own (mã đề) it has, at most 24. Neighbours in the class "
            "list get different ones. 1: a paper without a code."
        ),
    )
    draws_each = models.BooleanField(
        _("each code draws its own questions"),
        default=False,
        help_text=_("Otherwise all codes ask the same questions, each in its own order."),
    )
    # What is drawn and shuffled for a paper follows from it; another one draws again.
    draw_seed = models.BigIntegerField(default=new_seed, editable=False)

    anonymous_marking = models.BooleanField(
        _("mark without names"),
        default=False,
        help_text=_("On the marking desk no pupil is named until the whole class is marked."),
    )
    second_marker = models.BooleanField(
        _("two teachers mark"),
        default=False,
        help_text=_("What is marked by hand is marked by two, each without seeing the other's points."),
    )
    second_tolerance = models.DecimalField(
        _("how far apart two markers may be"),
        max_digits=4,
        decimal_places=2,
        default=Decimal("0.5"),
        validators=[MinValueValidator(Decimal(0))],
        help_text=_("In points of a question. Up to this their mean counts; beyond it they agree on points."),
    )

    # The lecture and its block behind which it stands (courses/own_practice.py); mostly none.
    of_lecture = models.ForeignKey(
        "courses.LecturePage",
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="own_practices",
    )
    of_block = models.CharField(max_length=36, blank=True, editable=False)

    objects = QuizManager()
    base_form_class = QuizPageForm
    exclude_fields_in_copy = ["of_lecture", "of_block"]

    content_panels = [
        *Page.content_panels,
        FieldPanel("practice"),
        FieldPanel("intro"),
        FieldPanel("parts"),
        MultiFieldPanel(
            [FieldPanel("codes"), FieldPanel("draws_each"), FieldPanel("draw_again")],
            heading=_("Paper codes and draws"),
        ),
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
                    help_text=_(
                        "A pupil sees points and own answers. The right answers come only where the choice "
                        "says so, when nobody can sit the quiz any more."
                    ),
                ),
                FieldPanel(
                    "sections",
                    help_text=_(
                        "Forwards only: the page leads no way back, and a form sent again changes nothing in "
                        "a part that was left. What a tablet kept without signal is always taken in."
                    ),
                ),
                FieldPanel("password"),
                FieldPanel("audience"),
            ],
            heading=_("Rules"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("anonymous_marking"),
                FieldPanel("second_marker"),
                FieldPanel("second_tolerance"),
            ],
            heading=_("Marking by hand"),
        ),
        MultiFieldPanel(
            [FieldPanel("review_submitted"), FieldPanel("review_open"), FieldPanel("review_closed")],
            heading=_("What the pupil sees, when ticked one by one"),
            help_text=_(
                "Only for «as ticked below». Right answers come out only when no class and no pupil can sit "
                "the quiz any more."
            ),
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
        index.FilterField("of_lecture"),
    ]

    class Meta:
        verbose_name = _("quiz")
        verbose_name_plural = _("quizzes")
        constraints = [
            models.UniqueConstraint(
                fields=["of_lecture", "of_block"],
                condition=models.Q(of_lecture__isnull=False),
                name="practice_of_block_once",
            )
        ]

    def clean(self):
        super().clean()
        if self.opens_at and self.closes_at and self.closes_at <= self.opens_at:
            raise ValidationError({"closes_at": gettext("It must close after it opens.")})
        if sentence := paper_codes.problem(self):
            raise ValidationError({"codes": sentence})

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

    @classmethod
    def open_for(cls, user):
        """What stands behind a lecture opens with it."""
        from .pages import LecturePage

        if (opened := LecturePage.open_for(user)) == models.Q():
            return opened
        return models.Q(of_lecture=None) | models.Q(
            of_lecture__in=LecturePage.objects.filter(opened).values("pk")
        )

    def is_open_to_all(self):
        return super().is_open_to_all() and (self.of_lecture is None or self.of_lecture.is_open_to_all())

    def may_be_read_by(self, user):
        if self.of_lecture and not self.of_lecture.may_be_read_by(user):
            return False
        return super().may_be_read_by(user)

    def folded_title(self):
        return fold(self.title)

    def folded_intro(self):
        return fold(self.intro)

    @property
    def uid(self):
        """What addresses call it; the same in all revisions."""
        return self.translation_key

    @cached_property
    def edition(self):
        """The papers that are asked now, by their codes; none before the first publishing."""
        return list(self.papers.newest().order_by("code"))

    @cached_property
    def contest(self):
        """The key of the session of a competition whose paper this is; None for all other quizzes."""
        from .competitions import RoundSession

        return RoundSession.objects.filter(page=self.pk).values_list("pk", flat=True).first()

    @property
    def paper(self):
        """The paper that is asked now, with codes the first of them; None before the first publishing."""
        return self.edition[0] if self.edition else None

    def paper_for(self, student, earlier=0):
        """The paper that `student` sits after so many `earlier` tries."""
        return self.edition[paper_codes.turn_of(student, earlier, len(self.edition))]

    def is_password(self, typed):
        """Whether it may be begun with what was `typed`; capitals and spaces around do not matter."""
        wanted, told = (tidy(text).casefold().encode() for text in (self.password, typed))
        return not wanted or constant_time_compare(wanted, told)

    def is_open(self, at=None):
        at = at or timezone.now()
        return (not self.opens_at or self.opens_at <= at) and (not self.closes_at or at < self.closes_at)

    def pin_paper(self):
        """Keep the questions as they are now; publishing the same again makes no new paper."""
        from courses import editions

        editions.make(self)
        self.__dict__.pop("edition", None)
        return self.paper
