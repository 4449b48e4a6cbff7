"""A search of the library: forgiving, ranked, and of bounded effort whatever is typed.

Each word is taken as it stands or for what may be meant (`meaning`). The rarest words find the things, one
query; grades, schools and filters are reckoned in Python over at most `MOST` of them.
"""

from dataclasses import dataclass, field

from django.db.models import F, FilteredRelation, Q

from courses.library.meaning import (
    MUCH_MORE,
    known_of,
    likely,
    others_of,
    readings_of,
    spelled,
    without_guesses,
)
from courses.library.words import pairs, words_of
from courses.models import LibraryEntry, LibraryPosting

LONGEST = 80
MOST_WORDS = 8
# So many words, the rarest, must be there; the others only say what stands first.
MUST = 3
MOST = 2000
# Who finds less than this is asked whether something else was meant.
FEW = 5
# What is worth as much as a word of the title, or a part of it.
WHOLE_TITLE, BEGINS_TITLE, OWN_GRADE, OWN_SCHOOL, NO_GRADE = 60, 20, 15, 8, 4
# By what a search ranks, and what it is narrowed by besides.
RANKED = ("pk", "kind", "grade", "school", "published_at", "folded_title")
NARROWED = (
    "subject__code", "topic", "languages", "size", "has_sound", "has_video", "needs_signal", "recommended",
    "readers",
)  # fmt: skip


@dataclass
class Match:
    """What a search found, best first, as rows of the catalogue."""

    looked_for: str
    # What was really looked for, as people write it, where that is something else.
    meant: str = ""
    # Something better known that may have been meant; a link beside what was found.
    perhaps: str = ""
    rows: list = field(default_factory=list)
    # Not every word was found together, so things with most of them are shown.
    is_loose: bool = False


def find(text, user, own_grade=None, own_schools=frozenset(), columns=RANKED):
    """Everything that `user` may find for `text`, at most `MOST`, best first, as dicts of `columns`."""
    words = list(dict.fromkeys(words_of(text[:LONGEST])))[:MOST_WORDS]
    match = Match(text)
    if not words:
        return match
    known = known_of(words)
    readings = readings_of(words, known)
    sure = likely(words, readings, known) or [without_guesses(words, readings[0])]
    meant, match.rows = _first_found(sure, known, user, columns)
    others = others_of(meant, known, bool(match.rows)) if len(match.rows) < FEW else []
    if others := likely(words, others, known):
        others, rows = _first_found(others, known, user, columns)
        if rows and not match.rows:
            match.rows, meant = rows, others
        elif len(rows) >= MUCH_MORE * len(match.rows) > 0:
            match.perhaps = spelled(others)
    if not match.rows:
        # Some words of a line are little enough; a guess at some of them would be nothing.
        meant = without_guesses(words, meant)
        match.rows = _loosely(meant, known, user, columns)
        match.is_loose = bool(match.rows)
    if match.rows and meant != words:
        match.meant = spelled(meant)
    query = " ".join(meant)
    match.rows.sort(key=lambda row: _worth(row, query, own_grade, own_schools), reverse=True)
    return match


def _first_found(readings, known, user, columns):
    """(the first of these readings that finds something, what it finds); the likeliest where none does."""
    for reading in readings:
        if rows := _rows(reading, known, user, columns):
            return reading, rows
    return readings[0], []


def _rows(words, known, user, columns):
    """Entries that have all the rarest of `words`, as dicts with what they weigh."""
    rows = [known.get(word) for word in words]
    if not rows or None in rows:
        return []
    must = sorted(rows, key=lambda row: (row.entries, row.pk))[:MUST]
    rest = [row for row in rows if row not in must]
    beside = [known[pair] for pair in pairs(words) if pair in known]
    entries = LibraryEntry.objects.visible_to(user)
    weight = None
    for place, row in enumerate(must):
        name = f"w{place}"
        entries = entries.annotate(
            **{name: FilteredRelation("postings", condition=Q(postings__word=row.pk))}
        ).filter(**{f"{name}__weight__gt": 0})
        own = F(f"{name}__weight")
        # A sum with nothing would hide from PostgreSQL that the postings lie in this order.
        weight = own if weight is None else own + weight
    found = {
        row["pk"]: row
        for row in entries.annotate(weight=weight)
        .order_by("-weight", "-published_at")
        .values(*columns, "weight")[:MOST]
    }
    if found and (beside or rest):
        _weigh_more(found, [row.pk for row in (*beside, *rest)])
    return list(found.values())


def _weigh_more(found, words):
    """Add what pairs of words and the more frequent words weigh in what was found."""
    for entry, weight in LibraryPosting.objects.filter(word__in=words, entry__in=_some(found)).values_list(
        "entry", "weight"
    ):
        found[entry]["weight"] += weight


def _some(found):
    # SQLite takes no more than some thousand parameters; what weighs least is last.
    return list(found)[:500]


def _loosely(words, known, user, columns):
    """Where no entry has all words: those with most of them."""
    found = {}
    usable = [word for word in words if word in known]
    if len(usable) < 2 and (usable == words or 2 * len(usable) < len(words)):
        return []
    for word in sorted(usable, key=lambda word: known[word].entries)[:MUST]:
        for row in _rows([word], known, user, columns)[:200]:
            if row["pk"] in found:
                found[row["pk"]]["weight"] += row["weight"]
            else:
                found[row["pk"]] = row
    return list(found.values())


def _worth(row, query, own_grade, own_schools):
    worth = row["weight"]
    if row["folded_title"] == query:
        worth += WHOLE_TITLE
    elif row["folded_title"].startswith(query):
        worth += BEGINS_TITLE
    if own_grade:
        worth += OWN_GRADE if row["grade"] == own_grade else NO_GRADE if row["grade"] is None else 0
    if row["school"] in own_schools:
        worth += OWN_SCHOOL
    return worth, row["published_at"], row["pk"]
