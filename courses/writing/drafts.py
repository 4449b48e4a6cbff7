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
from wagtail.models import Page, TaskState

from courses import beginning_lectures, teachers_places
from courses.models import LecturePage
from courses.writing import pieces

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


def begin(course, by, title, licence=None):
    """An empty lecture in `course`, for its school alone where it has one."""
    act, audience = "begin a short lecture", beginning_lectures.near(course)
    return beginning_lectures.begin(course, by, title, act=act, audience=audience, licence=licence)


def of(page):
    """The lecture as it was written last."""
    last = page.get_latest_revision()
    if last is None:
        return page.specific
    draft = last.as_object()
    draft.latest_revision = last
    return draft


@transaction.atomic
def change(page, user, act, anew=False, draft=None):
    """Do `act(draft)` on the draft and keep it. Whatever `act` raises leaves everything as it was.

    `anew`: in a revision of its own, so that the one before can be gone back to. `draft`: as it was read
    just now; it is read again when somebody has written since.
    """
    page = LecturePage.objects.select_for_update(of=("self",)).get(pk=page.pk)
    if sentence := why_locked(page, user):
        raise Locked(sentence)
    if draft is None or _is_old(draft, page):
        draft = of(page)
    if act(draft) is not False:
        save(draft, user, anew)
    return draft


def save(page, user, anew=False):
    """Keep what `page` says now as its latest revision."""
    last = page.latest_revision
    if last and not anew and _is_same_sitting(page, last, user):
        _go_on(page, last)
    else:
        # Each form has asked of its fields what there is to ask.
        page.save_revision(user=user, log_action=True, clean=False)


def _go_on(page, last):
    """As `save_revision` writes over one's own last revision; but what readers find has not changed, so that
    nothing is put into the indexes anew every few seconds."""
    last.created_at, last.content, last.object_str = timezone.now(), page.serializable_data(), str(page)
    last.save()
    told = {"latest_revision_created_at": last.created_at, "draft_title": page.title}
    told["has_unpublished_changes"] = True
    Page.objects.filter(pk=page.pk).update(**told)
    for name, value in told.items():
        setattr(page, name, value)


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
    return teachers_places.is_own(page, user) or page.permissions_for_user(user).can_edit()


def _is_old(draft, page):
    last = draft.latest_revision
    return (last and (last.pk, last.created_at)) != (page.latest_revision_id, page.latest_revision_created_at)


def _is_same_sitting(page, last, user):
    return (
        last.user_id == user.pk
        and last.created_at > timezone.now() - ONE_SITTING
        and last.pk != page.live_revision_id
        and last.approved_go_live_at is None
        and not TaskState.objects.filter(revision=last).exists()
    )
