"""The draft of a lecture: its latest revision, changed by one person at a time, and kept again.

Each small change makes a revision or goes on in one's own last one, so that a telephone may keep what was
written every few seconds and the history stays readable. What a change is based on is asked piece by piece.
"""

import json
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from wagtail.locks import ScheduledForPublishLock, WorkflowLock
from wagtail.models import TaskState

from courses import teachers_places
from courses.models import LecturePage
from courses.models.credits import signature
from courses.writing import pieces
from lms.history import note_change

# So long one goes on in one's own last revision.
ONE_SITTING = timedelta(hours=1)
HEAD = ("title", "summary", "minutes", "licence_id")


class Locked(Exception):  # noqa: N818 – it is an answer, not an accident
    """Why nothing can be changed now, as a sentence."""


@dataclass
class Clash(Exception):  # noqa: N818
    """Somebody else wrote the same piece meanwhile: who, when, what stands there now (None: it is gone)."""

    who: str
    at: object
    piece: dict | None

    def sentence(self):
        told = {"who": self.who, "at": date_format(timezone.localtime(self.at), "H:i j/n/Y")}
        if self.piece is None:
            return _("%(who)s took this piece out (%(at)s). Yours is not lost: choose.") % told
        return _("%(who)s changed this piece too (%(at)s). Nothing is overwritten: choose.") % told


@transaction.atomic
def begin(course, by, title, licence=None):
    """An empty lecture in `course`, for its school alone where it has one."""
    audience = "school" if course.school_id else "signed_in"
    page = LecturePage(title=title, owner=by, live=False, audience=audience, licence=licence)
    page.authors = signature(by, course.school)
    course.add_child(instance=page)
    page.save_revision(user=by)
    note_change(by=by, act="begin a short lecture", thing=page, school=course.school_id)
    return page


def of(page):
    """The lecture as it was written last."""
    return page.get_latest_revision_as_object()


@transaction.atomic
def change(page, user, act, anew=False):
    """Do `act(draft)` on the draft and keep it. Whatever `act` raises leaves everything as it was.

    `anew`: in a revision of its own, so that the one before can be gone back to.
    """
    page = LecturePage.objects.select_for_update(of=("self",)).get(pk=page.pk)
    if sentence := why_locked(page, user):
        raise Locked(sentence)
    draft = of(page)
    if act(draft) is not False:
        save(draft, user, anew)
    return draft


def save(page, user, anew=False):
    """Keep what `page` says now as its latest revision."""
    last = page.latest_revision
    goes_on = last if last and not anew and _is_same_sitting(page, last, user) else None
    page.save_revision(user=user, overwrite_revision=goes_on, log_action=goes_on is None)


def keep_pieces(draft, told):
    draft.body = json.dumps(told, ensure_ascii=False)


def put(draft, key, was, make, after=""):
    """Put what `make(the piece as it stands, or None)` says into the place of the piece `key`. Raises Clash
    when the piece is not the one that was read (`was`), unless both say the same now. None leaves it."""
    body = pieces.of(draft)
    there = pieces.find(body, key)
    stands = pieces.digest(there) if there else ""
    if was and not there:
        raise clash(draft, None)
    told = make(there)
    if told is None:
        return False
    piece = {**(there or {}), **told, "id": key}
    if stands != was and pieces.digest(piece) != stands:
        raise clash(draft, there)
    keep_pieces(draft, pieces.put(body, piece, after))
    return None


def drop(draft, key, was):
    """Take the piece `key` out; gone already is fine."""
    body = pieces.of(draft)
    there = pieces.find(body, key)
    if there is None:
        return False
    if was and pieces.digest(there) != was:
        raise clash(draft, there)
    keep_pieces(draft, pieces.without(body, key))
    return None


def head_digest(draft):
    return pieces.digest({"type": "head", "value": {name: getattr(draft, name) for name in HEAD}})


def clash(draft, there):
    last = draft.latest_revision
    who = last.user if last else None
    return Clash(str(who) if who else _("Somebody"), last.created_at if last else timezone.now(), there)


def why_locked(page, user):
    """A sentence about what keeps `user` from changing `page` now; "" for nothing."""
    lock = page.get_lock()
    if lock is None or not lock.for_user(user):
        return ""
    if isinstance(lock, WorkflowLock):
        return _(
            "This lecture waits to be approved, so nothing is changed now. Take it back to go on writing."
        )
    if isinstance(lock, ScheduledForPublishLock):
        return _(
            "This lecture is going to be published at a set hour, so nothing is changed now. "
            "The hour is taken out in the full editor."
        )
    told = {"who": page.locked_by or _("Somebody"), "at": ""}
    if page.locked_at:
        told["at"] = date_format(timezone.localtime(page.locked_at), "H:i j/n/Y")
    return _("%(who)s locked this lecture (%(at)s). Ask for it to be unlocked, or write later.") % told


def may_change(page, user):
    """Whether `user` may write in it at all."""
    return page.permissions_for_user(user).can_edit() or teachers_places.is_own(page, user)


def _is_same_sitting(page, last, user):
    return (
        last.user_id == user.pk
        and last.created_at > timezone.now() - ONE_SITTING
        and last.pk != page.live_revision_id
        and last.approved_go_live_at is None
        and not TaskState.objects.filter(revision=last).exists()
    )
