"""Words as the library keeps and looks for them, and slips of typing. Pure: no database.

Search compares folded words (lms.text.fold), so marks need not be typed. What Telex and VNI leave behind
where no keyboard program was running («phaan soos», «d9ie6n») and one slip a word («phan sso», «qaung hop»)
are forgiven – but only for words that the library does not have as they stand.
"""

import re

from lms.text import fold, tidy

WORD = re.compile(r"[^\W_]+")
LONGEST_WORD = 30
# Shorter words have too many neighbours: «so» is one slip from half the language.
SHORTEST_SLIP = 3
TELEX_DOUBLED = re.compile(r"(?:([aeo])(?=\1)|d(?=d))")
TELEX_HORN = re.compile(r"(?<=[aou])w|^w(?=[a-z])")
TELEX_TONE = re.compile(r"(?<=[aeiouy])([a-z]*?)[sfrxj]([a-z]*)$")
VNI_SIGN = re.compile(r"(?<=[a-z])[1-9]")


def words_of(text):
    """Folded words of a text, in order."""
    return [word for word in WORD.findall(fold(text)) if len(word) <= LONGEST_WORD]


def spelled_words(text):
    """Pairs of (folded, as written in lower case), in order.

    >>> spelled_words("Phân số")
    [('phan', 'phân'), ('so', 'số')]
    """
    written = WORD.findall(tidy(text).lower())
    return [(folded, word) for word in written if 0 < len(folded := fold(word)) <= LONGEST_WORD]


def pairs(words):
    """Words that stand side by side.

    >>> pairs(["hai", "phan", "so"])
    ['hai phan', 'phan so']
    """
    return [f"{one} {other}" for one, other in zip(words, words[1:], strict=False)]


def untyped(word):
    """What a folded word may be when the signs of Telex or VNI are taken out, likeliest first.

    >>> untyped("phaan"), untyped("soos"), untyped("d9ie6n"), untyped("ddieenj")
    (['phan'], ['sos', 'so'], ['dien'], ['dienj', 'dien'])
    """
    found = []
    bare = VNI_SIGN.sub("", word)
    if bare != word:
        return [bare]
    bare = TELEX_HORN.sub("", TELEX_DOUBLED.sub("", word))
    for one in (bare, TELEX_TONE.sub(r"\1\2", bare)):
        if one != word and one not in found and one:
            found.append(one)
    return found


def slips(word):
    """The word, and what is left of it when any one letter is missing.

    >>> sorted(slips("sao"))
    ['ao', 'sa', 'sao', 'so']
    """
    if len(word) < SHORTEST_SLIP:
        return {word}
    return {word} | {word[:place] + word[place + 1 :] for place in range(len(word))}


def is_one_slip(one, other):
    """Whether one letter too many, too few, wrong, or two that changed places lie between them.

    >>> is_one_slip("qaung", "quang"), is_one_slip("sso", "so"), is_one_slip("a", "bcd")
    (True, True, False)
    """
    if one == other:
        return True
    if abs(len(one) - len(other)) > 1:
        return False
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    rest, more = one[start:], other[start:]
    if len(rest) == len(more):
        return rest[1:] == more[1:] or rest[:2] == more[1::-1] and rest[2:] == more[2:]
    return rest[1:] == more or rest == more[1:]
