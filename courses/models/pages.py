"""The tree of e-lectures: subject → course → lecture."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page

from courses.blocks import lecture_blocks
from courses.fields import BodyField
from students.models import School, Subject

from .audience import ForReaders, ReadableManager


class SubjectPage(Page):
    """A school subject (môn học); its courses lie under it."""

    subject = models.ForeignKey(Subject, models.PROTECT, related_name="+", verbose_name=_("subject"))
    intro = models.TextField(_("introduction"), max_length=500, blank=True)

    content_panels = [*Page.content_panels, FieldPanel("subject"), FieldPanel("intro")]
    subpage_types = ["courses.CoursePage"]

    class Meta:
        verbose_name = _("subject page")
        verbose_name_plural = _("subject pages")


class CoursePage(Page):
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
    # Empty: a course of the province, shared by all schools.
    school = models.ForeignKey(
        School, models.PROTECT, null=True, blank=True, related_name="courses", verbose_name=_("school")
    )

    content_panels = [
        *Page.content_panels,
        FieldPanel("grade"),
        FieldPanel("school"),
        FieldPanel("intro"),
        FieldPanel("cover"),
    ]
    parent_page_types = ["courses.SubjectPage"]
    subpage_types = ["courses.LecturePage"]

    class Meta:
        verbose_name = _("course page")
        verbose_name_plural = _("course pages")


class LecturePage(ForReaders, Page):
    """An e-lecture (bài giảng điện tử)."""

    summary = models.TextField(_("in one or two sentences"), max_length=300, blank=True)
    objectives = models.TextField(_("objectives"), max_length=1000, blank=True)
    minutes = models.PositiveSmallIntegerField(
        _("minutes"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(240)]
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
    # Bytes by what they are for: {"page", "pictures", "sound", "video", "files"}; see courses/weight.py.
    weight = models.JSONField(default=dict, blank=True, editable=False)

    objects = ReadableManager()

    content_panels = [
        *Page.content_panels,
        FieldPanel("summary"),
        FieldPanel("objectives"),
        FieldPanel("minutes"),
        FieldPanel("audience"),
        FieldPanel("cover"),
        FieldPanel("body"),
    ]
    parent_page_types = ["courses.CoursePage"]
    subpage_types = []

    class Meta:
        verbose_name = _("lecture")
        verbose_name_plural = _("lectures")

    def save(self, *args, **kwargs):
        self.set_school()
        super().save(*args, **kwargs)
