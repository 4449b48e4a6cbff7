"""A work that was gathered comes out of the archive again: pupil or family say no after all."""

from django.db import transaction

from courses import on_page
from home.culture import community
from home.models import CultureEntryPage, GatheredWork
from lms.history import about, note_change
from lms.models import Change
from lms.text import fold

ACT = "take a pupil's work out of the archive"


@transaction.atomic
def take_out(row, by):
    """Take a pupil's work out of its entry; whether the entry was public and went off with it.

    What the editors left as it was handed in goes out of the draft at once. Words that they wrote anew they
    take out themselves: the entry waits for them and for the community as any other wording does.
    """
    row = GatheredWork.objects.select_for_update(of=("self",)).filter(pk=row.pk).first()
    if row is None:
        return False
    page = CultureEntryPage.objects.get(pk=row.page_id)
    was_public = page.live
    if was_public:
        page.unpublish()
    draft = page.get_latest_revision_as_object()
    _leave_out(row, draft)
    draft.save_revision(user=by)
    community.ask(draft, by)
    # No name: the log never forgets.
    note_change(by, ACT, page, school=row.student.school_id)
    forget(row)
    return was_public


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


def _leave_out(row, draft):
    copied = {*row.pictures, *row.files}
    said = row.work and _as_one_line(row.work.words)
    for number in reversed(range(len(draft.body))):
        block = draft.body[number]
        if block.block_type in ("picture", "sound"):
            is_theirs = {block.value.get("picture"), block.value.get("file")} & copied
        else:
            is_theirs = block.block_type == "text" and said == _as_one_line(on_page.plain(block.value.source))
        if is_theirs:
            del draft.body[number]
    if draft.cover in copied:
        draft.cover = None
    if not row.page.gathered.filter(student=row.student).exclude(pk=row.pk).exists():
        name = fold(row.student.full_name)
        draft.collected_by = "\n".join(line for line in draft.collector_lines if fold(line) != name)


def _as_one_line(text):
    return fold(" ".join(text.split()))
