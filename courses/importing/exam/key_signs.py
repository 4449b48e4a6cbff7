"""Which option somebody marked as right: underlined, coloured, under the pen, bold, with a star.

A sign that all options bear says nothing, nor does one that most bear by habit (letters in blue).
"""

import re
from collections import Counter

from .marked import ANCHOR

UNDERLINED_WORDS = re.compile(r"gạch\s*(chân|dưới)|in đậm|được đánh dấu|underlined|bold", re.IGNORECASE)
TICKS = re.compile(r"^\s*[✓✔☑]|[✓✔☑]\s*$|\(\s*(đúng|đ|x)\s*\)\s*$|\[\s*(đúng|đ|x)\s*\]\s*$", re.IGNORECASE)
# From this share of its signs on, a text is marked; less is a word that matters.
MOSTLY = 0.6


def votes(choices, stem):
    """What each sign says: sets of letters, one for each sign that some options bear and others do not."""
    told = [
        {one.letter for one in choices if one.is_starred},
        {one.letter for one in choices if TICKS.search(_plain(one))},
    ]
    in_text = not UNDERLINED_WORDS.search(stem)
    for parts in ([one.label for one in choices], [one.text for one in choices] if in_text else []):
        told += [
            _bearing(choices, parts, lambda mark: mark.underline),
            _bearing(choices, parts, lambda mark: bool(mark.highlight)),
        ]
        told.append(_of_another_colour(choices, parts))
    strong = _distinct(told, len(choices))
    weak = []
    for parts in ([one.label for one in choices], [one.text for one in choices] if in_text else []):
        weak.append(_bearing(choices, parts, lambda mark: mark.bold))
    # Bold letters that most options bear are habit.
    weak = [one for one in _distinct(weak, len(choices)) if len(one) == 1 or 2 * len(one) <= len(choices)]
    return strong + [one for one in weak if one not in strong]


def statements_true(choices):
    """The letters of statements that are marked as true; None when no sign is there."""
    for parts in ([one.label for one in choices], [one.text for one in choices]):
        for sign in (
            lambda mark: mark.underline,
            lambda mark: bool(mark.highlight),
            lambda mark: bool(mark.colour),
            lambda mark: mark.bold,
        ):
            bearing = _bearing(choices, parts, sign)
            if bearing and len(bearing) < len(choices):
                return bearing
    starred = {one.letter for one in choices if one.is_starred}
    if starred:
        return starred
    underlined = _bearing(choices, [one.label for one in choices], lambda mark: mark.underline)
    return underlined or None


def _distinct(sets, many):
    kept = []
    for one in sets:
        if one and len(one) < many and one not in kept:
            kept.append(one)
    return kept


def _bearing(choices, parts, sign):
    """The letters of those whose part is mostly marked."""
    found = set()
    for choice, part in zip(choices, parts, strict=False):
        seen = part.seen()
        if seen and sum(map(sign, seen)) >= MOSTLY * len(seen):
            found.add(choice.letter)
    return found


def _of_another_colour(choices, parts):
    """Those in a colour that the others are not in."""
    colours = {}
    for choice, part in zip(choices, parts, strict=False):
        seen = Counter(mark.colour for mark in part.seen())
        colour, many = seen.most_common(1)[0] if seen else ("", 0)
        colours[choice.letter] = colour if many >= MOSTLY * max(seen.total(), 1) else ""
    groups = {}
    for letter, colour in colours.items():
        groups.setdefault(colour, set()).add(letter)
    if len(groups) < 2:
        return set()
    alone = [letters for colour, letters in groups.items() if colour and len(letters) == 1]
    if len(groups) == 2 and len(alone) == 1:
        return alone[0]
    # Some black, some not: those that are not.
    return {letter for letter, colour in colours.items() if colour} if "" in groups else set()


def _plain(choice):
    return ANCHOR.sub("", choice.text.signs)


def without_ticks(text):
    found = TICKS.search(text.mask)
    if not found:
        return text
    return (text[: found.start()] + text[found.end() :]).strip()
