from django.conf import settings
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy


class CopiedLecture(models.Model):
    """Where a lecture was copied from: said to its readers for good, also when the origin is gone."""

    page = models.OneToOneField("courses.LecturePage", models.CASCADE, related_name="copied_from")
    origin = models.ForeignKey("courses.LecturePage", models.SET_NULL, null=True, related_name="copies")
    title = models.CharField(max_length=255)
    authors = models.CharField(max_length=600, blank=True)
    school = models.CharField(max_length=200, blank=True)
    # Whom the origin itself names, one sentence a line.
    earlier = models.TextField(blank=True)
    # Keys of the schools that the lecture came from, nearest first; null for one of all schools. Whose pupils
    # it may name is asked there too, also when the origin is gone (courses/publicity.py).
    schools = models.JSONField(default=list, blank=True)
    # The publishing of the origin that was copied.
    origin_published_at = models.DateTimeField(null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    def __str__(self):
        return f"{self.page} ← {self.title}"

    def sentences(self):
        """The credit, nearest first."""
        told = {"title": self.title, "authors": self.authors, "school": self.school}
        if self.authors and self.school:
            said = _("After «%(title)s» by %(authors)s, %(school)s.") % told
        elif self.authors or self.school:
            said = _("After «%(title)s» by %(who)s.") % {**told, "who": self.authors or self.school}
        else:
            said = _("After «%(title)s».") % told
        return [said, *self.earlier.splitlines()]

    def origin_for_readers(self):
        """The origin, where every reader of the copy may open it; else None."""
        origin = self.origin
        return origin if origin and origin.live and origin.reaches_all_of(self.page) else None

    def has_changed(self):
        """Whether the origin was published anew since."""
        origin = self.origin
        return bool(
            origin
            and origin.live
            and self.origin_published_at
            and origin.last_published_at
            and origin.last_published_at > self.origin_published_at
        )


class BorrowedFile(models.Model):
    """A large file that a copied lecture shows from where it lies: whose it is cannot delete it meanwhile."""

    copied = models.ForeignKey(CopiedLecture, models.CASCADE, related_name="borrowed")
    file = models.ForeignKey("lms.MediaFile", models.PROTECT, related_name="+")

    class Meta:
        verbose_name = gettext_lazy("copied lecture of another school that shows it")
        verbose_name_plural = gettext_lazy("copied lectures of other schools that show it")
        constraints = [models.UniqueConstraint(fields=["copied", "file"], name="borrowed_once")]

    def __str__(self):
        return self.copied.page.title
