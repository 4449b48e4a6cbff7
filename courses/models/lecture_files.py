from django.db import models
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from courses.lecture_files.found import Issue
from lms.models import MediaFile, UploadedList, UploadedListQuerySet
from lms.models.media import Pupils

from .pages import CoursePage, LecturePage


class LectureFileQuerySet(UploadedListQuerySet):
    def visible_to(self, user):
        """Files for the courses in which `user` may write."""
        from courses import teachers_places

        return self.filter(course__in=teachers_places.courses_open_for(user))


class LectureFile(UploadedList):
    """A file that is to become lectures of a course: its pieces as they were read, and what became of it."""

    course = models.ForeignKey(CoursePage, models.CASCADE, related_name="lecture_files")
    # Whole, until it is taken over; then it is `original`.
    file = models.FileField(upload_to="lecture-files/", blank=True)
    format = models.CharField(_("kind of file"), max_length=20, blank=True)
    title = models.CharField(_("title"), max_length=250, blank=True)
    # Slides or pages.
    places = models.PositiveIntegerField(default=0)
    # Empty while nobody has read it.
    read_at = models.DateTimeField(null=True)
    # What is to say: [{"place": 3, "code": …, "values": …}]; place 0 is the whole file.
    issues = models.JSONField(default=list)
    # Said once for all pictures, films and sounds of the file; empty while nobody has.
    pupils = models.CharField(_("can pupils be recognised in it?"), max_length=6, choices=Pupils, default="")
    original = models.ForeignKey(MediaFile, models.SET_NULL, null=True, related_name="+")
    # {"pages": [[id, revision]], "pictures": [id], "files": [id]}, as undoing needs them.
    made = models.JSONField(default=dict)

    objects = LectureFileQuerySet.as_manager()

    class Meta(UploadedList.Meta):
        verbose_name = _("file for a lecture")
        verbose_name_plural = _("files for lectures")

    what = "file for a lecture"

    @property
    def school_id(self):
        """Whose admin reads in the log what happened to the file."""
        return self.course.school_id

    def get_absolute_url(self):
        return reverse("courses:lecture_file", args=[self.pk])

    def said(self):
        """Pairs of (slide or page, Issue), the whole file first."""
        told = [(one["place"], Issue(one["code"], one["values"])) for one in self.issues]
        return sorted(told, key=lambda one: one[0])

    def pages(self):
        """The lectures that were made of it and are still there."""
        ids = [page for page, _revision in self.made.get("pages", [])]
        found = LecturePage.objects.in_bulk(ids)
        return [found[id_] for id_ in ids if id_ in found]

    def delete_file(self):
        """Now, for what is not carried through leaves nothing on the disk."""
        if self.file.name:
            self.file.storage.delete(self.file.name)


class LecturePiece(models.Model):
    """A piece of a file that waits, as it was read and perhaps changed since."""

    class Kind(models.TextChoices):
        HEADING = "heading", pgettext_lazy("piece", "Heading")
        TEXT = "text", pgettext_lazy("piece", "Text")
        NOTE = "note", pgettext_lazy("piece", "To remember")
        EXAMPLE = "example", pgettext_lazy("piece", "Example")
        EXERCISE = "exercise", pgettext_lazy("piece", "Exercise")
        SPOKEN = "spoken", pgettext_lazy("piece", "What the teacher says")
        FORMULA = "formula", pgettext_lazy("piece", "Formula")
        TABLE = "table", pgettext_lazy("piece", "Table")
        PICTURE = "picture", pgettext_lazy("piece", "Picture")
        MEDIA = "media", pgettext_lazy("piece", "Film or sound")
        PAGE = "page", pgettext_lazy("piece", "Page of paper")

    # Those whose words may become one another.
    WORDS = (Kind.TEXT, Kind.NOTE, Kind.EXAMPLE, Kind.EXERCISE, Kind.SPOKEN)

    lecture_file = models.ForeignKey(LectureFile, models.CASCADE, related_name="pieces")
    position = models.PositiveIntegerField()
    # The slide or page it stood on; 0 for none.
    place = models.PositiveIntegerField(default=0)
    kind = models.CharField(max_length=10, choices=Kind)
    # By kind: courses/lecture_files/found.py.
    content = models.JSONField(default=dict)
    issues = models.JSONField(default=list)
    is_left_out = models.BooleanField(default=False)
    begins_lecture = models.BooleanField(default=False)
    # Of a picture, film or sound, while the file says that pupils are seen in some.
    shows_pupils = models.BooleanField(default=False)

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self):
        return f"{self.lecture_file} {self.position}"

    @property
    def has_words(self):
        return self.kind in self.WORDS

    @property
    def is_seen_or_heard(self):
        """Whether pupils could be recognised in it."""
        return self.kind in (self.Kind.PICTURE, self.Kind.MEDIA, self.Kind.PAGE)

    @cached_property
    def said(self):
        return [Issue(one["code"], one["values"]) for one in self.issues]

    @property
    def lacks_words(self):
        """A picture of which nothing says what it shows."""
        if self.kind == self.Kind.PICTURE:
            return not self.content.get("alt")
        return self.kind == self.Kind.PAGE and not self.content.get("text") and not self.content.get("alt")


class LecturePicture(models.Model):
    """The picture of a piece that waits, drawn anew; gone with it."""

    piece = models.OneToOneField(LecturePiece, models.CASCADE, related_name="picture")
    content = models.BinaryField()
    ending = models.CharField(max_length=4)

    def __str__(self):
        return f"{self.piece}.{self.ending}"
