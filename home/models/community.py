"""Who speaks for a people's culture here, and what they said to an entry as it was worded."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from students.models import EthnicGroup, Place


class ApproverQuerySet(models.QuerySet):
    def on(self, day):
        return self.filter(Q(ends_on=None) | Q(ends_on__gte=day), starts_on__lte=day)

    def of(self, user):
        """What `user` may speak for today."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        return self.on(timezone.localdate()).filter(user=user)


class CommunityApprover(models.Model):
    """Somebody of a people who reads what is told of it before it is published: from–to, and by whom."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="speaks_for",
        verbose_name=_("person"),
    )
    people = models.ForeignKey(EthnicGroup, models.PROTECT, related_name="+", verbose_name=_("ethnic group"))
    # Empty: wherever in the province this people lives.
    commune = models.ForeignKey(
        Place,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("commune"),
        limit_choices_to={"scheme": "since_2025", "level": "commune"},
    )
    starts_on = models.DateField(_("from"), default=timezone.localdate)
    ends_on = models.DateField(_("to"), null=True, blank=True)
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = ApproverQuerySet.as_manager()

    class Meta:
        verbose_name = _("approver of a community")
        verbose_name_plural = _("approvers of communities")
        ordering = ["people", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "people", "commune"],
                condition=Q(ends_on=None),
                name="speaks_once_in_a_commune",
            ),
            models.UniqueConstraint(
                fields=["user", "people"],
                condition=Q(ends_on=None, commune=None),
                name="speaks_once_for_a_people",
            ),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")), name="speaks_from_to"
            ),
        ]

    def __str__(self):
        return f"{self.user} – {self.people}"


class WordQuerySet(models.QuerySet):
    def visible_to(self, user):
        """On entries that `user` speaks about today, said or not."""
        theirs = Q(pk=None)
        for row in CommunityApprover.objects.of(user):
            mine = Q(people=row.people_id)
            if row.commune_id:
                mine &= Q(page__communes=row.commune_id)
            theirs |= mine
        # By its key: an entry of two communes is still one.
        return self.filter(pk__in=CommunityWord.objects.filter(theirs).values("pk")).select_related(
            "page", "people"
        )


class CommunityWord(models.Model):
    """What was said, for one people, to one wording of an entry (`digest`); another wording asks anew."""

    class State(models.TextChoices):
        ASKED = "asked", _("waits for the community")
        APPROVED = "approved", _("approved by the community")
        DECLINED = "declined", _("not approved by the community")

    page = models.ForeignKey("home.CultureEntryPage", models.CASCADE, related_name="words")
    people = models.ForeignKey(EthnicGroup, models.PROTECT, related_name="+", verbose_name=_("ethnic group"))
    digest = models.CharField(max_length=64)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.ASKED)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    asked_at = models.DateTimeField(auto_now_add=True)
    said_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    said_at = models.DateTimeField(_("said"), null=True, blank=True)
    # An elder without an account, whose word the approver writes down.
    word_of = models.CharField(_("whose word it is"), max_length=160, blank=True)
    remark = models.CharField(_("remark"), max_length=500, blank=True)

    objects = WordQuerySet.as_manager()

    class Meta:
        verbose_name = _("word of a community")
        verbose_name_plural = _("words of communities")
        ordering = ["asked_at", "pk"]
        indexes = [models.Index(fields=["state", "people"], name="community_waiting")]
        constraints = [
            models.UniqueConstraint(fields=["page", "people", "digest"], name="one_word_for_a_wording")
        ]

    def __str__(self):
        return f"{self.page} – {self.people}: {self.get_state_display()}"
