"""What tablets send to a contest comes in, in whatever order and, for some days, after the last day."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from courses.competitions.entering import Refused
from courses.work_contests import entering, files
from lms.history import note_change


@transaction.atomic
def take_handed(contest, user, title, words, ids, turn, seq, install, wall):
    """What an event says was handed in; whether it is what counts now. Raises Refused."""
    late = is_late(contest, wall)
    work = entering.locked(entering.begin(contest, user))
    if (turn, seq, install) <= (work.turn, work.seq, work.install):
        return False
    if len(ids) > contest.most_files:
        raise Refused(_("At most %(n)d files. Take one away, then try again.") % {"n": contest.most_files})
    entering.write(work, title or _("without a name"), words, ids, True, work.lecture)
    work.turn, work.seq, work.install, work.came_late = turn, seq, install, late
    work.save()
    note_change(by=user, act="hand a work in", thing=work, school=work.school_id)
    return True


def take_piece(contest, user, file_id, number, of, content, wall):
    """Keep one part of a file; what was confirmed without it waits anew. Raises Refused or NotKept."""
    known = entering.work_of(contest, user)
    if known and known.files.filter(pk=file_id).exists():
        return
    late = is_late(contest, wall)
    work = entering.begin(contest, user)
    if files.take_piece(work, file_id, number, of, content):
        _note_arrived(work, file_id, late, user)


def is_late(contest, wall):
    """Whether the last day is over, for what its tablet handed in before. Raises Refused if too late."""
    if contest.takes_works():
        return False
    on_time = wall is not None and contest.opens_on <= timezone.localdate(wall) <= contest.closes_on
    if not (on_time and entering.is_on_its_way(contest)):
        raise Refused(entering.closed(contest))
    return True


@transaction.atomic
def _note_arrived(work, file_id, late, user):
    """A file is whole only now: nobody has confirmed the work with it."""
    work = entering.locked(work)
    if not work.handed_at or str(file_id) not in work.file_ids:
        return
    if work.confirmed_at:
        work.confirmed_at = work.confirmed_by = None
        note_change(by=user, act="complete a confirmed work", thing=work, school=work.school_id)
    work.came_late = work.came_late or late
    work.save(update_fields=["confirmed_at", "confirmed_by", "came_late"])
