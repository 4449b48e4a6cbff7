"""What the school, the commune or the province tells classes, families and staff, and who has read it."""

import uuid
from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from students import abilities, scope

from .classes import SchoolClass
from .places import Place
from .schools import School

# What has no due day stands on the pages of its readers so long.
DAYS_SHOWN = 30


class NoticeQuerySet(models.QuerySet):
    def visible_to(self, user):
        """What `user` sent, is addressed by, or reads as the one who answers for the school."""
        return scope.of(user).notices(self)

    def addressed_to(self, user):
        return scope.of(user).notices_addressed(self)

    def sent_by_office_of(self, user):
        """What `user` once sent, and what others sent of the school one leads."""
        return self.filter(Q(by=user) | Q(pk__in=self.model.objects.answered_for_by(user).values("pk")))

    def answered_for_by(self, user):
        """What `user` may correct and withdraw today: the own ones where one may still send something, and
        those of the school one leads."""
        return abilities.scope_for(user, "send notices").notices_answered_for(self)

    def standing(self):
        """Neither withdrawn nor corrected by another."""
        return self.filter(withdrawn_at=None, corrected_by=None)

    def current(self, on):
        """What still matters on a day: until its due day is over, or for some weeks."""
        return self.standing().filter(shown_until__gte=on)

    def unread_by(self, user):
        read = NoticeRead.objects.filter(notice=OuterRef("pk"), user=user)
        return self.filter(~Exists(read))


class Notice(models.Model):
    """One message to the pupils, families or staff of a class, school, commune or the province.

    Its wording never changes: a correction is another notice (`instead_of`), so that what somebody has read
    stays what it was.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="notices")
    sent_at = models.DateTimeField(_("sent"), auto_now_add=True)
    title = models.CharField(_("title"), max_length=120)
    words = models.TextField(_("text"), max_length=2000)
    # Where it goes: exactly one of the three; a grade narrows a school.
    school_class = models.ForeignKey(SchoolClass, models.PROTECT, null=True, related_name="notices")
    school = models.ForeignKey(School, models.PROTECT, null=True, related_name="notices")
    place = models.ForeignKey(Place, models.PROTECT, null=True, related_name="notices")
    grade = models.PositiveSmallIntegerField(_("grade"), null=True)
    for_pupils = models.BooleanField(default=False)
    for_families = models.BooleanField(default=False)
    for_staff = models.BooleanField(default=False)
    due_on = models.DateField(_("day it is about"), null=True)
    # The last day on which it still matters: what every pupil's first page asks has to be narrow.
    shown_until = models.DateField(db_index=True, editable=False)
    # A page of this site that it speaks of.
    link = models.CharField(_("page on this site"), max_length=300, blank=True)
    instead_of = models.OneToOneField("self", models.SET_NULL, null=True, related_name="corrected_by")
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    withdrawn_why = models.CharField(_("why"), max_length=300, blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        ordering = ["-sent_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(school_class__isnull=False, school=None, place=None)
                | Q(school_class=None, school__isnull=False, place=None)
                | Q(school_class=None, school=None, place__isnull=False),
                name="notice_to_one_place",
            ),
            models.CheckConstraint(
                condition=Q(for_pupils=True) | Q(for_families=True) | Q(for_staff=True),
                name="notice_to_somebody",
            ),
            models.CheckConstraint(
                condition=Q(grade=None) | Q(school__isnull=False), name="notice_grade_of_school"
            ),
        ]
        indexes = [
            models.Index(fields=["school_class", "-sent_at"], name="notice_of_class"),
            models.Index(fields=["school", "-sent_at"], name="notice_of_school"),
            models.Index(fields=["place", "-sent_at"], name="notice_of_place"),
            models.Index(fields=["by", "-sent_at"], name="notice_of_sender"),
        ]

    def __str__(self):
        return self.title

    def save(self, *args, **kwargs):
        if self.shown_until is None:
            self.shown_until = self.due_on or timezone.localdate() + timedelta(days=DAYS_SHOWN)
        super().save(*args, **kwargs)

    def get_absolute_url(self):
        return reverse("students:notice", args=[self.pk])

    @property
    def in_log(self):
        # The log stays for good, a notice does not: its wording may tell of a child.
        return self.to_words

    @property
    def stands(self):
        return self.withdrawn_at is None and not hasattr(self, "corrected_by")

    @property
    def to(self):
        """The class, school or place it goes to."""
        return self.school_class or self.school or self.place

    @property
    def to_words(self):
        """The same in words: «Lớp 6A», «PTDTBT THCS Mường Nhà, khối 6», «Xã Mường Nhà»."""
        if self.school_class_id:
            return _("Class %(name)s, %(school)s") % {
                "name": self.school_class.name,
                "school": self.school_class.school,
            }
        if self.school_id and self.grade:
            return _("%(school)s, grade %(grade)s") % {"school": self.school, "grade": self.grade}
        return str(self.school or self.place)

    @property
    def said(self):
        """As a voice reads it."""
        return ". ".join(filter(None, [self.title, *self.words.splitlines()]))

    @property
    def school_of_record(self):
        """The school whose log of changes tells of it; None for commune and province."""
        return self.school_class.school_id if self.school_class_id else self.school_id


class NoticeRead(models.Model):
    """That somebody has read it: a fact that is only added, once a person."""

    notice = models.ForeignKey(Notice, models.CASCADE, related_name="reads")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notices_read")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("read notice")
        verbose_name_plural = _("read notices")
        constraints = [models.UniqueConstraint(fields=["notice", "user"], name="notice_read_once")]

    def __str__(self):
        return f"{self.notice} – {self.user}"


class CalendarFeed(models.Model):
    """The private address under which a calendar reads what is due for one member of staff. Only the hash
    of its secret is kept."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="calendar_feed")
    secret_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(auto_now=True)
    # A day only, to tell an address that nobody uses any more.
    used_on = models.DateField(null=True)

    class Meta:
        verbose_name = _("calendar address")
        verbose_name_plural = _("calendar addresses")

    def __str__(self):
        return str(self.user)
