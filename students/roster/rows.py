"""What a row of a list is: a record, a numbering row, a total, a signature. Pure."""

import re

from lms.text import fold, tidy

from . import values
from .titles import class_in
from .vocabulary import NAMES

NUMBERING = re.compile(r"\(?\s*(\d{1,2}|[A-ZĐa-z])\s*\)?(\s*=.*)?")
FOOTER = re.compile(
    r"(tong|cong)( so| cong)( .*|:.*)?|(tong|cong)\s*(:.*|\d.*)?|an dinh danh sach.*"
    r"|danh sach( nay| tren)? (gom|co)\b.*|trong do\b.*"
    r"|si so\b.*|(hs |hoc sinh )?(nam|nu|nu dan toc|dan toc|khuyet tat|ho ngheo|con ho ngheo)\s*[:=].*"
    r"|nguoi lap.*|(kt )?(pho )?hieu truong.*|gvcn\b.*|giao vien( chu nhiem| lap)?\b.*|thu "
    r"truong.*|xac nhan.*"
    r"|ky( va)? ghi.*|ky ten.*|.*, ngay .* thang .* nam.*|ngay .* thang .* nam .*|.*ky, ghi ro ho ten.*"
    r"|lap bieu.*|van thu.*|ghi chu\s*:.*"
)
SIGNED = re.compile(
    r"(nguoi lap|hieu truong|gvcn|giao vien|thu truong|ky |.*ngay .* thang|lap bieu|xac nhan)"
)


def given(heading, cells):
    return {
        name: cells[column]
        for name, column in heading.columns.items()
        if column < len(cells) and values.text(cells[column])
    }


def name_of(given):
    return tidy(" ".join(values.text(given.get(name, "")) for name in NAMES))


def is_record(given, words):
    if words.tells and words.tells(given):
        return True
    name = name_of(given)
    # A row with two facts about a person is never taken for a total or a signature.
    if name and is_plain(given, words):
        return True
    if not name or is_footer([name]) or class_in(name):
        return False
    # «Lò Văn An» with a number or any fact beside it; a lone name is someone's signature.
    beside = len(given.keys() - set(NAMES))
    return beside > 0 and values.is_name(name)


def is_plain(given, words):
    """Whether the row is a record beyond doubt: nothing else has two facts beside a name."""
    return len(words.facts_in(given)) >= 2


def is_numbered(given, words):
    """Whether the row has its number and two facts: one of the list, even with the name forgotten."""
    return values.text(given.get("number", "")).isdigit() and is_plain(given, words)


def is_sure(given, words):
    """Whether the row holds a fact that never stands beside a signature."""
    return bool(words.facts_in(given, words.sure_facts))


def says_anything(given, words):
    """A row that is not left out without a word: it has a number or facts, so something is missing."""
    facts = words.facts_in(given)
    number = values.text(given.get("number", "")).isdigit()
    if name_of(given):
        return bool(facts) or number or len(given) == 1
    return len(facts) >= 2 or (bool(facts) and number)


def is_numbering(filled):
    if len(filled) < 3 or not all(NUMBERING.fullmatch(text) for text in filled):
        return False
    return sum(1 for text in filled if re.search(r"[\d]", text)) >= len(filled) - 3 or all(
        len(text) == 1 for text in filled
    )


def is_footer(filled):
    return any(_is_remark(text) for text in filled[:3]) or any(
        _is_remark(text) for text in filled if len(text) > 8
    )


def _is_remark(text):
    return bool(FOOTER.fullmatch(fold(text).strip(" ()*.-")))
