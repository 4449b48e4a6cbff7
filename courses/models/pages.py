"""The tree of e-lectures: subject → course → lecture."""

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    MultiFieldPanel,
    ObjectList,
    TabbedInterface,
)
from wagtail.models import Page
from wagtail.search import index

from courses import completion, opening, outline, own_practice, reading, weight
from courses.blocks import lecture_blocks
from courses.fields import BodyField
from courses.forms.pages import LecturePageForm
from lms.slugs import VietnameseSlug
from lms.text import fold
from students.models import School, Subject

from .asked_first import AskedFirst
from .audience import ForReaders, ReadableManager
from .credits import Credited


class TreePage(AskedFirst, VietnameseSlug, Page):
    """What the pages of courses have in common."""

    # Who may read is said by `audience`; Wagtail's own passwords would slip past the kept HTML.
    private_page_options = []
    promote_panels = [
        MultiFieldPanel(
            [
                FieldPanel("slug"),
                FieldPanel("seo_title"),
                FieldPanel("search_description"),
                FieldPanel("show_in_menus"),
            ],
            heading=_("Address and search engines"),
        )
    ]

    class Meta:
        abstract = True

    @property
    def public_id(self):
        """The page's name for browsers: random, and the same through every revision."""
        return self.translation_key


class SubjectPage(TreePage):
    """A school subject (môn học); its courses lie under it."""

    subject = models.ForeignKey(Subject, models.PROTECT, related_name="+", verbose_name=_("subject"))
    intro = models.TextField(_("introduction"), max_length=500, blank=True)

    content_panels = [*Page.content_panels, FieldPanel("subject"), FieldPanel("intro")]
    parent_page_types = ["home.HomePage"]
    subpage_types = ["courses.CoursePage"]
    template = "courses/subject_page.html"

    class Meta:
        verbose_name = _("subject page")
        verbose_name_plural = _("subject pages")

    def serve(self, request, *args, **kwargs):
        return reading.serve_subject(self, request)

    def get_context(self, request, *args, **kwargs):
        return {
            **super().get_context(request, *args, **kwargs),
            **reading.subject_context(self, request.user),
        }


class CoursePage(TreePage):
    """A course of one subject for one grade, or on one topic."""

    grade = models.PositiveSmallIntegerField(
        _("grade"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(12)]
    )
    intro = models.TextField(_("introduction"), max_length=500, blank=True)
    cover = models.ForeignKey(
        "lms.Picture",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("cover picture"),
    )
    in_order = models.BooleanField(
        _("one lecture after the other"),
        default=False,
        help_text=_("Pupils are told to do the lecture before first. Nobody is kept from reading on."),
    )
    # Empty: a course of the province, shared by all schools.
    school = models.ForeignKey(
        School,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="courses",
        verbose_name=_("school"),
        help_text=_("Whose authors write here. Leave it empty for a course of the province."),
    )

    content_panels = [
        *Page.content_panels,
        FieldRowPanel([FieldPanel("grade"), FieldPanel("school")]),
        FieldPanel("intro"),
        FieldPanel("in_order"),
        FieldPanel("cover"),
    ]
    parent_page_types = ["courses.SubjectPage"]
    subpage_types = ["courses.LecturePage", "courses.QuizPage"]
    template = "courses/course_page.html"

    class Meta:
        verbose_name = _("course page")
        verbose_name_plural = _("course pages")

    @property
    def school_beside_title(self):
        """The school, unless the title says it: courses opened for a teacher bear its name."""
        return self.school if self.school_id and self.school.name not in self.title else None

    def serve(self, request, *args, **kwargs):
        return reading.serve_course(self, request)

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        return {**context, **reading.course_context(self, request.user)}


class LecturePage(ForReaders, Credited, TreePage):
    """An e-lecture (bài giảng điện tử)."""

    class DoneBy(models.TextChoices):
        READ = completion.READ, _("has read all parts, or says so")
        SHARE = completion.SHARE, _("has read a share of the parts")
        PRACTICE = completion.PRACTICE, _("has the practice right, at least so far")
        TASK = completion.TASK, _("has handed in the task")
        TEACHER = completion.TEACHER, _("is told so by the teacher")

    summary = models.TextField(
        _("in one or two sentences"),
        max_length=300,
        blank=True,
        help_text=_("Shown in lists and in search, so that a pupil knows what it is about."),
    )
    objectives = models.TextField(
        _("objectives"),
        max_length=1000,
        blank=True,
        help_text=_("What the pupil can do afterwards; one on each line."),
    )
    minutes = models.PositiveSmallIntegerField(
        _("minutes"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(240)],
        help_text=_("How long a pupil needs, about."),
    )
    cover = models.ForeignKey(
        "lms.Picture",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("cover picture"),
    )
    body = BodyField(lecture_blocks(), verbose_name=_("lecture"), blank=True)
    is_pattern = models.BooleanField(
        _("may serve as a pattern"),
        default=False,
        help_text=_("Whoever begins a new lecture in this course finds it among the patterns."),
    )
    done_by = models.CharField(
        _("it is done when the pupil"), max_length=10, choices=DoneBy, default=DoneBy.READ
    )
    done_share = models.PositiveSmallIntegerField(
        _("how many per cent"),
        default=80,
        validators=[MinValueValidator(1), MaxValueValidator(100)],
        help_text=_("For a share of the parts, or of the practice that is right."),
    )
    opens_on = models.DateField(
        _("opens on"),
        null=True,
        blank=True,
        help_text=_(
            "Before this day pupils see its title and the day alone. Empty: open as soon as it is published. "
            "A teacher may give the own class another day."
        ),
    )
    needs = ParentalManyToManyField(
        "self",
        symmetrical=False,
        blank=True,
        related_name="needed_for",
        verbose_name=_("to be done before"),
        help_text=_("Lectures of this course that a pupil is told to do first."),
    )
    # What it is made of (courses/outline.py), and by which rule its readers were judged last.
    outline = models.JSONField(default=dict, blank=True, editable=False)
    judged_by = models.CharField(max_length=20, default=completion.READ, editable=False)
    # Bytes by kind, worked out by a task on publishing: see courses/weight.py.
    weight = models.JSONField(default=dict, blank=True, editable=False)

    objects = ReadableManager()
    base_form_class = LecturePageForm

    content_panels = [
        *Page.content_panels,
        FieldPanel("summary"),
        FieldPanel("objectives"),
        FieldRowPanel([FieldPanel("minutes"), FieldPanel("language"), FieldPanel("audience")]),
        FieldPanel("cover"),
        FieldPanel("body"),
        MultiFieldPanel(
            [
                FieldPanel("opens_on"),
                FieldPanel("needs", widget=forms.CheckboxSelectMultiple),
            ],
            heading=_("When it opens, and what comes before"),
        ),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("done_by"), FieldPanel("done_share")])],
            heading=_("When the lecture is done"),
            help_text=_(
                "Pupils read it above and below the lecture. When it changes, everybody is judged anew from "
                "what they have done."
            ),
        ),
    ]
    credit_panels = [
        FieldPanel("authors"),
        FieldPanel("sources"),
        FieldRowPanel([FieldPanel("licence"), FieldPanel("licence_holder")]),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("contest_name"), FieldPanel("contest_year")]),
                FieldRowPanel([FieldPanel("contest_position"), FieldPanel("contest_school")]),
                FieldPanel("contest_logo"),
                FieldPanel("contest_contact"),
            ],
            heading=_("Made for a contest of e-lectures"),
        ),
        FieldPanel("is_pattern"),
    ]
    edit_handler = TabbedInterface(
        [
            ObjectList(content_panels, heading=_("What pupils read")),
            ObjectList(credit_panels, heading=_("Authors, sources, licence")),
            ObjectList(TreePage.promote_panels, heading=_("Address")),
            ObjectList(Page.settings_panels, heading=_("Dates and comments")),
        ],
        base_form_class=LecturePageForm,
    )
    parent_page_types = ["courses.CoursePage"]
    subpage_types = []
    template = "courses/lecture_page.html"
    search_fields = [
        *Page.search_fields,
        # Folded, so that «dien bien» finds «Điện Biên» on either database.
        index.SearchField("folded_title", boost=4),
        index.AutocompleteField("folded_title"),
        index.SearchField("folded_summary", boost=2),
        index.SearchField("folded_body"),
        index.FilterField("audience"),
        index.FilterField("school"),
        index.FilterField("opens_on"),
        index.FilterField("language"),
    ]

    class Meta:
        verbose_name = _("lecture")
        verbose_name_plural = _("lectures")

    def save(self, *args, update_fields=None, **kwargs):
        self.set_school()
        if update_fields is None:
            self.set_outline()
        super().save(*args, update_fields=update_fields, **kwargs)

    def set_outline(self):
        self.outline = outline.of(self.body)
        if self.pk:
            self.outline["practices"] += own_practice.keys_of(self)

    @classmethod
    def open_for(cls, user):
        return opening.open_for(user)

    def is_open_to_all(self):
        opened = self.opens_on is None or self.opens_on <= timezone.localdate()
        return opened and super().is_open_to_all()

    def may_be_read_by(self, user):
        return self.is_open_to_all() or (self.is_meant_for(user) and opening.day_for(self, user) is None)

    @property
    def is_still_closed(self):
        """Whether its day for everybody has not come yet."""
        return self.opens_on is not None and self.opens_on > timezone.localdate()

    @property
    def rule(self):
        return completion.Rule(self.done_by, self.done_share)

    def serve(self, request, *args, **kwargs):
        return reading.serve_lecture(self, request)

    def get_context(self, request, *args, **kwargs):
        context = {**super().get_context(request, *args, **kwargs), **reading.lecture_context(self)}
        if getattr(request, "is_preview", False):
            context["too_heavy"] = weight.warnings(self.body)
        return context

    def folded_title(self):
        return fold(self.title)

    def folded_summary(self):
        return fold(f"{self.summary} {self.objectives}")

    def folded_body(self):
        return fold(" ".join(self.body.stream_block.get_searchable_content(self.body)))[:20_000]
