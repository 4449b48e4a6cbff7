import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from students.models import Student

from .posts import Post


def path_of(row, name):
    """Where it lies: told by nothing that anybody could guess."""
    return f"answers/posts/{uuid.uuid4().hex}.{name.rpartition('.')[2]}"


class PostFileQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Of posts that `user` reads; a hidden one's only for who decides about it, and its author. A face, a
        handwriting, a voice tell more than a name: they stay with the teachers until one of them has shown
        them to the class."""
        if not user.is_authenticated:
            return self.none()
        kept = Post.objects.without_files_to(user).values("pk")
        return self.filter(post_key__in=Post.objects.visible_to(user).values("pk")).exclude(post_key__in=kept)


class PostFile(models.Model):
    """A photo or recording of a post. It may arrive before the post does, so it names the post by its id;
    only a file of the same author counts."""

    id = models.UUIDField(primary_key=True, editable=False)
    post_key = models.UUIDField(db_index=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    student = models.ForeignKey(Student, models.PROTECT, null=True, related_name="post_files")
    file = models.FileField(upload_to=path_of)
    content_type = models.CharField(max_length=80)
    size = models.PositiveIntegerField(_("size"))
    # Of what was sent: the same page sent twice is one.
    content_hash = models.CharField(max_length=64)
    arrived_at = models.DateTimeField(_("arrived"), auto_now_add=True)

    objects = PostFileQuerySet.as_manager()

    class Meta:
        verbose_name = _("file of a post")
        verbose_name_plural = _("files of posts")
        ordering = ["arrived_at", "pk"]

    def __str__(self):
        return f"{self.post_key} {self.size} B"

    @property
    def is_picture(self):
        return self.content_type.startswith("image/")


class PostPiece(models.Model):
    """A part of a file on its way: one event is too small for a photo."""

    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    student = models.ForeignKey(Student, models.PROTECT, null=True, related_name="post_pieces")
    post_key = models.UUIDField()
    file_id = models.UUIDField()
    number = models.PositiveSmallIntegerField()
    of = models.PositiveSmallIntegerField()
    content = models.BinaryField()
    arrived_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("part of a file of a post")
        verbose_name_plural = _("parts of files of posts")
        constraints = [models.UniqueConstraint(fields=["by", "file_id", "number"], name="piece_of_post_once")]

    def __str__(self):
        return f"{self.file_id} {self.number}/{self.of}"
