"""Take in what pupils hand in to the tasks of a lecture – photos, a recording, words – and what teachers
say to it. It comes whole with a form, or as events, in any order and any number of times."""

import hashlib
import uuid

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from courses import answer_files
from courses.answer_files import NotKept
from courses.models import LectureProgress, TaskPage, TaskWork
from lms import photos
from lms.text import tidy

MOST_PAGES = 3
# Photos, and one recording beside them.
MOST_FILES = MOST_PAGES + 1
MOST_WORDS = 1000
# More than are ever handed in: pages taken again and again before that.
MOST_TRIES = 20
SMALL_SIDE, SMALL_QUALITY = 240, 60


def tasks_of(lecture):
    """{id of a block: the block} for the tasks that stand in the lecture now, in their order."""
    return {str(block.id): block for block in lecture.body if block.block_type == "task" and block.id}


def is_task(lecture, block):
    return isinstance(block, str) and block in lecture.outline.get("tasks", [])


def held(student, lecture, block):
    """The pupil's work on a task, locked until the transaction ends."""
    TaskWork.objects.get_or_create(student=student, lecture=lecture, block=block)
    return TaskWork.objects.select_for_update(of=("self",)).get(student=student, lecture=lecture, block=block)


@transaction.atomic
def hand_in(student, lecture, block, words, page_ids, turn, install="form", seq=0):
    """Whether this is what counts now; what was handed in after it stays."""
    work = held(student, lecture, block)
    if work.handed_at and (turn, seq, install) <= (work.turn, work.seq, work.install):
        return False
    work.words, work.page_ids = tidy_lines(words), list(page_ids)
    work.turn, work.seq, work.install = turn, seq, install
    work.handed_at = timezone.now()
    work.save()
    # A rule of the lecture may wait for it.
    LectureProgress.objects.take_in(student, lecture)
    return True


def tidy_lines(words):
    """What was typed, line by line, without what no eye sees."""
    lines = (tidy(line) for line in words.replace("\r\n", "\n").split("\n"))
    return "\n".join(lines).strip()[:MOST_WORDS]


def keep_page(work, raw, page_id=None):
    """The TaskPage of the bytes `raw`; the same again is the same one. Raises NotKept."""
    digest = hashlib.sha256(raw).hexdigest()
    same = work.pages.filter(pk=page_id) if page_id else work.pages.filter(content_hash=digest)
    if row := same.first():
        return row
    if work.pages.count() >= MOST_TRIES:
        raise NotKept(_("You have sent very many photos for this task. Show them to your teacher."))
    if TaskPage.objects.filter(pk=page_id).exists():
        raise NotKept(_("This file belongs to another answer."))
    if not raw:
        raise NotKept(_("This file is empty."))
    if len(raw) > answer_files.MOST_BYTES:
        raise NotKept(_("This file is larger than 10 MB."))
    spoken = answer_files.is_sound(raw)
    content, _type, ending = answer_files.sound(raw) if spoken else answer_files.photo(raw)
    row = TaskPage(id=page_id or uuid.uuid4(), work=work, size=len(content), content_hash=digest)
    row.file.save(f"page.{ending}", ContentFile(content), save=False)
    if not spoken:
        row.small.save(f"small.{ending}", ContentFile(_small(content)), save=False)
    row.save(force_insert=True)
    return row


def _small(content):
    return photos.packed(photos.redraw(content, SMALL_SIDE), quality=SMALL_QUALITY)


def take_piece(work, page_id, number, of, content):
    """Keep one part; with the last of them the page is there. Raises NotKept."""
    if work.pages.filter(pk=page_id).exists():
        return
    others = work.pieces.exclude(page_id=page_id)
    if others.values("page_id").distinct().count() >= MOST_TRIES:
        raise NotKept(_("You have sent very many photos for this task. Show them to your teacher."))
    work.pieces.get_or_create(page_id=page_id, number=number, defaults={"of": of, "content": content})
    pieces = list(work.pieces.filter(page_id=page_id, of=of).order_by("number"))
    if [piece.number for piece in pieces] != list(range(1, of + 1)):
        return
    try:
        keep_page(work, b"".join(bytes(piece.content) for piece in pieces), page_id)
    finally:
        work.pieces.filter(page_id=page_id).delete()


class HandedInMeanwhile(Exception):  # noqa: N818 – it is an answer, not an accident
    """The pupil has handed in anew since the teacher looked."""


@transaction.atomic
def say(work, remark, again, turn, by):
    """A teacher's word to what was handed in as `turn`."""
    work = TaskWork.objects.select_for_update(of=("self",)).get(pk=work.pk)
    if work.turn != turn:
        raise HandedInMeanwhile
    work.remark, work.again, work.remark_turn = tidy(remark)[:300], again, turn
    work.remark_at, work.remark_by = timezone.now(), by
    work.save(update_fields=["remark", "again", "remark_turn", "remark_at", "remark_by"])


def state_of(student, lecture):
    """{block: what the pupil's own page tells of it}."""
    if not lecture.outline.get("tasks"):
        return {}
    works = TaskWork.objects.filter(student=student, lecture=lecture).prefetch_related("pages")
    return {work.block: _told(work) for work in works}


def _told(work):
    return {
        "turn": work.turn,
        "words": work.words,
        "pages": work.page_ids,
        "sounds": [str(page.pk) for page in work.pages.all() if page.is_sound],
        "handed": work.handed_at.isoformat() if work.handed_at else None,
        "remark": work.remark,
        "again": work.waits_for_pupil,
        # Said of what was handed in before; the new work is with the teacher.
        "old": bool(work.remark_at) and work.was_handed_in_since,
        "seen": bool(work.remark_at) and not work.was_handed_in_since,
    }


def forget(works):
    """Delete works with their photos; how many."""
    works = list(works)
    _forget_pages(TaskPage.objects.filter(work__in=works))
    for work in works:
        work.pieces.all().delete()
        work.delete()
    return len(works)


def forget_loose(pages):
    """Delete photos that were never handed in; how many."""
    return _forget_pages(pages)


def _forget_pages(pages):
    count = 0
    for page in pages:
        for field in filter(None, (page.file, page.small)):
            transaction.on_commit(lambda name=field.name, storage=field.storage: storage.delete(name))
        page.delete()
        count += 1
    return count


def waiting_in(lecture, students):
    """[(number, block, how many handed in, how many wait for a word)] for the tasks of a lecture."""
    works = TaskWork.objects.handed_in().filter(lecture=lecture, student__in=students)
    handed, waiting = {}, {}
    for block in works.values_list("block", flat=True):
        handed[block] = handed.get(block, 0) + 1
    for block in works.filter(turn__gt=F("remark_turn")).values_list("block", flat=True):
        waiting[block] = waiting.get(block, 0) + 1
    return [
        (number, block, handed.get(key, 0), waiting.get(key, 0))
        for number, (key, block) in enumerate(tasks_of(lecture).items(), start=1)
    ]
