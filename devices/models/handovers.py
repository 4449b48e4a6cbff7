import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from students import scope
from students.abilities import scope_for


class HandoverQuerySet(models.QuerySet):
    def visible_to(self, user, to=None):
        mine = scope_for(user, to) if to else scope.of(user)
        if mine.everywhere:
            return self
        from .ledger import Assignment

        led = self.model.objects.filter(
            Q(school__in=mine.led_school_ids) | Q(school__commune__in=mine.commune_ids)
        ).values("pk")
        held = Assignment.objects.held_under(user, to).values("handover")
        # A union, as for devices: one OR over both makes PostgreSQL read every paper.
        return self.filter(pk__in=led.union(held, all=True))


class Handover(models.Model):
    """One paper (biên bản bàn giao), signed once, with a line for each thing that went over."""

    class SignedHow(models.TextChoices):
        SIGNED = "signed", _("signed")
        THUMBPRINT = "thumbprint", _("thumbprint")
        SIGNED_FOR = "signed_for", _("somebody signed for the receiver")

    class Relation(models.TextChoices):
        SELF = "self", _("the pupil")
        FATHER = "father", _("father")
        MOTHER = "mother", _("mother")
        GRANDPARENT = "grandparent", _("grandparent")
        OTHER = "other", _("another guardian")
        TEACHER = "teacher", _("teacher")
        KEEPER = "keeper", _("keeper of the place")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school = models.ForeignKey(
        "students.School", models.PROTECT, related_name="handovers", verbose_name=_("school")
    )
    # «12/BBBG-2026»: counted within the school and the calendar year.
    year = models.PositiveSmallIntegerField()
    sequence = models.PositiveIntegerField()
    number = models.CharField(_("number"), max_length=40)
    place = models.CharField(_("place"), max_length=160)
    signed_on = models.DateField(_("date"))
    pupil = models.ForeignKey(
        "students.Student",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="handovers",
        verbose_name=_("pupil"),
    )
    class_name = models.CharField(_("class"), max_length=30, blank=True)
    giver = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    giver_name = models.CharField(_("giver"), max_length=120)
    receiver_name = models.CharField(_("receiver"), max_length=120)
    relation = models.CharField(_("relation to the pupil"), max_length=12, choices=Relation)
    signed_how = models.CharField(
        _("how it was signed"), max_length=12, choices=SignedHow, default=SignedHow.SIGNED
    )
    # Who signed in the receiver's place, and why the receiver could not.
    signer_name = models.CharField(_("signed for the receiver by"), max_length=120, blank=True)
    signer_reason = models.CharField(_("why somebody else signed"), max_length=200, blank=True)
    terms_version = models.CharField(max_length=20)
    request_id = models.UUIDField(unique=True, default=uuid.uuid4)
    recorded_at = models.DateTimeField(auto_now_add=True)
    # When its time to be kept was over and the names in it went (devices/papers_kept.py).
    forgotten_on = models.DateField(null=True, blank=True, editable=False)

    objects = HandoverQuerySet.as_manager()

    class Meta:
        verbose_name = _("hand-over record")
        verbose_name_plural = _("hand-over records")
        ordering = ["-signed_on", "-recorded_at"]
        constraints = [
            models.UniqueConstraint(fields=["school", "year", "sequence"], name="handover_number_once")
        ]
        indexes = [models.Index(fields=["school", "-signed_on"], name="handover_school_day")]

    def __str__(self):
        return self.number
