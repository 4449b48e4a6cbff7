"""What a class talks about: threads with posts, and who may read them."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from students import abilities
from students.models import Enrolment, SchoolClass, Student

from .pairings import Pairing

MODERATE = "moderate the exchange"


def classes_led_by(user):
    """The classes whose talk `user` looks after: those taught, and all of a school one leads."""
    return SchoolClass.objects.visible_to(user, to=MODERATE)


def classes_sat_in_by(student):
    return Enrolment.objects.open().filter(student=student).values("school_class")


def _of_schools_led_by(user):
    scope = abilities.scope_for(user, MODERATE)
    return Q() if scope.everywhere else Q(school_class__school__in=scope.led_school_ids)


class ClassTalk(models.Model):
    """How a class talks, as its teachers laid it down; a class without a row talks by the defaults."""

    school_class = models.OneToOneField(SchoolClass, models.CASCADE, related_name="talk")
    is_open = models.BooleanField(_("pupils may write on the board of the class"), default=True)
    pupils_begin = models.BooleanField(_("pupils may begin threads"), default=True)
    approve_first = models.BooleanField(_("I read every post before the class does"), default=False)

    class Meta:
        verbose_name = _("rules of talk of a class")
        verbose_name_plural = _("rules of talk of classes")

    def __str__(self):
        return str(self.school_class)

    @classmethod
    def of(cls, school_class):
        return cls.objects.filter(school_class=school_class).first() or cls(school_class=school_class)


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
        return Q(first_state=Post.State.SHOWN) | Q(
            answered, first_state__in=[Post.State.HIDDEN, Post.State.GONE]
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
    closed_at = models.DateTimeField(_("closed"), null=True)
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    # The state of the post it began with.
    first_state = models.CharField(max_length=8, default="shown")
    # Of the last posts that all its readers may read, told by the posts themselves (`Thread.recount`).
    pupil_at = models.DateTimeField(null=True)
    staff_at = models.DateTimeField(null=True)
    last_at = models.DateTimeField(default=timezone.now)
    # When whoever asked last looked at it.
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
    def waits(self):
        """Whether it is a question that nobody has answered since."""
        if not self.is_question or self.closed_at or not self.pupil_at:
            return False
        return self.staff_at is None or self.pupil_at > self.staff_at

    def recount(self):
        """Tell the days of the last posts anew from the posts; any order of arrival gives the same."""
        shown = self.posts.filter(state=Post.State.SHOWN)
        self.pupil_at = shown.exclude(student=None).aggregate(at=models.Max("at"))["at"]
        self.staff_at = shown.filter(student=None, by__isnull=False).aggregate(at=models.Max("at"))["at"]
        self.last_at = self.posts.aggregate(at=models.Max("at"))["at"] or self.began_at
        self.first_state = self.posts.filter(pk=self.pk).values_list("state", flat=True).first() or "gone"
        self.save(update_fields=["pupil_at", "staff_at", "last_at", "first_state"])


class PostQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Posts of threads that `user` reads: shown ones, one's own in any state, and every one of the
        classes that one looks after."""
        threads = Thread.objects.visible_to(user).values("pk")
        known = Q(state=Post.State.SHOWN) | Q(by=user if user.is_authenticated else None)
        if user.is_authenticated and not user.student_or_none:
            known |= Q(school_class__in=classes_led_by(user).values("pk"))
        return self.filter(known, thread__in=threads)

    def looked_after_by(self, user):
        """Posts of pupils of the classes that `user` teaches or leads; those of staff where one leads the
        school, but the own."""
        own = self.filter(school_class__in=classes_led_by(user).values("pk"))
        staff = Q(student=None, by__isnull=False) & _of_schools_led_by(user) & ~Q(by=user)
        return own.filter(Q(student__isnull=False) | staff)

    def to_decide(self):
        """What waits for a teacher's yes or no."""
        return self.filter(state__in=[Post.State.WAITING, Post.State.HELD])

    def to_look_at(self):
        """What waits for a decision, or was reported."""
        reported = Flag.objects.filter(post=OuterRef("pk"), settled_at=None)
        return self.filter(Q(state__in=[Post.State.WAITING, Post.State.HELD]) | Exists(reported))

    def flagged(self):
        """Those that somebody reported and nobody has looked at yet."""
        return self.filter(Exists(Flag.objects.filter(post=OuterRef("pk"), settled_at=None)))


class Post(models.Model):
    """One person's words in a thread, perhaps with photos or a recording. Only ever added; a teacher hides
    it or lets it be seen, and its author sees which and why."""

    class State(models.TextChoices):
        SHOWN = "shown", _("posted")
        WAITING = "waiting", _("waits for the teacher")
        HELD = "held", _("held back")
        HIDDEN = "hidden", _("hidden")
        # Its author was erased, or the family took its consent back.
        GONE = "gone", _("deleted")

    class Rule(models.TextChoices):
        WORD = "word", _("an unkind word")
        PHONE = "phone", _("a phone number")
        EMAIL = "email", _("an e-mail address")
        LINK = "link", _("a link")
        HANDLE = "handle", _("an account of Zalo, Facebook or the like")
        ATTACHED = "attached", _("a photo or recording for another school")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    thread = models.ForeignKey(Thread, models.CASCADE, related_name="posts")
    # The class for which the author speaks: of a pupil the own one.
    school_class = models.ForeignKey(SchoolClass, models.PROTECT, related_name="posts")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    student = models.ForeignKey(Student, models.PROTECT, null=True, related_name="posts")
    words = models.TextField(_("words"), blank=True)
    # Ids of PostFile in their order; they may arrive later than this.
    file_ids = models.JSONField(default=list, blank=True)
    at = models.DateTimeField(default=timezone.now)
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.SHOWN)
    # What held it back, or was noticed in it, and the words that it found.
    rule = models.CharField(max_length=8, choices=Rule, blank=True)
    found = models.CharField(max_length=120, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    reason = models.CharField(_("reason"), max_length=300, blank=True)

    objects = PostQuerySet.as_manager()

    class Meta:
        verbose_name = _("post")
        verbose_name_plural = _("posts")
        ordering = ["at", "pk"]
        indexes = [
            models.Index(fields=["thread", "at"], name="posts_of_thread"),
            models.Index(fields=["school_class", "state"], name="posts_to_decide"),
            models.Index(fields=["by", "-at"], name="posts_of_author"),
        ]

    def __str__(self):
        return f"post {self.pk}"


class Flag(models.Model):
    """A pupil says that a post is not right (báo vi phạm): read by teachers and school admin alone."""

    class Kind(models.TextChoices):
        UNKIND = "unkind", _("it hurts somebody")
        PRIVATE = "private", _("it tells something private")
        STRANGER = "stranger", _("it wants to meet or asks for a phone number")
        OTHER = "other", _("something else")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    post = models.ForeignKey(Post, models.CASCADE, related_name="flags")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    student = models.ForeignKey(Student, models.PROTECT, null=True, related_name="flags")
    kind = models.CharField(_("what is not right"), max_length=10, choices=Kind)
    words = models.CharField(_("in your words"), max_length=300, blank=True)
    at = models.DateTimeField(auto_now_add=True)
    settled_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    settled_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("report of a post")
        verbose_name_plural = _("reports of posts")
        constraints = [models.UniqueConstraint(fields=["post", "by"], name="flag_once")]

    def __str__(self):
        return f"flag {self.pk}"


class MuteQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(student__in=Student.objects.visible_to(user, to=MODERATE))

    def running(self, at=None):
        return self.filter(until__gte=timezone.localdate(at), lifted_at=None)


class Mute(models.Model):
    """A pupil writes on no board up to and including a day, and is told why. Questions stay open."""

    student = models.ForeignKey(Student, models.PROTECT, related_name="mutes")
    until = models.DateField(_("up to and including"))
    reason = models.CharField(_("reason, which the pupil reads"), max_length=300)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    lifted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    lifted_at = models.DateTimeField(null=True)

    objects = MuteQuerySet.as_manager()

    class Meta:
        verbose_name = _("pause from writing")
        verbose_name_plural = _("pauses from writing")
        indexes = [models.Index(fields=["student", "until"], name="mutes_of_pupil")]

    def __str__(self):
        return f"mute {self.pk}"

    @property
    def school_id(self):
        return self.student.school_id
