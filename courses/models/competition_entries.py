"""Who takes part in a competition, and which session each has a seat in."""

import uuid
from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lms.days import midnight
from students.models import School, Student

from .attempts import Attempt
from .competitions import LAST_PRIMARY, Competition, Round, RoundSession


class EntryQuerySet(models.QuerySet):
    def standing(self):
        """Confirmed by a teacher and not withdrawn."""
        return self.exclude(confirmed_at=None).filter(withdrawn_at=None)

    def visible_to(self, user, to=None):
        """Those of pupils that `user` may see; a pupil: the own ones."""
        return self.filter(
            pk__in=Entrant.objects.filter(student__in=Student.objects.visible_to(user, to=to)).values("entry")
        )


class Entry(models.Model):
    """An entry (bài dự thi) of a pupil or a team; it stands once a teacher has confirmed it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    competition = models.ForeignKey(Competition, models.PROTECT, related_name="entries")
    # Of the pupils; moving to another school does not move the entry.
    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    # Within the competition; what others read where there is neither name nor nickname.
    number = models.PositiveIntegerField()
    nickname = models.CharField(_("nickname"), max_length=24, blank=True)
    is_primary = models.BooleanField(default=False)
    entered_at = models.DateTimeField(_("entered"), auto_now_add=True)
    confirmed_at = models.DateTimeField(_("confirmed"), null=True)
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    # By the pupil, or refused by the teacher with a reason.
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True)
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    reason = models.CharField(_("reason"), max_length=200, blank=True)

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("competition entry")
        verbose_name_plural = _("competition entries")
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["competition", "number"], name="entry_number_once")]
        indexes = [models.Index(fields=["competition", "school"], name="entries_of_school")]

    def __str__(self):
        return f"{self.competition} – {self.number}"

    @property
    def stands(self):
        return self.confirmed_at is not None and self.withdrawn_at is None

    @property
    def waits(self):
        return self.confirmed_at is None and self.withdrawn_at is None

    @property
    def called(self):
        """What everybody may read."""
        return self.nickname or _("contestant %(n)s") % {"n": self.number}


class Entrant(models.Model):
    """A pupil of an entry. Who enters anew after a withdrawal leaves the old entry."""

    competition = models.ForeignKey(Competition, models.PROTECT, related_name="+")
    entry = models.ForeignKey(Entry, models.CASCADE, related_name="entrants")
    student = models.ForeignKey(Student, models.PROTECT, related_name="competition_entries")
    grade = models.PositiveSmallIntegerField()

    class Meta:
        verbose_name = _("pupil of an entry")
        verbose_name_plural = _("pupils of entries")
        constraints = [models.UniqueConstraint(fields=["competition", "student"], name="one_entry_of_pupil")]

    def __str__(self):
        return f"{self.entry} – {self.student_id}"

    @property
    def is_primary(self):
        return self.grade <= LAST_PRIMARY


class SeatQuerySet(models.QuerySet):
    def facts_of(self, student, page):
        """(whether `student` has a seat for the paper of a competition, the room of their place or None, when
        that was started, when closed, the key of the start ticket); one query. None when `page` is no paper
        of a competition."""
        mine = self.filter(
            session=models.OuterRef("pk"), entry__withdrawn_at=None, entry__entrants__student=student
        )
        mine_in_hall = models.FilteredRelation("hall_places", condition=Q(hall_places__student=student))
        ticket = models.FilteredRelation("start_tickets", condition=Q(start_tickets__student=student))
        told = RoundSession.objects.filter(page=page).annotate(
            seated=models.Exists(mine), place=mine_in_hall, ticket=ticket
        )
        return told.values_list(
            "seated", "place__hall", "place__hall__started_at", "place__hall__closed_at", "ticket"
        ).first()

    def to_take(self, user, at):
        """Those of the pupil not begun and open, or opening that day; without a query of its own."""
        begun = Attempt.objects.filter(student__user=user, page__competition_session__isnull=False)
        entries = Entry.objects.standing().filter(entrants__student__user=user)
        return self.filter(
            Q(session__page__opens_at=None)
            | Q(session__page__opens_at__lt=midnight(at.date() + timedelta(days=1))),
            Q(session__page__closes_at=None) | Q(session__page__closes_at__gt=at),
            ~Q(session__page__in=begun.values("page")),
            entry__in=entries.values("pk"),
            session__page__live=True,
        )


class Seat(models.Model):
    """A seat (suất thi) of an entry in one session of a round: without one nobody begins its paper."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="seats")
    entry = models.ForeignKey(Entry, models.CASCADE, related_name="seats")
    session = models.ForeignKey(RoundSession, models.PROTECT, related_name="seats")
    at = models.DateTimeField(auto_now_add=True)

    objects = SeatQuerySet.as_manager()

    class Meta:
        verbose_name = _("seat")
        verbose_name_plural = _("seats")
        constraints = [models.UniqueConstraint(fields=["round", "entry"], name="one_seat_in_round")]

    def __str__(self):
        return f"{self.session} – {self.entry_id}"
