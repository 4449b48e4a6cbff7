"""What is written in threads, and who may read it."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from students import abilities
from students.models import SchoolClass, Student

from .class_talks import MODERATE, classes_led_by
from .flags import Flag
from .threads import PostState, Thread


def _of_schools_led_by(user):
    scope = abilities.scope_for(user, MODERATE)
    return Q() if scope.everywhere else Q(school_class__school__in=scope.led_school_ids)


class PostQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Posts of threads that `user` reads: shown ones, one's own in any state, and every one of the
        classes that one looks after."""
        threads = Thread.objects.visible_to(user).values("pk")
        known = Q(state=Post.State.SHOWN) | Q(by=user if user.is_authenticated else None)
        if user.is_authenticated and not user.student_or_none:
            known |= Q(school_class__in=classes_led_by(user).values("pk"))
        return self.filter(known, thread__in=threads)

    def written_by(self, user):
        """The own posts, also where one reads the thread no more: one takes them back from there as well."""
        return self.filter(by=user)

    def locked(self, key):
        """One of these posts, held until the transaction ends, with its thread; None: it is there no more.

        Always the thread first, and after it the posts: whoever holds a post never waits for its thread."""
        thread = Thread.objects.select_for_update(of=("self",)).filter(posts=key).first()
        post = self.select_for_update(of=("self",)).filter(pk=key).first() if thread else None
        if post:
            post.thread = thread
        return post

    def without_files_to(self, user):
        """Posts of who asked, where `user` is a classmate and the files stay with the teachers
        (`Thread.keeps_files_from_class`)."""
        if not user.student_or_none:
            return self.none()
        opened = Q(thread__shared_at__isnull=False, thread__named_at__lte=F("thread__shared_at"))
        asked = self.filter(~opened, thread__kind=Thread.Kind.QUESTION)
        return asked.filter(student=F("thread__student")).exclude(student=user.student)

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
    """One person's words in a thread, perhaps with photos or a recording. Only ever added; its author takes
    it back, a teacher hides it or lets it be seen, and its author sees which and why. A line always stays."""

    State = PostState

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
    withdrawn_at = models.DateTimeField(pgettext_lazy("post", "taken back"), null=True)
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
