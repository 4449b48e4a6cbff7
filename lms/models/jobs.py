import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class JobQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Jobs that `user` started; nobody else's."""
        return self.filter(owner=user.pk)

    def unfinished(self):
        return self.filter(state__in=[Job.State.WAITING, Job.State.RUNNING])


class Job(models.Model):
    """A piece of background work that somebody started and can watch."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        RUNNING = "running", _("running")
        DONE = "done", _("finished")
        FAILED = "failed", _("did not succeed")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=60)
    title = models.CharField(_("what"), max_length=200)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="jobs")
    arguments = models.JSONField(default=dict)
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.WAITING)
    tries = models.PositiveSmallIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    # What stands on the screen: how far it is, or why it failed and what to do.
    message = models.CharField(max_length=500, blank=True)
    result = models.JSONField(default=dict)
    next_url = models.CharField(max_length=200, blank=True)
    worker = models.CharField(max_length=80, blank=True)
    made_at = models.DateTimeField(auto_now_add=True)
    beat_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        verbose_name = _("background job")
        ordering = ["-made_at"]

    def __str__(self):
        return self.title

    @property
    def is_finished(self):
        return self.state in (self.State.DONE, self.State.FAILED)

    @property
    def percent(self):
        return min(100, 100 * self.done // self.total) if self.total else 0

    def progress(self, done, total=None, message=""):
        """Say how far the work is; call it every second or so, outside long transactions."""
        self.done, self.beat_at = done, timezone.now()
        self.total = self.total if total is None else total
        self.message = str(message)[:500]
        self.save(update_fields=["done", "total", "message", "beat_at"])


class Pulse(models.Model):
    """When something last showed that it lives: the worker, the readiness check."""

    name = models.CharField(max_length=40, primary_key=True)
    at = models.DateTimeField()

    def __str__(self):
        return f"{self.name} {self.at:%d/%m/%Y %H:%M}"

    @classmethod
    def beat(cls, name):
        """Note the moment; returns what the database now holds."""
        cls.objects.update_or_create(name=name, defaults={"at": timezone.now()})
        return cls.objects.get(pk=name).at
