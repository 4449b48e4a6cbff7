"""Large files in parts: `begin` it (or find what was begun), `take` one part after the other, and with the
last of them the worker makes it a file of the author's collection.

A part is acknowledged when it is on the disk and noted in the database, in this order; so what the browser
was told has arrived stays, whatever is cut meanwhile. Noting the last part begins the job in the same
transaction; a job that was lost for good is begun again at night, or when the file is chosen once more.
"""

import errno
import fcntl
import hashlib
import logging
import os
import shutil
import time
from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import F, Sum
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.permissions import policy_registry

from courses.models import LargeUpload
from lms import contents, tasks
from lms.beginnings import begins_as
from lms.models import MediaFile

log = logging.getLogger(__name__)

MB = 1024 * 1024
GB = 1024 * MB
MOST_PART = MB
# A film of an hour as a telephone takes it.
MOST_SIZE = 2 * GB
# Of one author, on their way at the same time.
MOST_BYTES, MOST_FILES = 6 * GB, 20
# What stays free for everything else.
LEAST_FREE = 2 * GB
# Read at once while a whole file is hashed, and said now and then.
BLOCK = 4 * MB
SECONDS_BETWEEN_WORDS = 2
FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


@dataclass
class Refused(Exception):  # noqa: N818 – it is an answer, not an accident
    """Why a part or a file is not taken, as a sentence; `status` tells the browser how to go on: 409 from
    another place, 400 the same part once more, 422 not at all, 507 later."""

    status: int
    sentence: str


def collections_of(user):
    """Where `user` may put files."""
    policy = policy_registry.get_by_type(MediaFile)
    return policy.collections_user_has_permission_for(user, "add")


@transaction.atomic
def begin(by, name, size, head, **told):
    """The LargeUpload of a file that is to be sent: the same one when it was begun before. Raises Refused."""
    # Several windows of one author begin one after the other.
    get_user_model().objects.select_for_update().only("pk").get(pk=by.pk)
    known = LargeUpload.objects.visible_to(by).unfinished()
    if begun := known.filter(name=name, size=size, head=head).first():
        for field, value in told.items():
            setattr(begun, field, value)
        begun.save(update_fields=list(told))
        begin_finishing(begun)
        return begun
    if size > MOST_SIZE:
        raise Refused(
            422,
            _("«%(name)s» is larger than 2 GB. Cut it, or save it with 1280 × 720 dots, and send that.")
            % {"name": name},
        )
    if known.count() >= MOST_FILES or _bytes_to_come(known) + size > MOST_BYTES:
        raise Refused(
            422,
            _(
                "You have many large files on their way already. Send these to their end first, or remove "
                "those that you do not need any more."
            ),
        )
    refuse_without_room(size)
    return LargeUpload.objects.create(owner=by, name=name, size=size, head=head, **told)


def refuse_without_room(size):
    """Room for the file itself, for all others on their way, and for what else the server writes."""
    on_their_way = _bytes_to_come(LargeUpload.objects.unfinished())
    os.makedirs(settings.MEDIA_ROOT, exist_ok=True)
    if shutil.disk_usage(settings.MEDIA_ROOT).free < size + on_their_way + LEAST_FREE:
        raise no_room()


def _bytes_to_come(uploads):
    return uploads.aggregate(bytes=Sum(F("size") - F("received")))["bytes"] or 0


def damaged():
    return Refused(400, _("This part was damaged on its way. It is sent once more."))


def gone():
    return Refused(422, _("This file was removed meanwhile. Choose it once more to send it."))


def no_room():
    return Refused(
        507,
        _(
            "The server has no room left on its disk for this file. What was sent stays. Tell the "
            "administrator, and go on sending once there is room."
        ),
    )


def take(upload, at, part, digest):
    """Keep the bytes `part` at position `at`; returns how many there are now. Raises Refused."""
    if hashlib.sha256(part).hexdigest() != digest or not part:
        raise damaged()
    if at + len(part) > upload.size:
        raise Refused(422, _("The file has become another one meanwhile. Remove it here and send it anew."))
    if at == 0:
        _judge_beginning(upload, part)
    try:
        return _write(upload, at, part)
    except OSError as trouble:
        if trouble.errno in FULL:
            raise no_room() from trouble
        raise


@transaction.atomic
def begin_finishing(upload):
    """Have an upload of which all parts are there made a file; while that is under way it changes nothing."""
    # Of two windows one begins it.
    whole = LargeUpload.objects.select_for_update().whole().filter(pk=upload.pk).first()
    if whole and (whole.job is None or whole.job.is_finished):
        upload.job = whole.job = tasks.start(
            "large_upload.finish",
            by=whole.owner,
            title=_("Putting «%(name)s» among the files") % {"name": whole.name[:120]},
            next_url=reverse("courses:large_uploads"),
            upload=str(whole.pk),
        )
        whole.save(update_fields=["job"])


def finish_what_is_whole():
    """Begin again what no worker brought to its end."""
    for upload in LargeUpload.objects.whole():
        begin_finishing(upload)


@tasks.job("large_upload.finish", gettext_lazy("Putting a large file among the files"))
def finish(job, upload):
    """The parts become a MediaFile; the same again is the same one."""
    kept = LargeUpload.objects.whole().filter(pk=upload).first()
    if kept is None:
        # Removed meanwhile, or done by a worker that was killed before it could say so.
        return None
    # Read before the transaction: a gigabyte takes seconds, and nobody else could write meanwhile.
    content_hash = _hash(job, kept)
    with transaction.atomic():
        kept = LargeUpload.objects.select_for_update().whole().filter(pk=upload).first()
        if kept is None:
            return None
        # A role may have ended since the first part.
        if not collections_of(kept.owner).filter(pk=kept.collection_id).exists():
            raise tasks.Explained(
                _("You may not put files into «%(place)s» any more. Remove this one and send it anew.")
                % {"place": kept.collection.name}
            )
        file = MediaFile(
            title=kept.name.rpartition(".")[0][:255] or kept.name,
            collection=kept.collection,
            pupils=kept.pupils,
            credit=kept.credit,
            uploaded_by_user=kept.owner,
        )
        file.file.name = _linked(file, kept)
        file.file_size, file.file_hash = kept.size, content_hash
        file.save()
        kept.file, kept.finished_at = file, timezone.now()
        kept.save(update_fields=["file", "finished_at"])
        # Until then the parts stay: whatever happens in between, it can be finished again.
        transaction.on_commit(lambda: kept.path.unlink(missing_ok=True))
    return {}


def _hash(job, upload):
    """As Wagtail reckons it (`hash_filelike`), and the job lives on while a slow disk is read."""
    digest, read, spoken = hashlib.sha1(usedforsecurity=False), 0, 0.0
    try:
        with upload.path.open("rb") as parts:
            while block := parts.read(BLOCK):
                digest.update(block)
                read += len(block)
                if time.monotonic() - spoken > SECONDS_BETWEEN_WORDS:
                    spoken = time.monotonic()
                    job.progress(read // MB, upload.size // MB, _("reading it through"))
    except FileNotFoundError as error:
        raise tasks.Explained(gone().sentence) from error
    return digest.hexdigest()


def on_deleted(sender, instance, **kwargs):
    """With a row its parts go, also when it goes with its author or with the collection it was for."""
    path = instance.path
    transaction.on_commit(lambda: path.unlink(missing_ok=True))


def _judge_beginning(upload, part):
    if not begins_as(upload.ending, part[:64]):
        raise Refused(
            422,
            _("This is not a real .%(ending)s file. Save it anew in the right program and upload that.")
            % {"ending": upload.ending},
        )


def _write(upload, at, part):
    upload.path.parent.mkdir(parents=True, exist_ok=True)
    is_new = not upload.path.exists()
    with os.fdopen(os.open(upload.path, os.O_RDWR | os.O_CREAT, 0o600), "r+b") as file:
        # Two windows may send the same file.
        fcntl.flock(file, fcntl.LOCK_EX)
        received = LargeUpload.objects.filter(pk=upload.pk).values_list("received", flat=True).first()
        if received is None:
            # Removed in another window while this part came.
            upload.path.unlink(missing_ok=True)
            raise gone()
        upload.received = received
        if at != upload.received:
            raise Refused(409, _("Another window is sending the same file."))
        # A part that was written but never noted lies beyond.
        file.truncate(at)
        file.seek(at)
        file.write(part)
        file.flush()
        os.fsync(file.fileno())
        if is_new:
            contents.sync_folder(upload.path.parent)
        upload.received, upload.moved_at = at + len(part), timezone.now()
        with transaction.atomic():
            upload.save(update_fields=["received", "moved_at"])
            begin_finishing(upload)
    return upload.received


def _linked(file, upload):
    """The parts under a name among all documents, without copying them."""
    storage = file.file.storage
    # Of a name without a letter that a disk takes nothing stays but the ending.
    stem = upload.name.rpartition(".")[0]
    stem = stem if any(sign.isalnum() for sign in stem) else "tep"
    wanted = file.file.field.generate_filename(file, f"{stem}.{upload.ending}")
    folder = os.path.dirname(wanted)
    os.makedirs(storage.path(folder), exist_ok=True)
    if left := _linked_before(upload.path, storage.path(folder)):
        return os.path.join(folder, left)
    name = storage.get_available_name(wanted, max_length=file.file.field.max_length)
    os.link(upload.path, storage.path(name))
    os.chmod(storage.path(name), 0o644)
    return name


def _linked_before(path, folder):
    """The name that a worker gave it which was killed before it could write it down; None: it has none."""
    own = path.stat()
    if own.st_nlink == 1:
        return None
    with os.scandir(folder) as names:
        return next((one.name for one in names if one.inode() == own.st_ino), None)
