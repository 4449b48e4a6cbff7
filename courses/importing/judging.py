"""Whether the bank can ask what a file holds, and whether it gives the marks the file gave."""

import hashlib
import json
import unicodedata
from decimal import Decimal
from io import BytesIO

from PIL import Image

from courses.questions import KINDS, veiled
from lms import photos

from . import tex
from .found import LONGEST

# What a kind's module may stumble over when content or key is not as it should be.
STUMBLES = (KeyError, TypeError, ValueError, AttributeError, ArithmeticError, IndexError)
LONGEST_ANSWER = 500
NEAR = Decimal("0.002")
FEW_MARKS = 3


def judge(questions):
    """Tell of each question what stands against it, and what it loses."""
    seen = {}
    for found in questions:
        _tidy(found)
        _pictures(found)
        if not found.is_refused:
            _ask(found)
        if not found.is_refused:
            # As it will stand in the bank, so that the same file again finds it there.
            found.content, found.key = veiled(found.kind, found.content, found.key)
        # As Wagtail knows the files of pictures.
        shown = [(one.option, _hash(one.content)) for one in found.pictures]
        found.hash = fingerprint(found, marks_of(shown))
        if found.hash in seen and not found.is_refused:
            found.say("twice", ref=seen[found.hash])
        seen.setdefault(found.hash, found.ref)


def fingerprint(said, pictures=(), alone=False):
    """The same for the same question, wherever it is from.

    `said`: whatever has the fields of a version; `pictures`: the hashes of the files it shows; `alone`: as
    files say it that have no room for its passage.
    """
    told = [said.kind, said.text, said.content, said.key, said.feedback, *pictures]
    # The same words ask something else about another passage.
    if not alone and (passage := getattr(said, "passage", None)):
        told.append(passage.text)
    return hashlib.sha256(json.dumps(told, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def marks_of(shown):
    """How a fingerprint tells pictures: `shown` are (the option whose it is or "", hash of the file)."""
    return [f"{option}:{mark}" if option else mark for option, mark in sorted(shown)]


def _hash(content):
    return hashlib.sha1(content, usedforsecurity=False).hexdigest()


def _tidy(found):
    found.text, found.feedback = _composed(found.text), _composed(found.feedback)
    found.topic = _composed(found.topic)[: LONGEST["topic"]]
    found.curriculum = _composed(found.curriculum)[: LONGEST["curriculum"]]
    found.content, found.key = _composed(found.content), _composed(found.key)
    if len(found.feedback) > LONGEST["feedback"]:
        found.say("cut_feedback", limit=LONGEST["feedback"])
        found.feedback = found.feedback[: LONGEST["feedback"] - 1] + "…"


def _composed(told):
    """NFC, at every depth."""
    if isinstance(told, str):
        return told if told.isascii() else unicodedata.normalize("NFC", told)
    if isinstance(told, dict):
        return {_composed(name): _composed(value) for name, value in told.items()}
    return [_composed(one) for one in told] if isinstance(told, list) else told


def _pictures(found):
    """One picture fits under a question, and one with each option."""
    kept, shown = [], []
    for picture in found.pictures:
        if not is_readable(picture.content):
            found.say("picture_unreadable", name=picture.name, kind=picture.name.rpartition(".")[2] or "?")
        elif picture.option:
            shown.append(picture)
        elif kept:
            if picture.content != kept[0].content:
                found.say("picture_more", name=picture.name)
        else:
            kept.append(picture)
    found.pictures = kept + shown
    if kept and not kept[0].alt:
        found.say("picture_alt")


def is_readable(content):
    """Whether the head of a picture says that it can be drawn; nothing is unpacked."""
    try:
        with Image.open(BytesIO(content), formats=photos.FORMATS) as picture:
            return picture.width * picture.height <= photos.MOST_PIXELS
    except photos.BROKEN:
        return False


def _ask(found):
    if not found.text.strip():
        found.say("no_text")
        return
    for text, most in ((found.text, "text"), (found.passage.text if found.passage else "", "passage")):
        if len(text) > LONGEST[most]:
            found.say("too_long", limit=LONGEST[most])
            return
    if found.kind not in KINDS:
        found.say("unknown_kind", kind=found.kind)
        return
    shown = [found.text, found.feedback, *_texts(found.content)]
    answers = _texts({name: told for name, told in found.content.items() if name != "text"})
    if any(len(text) > LONGEST_ANSWER for text in answers):
        found.say("long_answer", limit=LONGEST_ANSWER)
        return
    for text in shown:
        if "\\(" in text and (why := tex.faults(text)):
            found.say("formula_not_drawn", sentence=why)
    try:
        for sentence in KINDS[found.kind].problems(found.content, found.key):
            found.say("kind_says", sentence=str(sentence))
        if not found.is_refused:
            _compare_marks(found)
    except STUMBLES as why:
        found.say("damaged_question", why=f"{type(why).__name__} {why}")


def _compare_marks(found):
    rules, told = KINDS[found.kind], 0
    for response, there in found.expects:
        read = rules.read_response(response, found.content)
        here = rules.score(read, found.content, found.key)
        if here is None:
            continue
        if abs(Decimal(there) - here) > NEAR and told < FEW_MARKS:
            told += 1
            found.say("worth", answer=_said(found, response), there=_percent(there), here=_percent(here))


def _said(found, response):
    by_id = {one["id"]: one["text"] for one in found.content.get("options", [])}
    ids = [response] if isinstance(response, str) else response
    if by_id and all(id_ in by_id for id_ in ids):
        return "; ".join(by_id[id_] for id_ in ids)
    return response if isinstance(response, str) else "…"


def _percent(fraction):
    return f"{round(Decimal(fraction) * 100, 2).normalize():f}".replace(".", ",")


def _texts(told):
    """Every text that pupils see, at every depth."""
    if isinstance(told, str):
        return [told]
    if isinstance(told, dict):
        return [
            text
            for name, value in told.items()
            if name not in ("id", "kind", "policy")
            for text in _texts(value)
        ]
    return [text for one in told for text in _texts(one)] if isinstance(told, list) else []
