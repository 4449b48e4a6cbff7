"""Who told something of their people's culture, and what they agreed to. Nothing is shown beyond that."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.authoring import works_for_all_schools
from lms.models import Scan
from lms.models.scans import ScanQuerySet
from lms.text import fold, tidy
from students.abilities import scope_for
from students.models import EthnicGroup, Place, School


def word_path(agreement, name):
    """Under a name that nobody can guess; the web server serves none of it."""
    return f"papers/words/{uuid.uuid4().hex}.{name.rpartition('.')[2]}"


class AgreementQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Of the own school; all, for who works for all schools."""
        scope = scope_for(user, "collect culture")
        if scope.everywhere or (scope.kinds and works_for_all_schools(user)):
            return self
        return self.filter(school__in=scope.staff_school_ids - {None})

    def in_force(self):
        return self.filter(withdrawn_at=None)


class TellerAgreement(models.Model):
    """What one person who tells, sings or shows agreed to: on paper, by thumbprint or in recorded words."""

    class How(models.TextChoices):
        PAPER = "paper", _("signed on paper")
        THUMB = "thumb", _("by thumbprint")
        SPOKEN = "spoken", _("in words that were recorded")

    # What may be agreed to, one by one: field, as it is said, as a page would show it.
    ALLOWED = {
        "may_name": _("the name is shown"),
        "may_voice": _("the recorded voice is heard"),
        "may_picture": _("a photo is shown"),
        "may_film": _("a film is shown"),
        "may_be_used": _("others may use it, with the source named"),
    }

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    teller_name = models.CharField(_("who tells"), max_length=80)
    name_fold = models.CharField(max_length=80, editable=False, db_index=True)
    people = models.ForeignKey(
        EthnicGroup,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("ethnic group"),
        help_text=_("Only when they want it said."),
    )
    commune = models.ForeignKey(
        Place,
        models.PROTECT,
        related_name="+",
        verbose_name=_("commune"),
        limit_choices_to={"scheme": "since_2025", "level": "commune"},
    )
    village = models.CharField(_("village"), max_length=80, blank=True)
    contact = models.CharField(
        _("how to reach them"),
        max_length=160,
        blank=True,
        help_text=_("Read only by those who collect at this school; never published."),
    )
    told = models.CharField(_("what they told"), max_length=200)
    how = models.CharField(_("how they agreed"), max_length=10, choices=How)
    agreed_on = models.DateField(_("agreed on"))
    may_name = models.BooleanField(_("the name is shown"), default=False)
    may_voice = models.BooleanField(_("the recorded voice is heard"), default=False)
    may_picture = models.BooleanField(_("a photo is shown"), default=False)
    may_film = models.BooleanField(_("a film is shown"), default=False)
    may_be_used = models.BooleanField(_("others may use it, with the source named"), default=False)
    conditions = models.CharField(
        _("in their own words"),
        max_length=400,
        blank=True,
        help_text=_("What they ask for: not to be sung at the wrong season, to be read before …"),
    )
    word = models.FileField(_("recorded words"), upload_to=word_path, blank=True)
    # Where it was collected; empty for who works for the province.
    school = models.ForeignKey(School, models.PROTECT, null=True, blank=True, related_name="+")
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)
    withdrawn_why = models.CharField(_("reason"), max_length=300, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = AgreementQuerySet.as_manager()

    class Meta:
        verbose_name = _("agreement of a teller")
        verbose_name_plural = _("agreements of tellers")
        indexes = [models.Index(fields=["school", "-agreed_on"], name="agreements_of_school")]

    def __str__(self):
        return f"{self.teller_name} – {self.told}"[:200]

    def save(self, *args, update_fields=None, **kwargs):
        self.teller_name = tidy(self.teller_name)
        self.name_fold = fold(self.teller_name)[:80]
        if update_fields is not None and "teller_name" in update_fields:
            update_fields = {*update_fields, "name_fold"}
        super().save(*args, update_fields=update_fields, **kwargs)

    def get_absolute_url(self):
        return reverse("home:agreement", args=[self.uid])

    @property
    def in_log(self):
        # Who told, and what, may name people and goes a year after it was taken back; the log stays.
        return f"{self.commune}, {self.agreed_on:%d/%m/%Y}"

    @property
    def allowed(self):
        """What they agreed to, in words."""
        return [words for field, words in self.ALLOWED.items() if getattr(self, field)]

    @property
    def is_proven(self):
        """Whether the paper or the recorded words are kept."""
        if self.how == self.How.SPOKEN:
            return bool(self.word)
        return self.scans.standing().exists()

    @property
    def shown_name(self):
        """The name as readers may know it; empty when it is not to be shown."""
        return self.teller_name if self.may_name and not self.withdrawn_at else ""


class PartTakenBack(models.Model):
    """A part of what was agreed to that a teller took back, and in which words; all of it: see above."""

    agreement = models.ForeignKey(TellerAgreement, models.CASCADE, related_name="parts_taken_back")
    # Of TellerAgreement.ALLOWED, their keys.
    fields = models.JSONField(_("what was taken back"))
    # In somebody's own words, which may name people: as long as it can be asked why, and in no log.
    why = models.CharField(_("reason"), max_length=300)
    at = models.DateTimeField(_("taken back"), default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("part of an agreement taken back")
        verbose_name_plural = _("parts of agreements taken back")
        ordering = ["at", "pk"]

    def __str__(self):
        return f"{self.agreement_id} {', '.join(self.fields)}"

    @property
    def said(self):
        """What it was, in words."""
        # Which it was nobody wrote down at first.
        told = [words for field, words in TellerAgreement.ALLOWED.items() if field in self.fields]
        return told or [_("a part of it")]


class AgreementScanQuerySet(ScanQuerySet):
    def visible_to(self, user):
        return self.filter(agreement__in=TellerAgreement.objects.visible_to(user))


class AgreementScan(Scan):
    agreement = models.ForeignKey(TellerAgreement, models.PROTECT, related_name="scans")

    objects = AgreementScanQuerySet.as_manager()

    class Meta:
        verbose_name = _("scan of a teller's agreement")
        verbose_name_plural = _("scans of tellers' agreements")
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "content_hash"],
                condition=Q(struck_at=None),
                name="agreement_scan_once",
            ),
            models.CheckConstraint(
                condition=Q(struck_at=None) | ~Q(struck_reason=""),
                name="agreement_scan_struck_with_a_reason",
            ),
        ]

    @property
    def paper_shown(self):
        return self.agreement
