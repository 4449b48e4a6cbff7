"""Photos and recordings of posts: drawn anew, small, without what the telephone notes; whole or in parts."""

import hashlib
import uuid
from datetime import timedelta

from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from courses import answer_files
from courses.answer_files import NotKept
from courses.exchange.posting import MOST_FILES, read_first
from courses.models import Post, PostFile, PostPiece
from lms.beginnings import begins_as
from lms.whole_acts import files_of_a_whole_act

# More than are ever sent: taken again and again before that.
MOST_TRIES = 10
BATCH = 2000
# Of one pupil.
MOST_A_DAY = 60
# Two minutes of speech are some 360 KB.
SOUND_BYTES = 1024 * 1024


def keep(user, post_key, raw, file_id=None, written=None):
    """The PostFile of the bytes `raw`; the same again is the same one. Raises NotKept.

    What is new is added to `written`, the list of `files_of_a_whole_act` of a larger act."""
    with files_of_a_whole_act() as own, transaction.atomic():
        row = _kept(user, post_key, raw, file_id, own)
    if written is not None:
        written += own
    return row


def _kept(user, post_key, raw, file_id, written):
    known = PostFile.objects.filter(by=user, post_key=post_key)
    digest = hashlib.sha256(raw).hexdigest()
    same = known.filter(pk=file_id) if file_id else known.filter(content_hash=digest)
    if row := same.first():
        return row
    if known.count() >= MOST_TRIES:
        raise NotKept(_("You have sent very many photos for one post. Write a new one."))
    post = Post.objects.locked(post_key)
    if PostFile.objects.filter(pk=file_id).exists() or (post and post.by_id != user.pk):
        raise NotKept(_("This file belongs to another post."))
    day = timezone.now() - timedelta(days=1)
    if user.student_or_none and PostFile.objects.filter(by=user, arrived_at__gt=day).count() >= MOST_A_DAY:
        raise NotKept(_("You have sent very many photos today. Send this one tomorrow."))
    content, content_type, ending = _cleaned(raw)
    row = PostFile(
        id=file_id or uuid.uuid4(),
        post_key=post_key,
        by=user,
        student=user.student_or_none,
        content_type=content_type,
        size=len(content),
        content_hash=digest,
    )
    row.file.save(f"post.{ending}", ContentFile(content), save=False)
    written.append(row.file)
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        # Sent twice at the same moment, or a name that is taken.
        raise NotKept(_("This file belongs to another post.")) from None
    if post:
        _look_again(post, row)
    return row


def _look_again(post, row):
    """A teacher's yes is for what was there: with a file that comes later the post waits for another."""
    thread = post.thread
    if post.state != Post.State.SHOWN or not post.student_id or str(row.pk) not in post.file_ids:
        return
    if not thread.is_before_the_class:
        return
    state, rule = read_first(thread, post.school_class, has_files=True)
    if post.decided_at or state == Post.State.WAITING:
        post.state, post.rule = Post.State.WAITING, post.rule or rule
        post.decided_by = post.decided_at = None
        post.save(update_fields=["state", "rule", "decided_by", "decided_at"])
        thread.recount()


def _cleaned(raw):
    if not raw:
        raise NotKept(_("This file is empty."))
    if len(raw) > answer_files.MOST_BYTES:
        raise NotKept(_("This file is larger than 10 MB."))
    if any(begins_as(ending, raw[:4096]) for ending in answer_files.SOUNDS):
        if len(raw) > SOUND_BYTES:
            raise NotKept(_("This recording is longer than a post should be. Speak for two minutes at most."))
        return answer_files.sound(raw)
    return answer_files.photo(raw)


def take_piece(user, post_key, file_id, number, of, content):
    """Keep one part; with the last of them the file is there. Raises NotKept."""
    if PostFile.objects.filter(by=user, pk=file_id).exists():
        return
    waiting = PostPiece.objects.filter(by=user)
    others = waiting.exclude(file_id=file_id).values("file_id").distinct().count()
    if others >= MOST_TRIES * MOST_FILES:
        raise NotKept(_("Many photos are still on their way. Wait until they have arrived."))
    parts = {"student": user.student_or_none, "post_key": post_key, "of": of, "content": content}
    waiting.get_or_create(by=user, file_id=file_id, number=number, defaults=parts)
    pieces = list(waiting.filter(file_id=file_id, of=of, post_key=post_key).order_by("number"))
    if [piece.number for piece in pieces] != list(range(1, of + 1)):
        return
    try:
        keep(user, post_key, b"".join(bytes(piece.content) for piece in pieces), file_id)
    finally:
        waiting.filter(file_id=file_id).delete()


def forget(files):
    """Delete files with what lies on the disk; how many."""
    count = 0
    for row in files:
        transaction.on_commit(lambda name=row.file.name, storage=row.file.storage: storage.delete(name))
        row.delete()
        count += 1
    return count


def loose(before):
    """Files from before a moment that no post names; of all the others only keys are read, some at a time."""
    old = PostFile.objects.filter(arrived_at__lt=before).order_by("pk")
    found, last = [], None
    while keys := list((old.filter(pk__gt=last) if last else old).values_list("pk", "post_key")[:BATCH]):
        posts = Post.objects.filter(pk__in={post for _file, post in keys}).values_list("pk", "file_ids")
        named = {(post, file) for post, files in posts for file in files}
        found += [file for file, post in keys if (post, str(file)) not in named]
        last = keys[-1][0]
    return PostFile.objects.filter(pk__in=found)
