"""Large files in parts: `begin` it (or find what was begun), `take` one part after the other, and with the
last of them it is a file of the author's collection.

A part is acknowledged when it is on the disk and noted in the database, in this order; so what the browser
was told has arrived stays, whatever is cut meanwhile.
"""

import errno
import fcntl
import hashlib
import logging
import os
import shutil
from contextlib import suppress
from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import F, Sum
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.permissions import policy_registry
from wagtail.utils.file import hash_filelike

from courses.models import LargeUpload
from lms import contents
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


def finish(upload):
    """The MediaFile of an upload of which all parts are there; the same again is the same one."""
    content_hash = None
    # Read before the transaction: a gigabyte takes seconds, and nobody else could write meanwhile.
    with suppress(FileNotFoundError), upload.path.open("rb") as parts:
        content_hash = hash_filelike(parts)
    with transaction.atomic():
        upload = LargeUpload.objects.select_for_update().filter(pk=upload.pk).first()
        if upload is None:
            raise gone()
        if upload.finished_at or upload.received < upload.size:
            return upload.file
        if content_hash is None:
            raise gone()
        # A role may have ended since the first part.
        if not collections_of(upload.owner).filter(pk=upload.collection_id).exists():
            raise Refused(
                422,
                _("You may not put files into «%(place)s» any more. Remove this one and send it anew.")
                % {"place": upload.collection.name},
            )
        file = MediaFile(
            title=upload.name.rpartition(".")[0][:255] or upload.name,
            collection=upload.collection,
            pupils=upload.pupils,
            credit=upload.credit,
            uploaded_by_user=upload.owner,
        )
        file.file.name = _linked(file, upload)
        file.file_size, file.file_hash = upload.size, content_hash
        file.save()
        upload.file, upload.finished_at = file, timezone.now()
        upload.save(update_fields=["file", "finished_at"])
        # Until then the parts stay: whatever happens in between, it can be finished again.
        transaction.on_commit(lambda: upload.path.unlink(missing_ok=True))
    return file


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
        upload.save(update_fields=["received", "moved_at"])
    return upload.received


def _linked(file, upload):
    """The parts under a name among all documents, without copying them."""
    storage = file.file.storage
    # Of a name without a letter that a disk takes nothing stays but the ending.
    stem = upload.name.rpartition(".")[0]
    stem = stem if any(sign.isalnum() for sign in stem) else "tep"
    wanted = file.file.field.generate_filename(file, f"{stem}.{upload.ending}")
    name = storage.get_available_name(wanted, max_length=file.file.field.max_length)
    os.makedirs(os.path.dirname(storage.path(name)), exist_ok=True)
    os.link(upload.path, storage.path(name))
    os.chmod(storage.path(name), 0o644)
    return name
