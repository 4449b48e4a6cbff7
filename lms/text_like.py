"""Text that is kept as people wrote it, found without marks: a regular expression that SQLite and PostgreSQL
read alike. Pure: no database.

Nothing is stored for it, so whatever is taken out of a text – a name, a whole post – can be found no more.
"""

import re
from collections import defaultdict
from functools import lru_cache

from lms.text import fold

WORD = re.compile(r"[^\W_]+")
# Shorter words have too many neighbours.
SHORTEST_SLIP = 4
# No word of Vietnamese is longer; an expression for the slips of eighty letters takes seconds to read.
LONGEST_SLIP = 12
# The Latin letters with marks that keyboards here and in Western Europe type.
MARKED = (*range(0xC0, 0x180), 0x1A0, 0x1A1, 0x1AF, 0x1B0, *range(0x1EA0, 0x1EFA))


def _letters_with_marks():
    found = defaultdict(str)
    for sign in map(chr, MARKED):
        if len(bare := fold(sign)) == 1 and bare.isascii() and bare.isalnum():
            found[bare] += sign
    return dict(found)


WITH_MARKS = _letters_with_marks()


def words_in(text):
    """The folded words of a text, letters and digits alone.

    >>> words_in("Phân-số là gì?")
    ['phan', 'so', 'la', 'gi']
    """
    return WORD.findall(fold(text))


@lru_cache(maxsize=256)
def begins_a_word(readings, forgiving=False):
    """The expression for a text in which one of the folded `readings` begins a word.

    `forgiving`: a whole word with one letter too many, too few, wrong, or two that changed places serves too.
    """
    told = [_like(word) for word in readings]
    if forgiving:
        told += [rf"{one}($|\W)" for word in readings for one in _slips(word)]
    return rf"(^|\W)({'|'.join(told)})"


def _like(word):
    return "".join(map(_sign, word))


def _sign(sign):
    return f"[{sign}{WITH_MARKS[sign]}]" if sign in WITH_MARKS else re.escape(sign)


def _slips(word):
    """The first letter is hardly ever typed wrongly: «khung» is not meant for «chung»."""
    if not SHORTEST_SLIP <= len(word) <= LONGEST_SLIP:
        return
    signs = [_sign(sign) for sign in word]
    for place in range(1, len(signs)):
        before, after = "".join(signs[:place]), "".join(signs[place + 1 :])
        yield rf"{before}\w?{after}"
        yield rf"{before}\w{signs[place]}{after}"
        if place + 1 < len(signs):
            yield before + signs[place + 1] + signs[place] + "".join(signs[place + 2 :])
