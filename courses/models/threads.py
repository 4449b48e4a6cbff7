"""What a class talks about: threads, and who may read them."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from students import abilities
from students.models import SchoolClass, Student

from .class_talks import MODERATE, classes_led_by, classes_sat_in_by
from .pairings import Pairing


class PostState(models.TextChoices):
    SHOWN = "shown", _("posted")
    WAITING = "waiting", _("waits for the teacher")
    HELD = "held", _("held back")
    HIDDEN = "hidden", _("hidden")
    # Its author took it back: kept for who looks after the class.
    WITHDRAWN = "withdrew", pgettext_lazy("post", "taken back")
    # Its author was erased, or the family took its consent back.
    GONE = "gone", _("deleted")


class ThreadQuerySet(models.QuerySet):
    def visible_to(self, user):
        """A pupil: the own questions wherever they were asked, and what stands before the own class or the
        class paired with it. Staff: the classes they teach or lead, and what those share. Nobody else,
        parents included."""
        if not user.is_authenticated:
            return self.none()
        if student := user.student_or_none:
            mine = classes_sat_in_by(student)
            board = Q(school_class__in=mine) & (Q(kind=Thread.Kind.TOPIC) | Q(shared_at__isnull=False))
            paired = Q(pairing__in=Pairing.objects.running().of_classes(mine))
            asked = Q(student=student, kind=Thread.Kind.QUESTION)
            begun_here = Q(student=student) & (Q(school_class__in=mine, pairing=None) | paired)
            return self.filter(asked | begun_here | (board & Q(pairing=None) | paired) & self._opened())
        if abilities.scope_for(user, MODERATE).everywhere:
            return self
        mine = classes_led_by(user).values("pk")
        paired = Q(pairing__in=Pairing.objects.agreed().of_classes(mine))
        return self.filter(Q(school_class__in=mine) | paired & self._opened())

    def _opened(self):
        """Begun with a post that its readers may read, or one that was hidden after others had answered."""
        answered = Q(pupil_at__isnull=False) | Q(staff_at__isnull=False)
        return Q(first_state=PostState.SHOWN) | Q(
            answered, first_state__in=[PostState.HIDDEN, PostState.WITHDRAWN, PostState.GONE]
        )

    def looked_after_by(self, user):
        """Those of the classes that `user` teaches or leads."""
        return self.filter(school_class__in=classes_led_by(user).values("pk"))

    def questions(self):
        return self.filter(kind=Thread.Kind.QUESTION)

    def waiting(self):
        """Questions to which nobody of the school has answered since."""
        unanswered = Q(staff_at=None) | Q(pupil_at__gt=F("staff_at"))
        return self.questions().filter(unanswered, pupil_at__isnull=False, closed_at=None)

    def answered_unseen(self, student):
        """The pupil's own questions that were answered since the pupil last looked."""
        news = Q(seen_at=None) | Q(staff_at__gt=F("seen_at"))
        return self.questions().filter(news, student=student, staff_at__isnull=False)


class Thread(models.Model):
    """A question to the teachers, or a thread on the board of a class or of two paired classes.

    A question is between its pupil and the teachers of the class (and the school's admin, who reads it),
    until a teacher shows it to the class. Its id is chosen where it was asked.
    """

    class Kind(models.TextChoices):
        QUESTION = "question", _("question to the teacher")
        TOPIC = "topic", _("thread")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=10, choices=Kind)
    school_class = models.ForeignKey(SchoolClass, models.PROTECT, related_name="threads")
    pairing = models.ForeignKey(Pairing, models.PROTECT, null=True, related_name="threads")
    title = models.CharField(_("what it is about"), max_length=120, blank=True)
    # What a question is about: a lecture and one of its blocks, or a question on a paper.
    lecture = models.ForeignKey("courses.LecturePage", models.SET_NULL, null=True, related_name="threads")
    block = models.CharField(max_length=36, blank=True)
    item = models.ForeignKey("courses.PaperItem", models.PROTECT, null=True, related_name="threads")
    # Both None: whoever began it was erased.
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    student = models.ForeignKey(Student, models.PROTECT, null=True, related_name="threads")
    began_at = models.DateTimeField(_("begun"), auto_now_add=True)
    shared_at = models.DateTimeField(_("shown to the class"), null=True)
    shared_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    # Since when whoever asked lets the class read the name; None: the class is not told who asked.
    named_at = models.DateTimeField(_("with the name"), null=True)
    closed_at = models.DateTimeField(_("closed"), null=True)
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    # The state of the post it began with.
    first_state = models.CharField(max_length=8, default="shown")
    # Of the last posts that all its readers may read, told by the posts themselves (`Thread.recount`).
    pupil_at = models.DateTimeField(null=True)
    staff_at = models.DateTimeField(null=True)
    last_at = models.DateTimeField(default=timezone.now)
    # Of the newest post that whoever asked has read.
    seen_at = models.DateTimeField(null=True)

    objects = ThreadQuerySet.as_manager()

    class Meta:
        verbose_name = _("thread")
        verbose_name_plural = _("threads")
        indexes = [
            models.Index(fields=["school_class", "kind", "-last_at"], name="threads_of_class"),
            models.Index(fields=["student", "-last_at"], name="threads_of_pupil"),
        ]

    def __str__(self):
        # Never the pupil's words: the log of changes keeps this for good.
        return f"{self.kind} {self.pk}"

    @property
    def is_question(self):
        return self.kind == self.Kind.QUESTION

    @property
    def is_before_the_class(self):
        return not self.is_question or self.shared_at is not None

    @property
    def hides_asker(self):
        """Whether the class is not told who asked."""
        return self.is_question and self.named_at is None

    @property
    def keeps_files_from_class(self):
        """Whether photos and voice of whoever asked stay with the teachers. With the name they go before the
        class by a teacher who saw that: never by a name that was added to what the class reads already."""
        if not self.is_question or self.shared_at is None:
            return self.is_question
        return self.named_at is None or self.named_at > self.shared_at

    @property
    def waits(self):
        """Whether it is a question that nobody has answered since."""
        if not self.is_question or self.closed_at or not self.pupil_at:
            return False
        return self.staff_at is None or self.pupil_at > self.staff_at

    @property
    def has_news(self):
        """Whether whoever asked has not read the last answer yet."""
        return self.staff_at is not None and (self.seen_at is None or self.staff_at > self.seen_at)

    def recount(self):
        """Tell the days of the last posts anew from the posts; any order of arrival gives the same."""
        shown = self.posts.filter(state=PostState.SHOWN)
        self.pupil_at = shown.exclude(student=None).aggregate(at=models.Max("at"))["at"]
        self.staff_at = shown.filter(student=None, by__isnull=False).aggregate(at=models.Max("at"))["at"]
        self.last_at = self.posts.aggregate(at=models.Max("at"))["at"] or self.began_at
        self.first_state = self.posts.filter(pk=self.pk).values_list("state", flat=True).first() or "gone"
        self.save(update_fields=["pupil_at", "staff_at", "last_at", "first_state"])
