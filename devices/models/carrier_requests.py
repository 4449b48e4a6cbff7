"""What a carrier is asked to do with a SIM card, and what it answers."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from devices.numbers import random_code

from .connectivity import Carrier, PlanType, Sim


def new_reference():
    return "YC" + random_code(7)


class CarrierReason(models.Model):
    """Why a carrier does not do what it was asked for, in its own code, and what to do next."""

    code = models.SlugField(_("code"), max_length=40, unique=True)
    words = models.CharField(_("reason"), max_length=160)
    next_act = models.CharField(_("what to do next"), max_length=200)

    class Meta:
        verbose_name = _("reason of a carrier")
        verbose_name_plural = _("reasons of carriers")
        ordering = ["code"]

    def __str__(self):
        return self.words


class CarrierRequestQuerySet(models.QuerySet):
    def visible_to(self, user, to=None):
        return self.filter(sim__in=Sim.objects.visible_to(user, to).order_by().values("pk"))

    def open(self):
        return self.filter(status__in=CarrierRequest.OPEN)


class CarrierRequest(models.Model):
    """One thing asked for one SIM card. A problem is answered by a new request that follows this one."""

    class Kind(models.TextChoices):
        ACTIVATE = "activate", _("activate")
        RENEW = "renew", _("renew the plan")
        BLOCK = "block", _("block")
        REPLACE = "replace", _("new card for the number")
        MOVE = "move", _("register the number to the school")

    class Status(models.TextChoices):
        NEW = "new", _("new")
        IN_PROGRESS = "in_progress", _("with the carrier")
        COMPLETE = "complete", _("done")
        CANCELLED = "cancelled", _("called off")
        PROBLEM = "problem", _("problem")

    OPEN = ("new", "in_progress")

    # Ours, on the carrier's sheet: no number of a person, and not to be guessed.
    reference = models.CharField(_("request no."), max_length=12, unique=True, default=new_reference)
    sim = models.ForeignKey(Sim, models.PROTECT, related_name="carrier_requests")
    carrier = models.CharField(_("carrier"), max_length=12, choices=Carrier)
    kind = models.CharField(_("what is asked for"), max_length=10, choices=Kind)
    plan = models.ForeignKey(
        PlanType, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("data plan")
    )
    payer = models.CharField(max_length=10, blank=True)
    new_iccid = models.CharField(_("serial number of the new card"), max_length=20, blank=True)
    status = models.CharField(_("state"), max_length=12, choices=Status, default=Status.NEW)
    reason = models.ForeignKey(
        CarrierReason, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("reason")
    )
    answer = models.CharField(_("the carrier's words"), max_length=200, blank=True)
    follows = models.OneToOneField("self", models.PROTECT, null=True, related_name="followed_by")
    # Of many that were asked for at once: sent twice, it is one.
    asked_with = models.UUIDField(default=uuid.uuid4)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(_("asked"), auto_now_add=True)
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = CarrierRequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("request to a carrier")
        verbose_name_plural = _("requests to carriers")
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["status", "carrier", "-id"], name="carrier_request_state"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["sim", "kind"],
                condition=Q(status__in=("new", "in_progress")),
                name="carrier_asked_once",
            ),
            models.UniqueConstraint(fields=["sim", "kind", "asked_with"], name="carrier_asked_in_one_go"),
            models.CheckConstraint(
                condition=Q(status="problem", reason__isnull=False) | (~Q(status="problem") & Q(reason=None)),
                name="carrier_problem_has_reason",
            ),
            models.CheckConstraint(
                condition=~Q(status="in_progress") | Q(sent_at__isnull=False), name="carrier_request_sent"
            ),
        ]

    def __str__(self):
        return self.reference

    @property
    def is_open(self):
        return self.status in self.OPEN
