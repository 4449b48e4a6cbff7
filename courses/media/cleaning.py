"""Light copies that nobody needs any more: of files that are gone, and what broken work left behind."""

import shutil
import time
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef

from courses.media.preparing import WORK
from courses.models import LargeUpload, MediaCopy, Preparation
from lms import contents
from lms.models import MediaFile

A_DAY = 24 * 3600


def orphans():
    """Preparations of which no file is left."""
    left = MediaFile.objects.filter(file_hash=OuterRef("source_hash"))
    return Preparation.objects.filter(~Exists(left))


def on_deleted(sender, instance, **kwargs):
    """With a film its copies go, unless the same film was uploaded twice."""
    transaction.on_commit(lambda: forget(Preparation.objects.filter(source_hash=instance.file_hash)))


def forget(works):
    """Let go of those of `works` whose file is gone; returns how many."""
    gone = works.filter(pk__in=orphans().values("pk"))
    digests = set(MediaCopy.objects.filter(preparation__in=gone).values_list("digest", flat=True))
    keys = list(gone.values_list("pk", flat=True))
    Preparation.objects.filter(pk__in=keys).delete()
    for digest in digests - set(
        MediaCopy.objects.filter(digest__in=digests).values_list("digest", flat=True)
    ):
        contents.forget(digest)
    return len(keys)


def every_night():
    """Copies of files that are gone or were replaced, contents of no copy, folders of work that broke off."""
    forget(Preparation.objects.all())
    old = time.time() - A_DAY
    known = set(MediaCopy.objects.values_list("digest", flat=True))
    for digest, path in contents.kept():
        # A copy is moved in before its row is written.
        if digest not in known and path.stat().st_mtime < old:
            contents.forget(digest)
    on_their_way = {str(pk) for pk in LargeUpload.objects.values_list("pk", flat=True)}
    for left in (Path(settings.MEDIA_ROOT) / "uploads").glob("*"):
        if left.name not in on_their_way and left.stat().st_mtime < old:
            left.unlink(missing_ok=True)
    for left in (Path(settings.MEDIA_ROOT) / WORK).glob("*"):
        if left.stat().st_mtime < old:
            shutil.rmtree(left, ignore_errors=True) if left.is_dir() else left.unlink(missing_ok=True)
