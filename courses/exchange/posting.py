"""Take in what pupils and teachers write: with a form or as events, in any order, any number of times."""

import uuid
from datetime import timedelta

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from courses.exchange.numbers import phone_in
from courses.exchange.refusing import class_of, speaks_for, why_no_teacher, why_not_begin, why_not_reply
from courses.exchange.screening import screen
from courses.models import ClassTalk, HeldWord, Post, Thread
from lms.text import clean, fold, tidy

MOST_WORDS = 1000
MOST_TITLE = 120
MOST_FILES = 3
# So many posts before it are read together with a new one.
MOST_PARTS = 3
# A child that presses «send» again and again says it once; one that floods the class waits.
SAME_FOR = timedelta(minutes=10)
A_WHILE, MOST_IN_A_WHILE, MOST_OF_STAFF = timedelta(minutes=30), 20, 200
STATES = Post.State


class NotTaken(Exception):  # noqa: N818 – it is an answer, not an accident
    """Why a post is not taken in, as a sentence for its author."""


@transaction.atomic
def ask(user, key, words, file_ids, lecture=None, block="", item=None):
    """A pupil's question to the teachers of the class; (post, whether it is new). Raises NotTaken."""
    student = user.student_or_none
    if same := _known(user, key):
        return same, False
    school_class = student and class_of(student)
    if school_class is None:
        raise NotTaken(_("You sit in no class now, so there is no teacher to ask here. Tell your school."))
    _has_teacher(school_class)
    words = _told(words, file_ids)
    place = {"student": student, "lecture": lecture, "block": block, "item": item, "closed_at": None}
    again = _recent_of(user).filter(words=words, file_ids=file_ids)
    if same := again.filter(**{f"thread__{name}": value for name, value in place.items()}).first():
        return same, False
    _not_too_often(user)
    thread = _thread(key, Thread.Kind.QUESTION, school_class, user, lecture=lecture, block=block, item=item)
    if thread is None:
        return _same(user, key), False
    return _written(thread, key, user, school_class, words, file_ids), True


@transaction.atomic
def begin(user, key, school_class, title, words, file_ids, pairing=None):
    """A thread of a class, or of two paired classes; (post, whether it is new). Raises NotTaken."""
    if same := _known(user, key):
        return same, False
    title, words = tidy(clean(title)), _told(words, file_ids)
    if not title:
        raise NotTaken(_("Say in a few words what it is about, then send it."))
    if len(title) > MOST_TITLE:
        raise NotTaken(
            _("What it is about is longer than %(most)d letters. Say it shorter.") % {"most": MOST_TITLE}
        )
    if why := why_not_begin(user, school_class, pairing):
        raise NotTaken(why)
    again = Thread.objects.filter(
        by=user, title=title, began_at__gt=timezone.now() - SAME_FOR, pairing=pairing
    )
    if same := _recent_of(user).filter(pk__in=again.values("pk"), words=words).first():
        return same, False
    _not_too_often(user)
    thread = _thread(key, Thread.Kind.TOPIC, school_class, user, title=title, pairing=pairing)
    if thread is None:
        return _same(user, key), False
    return _written(thread, key, user, school_class, words, file_ids), True


@transaction.atomic
def reply(user, thread, key, words, file_ids):
    """A post in a thread that `user` reads; (post, whether it is new). Raises NotTaken."""
    if same := _known(user, key):
        return same, False
    words = _told(words, file_ids)
    if why := why_not_reply(user, thread):
        raise NotTaken(why)
    if same := _recent_of(user).filter(thread=thread, words=words, file_ids=file_ids).first():
        return same, False
    _not_too_often(user)
    return _written(thread, key, user, speaks_for(user, thread), words, file_ids), True


def _has_teacher(school_class):
    if why := why_no_teacher(school_class):
        raise NotTaken(why)


def _told(words, file_ids):
    if len(words) > MOST_WORDS * 4 or len(words := clean(words)) > MOST_WORDS:
        raise NotTaken(_("This is longer than %(most)d letters. Say it in two posts.") % {"most": MOST_WORDS})
    if len(file_ids) > MOST_FILES:
        raise NotTaken(
            _("At most %(most)d photos and recordings. Take one away, then send it.") % {"most": MOST_FILES}
        )
    if not words and not file_ids:
        raise NotTaken(_("Write something, take a photo or speak, then send it."))
    return words


def _known(user, key):
    """The same post, sent before. An id of somebody else's is refused."""
    known = Post.objects.filter(pk=key).first()
    if known and known.by_id != user.pk:
        raise NotTaken(_("This post belongs to somebody else. Open the page again and write anew."))
    return known


def _recent_of(user):
    """What `user` has just written; what was taken back may be said again."""
    recent = Post.objects.filter(by=user, at__gt=timezone.now() - SAME_FOR)
    return recent.exclude(state=STATES.WITHDRAWN)


def _not_too_often(user):
    most = MOST_IN_A_WHILE if user.student_or_none else MOST_OF_STAFF
    if Post.objects.filter(by=user, at__gt=timezone.now() - A_WHILE).count() >= most:
        words = ngettext(
            "You have written %(n)d post in half an hour. Have a break, then send this one.",
            "You have written %(n)d posts in half an hour. Have a break, then send this one.",
            most,
        )
        raise NotTaken(words % {"n": most})


def _thread(key, kind, school_class, user, **about):
    """None: a thread of this id is there."""
    try:
        with transaction.atomic():
            return Thread.objects.create(
                pk=key, kind=kind, school_class=school_class, by=user, student=user.student_or_none, **about
            )
    except IntegrityError:
        return None


def _same(user, key):
    """The post that was sent twice at the same moment; of an id that is taken otherwise there is none."""
    if known := _known(user, key):
        return known
    raise NotTaken(_("This post has been sent already. Open the page again to see it."))


def _written(thread, key, user, school_class, words, file_ids):
    # Held before the post is judged: whether the class reads the thread stays as it is until this one is in.
    thread = Thread.objects.select_for_update(of=("self",)).filter(pk=thread.pk).first()
    if thread is None:
        raise NotTaken(_("This thread was deleted meanwhile."))
    state, rule, found = judge(thread, user, school_class, words, file_ids)
    post = Post(
        pk=key or uuid.uuid4(),
        thread=thread,
        school_class=school_class,
        by=user,
        student=user.student_or_none,
        words=words,
        file_ids=file_ids,
        state=state,
        rule=rule,
        found=found,
    )
    try:
        with transaction.atomic():
            post.save(force_insert=True)
    except IntegrityError:
        return _same(user, key)
    thread.recount()
    return post


def judge(thread, user, school_class, words, file_ids):
    """(state, rule, what was found) of a new post."""
    if not user.student_or_none:
        return STATES.SHOWN, "", ""
    held_words = HeldWord.objects.values_list("text", "only_with_marks")
    told = f"{thread.title}\n{words}" if thread.by_id == user.pk else words
    rule, found = screen(told, held_words, _own_hosts()) or ("", "")
    if not rule and (number := phone_in(fold(_with_last_words(user, thread, told)))):
        rule, found = Post.Rule.PHONE, number
    if not thread.is_before_the_class:
        # Between the pupil and the teachers: they see what was noticed, and nothing is held back from them.
        return STATES.SHOWN, rule, found
    if rule:
        return STATES.HELD, rule, found
    return *read_first(thread, school_class, bool(file_ids)), ""


def read_first(thread, school_class, has_files):
    """(state, rule) of a pupil's post in which nothing was noticed, where the class reads it: whether a
    teacher reads it first. One answer, however and whenever the files arrive."""
    if has_files and thread.pairing_id:
        return STATES.WAITING, Post.Rule.ATTACHED
    # A question was shown to the class with the photos that a teacher had looked at: none joins them unseen.
    if has_files and thread.is_question or ClassTalk.of(school_class).approve_first:
        return STATES.WAITING, ""
    return STATES.SHOWN, ""


def _with_last_words(user, thread, words):
    """A number is told in two or three posts as well as in one."""
    shown = Post.objects.filter(by=user, thread=thread, state=STATES.SHOWN, at__gt=timezone.now() - A_WHILE)
    last = shown.order_by("-at", "-pk").values_list("words", flat=True)[:MOST_PARTS]
    return "\n".join([*reversed(last), words])


def _own_hosts():
    return [host for host in settings.ALLOWED_HOSTS if host.strip("*.")]
