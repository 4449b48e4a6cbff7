"""The archive of culture: festivals, customs, crafts, songs … of the peoples of the province."""

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    TabbedInterface,
)
from wagtail.models import Orderable, Page, PageManager
from wagtail.query import PageQuerySet

from courses.fields import BodyField
from courses.models import Licence
from courses.models.asked_first import AskedFirst
from courses.models.credits import lines_of
from home.blocks import culture_blocks
from home.culture import seasons
from home.forms.pages import EntryPageForm
from lms.slugs import VietnameseSlug
from lms.text import fold
from students.models import EthnicGroup, Place

from .agreements import TellerAgreement
from .kinds import CultureKind
from .spoken import Spoken

FOLDED_LONGEST = 20_000


class CultureIndexPage(AskedFirst, VietnameseSlug, Page):
    """The archive: entries by people, commune, kind and month."""

    intro = models.TextField(_("introduction"), max_length=400, blank=True)

    content_panels = [*Page.content_panels, FieldPanel("intro")]
    max_count = 1
    parent_page_types = ["home.HomePage"]
    subpage_types = ["home.CultureEntryPage"]
    template = "home/culture/index.html"

    class Meta:
        verbose_name = _("culture archive")
        verbose_name_plural = _("culture archive")

    def get_context(self, request, *args, **kwargs):
        from home.culture import browsing

        return {**super().get_context(request, *args, **kwargs), **browsing.context(request)}


class EntryQuerySet(PageQuerySet):
    def public_ones(self):
        return self.live().public()

    def newest(self):
        return (
            self.public_ones()
            .select_related("cover", "kind")
            .prefetch_related("peoples", "communes")
            .order_by("-first_published_at", "-pk")
        )


class CultureEntryPage(Spoken, AskedFirst, VietnameseSlug, Page):
    """One thing of a people's culture; published only as far as its tellers and its community agree
    (home/culture/gate.py)."""

    kind = models.ForeignKey(CultureKind, models.PROTECT, related_name="entries", verbose_name=_("kind"))
    summary = models.TextField(_("in one or two sentences"), max_length=300, blank=True)
    own_name = models.CharField(
        _("its name in the people's language"),
        max_length=120,
        blank=True,
        help_text=_("In Latin letters or in those of the Thái."),
    )
    peoples = ParentalManyToManyField(EthnicGroup, related_name="+", verbose_name=_("whose culture it is"))
    communes = ParentalManyToManyField(
        Place,
        related_name="+",
        blank=True,
        verbose_name=_("communes"),
        limit_choices_to={"scheme": "since_2025", "level": "commune"},
    )
    villages = models.CharField(_("villages"), max_length=160, blank=True)
    calendar = models.CharField(
        _("calendar"), max_length=8, choices=seasons.Calendar, default=seasons.Calendar.ALL_YEAR
    )
    first_month = models.PositiveSmallIntegerField(
        _("from month"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(12)]
    )
    last_month = models.PositiveSmallIntegerField(
        _("to month"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(12)],
        help_text=_("Over the turn of the year too: from 11 to 1. Empty: one month alone."),
    )
    when = models.CharField(
        _("when, in words"), max_length=160, blank=True, help_text=_("For example: when the new rice is in.")
    )
    # A bit for each month (1 is the first), so that one query finds what is in a month.
    solar_months = models.PositiveSmallIntegerField(default=0, editable=False)
    lunar_months = models.PositiveSmallIntegerField(default=0, editable=False)
    cover = models.ForeignKey(
        "lms.Picture",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("cover picture"),
    )
    body = BodyField(culture_blocks(), verbose_name=_("entry"), blank=True)
    sources = models.TextField(
        _("sources"),
        max_length=2000,
        blank=True,
        help_text=_("Books, archives, pages; one on each line: title, author, year, address."),
    )
    collected_by = models.TextField(
        _("who collected it"),
        max_length=600,
        blank=True,
        help_text=_("One on each line. Pupils by name only when family and child agreed."),
    )
    licence = models.ForeignKey(
        Licence, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("licence")
    )
    licence_holder = models.CharField(
        _("whose work it is"),
        max_length=200,
        blank=True,
        help_text=_("Who gave the permission, or which textbook (title, lesson, page)."),
    )
    folded = models.TextField(default="", editable=False)

    objects = PageManager.from_queryset(EntryQuerySet)()
    base_form_class = EntryPageForm

    content_panels = [
        *Page.content_panels,
        FieldRowPanel([FieldPanel("kind"), FieldPanel("own_name")]),
        FieldPanel("summary"),
        FieldPanel("cover"),
        FieldPanel("body"),
        FieldPanel("readings"),
    ]
    place_panels = [
        FieldPanel("peoples", widget=forms.CheckboxSelectMultiple),
        FieldPanel("communes", widget=forms.CheckboxSelectMultiple),
        FieldPanel("villages"),
        MultiFieldPanel(
            [
                FieldPanel("calendar"),
                FieldRowPanel([FieldPanel("first_month"), FieldPanel("last_month")]),
                FieldPanel("when"),
            ],
            heading=_("When in the year"),
        ),
    ]
    credit_panels = [
        InlinePanel(
            "tellers",
            heading=_("Who told it, and what of them is shown here"),
            help_text=_(
                "Only what they agreed to is published. Agreements are written down under «Collecting»."
            ),
            label=_("teller"),
        ),
        FieldPanel("sources"),
        FieldPanel("collected_by"),
        FieldRowPanel([FieldPanel("licence"), FieldPanel("licence_holder")]),
    ]
    edit_handler = TabbedInterface(
        [
            ObjectList(content_panels, heading=_("What is told")),
            ObjectList(place_panels, heading=_("Whose, where, when")),
            ObjectList(credit_panels, heading=_("Tellers, sources, licence")),
            ObjectList(Page.promote_panels, heading=_("Address")),
            ObjectList(Page.settings_panels, heading=_("Dates and comments")),
        ],
        base_form_class=EntryPageForm,
    )
    parent_page_types = ["home.CultureIndexPage"]
    subpage_types = []
    template = "home/culture/entry.html"

    class Meta:
        verbose_name = _("entry of the culture archive")
        verbose_name_plural = _("entries of the culture archive")

    def clean(self):
        super().clean()
        if self.calendar == seasons.Calendar.ALL_YEAR and (self.first_month or self.last_month):
            raise ValidationError({"calendar": _("Say which calendar the months are of.")})
        if self.calendar != seasons.Calendar.ALL_YEAR and not self.first_month:
            raise ValidationError({"first_month": _("Write the month, or choose «all the year».")})

    def save(self, *args, update_fields=None, **kwargs):
        if update_fields is None:
            self.set_found_by()
        super().save(*args, update_fields=update_fields, **kwargs)

    def set_found_by(self):
        months = seasons.Months(self.calendar, self.first_month, self.last_month)
        self.solar_months, self.lunar_months = months.solar, months.lunar
        self.folded = self.folded_body()

    def serializable_data(self):
        # Worked out whenever the page is saved; a draft keeps no second copy of what it says.
        return {name: value for name, value in super().serializable_data().items() if name != "folded"}

    def get_context(self, request, *args, **kwargs):
        from home.culture import telling

        return {**super().get_context(request, *args, **kwargs), **telling.context(self)}

    @property
    def season(self):
        return seasons.in_words(self.calendar, self.first_month, self.last_month)

    @property
    def source_lines(self):
        return lines_of(self.sources)

    @property
    def collector_lines(self):
        return lines_of(self.collected_by)

    def folded_body(self):
        told = [self.title, self.own_name, self.summary, self.villages]
        told += self.body.stream_block.get_searchable_content(self.body)
        return fold(" ".join(told))[:FOLDED_LONGEST]


class EntryTeller(Orderable):
    """A teller of an entry, and what of them the page shows beside the words."""

    page = ParentalKey(CultureEntryPage, on_delete=models.CASCADE, related_name="tellers")
    agreement = models.ForeignKey(
        TellerAgreement, models.PROTECT, related_name="entries", verbose_name=_("agreement")
    )
    shows_voice = models.BooleanField(_("the voice is heard here"), default=False)
    shows_picture = models.BooleanField(_("is seen in a picture here"), default=False)
    shows_film = models.BooleanField(_("is seen in a film here"), default=False)

    panels = [
        FieldPanel("agreement"),
        FieldRowPanel([FieldPanel("shows_voice"), FieldPanel("shows_picture"), FieldPanel("shows_film")]),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("teller")
        verbose_name_plural = _("tellers")

    def __str__(self):
        return str(self.agreement)
