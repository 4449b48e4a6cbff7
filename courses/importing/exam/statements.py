"""Statements a)–d) that are true or false, and where an exam says which."""

import re

from courses.importing import answers
from courses.importing.found import CannotRead
from lms.text import fold

from . import choices, headings, key_signs, values

SAID = re.compile(
    r"\s*(?:[(\[]\s*(?P<in>đúng|sai|đ|s|true|false|t|f)\s*[)\]]|(?:[-–—:→⇒]|=>|\.\.+|…+)\s*(?P<after>đúng|sai|đ|s)|\t\s*(?P<apart>đúng|sai|đ|s))\s*\.?\s*$",
    re.IGNORECASE,
)
EXPLAINED = re.compile(r"(?:^|\n)\W*([a-dA-D])\s*[).:\-–]+\s*[:\-–]?\s*(đúng|sai|đ|s)(?![\w])", re.IGNORECASE)


def are_some(told, kind, stem, listed, has_truths):
    if kind == headings.STATEMENTS or has_truths:
        return True
    if kind == headings.WRITTEN:
        return False
    if sum(bool(SAID.search(one.text.mask)) for one in listed) > len(listed) / 2 or _explained(told):
        return True
    letters = any(value.kind == values.LETTERS for value in told.values)
    return not letters and bool(
        re.search(r"dung\s*(hay|hoac|/|,)\s*sai|dung \(d\)|true or false", fold(stem.plain))
    )


def fill(found, told, stem, listed, words):
    found.kind = "four_statements" if len(listed) == 4 else "classify"
    found.text = words.text(stem)
    if not found.text.strip():
        # Some only write a) b) c) d).
        raise CannotRead("no_text")
    texts, said = [], {}
    for one in listed:
        ending = SAID.search(one.text.mask)
        if ending:
            said[one.letter.lower()] = values.truth(next(filter(None, ending.groups())))
        texts.append(words.part(one.text[: ending.start()] if ending else one.text))
    letters = [one.letter.lower() for one in listed]
    truths = _agreed([said, *_of_values(told), _explained(told), _of_signs(listed, told)], letters)
    found.content = {
        "statements": [{"id": id_, "text": text} for id_, text in zip(letters, texts, strict=True)]
    }
    if set(truths) != set(letters):
        found.key = dict(truths) if len(letters) == 4 else {}
        if len(letters) != 4:
            found.content = _classified(letters, texts)
        raise CannotRead("no_truths")
    if len(letters) == 4:
        answers.statements(found, [(text, truths[id_]) for id_, text in zip(letters, texts, strict=True)])
    else:
        rows = [(text, 1 if truths[id_] == "true" else 2) for id_, text in zip(letters, texts, strict=True)]
        answers.classify(found, ["Đúng", "Sai"], rows)


def _classified(letters, texts):
    groups = [{"id": "1", "text": "Đúng"}, {"id": "2", "text": "Sai"}]
    return {
        "groups": groups,
        "items": [{"id": id_, "text": text} for id_, text in zip(letters, texts, strict=True)],
    }


def _of_values(told):
    return [dict(value.told) for value in told.values if value.kind == values.TRUTHS]


def _explained(told):
    """«a) Đúng. Vì …» in an explanation."""
    text = "\n".join(one.plain for one in told.explained)
    return {letter.lower(): values.truth(word) for letter, word in EXPLAINED.findall(text)}


def _of_signs(listed, told):
    again = choices.split(told.marked_again, is_small=True)[1] if told.marked_again else []
    for ones in (listed, again):
        marked = key_signs.statements_true(ones) if ones else None
        if marked is not None:
            return {one.letter.lower(): "true" if one.letter in marked else "false" for one in ones}
    return {}


def _agreed(told, letters):
    """The truths that all signs say together. Raises `CannotRead` when two differ."""
    whole = {}
    for truths in told:
        for letter, truth in truths.items():
            if letter in letters and whole.setdefault(letter, truth) != truth:
                raise CannotRead("signs_differ", signs=f"{letter})")
    return whole
