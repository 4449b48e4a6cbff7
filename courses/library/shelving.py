"""The catalogue follows the pages: what is published is shelved in the same transaction, what is taken
down leaves at once. How often a word occurs and who has read what is counted at night (`tidy`).

    shelving.register(Shelved("article", ArticlePage, facts_of_article, readable=…))     # an app above
"""

import hashlib
import json
from collections import defaultdict
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import connection, transaction
from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.tasks import task
from django.utils import timezone

from courses.library.words import pairs, slips, spelled_words
from courses.models import (
    CoursePage,
    LecturePage,
    LectureProgress,
    LibraryEntry,
    LibraryPosting,
    LibrarySlip,
    LibraryWord,
    OutsidePage,
    QuizPage,
    SchoolUse,
    SubjectPage,
)
from lms.small_cells import SMALLEST
from lms.text import fold

# What a word says of the thing, by where it stands; two side by side say as much again.
IN_TITLE, IN_SUMMARY, IN_BODY = 30, 8, 1
MOST_BODY = 20_000
BATCH = 2000
TITLE_PAIR, SUMMARY_PAIR = 40, 10


@dataclass(frozen=True)
class Facts:
    """What the catalogue holds of a thing."""

    title: str
    summary: str = ""
    body: str = ""
    audience: str = "public"
    school_id: int | None = None
    subject_id: int | None = None
    grade: int | None = None
    topic: str = ""
    languages: str = "vi"
    size: int = 0
    has_sound: bool = False
    has_video: bool = False
    needs_signal: bool = False
    published_at: datetime | None = None


@dataclass(frozen=True)
class Shelved:
    """A kind of thing: its model, whether one is to be found, its facts, and what of it a user may read."""

    kind: str
    model: type
    facts: Callable
    readable: Callable
    is_out: Callable = lambda thing: thing.live


_kinds = {}


def register(shelved):
    _kinds[shelved.model] = shelved


def kinds():
    return {shelved.kind: shelved for shelved in _kinds.values()}


def follow(thing):
    """Bring the catalogue up to date after `thing` (a page, an outside page) was saved."""
    if isinstance(thing, CoursePage | SubjectPage):
        _follow_branch(thing)
    elif shelved := _kinds.get(type(thing)):
        if shelved.is_out(thing):
            shelve(thing, shelved)
        else:
            take_off(thing)


def take_off(thing):
    """`thing` is found no more."""
    if type(thing) in _kinds:
        _entries_of(thing).delete()
    elif hasattr(thing, "path"):
        LibraryEntry.objects.filter(page__path__startswith=thing.path, page__live=False).delete()


@transaction.atomic
def shelve(thing, shelved=None):
    """Write down what `thing` is found by; the same facts again write nothing."""
    shelved = shelved or _kinds[type(thing)]
    facts = shelved.facts(thing)
    digest = hashlib.sha256(json.dumps(asdict(facts), default=str).encode()).hexdigest()
    key = {"link": thing} if isinstance(thing, OutsidePage) else {"page_id": thing.pk}
    told = {
        name: value for name, value in asdict(facts).items() if name not in ("title", "summary", "body")
    } | {"kind": shelved.kind, "title": facts.title[:255], "folded_title": fold(facts.title)[:255]}
    told["published_at"] = facts.published_at or timezone.now()
    entry, made = LibraryEntry.objects.get_or_create(**key, defaults=told)
    if not made:
        entry = LibraryEntry.objects.select_for_update().get(pk=entry.pk)
        if entry.digest == digest:
            return
    write_words({entry.pk: weights(facts)}, anew=not made)
    LibraryEntry.objects.filter(pk=entry.pk).update(**told, digest=digest)


def weights(facts):
    """{word or pair: (weight, as it is written)} of one thing."""
    found = {}

    def add(word, weight, written):
        before, first = found.get(word, (0, written))
        found[word] = (min(before + weight, 200), first)

    places = (
        (facts.title, IN_TITLE, TITLE_PAIR),
        (facts.summary, IN_SUMMARY, SUMMARY_PAIR),
        (facts.body[:MOST_BODY], IN_BODY, 0),
    )
    for text, of_word, of_pair in places:
        spelled = spelled_words(text)
        written = dict(reversed(spelled))
        for word, as_written in written.items():
            add(word, of_word, as_written)
        if of_pair:
            both = pairs([written for _folded, written in spelled])
            for pair, as_written in dict(
                zip(reversed(pairs([folded for folded, _written in spelled])), reversed(both), strict=True)
            ).items():
                add(pair, of_pair, as_written)
    return found


def write_words(found, anew=True):
    """Write the postings of entries: {entry id: {word: (weight, written)}}."""
    # In one order, so that two who publish at once never wait for each other crosswise.
    wanted = {word: written for words in found.values() for word, (_weight, written) in words.items()}
    ids = {}
    names = sorted(wanted)
    for start in range(0, len(names), 500):
        piece = names[start : start + 500]
        known = dict(LibraryWord.objects.filter(word__in=piece).values_list("word", "pk"))
        fresh = [word for word in piece if word not in known]
        if fresh:
            LibraryWord.objects.bulk_create(
                [LibraryWord(word=word, spelled=wanted[word][:80], is_pair=" " in word) for word in fresh],
                ignore_conflicts=True,
            )
            made = dict(LibraryWord.objects.filter(word__in=fresh).values_list("word", "pk"))
            LibrarySlip.objects.bulk_create(
                LibrarySlip(form=form, word_id=made[word])
                for word in fresh
                if " " not in word
                for form in sorted(slips(word))
            )
            known |= made
        ids |= known
    if anew:
        LibraryPosting.objects.filter(entry__in=found).delete()
    LibraryPosting.objects.bulk_create(
        (
            LibraryPosting(word_id=ids[word], entry_id=entry, weight=weight)
            for entry, words in found.items()
            for word, (weight, _written) in words.items()
        ),
        batch_size=BATCH,
    )


def shelve_all():
    """Whatever is published and not yet shelved, and off with what no longer is; safe to repeat."""
    for shelved in kinds().values():
        things = shelved.model.objects.all()
        if shelved.model is not OutsidePage:
            things = things.live()
        for thing in things.iterator(chunk_size=100):
            follow(thing)
    LibraryEntry.objects.filter(page__live=False).delete()
    LibraryEntry.objects.filter(link__isnull=False).exclude(link__state=OutsidePage.State.APPROVED).delete()


@task(backend="background", queue_name="background")
def fill():
    """Once, where lectures were published before there was a library."""
    shelve_all()
    count_words()
    count_use()


def fill_when_empty(**kwargs):
    """After migrating: no library yet, but something to put into it."""
    if LibraryEntry._meta.db_table not in connection.introspection.table_names():
        return  # migrated back to before there was a library
    if not LibraryEntry.objects.exists() and LecturePage.objects.live().exists():
        fill.enqueue()


def tidy():
    """At night: what came to a competition in another way than the forms', how often words occur, which occur
    no more, and what schools use."""
    shelved = LibraryEntry.objects.filter(kind=LibraryEntry.Kind.QUIZ)
    shelved.exclude(page__in=QuizPage.objects.without_competitions()).delete()
    count_words()
    count_use()


def count_words():
    counted = (
        LibraryPosting.objects.filter(word=OuterRef("pk")).order_by().values("word").annotate(n=Count("pk"))
    )
    LibraryWord.objects.update(entries=Coalesce(Subquery(counted.values("n")), 0))
    LibraryWord.objects.filter(entries=0).delete()


@transaction.atomic
def count_use():
    """How many pupils of each school have read each lecture; what fewer than five read is told nobody."""
    entries = dict(LibraryEntry.objects.filter(kind="lecture").values_list("page_id", "pk"))
    rows, total = [], defaultdict(int)
    read = (
        LectureProgress.objects.order_by()
        .values_list("student__school", "lecture")
        .annotate(n=Count("student"))
        .filter(n__gte=SMALLEST)
    )
    for school, lecture, number in read.iterator():
        if entry := entries.get(lecture):
            rows.append(SchoolUse(school_id=school, entry_id=entry, readers=number))
            total[entry] += number
    SchoolUse.objects.all().delete()
    SchoolUse.objects.bulk_create(rows, batch_size=BATCH)
    LibraryEntry.objects.filter(readers__gt=0).exclude(pk__in=total).update(readers=0)
    for entry, number in total.items():
        LibraryEntry.objects.filter(pk=entry).update(readers=number)


def _entries_of(thing):
    if isinstance(thing, OutsidePage):
        return LibraryEntry.objects.filter(link=thing)
    return LibraryEntry.objects.filter(page_id=thing.pk)


def _follow_branch(page):
    """A course or subject changed: so did the grade, school, topic or subject of all that lies under it."""
    below = LibraryEntry.objects.filter(page__path__startswith=page.path)
    if isinstance(page, CoursePage):
        below.update(grade=page.grade, school=page.school_id, topic=page.slug)
    else:
        below.update(subject=page.subject_id)
