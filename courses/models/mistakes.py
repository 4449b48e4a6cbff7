"""Mistakes that readers found: in a lecture, at one of its blocks, or that an outside page is gone."""

import uuid

from django.db import models
from django.db.models import Case, Q, When
from django.utils.translation import gettext_lazy as _

from students import scope
from students.models import School, Student

from .outside_pages import OutsidePage, decides_for_all

# Answered, and whoever reported it has not said that the answer was read.
UNREAD = Q(settled_at__isnull=False, seen_at=None)


class MistakeReportQuerySet(models.QuerySet):
    def open(self):
        return self.filter(state=MistakeReport.State.OPEN)

    def by_reader(self, user):
        """What `user` has reported: each sees the own reports and what was answered."""
        return self.filter(by=user) if user.is_authenticated else self.none()

    def answered_unseen(self):
        return self.filter(UNREAD)

    def unread_first(self):
        return self.order_by(Case(When(UNREAD, then=0), default=1), "-reported_at", "pk")

    def settled_by_work_of(self, user):
        """What `user` is to look at: of lectures of the school one writes or approves for, of all lectures
        for whoever approves for the province, and of lectures of one's own."""
        if not user.is_authenticated:
            return self.none()
        if decides_for_all(user):
            return self
        roles = user.roles.on(scope.of(user).day).select_related("place")
        writing = [role for role in roles if role.kind in ("author", "approver")]
        schools = {role.school_id for role in writing} - {None}
        theirs = Q(lecture__school__in=schools) | Q(lecture__owner=user)
        if any(role.place_id and role.place.level == "province" for role in writing):
            theirs |= Q(lecture__isnull=False, lecture__school=None)
        links = OutsidePage.objects.judged_by(user).values("pk")
        return self.filter(theirs | Q(link__in=links))


class MistakeReport(models.Model):
    class Kind(models.TextChoices):
        WRONG = "wrong", _("something is wrong")
        SPELLING = "spelling", _("a word is spelled wrongly")
        PICTURE = "picture", _("a picture, sound or video does not work")
        UNCLEAR = "unclear", _("I do not understand it")
        GONE = "gone", _("the page does not open")
        UNFIT = "unfit", _("the page is not fit for pupils")

    class State(models.TextChoices):
        OPEN = "open", _("not looked at yet")
        MENDED = "mended", _("mended")
        NO_MISTAKE = "no_mistake", _("no mistake")

    OF_LECTURES = (Kind.WRONG, Kind.SPELLING, Kind.PICTURE, Kind.UNCLEAR)
    OF_LINKS = (Kind.GONE, Kind.UNFIT)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    lecture = models.ForeignKey("courses.LecturePage", models.CASCADE, null=True, related_name="mistakes")
    link = models.ForeignKey(OutsidePage, models.CASCADE, null=True, related_name="mistakes")
    # The id of the block it is about; empty for the whole.
    block = models.CharField(max_length=36, blank=True)
    kind = models.CharField(_("what is wrong"), max_length=10, choices=Kind)
    words = models.CharField(_("in your words"), max_length=500, blank=True)
    by = models.ForeignKey("students.User", models.CASCADE, related_name="mistake_reports")
    # Of a pupil: whose it is, and the grade that authors elsewhere are told instead of a name.
    student = models.ForeignKey(Student, models.CASCADE, null=True, related_name="mistake_reports")
    school = models.ForeignKey(School, models.PROTECT, null=True, related_name="+")
    grade = models.PositiveSmallIntegerField(null=True)
    reported_at = models.DateTimeField(auto_now_add=True)
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    answer = models.CharField(_("answer"), max_length=300, blank=True)
    settled_by = models.ForeignKey("students.User", models.PROTECT, null=True, related_name="+")
    settled_at = models.DateTimeField(null=True)
    # When the reporter said that the answer was read.
    seen_at = models.DateTimeField(null=True)

    objects = MistakeReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("report of a mistake")
        verbose_name_plural = _("reports of mistakes")
        constraints = [
            models.CheckConstraint(
                condition=Q(lecture=None, link__isnull=False) | Q(lecture__isnull=False, link=None),
                name="mistake_in_one_thing",
            ),
            # Said twice is one report.
            models.UniqueConstraint(
                fields=["by", "lecture", "block", "kind"],
                condition=Q(state="open", lecture__isnull=False),
                name="mistake_once_lecture",
            ),
            models.UniqueConstraint(
                fields=["by", "link", "kind"],
                condition=Q(state="open", link__isnull=False),
                name="mistake_once_link",
            ),
        ]
        indexes = [models.Index(fields=["state", "-reported_at"], name="mistake_waiting")]

    def __str__(self):
        return str(self.lecture or self.link)

    @property
    def is_unread(self):
        return self.settled_at is not None and self.seen_at is None

    @property
    def answer_key(self):
        """Names the answer as it is now; another one is named otherwise."""
        return f"{self.pk}@{self.settled_at.isoformat()}" if self.settled_at else ""
