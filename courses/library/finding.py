"""A search of the library: forgiving, ranked, and of bounded effort whatever is typed.

Words are looked up in the table of words; one that is not there is taken for what Telex or VNI left
behind, for the beginning of a word, or for a word with one slip – in this order, and of several those that
stand beside their neighbours in titles, judged over the whole line; the likeliest few are tried. The rarest
words find the things, one query; grades, schools and filters are reckoned in Python over at most `MOST` of
them.
"""

from dataclasses import dataclass, field
from heapq import nlargest
from itertools import product
from math import log2

from django.db.models import F, FilteredRelation, Q

from courses.library.words import is_one_slip, pairs, slips, untyped, words_of
from courses.models import LibraryEntry, LibraryPosting, LibrarySlip, LibraryWord

LONGEST = 80
MOST_WORDS = 8
# So many words, the rarest, must be there; the others only say what stands first.
MUST = 3
MOST = 2000
MOST_MEANT = 10
# So many readings of the whole line are tried, the likeliest first.
TRIED = 3
SHORTEST_BEGUN = 2
# Who finds less than this is asked whether something was meant of which there is so many times more.
FEW, MUCH_MORE = 5, 5
# What a changed word costs where nothing was found: more than all titles bring, so few are changed.
DEAR = 100
# What is worth as much as a word of the title, or a part of it.
WHOLE_TITLE, BEGINS_TITLE, OWN_GRADE, OWN_SCHOOL, NO_GRADE = 60, 20, 15, 8, 4
COLUMNS = (
    "pk", "kind", "grade", "subject__code", "topic", "languages", "size", "has_sound", "has_video",
    "needs_signal", "school", "recommended", "readers", "published_at", "folded_title",
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


def find(text, user, own_grade=None, own_schools=frozenset()):
    """Everything that `user` may find for `text`, at most `MOST`, best first."""
    words = list(dict.fromkeys(words_of(text[:LONGEST])))[:MOST_WORDS]
    match = Match(text)
    if not words:
        return match
    known = _known(words)
    meant, match.rows = _first_found(_mean(words, known), known, user)
    if len(match.rows) < FEW and (others := _others(meant, known, bool(match.rows))):
        others, rows = _first_found(others, known, user)
        if rows and not match.rows:
            match.rows, meant = rows, others
        elif len(rows) >= MUCH_MORE * len(match.rows) > 0:
            match.perhaps = _spelled(others)
    if not match.rows:
        match.rows = _loosely(meant, known, user)
        match.is_loose = bool(match.rows)
    if meant != words:
        match.meant = _spelled(meant)
    query = " ".join(meant)
    match.rows.sort(key=lambda row: _worth(row, query, own_grade, own_schools), reverse=True)
    return match


def _known(words):
    """The rows of these words and of the pairs of neighbours, by word."""
    wanted = [*words, *pairs(words)]
    return {row.word: row for row in LibraryWord.objects.filter(word__in=wanted)}


def _first_found(readings, known, user):
    """(the first of these readings that finds something, what it finds); the likeliest where none does."""
    for reading in readings:
        if rows := _rows(reading, known, user):
            return reading, rows
    return readings[0], []


def _mean(words, known):
    """What may be meant, likeliest first: each word as it stands where the library has it."""
    missing = [word for word in words if word not in known]
    if not missing:
        return [words]
    choices = {word: [word] for word in words}
    candidates = _candidates(missing)
    for word in missing:
        if found := candidates.get(word):
            choices[word] = found
    return _best_together(words, choices, known)


def _others(words, known, found):
    """The same with a slip mended in words that are words by themselves: «pham so» for «phân số».

    None where the words as they are stand together better. `found`: they found a little already, so
    another word is worth naming only for many times as much.
    """
    neighbours = _neighbours(words)
    if begun := _begun(words[-1]):
        neighbours.setdefault(words[-1], []).extend(begun)
    choices = {
        word: [word, *(row.word for row in neighbours.get(word, []) if row.word != word)][:MOST_MEANT]
        for word in words
    }
    known |= {row.word: row for rows in neighbours.values() for row in rows}
    readings = _best_together(words, choices, known, log2(MUCH_MORE) if found else DEAR)
    return readings[: readings.index(words)] if words in readings else readings


def _candidates(missing):
    """What each unknown word may be, the likeliest kinds first; its rows join what is known."""
    bare = {word: untyped(word) for word in missing}
    wanted = {one for ones in bare.values() for one in ones}
    rows = set(LibraryWord.objects.filter(word__in=wanted, is_pair=False).values_list("word", flat=True))
    found = {}
    for word in missing:
        if kept := [one for one in bare[word] if one in rows]:
            found[word] = kept
    left = [word for word in missing if word not in found]
    if left and (begun := _begun(left[-1])):
        found[left.pop()] = [row.word for row in begun]
    for word, near in _neighbours([*left, *(one for w in left for one in bare[w])]).items():
        for asked in left:
            if word == asked or word in bare[asked]:
                found.setdefault(asked, []).extend(row.word for row in near[:MOST_MEANT])
    return found


def _begun(word):
    """Rows of words that begin so, the most frequent first."""
    if len(word) < SHORTEST_BEGUN:
        return []
    begun = LibraryWord.objects.filter(is_pair=False, word__startswith=word).exclude(word=word)
    return list(begun.order_by("-entries", "word")[:MOST_MEANT])


def _neighbours(words):
    """{word: rows of words that are one slip away, the most frequent first}; two queries."""
    forms = {form: [] for word in words for form in slips(word)}
    for word in words:
        for form in slips(word):
            forms[form].append(word)
    found = {word: {} for word in words}
    near = LibrarySlip.objects.filter(form__in=list(forms)).select_related("word")
    for slip in near.order_by("-word__entries")[:400]:
        for word in forms[slip.form]:
            if is_one_slip(word, slip.word.word):
                found[word][slip.word.pk] = slip.word
    return {word: list(rows.values()) for word, rows in found.items() if rows}


def _best_together(words, choices, known, price=DEAR):
    """The likeliest readings of the whole line, one choice a word; their rows join what is known.

    The more neighbours stand side by side in titles the better, then the more titles do; each word that is
    changed costs its `price`, in doublings of titles.
    """
    options = [choices[word][:MOST_MEANT] for word in words]
    both = {
        f"{one} {other}"
        for left, right in zip(options, options[1:], strict=False)
        for one, other in product(left, right)
    }
    seen = {row.word: row for row in LibraryWord.objects.filter(word__in=both)} if both else {}
    known |= seen

    def worth(place, choice):
        changed = -price if choice != words[place] else 0
        return changed, -options[place].index(choice)

    # For each choice of the last word that was looked at: the best lines that end with it.
    lines = [[((0, *worth(0, choice)), [choice])] for choice in options[0]]
    for place in range(1, len(words)):
        longer = []
        for choice in options[place]:
            changed, near = worth(place, choice)
            ending = []
            for (beside, often, nearness), line in (one for ends in lines for one in ends):
                pair = seen.get(f"{line[-1]} {choice}")
                entries = log2(1 + pair.entries) if pair else 0
                ending.append(
                    (
                        (beside + bool(pair), often + entries + changed, nearness + near),
                        [*line, choice],
                    )
                )
            longer.append(nlargest(TRIED, ending))
        lines = longer
    readings = [line for _worth, line in nlargest(TRIED, (one for ends in lines for one in ends))]
    fresh = {word for line in readings for word in line if word not in known}
    if fresh:
        known |= {row.word: row for row in LibraryWord.objects.filter(word__in=fresh)}
    return readings


def _rows(words, known, user):
    """Entries that have all the rarest of `words`, as dicts with what they weigh."""
    rows = [known.get(word) for word in words]
    if not rows or None in rows:
        return []
    must = sorted(rows, key=lambda row: (row.entries, row.pk))[:MUST]
    rest = [row for row in rows if row not in must]
    beside = [known[pair] for pair in pairs(words) if pair in known]
    entries = LibraryEntry.objects.visible_to(user)
    weight = 0
    for place, row in enumerate(must):
        name = f"w{place}"
        entries = entries.annotate(
            **{name: FilteredRelation("postings", condition=Q(postings__word=row.pk))}
        ).filter(**{f"{name}__weight__gt": 0})
        weight = F(f"{name}__weight") + weight
    found = {
        row["pk"]: row
        for row in entries.annotate(weight=weight)
        .order_by("-weight", "-published_at")
        .values(*COLUMNS, "weight")[:MOST]
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


def _loosely(words, known, user):
    """Where no entry has all words: those with most of them."""
    found = {}
    usable = [word for word in words if word in known]
    if len(usable) < 2 and usable == words:
        return []
    for word in sorted(usable, key=lambda word: known[word].entries)[:MUST]:
        for row in _rows([word], known, user)[:200]:
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


def _spelled(words):
    """The words as people write them: pairs know their marks best."""
    both = {row.word: row.spelled for row in LibraryWord.objects.filter(word__in=[*words, *pairs(words)])}
    told, place = [], 0
    while place < len(words):
        pair = " ".join(words[place : place + 2])
        if place + 1 < len(words) and pair in both:
            told += both[pair].split(" ")
            place += 2
        else:
            told.append(both.get(words[place], words[place]))
            place += 1
    return " ".join(told)
