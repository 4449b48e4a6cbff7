"""What teachers and the school decide about talk: every act is kept, and the author of a post is told why."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from courses import review_rules
from courses.models import Flag, Mute, Post, Thread
from lms.history import note_change
from lms.text import tidy

MOST_REASON = 300
MOST_MUTED_DAYS = 30
MOST_FLAGS_A_DAY = 20


class NotDone(Exception):  # noqa: N818 – it is an answer, not an accident
    """Why it was not done, as a sentence."""


@transaction.atomic
def decide(post, state, by, reason=""):
    """Let a post be seen, or hide it with a reason for its author. Twice is as once."""
    post = Post.objects.locked(post.pk)
    if post is None or post.state == Post.State.GONE:
        raise NotDone(_("This post was deleted meanwhile."))
    if post.state == Post.State.WITHDRAWN:
        raise NotDone(_("Its author has taken this post back: the class does not read it."))
    reason = tidy(reason)[:MOST_REASON]
    if state == Post.State.HIDDEN and not reason:
        raise NotDone(_("Say why, in a sentence that the pupil reads."))
    post.flags.filter(settled_at=None).update(settled_by=by, settled_at=timezone.now())
    if (post.state, post.reason) == (state, reason):
        return post
    before = {"state": post.state}
    post.state, post.reason = state, reason
    post.decided_by, post.decided_at = by, timezone.now()
    post.save(update_fields=["state", "reason", "decided_by", "decided_at"])
    act = "hide a post" if state == Post.State.HIDDEN else "let a post be seen"
    note_change(by, act, post, before, {"state": str(state)}, school=post.school_class.school_id)
    post.thread.recount()
    return post


@transaction.atomic
def settle_flags(post, by):
    """The post stays as it is; whoever reported it is not named to anybody."""
    if post.flags.filter(settled_at=None).update(settled_by=by, settled_at=timezone.now()):
        note_change(by, "settle reports of a post", post, school=post.school_class.school_id)


def flag(post, by, kind, words):
    """A reader says that the post is not right; once is enough. Raises NotDone."""
    day = timezone.now() - timedelta(days=1)
    if Flag.objects.filter(by=by, at__gt=day).count() >= MOST_FLAGS_A_DAY:
        raise NotDone(_("You have reported many posts today. Tell your teacher about this one."))
    told = {"kind": kind, "words": tidy(words)[:300], "student": by.student_or_none}
    return Flag.objects.get_or_create(post=post, by=by, defaults=told)[0]


@transaction.atomic
def mute(student, until, reason, by):
    """The pupil only reads, up to and including a day. Raises NotDone."""
    days = (until - timezone.localdate()).days
    if not 0 <= days <= MOST_MUTED_DAYS:
        words = _("Choose a day from today on, at most %(days)d days ahead.")
        raise NotDone(words % {"days": MOST_MUTED_DAYS})
    running = Mute.objects.running().filter(student=student)
    if same := running.filter(until=until, reason=reason).first():
        return same
    running.update(lifted_by=by, lifted_at=timezone.now())
    made = Mute.objects.create(student=student, until=until, reason=reason, by=by)
    note_change(
        by, "pause a pupil's writing", made, after={"until": until.isoformat()}, school=student.school_id
    )
    return made


@transaction.atomic
def lift(mute, by):
    if Mute.objects.filter(pk=mute.pk, lifted_at=None).update(lifted_by=by, lifted_at=timezone.now()):
        note_change(by, "let a pupil write again", mute, school=mute.student.school_id)


@transaction.atomic
def close(thread, by, is_closed=True):
    thread = _locked(thread)
    if bool(thread.closed_at) == is_closed:
        return
    thread.closed_at, thread.closed_by = (timezone.now(), by) if is_closed else (None, None)
    thread.save(update_fields=["closed_at", "closed_by"])
    act = "close a thread" if is_closed else "open a thread again"
    note_change(by, act, thread, school=thread.school_class.school_id)


def _locked(thread):
    if found := Thread.objects.select_for_update(of=("self",)).filter(pk=thread.pk).first():
        return found
    raise NotDone(_("This thread was deleted meanwhile."))


def may_be_shared(thread):
    """Whether the class may read the question: never while a quiz that asks the same can still be sat."""
    if thread.item_id is None or thread.item.paper.practice:
        return True
    page = thread.item.paper.page
    return page is None or review_rules.keys_are_out(page)


def name_asker(thread, is_named=True):
    """The pupil lets the class read the own name beside the own question, or takes that back. Photos
    and voice stay where they are (`Thread.keeps_files_from_class`)."""
    same = Thread.objects.questions().filter(pk=thread.pk, named_at__isnull=is_named)
    same.update(named_at=timezone.now() if is_named else None)


@transaction.atomic
def share(thread, by, is_shared=True, is_named=None):
    """Show a question to the class, or only to its pupil again. `is_named`: whether the teacher was told that
    the name, photos and voice go along. Raises NotDone."""
    thread = _locked(thread)
    if not thread.is_question or bool(thread.shared_at) == is_shared:
        return
    if is_shared and not may_be_shared(thread):
        raise NotDone(
            _("The quiz is not over yet. Show the question to the class when nobody can sit it any more.")
        )
    if is_shared and is_named is not None and is_named != bool(thread.named_at):
        raise NotDone(_("The pupil has changed meanwhile whether the name stands there. Look, then show it."))
    thread.shared_at, thread.shared_by = (timezone.now(), by) if is_shared else (None, None)
    thread.save(update_fields=["shared_at", "shared_by"])
    undecided = thread.posts.filter(decided_at=None)
    if is_shared:
        # What was noticed in a post harmed nobody between two; the class does not read it unseen.
        undecided.filter(state=Post.State.SHOWN).exclude(rule="").update(state=Post.State.HELD)
    else:
        # Between two again nothing is held back; what classmates wrote meanwhile still waits for a decision.
        own = undecided.filter(student=thread.student_id).exclude(student=None)
        own.filter(state__in=[Post.State.HELD, Post.State.WAITING]).update(state=Post.State.SHOWN)
    thread.recount()
    act = "show a question to the class" if is_shared else "take a question off the board"
    note_change(by, act, thread, school=thread.school_class.school_id)
