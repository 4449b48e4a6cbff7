"""Texts with gaps of H5P: «Thủ đô là *Hà Nội/Thăng Long:gợi ý*»."""

import re

from . import gaps, options
from .found import CannotRead

GAP = re.compile(r"\*([^*\n]{1,400}|[^*]{1,100})\*")
# Two asterisks are one that is meant, and \: \/ are a colon and a slash.
STAR, COLON, SLASH = "\U000f3001", "\U000f3002", "\U000f3003"
FEEDBACK = re.compile(r"\\[+-][^*\\]*")


def blanks(source):
    """Words to be written."""
    texts = [text for text in source.params["questions"] if isinstance(text, str)]
    shown, told = _parted("\n".join(f"<p>{text}</p>" for text in texts))
    case_matters = bool(source.behaviour("caseSensitive", True))
    if source.behaviour("acceptSpellingErrors"):
        source.found.say("spelling")
    made = []
    for inside in told:
        accepted, tip = _answers(source, inside)
        if tip:
            source.found.say("hints", many=sum(":" in one for one in told))
        made.append(gaps.text_gap([options.Choice(text, 100) for text in accepted], case_matters))
    _put(source, source.params.get("text"), shown, made)


def drag_text(source):
    """Words to be dragged: they are chosen from lists."""
    text = source.params.get("textField") or ""
    shown, told = _parted(re.sub(r"\r?\n", "<br>", FEEDBACK.sub("", text)))
    _none, wrong = _parted(source.params.get("distractors") or "")
    rights = [(_answers(source, inside)[0] or [""])[0] for inside in told]
    misleading = [one for inside in wrong for one in _answers(source, inside)[0][:1]]
    among = list(dict.fromkeys([*rights, *misleading]))
    if any(":" in one for one in told):
        source.found.say("hints", many=sum(":" in one for one in told))
    source.found.say("dragging")
    made = [
        gaps.choice_gap([options.Choice(word, 100 if word == right else 0) for word in among])
        for right in rights
    ]
    _put(source, source.params.get("taskDescription"), shown, made)


def _parted(text):
    """(the text with signs for its gaps, what stands in them)."""
    told = []

    def gap(found):
        told.append(found[1])
        return gaps.mark(len(told)) if len(told) <= gaps.MOST else ""

    if not isinstance(text, str):
        raise CannotRead("no_gaps")
    return GAP.sub(gap, text.replace("**", STAR)).replace(STAR, "*"), told


def _answers(source, inside):
    """(accepted, tip) of what stands between the asterisks."""
    inside = inside.replace("\\:", COLON).replace("\\/", SLASH).replace(STAR, "\\*")
    words, _colon, tip = inside.partition(":")
    told = [source.words(one.replace(COLON, ":").replace(SLASH, "/")) for one in words.split("/")]
    return [one for one in told if one], tip


def _put(source, task, shown, made):
    pieces = [source.piece(task), source.piece(shown)]
    source.found.pictures = [*source.media(), *(one for piece in pieces for one in piece.pictures)]
    if source.behaviour("singlePoint") and len(made) > 1:
        source.found.say("all_or_nothing")
    source.explain()
    gaps.put(source.found, lambda: "\n".join(filter(None, [piece.text for piece in pieces])), made)
