"""A work that was gathered comes out of the archive again: pupil or family say no after all."""

import re
from typing import NamedTuple

from django.db import transaction
from django.db.models import Q
from wagtail.models import Revision

from courses import on_page
from home.culture import community
from home.models import CultureEntryPage, GatheredWork, LeftOver
from lms.history import about, note_change
from lms.models import Change
from lms.text import fold, tidy

ACT = "take a pupil's work out of the archive"
READ = "say that nothing is left of a pupil's work"
# A line of fewer words may well be somebody else's.
WORDS_OF_A_LINE = 4
WORD = re.compile(r"\w+")


class Out(NamedTuple):
    """What came of taking a work out: what is left stands in words that the editors wrote or moved."""

    was_public: bool
    leaves_words: bool
    leaves_name: bool


@transaction.atomic
def take_out(row, by):
    """Take a pupil's work out of its entry: an Out; None when it was out already.

    Its blocks go out of the draft at once, also those that the editors wrote anew, and out of all that the
    entry said before. What they moved elsewhere they take out themselves: until somebody says so
    (`nothing_is_left`) the entry is not published.
    """
    row = GatheredWork.objects.select_for_update(of=("self",)).filter(pk=row.pk).first()
    if row is None:
        return None
    page = CultureEntryPage.objects.get(pk=row.page_id)
    was_public = page.live
    if was_public:
        page.unpublish()
    draft = page.get_latest_revision_as_object()
    leaves_words = _leave_work_out(row, draft)
    leaves_name = _leave_name_out(row, draft)
    _leave_out_of_earlier(row, page, draft)
    draft.save_revision(user=by)
    if leaves_words or leaves_name:
        LeftOver.objects.get_or_create(page_id=page.pk)
    community.ask(draft, by)
    # No name: the log never forgets.
    note_change(by, ACT, page, school=row.student.school_id)
    forget(row)
    return Out(was_public, leaves_words, leaves_name)


@transaction.atomic
def nothing_is_left(page, version, by):
    """Somebody read the draft in its `version`, a key, and took out what was left; whether that was so.

    Where it stood is not known, so earlier wordings are written over with this one.
    """
    page = CultureEntryPage.objects.select_for_update(of=("self",)).get(pk=page.pk)
    left = LeftOver.objects.filter(page=page)
    if page.latest_revision_id != version or not left.exists():
        return False
    draft = page.get_latest_revision_as_object()
    draft.save(clean=False)
    _say(draft, page.revisions.exclude(pk=version))
    left.delete()
    note_change(by, READ, page)
    return True


def has_taken_out(user, key):
    """Whether `user` took a work out of the entry with this key: who taps twice is told the same twice."""
    pages = CultureEntryPage.objects.filter(translation_key=key).values_list("pk", flat=True)
    lines = Change.objects.filter(about({CultureEntryPage: pages}), act=ACT, actor=user)
    return lines.exists()


def forget(row):
    """The row, with what was copied for it."""
    for copied in (*row.pictures, *row.files):
        copied.delete()
    row.delete()


def _leave_work_out(row, draft):
    """Take the blocks of a work out of the draft; whether words of it are, or may be, left there."""
    copied = {*row.pictures, *row.files}
    handed_in = row.work.words if row.work else ""
    said, found = [handed_in], 0
    for number in reversed(range(len(draft.body))):
        block = draft.body[number]
        if block.block_type in ("picture", "sound"):
            is_theirs = bool({block.value.get("picture"), block.value.get("file")} & copied)
        elif row.block_ids is not None:
            is_theirs = block.id in row.block_ids
        else:
            is_theirs = block.block_type == "text" and _flat(handed_in) == _flat(
                on_page.words_of_block(block)
            )
        if is_theirs:
            if block.block_type not in ("picture", "sound"):
                said.append(on_page.words_of_block(block))
                found += 1
            del draft.body[number]
    if draft.cover in copied:
        draft.cover = None
    # Gathered before the blocks were kept, and the work is forgotten: nobody knows what it said.
    sought = int(row.work is None or bool(handed_in)) if row.block_ids is None else len(row.block_ids)
    return found < sought or _tells(draft, said)


def _leave_out_of_earlier(row, page, draft):
    """The same in what the page said before, in its row and in every version that can be opened again."""
    for revision in page.revisions.iterator(chunk_size=20):
        earlier = revision.as_object()
        is_left = [_leave_work_out(row, earlier), _leave_name_out(row, earlier)]
        # Of a version in which nobody knows where it stands nothing is kept.
        _say(draft if any(is_left) else earlier, Revision.objects.filter(pk=revision.pk))
    draft.save(clean=False)


def _say(wording, revisions):
    revisions.update(content=wording.serializable_data(), object_str=str(wording))


def _tells(draft, said):
    told = _flat(on_page.words_of(draft))
    lines = (_flat(line) for text in said for line in text.splitlines())
    return any(line in told for line in lines if len(line.split()) >= WORDS_OF_A_LINE)


def _leave_name_out(row, draft):
    """Take the name out of who collected; whether it stands elsewhere in the draft."""
    others = row.page.gathered.exclude(pk=row.pk)
    if others.filter(Q(student=row.student) | Q(student__full_name=row.student.full_name)).exists():
        return False
    lines = [_without_name(line, row.student.full_name) for line in draft.collector_lines]
    draft.collected_by = "\n".join(line for line in lines if line)
    return _flat(row.student.full_name) in _flat(on_page.words_of(draft))


def _without_name(line, name):
    """`line` without the name, as it is spelt or without marks, and without the comma that parted it."""
    line, sought = tidy(line), [fold(word) for word in WORD.findall(name)]
    found = list(WORD.finditer(line))
    for first in reversed(range(len(found) - len(sought) + 1)):
        run = found[first : first + len(sought)]
        if [fold(word[0]) for word in run] == sought:
            kept = [line[: run[0].start()], line[run[-1].end() :]]
            line = ", ".join(part for one in kept if (part := one.strip(" ,;()–-")))
            found = list(WORD.finditer(line))[:first]
    return line


def _flat(text):
    """The words of `text` alone, as search compares them; a space on either side parts them from others."""
    return f" {' '.join(WORD.findall(fold(text)))} "
