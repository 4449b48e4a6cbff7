"""What may be meant by words that were typed: each as it stands, or what it is taken for.

Words are looked up in the table of words; one that is not there is taken for what Telex or VNI left
behind, for the beginning of a word, or for a word with one slip – in this order, and of several those that
stand beside their neighbours in titles, judged over the whole line; the likeliest few are told.
"""

from heapq import nlargest
from itertools import product
from math import log2

from courses.library.words import is_one_slip, pairs, slips, untyped
from courses.models import LibrarySlip, LibraryWord

MOST_MEANT = 10
# So many readings of the whole line are tried, the likeliest first.
TRIED = 3
SHORTEST_BEGUN = 2
# Another word is asked about where there is so many times more of it.
MUCH_MORE = 5
# What a changed word costs where nothing was found: more than all titles bring, so few are changed.
DEAR = 100


def known_of(words):
    """The rows of these words and of the pairs of neighbours, by word."""
    wanted = [*words, *pairs(words)]
    return {row.word: row for row in LibraryWord.objects.filter(word__in=wanted)}


def readings_of(words, known):
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


def others_of(words, known, found):
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


def likely(words, readings, known):
    """`readings` in which fewer than half of the words, or only one, were guessed; all may be where the
    whole line stands so in titles, one word beside the next."""
    most = max(1, (len(words) - 1) // 2)
    return [
        reading
        for reading in readings
        if len(_guessed(words, reading)) <= most or all(pair in known for pair in pairs(reading))
    ]


def without_guesses(words, reading):
    """`reading`, with what was typed where it was only guessed."""
    guessed = _guessed(words, reading)
    return [word if place in guessed else reading[place] for place, word in enumerate(words)]


def _guessed(words, reading):
    """The places of words in which a slip was mended; what Telex leaves and beginnings are no guess."""
    return [
        place
        for place, (word, meant) in enumerate(zip(words, reading, strict=True))
        if not meant.startswith(word) and meant not in untyped(word)
    ]


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


def spelled(words):
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
