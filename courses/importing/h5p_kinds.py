"""Kinds of exercises of H5P, by the names of their libraries."""

import re

from . import answers, h5p_gaps, options
from .found import MOST_ANSWERS, CannotRead
from .pieces import lose_feedback

# As wide as a letter is where an exercise is as large as it says.
EM = 16


def multi_choice(source):
    source.take_text(source.params.get("question"))
    told = source.params["answers"]
    if len(told) > MOST_ANSWERS:
        raise CannotRead("many_options", many=len(told), limit=MOST_ANSWERS)
    right = [one for one in told if one.get("correct")]
    single = (
        source.behaviour("type", "auto") == "single"
        or len(right) == 1
        and (source.behaviour("type", "auto") == "auto")
    )
    part = 100 / max(1, len(right))
    choices, tips = [], 0
    for one in told:
        beside = one.get("tipsAndFeedback") or {}
        piece = source.piece(one.get("text"))
        worth = (100 if single else part) if one.get("correct") else (0 if single else -part)
        said = source.words(beside.get("chosenFeedback"))
        choices.append(
            options.Choice(piece.text, options.as_percent(f"{worth:.7f}"), said[:500], piece.pictures)
        )
        tips += bool(source.words(beside.get("tip")))
        lose_feedback(source.found, source.words(beside.get("notChosenFeedback")))
    if tips:
        source.found.say("hints", many=tips)
    if not single and source.behaviour("singlePoint") and len(right) > 1:
        source.found.say("all_or_nothing")
    source.explain()
    options.fill(source.found, choices, single)


def true_false(source):
    source.take_text(source.params.get("question"))
    right = str(source.params.get("correct", "")).lower()
    if right not in ("true", "false"):
        raise CannotRead("no_right")
    other = "false" if right == "true" else "true"
    said = {
        right: source.words(source.behaviour("feedbackOnCorrect", "")),
        other: source.words(source.behaviour("feedbackOnWrong", "")),
    }
    answers.true_false(source.found, right, said)


def essay(source):
    source.take_text(source.params.get("taskDescription"))
    solution = source.params.get("solution") or {}
    keywords = [one.get("keyword") for one in source.params.get("keywords") or [] if isinstance(one, dict)]
    if any(keywords):
        source.found.say("own_grading", kind="H5P Essay")
    answers.essay(source.found, 8, source.words(solution.get("sample")))


def sort_paragraphs(source):
    source.take_text(source.params.get("taskDescription"))
    texts = [source.words(one, is_answer=True) for one in source.params["paragraphs"]]
    is_whole = source.behaviour("scoringMode", "positions") == "transitions"
    if is_whole:
        source.found.say("order_marks")
    source.explain()
    answers.ordering(source.found, texts)


def mark_the_words(source):
    """Words of a text to be marked: all of them are listed, where they are few."""
    marked = re.sub(r"\*\*", "∗", source.params.get("textField") or "")
    text = source.piece(re.sub(r"\*([^*]{1,200})\*", r"\1", marked)).text
    right = {_bare(source.words(word)) for word in re.findall(r"\*([^*]{1,200})\*", marked)}
    words = list(dict.fromkeys(filter(None, map(_bare, text.split()))))
    if len(words) > len(options.LETTERS) or any(" " in word for word in right):
        raise CannotRead("unknown_kind", kind="H5P MarkTheWords")
    source.take_text(source.params.get("taskDescription"))
    source.found.text = f"{source.found.text}\n{text}"
    source.found.say("pointing")
    part = options.as_percent(f"{100 / max(1, len(right)):.7f}")
    source.explain()
    options.fill(
        source.found,
        [options.Choice(word, part if word in right else -part) for word in words],
        single=False,
    )


def _bare(word):
    return word.strip(' .,;:?!()[]«»"“”…')


def single_choice(source):
    """An entry of a set: the first answer is the right one."""
    told = source.params["answers"]
    source.take_text(source.params.get("question"))
    pieces = [source.piece(one) for one in told[: MOST_ANSWERS + 1]]
    choices = [options.Choice(piece.text, 0, "", piece.pictures) for piece in pieces]
    if choices:
        choices[0].worth = 100
    options.fill(source.found, choices, single=True)


def summary(source):
    """An entry of a summary: the first statement is the right one."""
    statements = source.params["summary"]
    source.params = {**source.params, "answers": statements, "question": source.whole.get("intro")}
    if source.words(source.params.get("tip")):
        source.found.say("hints", many=1)
    single_choice(source)


def flash_card(source):
    shown = source.picture(source.params.get("image"), source.params.get("imageAltText"))
    source.take_text(source.params.get("text"))
    if not source.piece(source.params.get("text")).text:
        source.found.text = source.words(source.whole.get("description"))
    source.found.pictures = shown + source.found.pictures
    told = source.words(source.params.get("answer"))
    accepted = [(text.strip(), 100) for text in told.split("/") if text.strip()]
    answers.short_text(source.found, accepted, bool(source.behaviour("caseSensitive")))


def drag_question(source):
    """Words dragged to places of a picture, where each place wants one word."""
    told = source.params["question"]
    settings, task = told.get("settings") or {}, told.get("task") or {}
    elements, zones = task.get("elements") or [], task.get("dropZones") or []
    words = {}
    for at, one in enumerate(elements):
        inside = one.get("type") or {}
        params = inside.get("params") or {}
        if "Text" in str(inside.get("library", "")):
            words[str(at)] = source.words(params.get("text"), is_answer=True)
            continue
        # A picture to drag has a name for those who cannot see it, or it cannot be asked.
        named = " ".join(str(params.get("alt") or "").split())
        if not named:
            raise CannotRead("picture_answers")
        source.found.say("picture_beside", name=named)
        words[str(at)] = named
    rights = [[str(id_) for id_ in zone.get("correctElements") or []] for zone in zones]
    if not zones or any(len(one) != 1 or one[0] not in words for one in rights):
        raise CannotRead("pairs_many")
    source.take_text(source.params.get("taskDescription") or source.params.get("introduction"))
    source.found.pictures = source.picture(settings.get("background"))
    if not source.found.pictures:
        raise CannotRead("picture_needed")
    size = settings.get("size") or {}
    texts = list(dict.fromkeys(words.values()))
    ids = {text: str(at) for at, text in enumerate(texts, start=1)}
    found = source.found
    found.kind = "picture_spots"
    found.content = {
        "spots": [{"id": str(at), **_area(zone, size)} for at, zone in enumerate(zones, start=1)],
        "items": [{"id": id_, "text": text} for text, id_ in ids.items()],
    }
    found.key = {"spots": {str(at): ids[words[one[0]]] for at, one in enumerate(rights, start=1)}}
    found.expects = [(found.key["spots"], "1")]
    source.explain()


def _area(zone, size):
    """The frame of a place in per cent; H5P says its corner in per cent and its sides in letters."""
    x, y = (min(max(float(zone.get(side, 0)), 0), 98) for side in ("x", "y"))
    w = float(zone.get("width", 5)) * EM * 100 / max(1, float(size.get("width") or 620))
    h = float(zone.get("height", 2.5)) * EM * 100 / max(1, float(size.get("height") or 310))
    return {
        "x": round(x, 2),
        "y": round(y, 2),
        "w": round(min(max(w, 1), 100 - x), 2),
        "h": round(min(max(h, 1), 100 - y), 2),
    }


READERS = {
    "MultiChoice": multi_choice,
    "TrueFalse": true_false,
    "Essay": essay,
    "Blanks": h5p_gaps.blanks,
    "DragText": h5p_gaps.drag_text,
    "SortParagraphs": sort_paragraphs,
    "MarkTheWords": mark_the_words,
    "DragQuestion": drag_question,
}
SETS = {
    "SingleChoiceSet": ("choices", single_choice),
    "Summary": ("summaries", summary),
    "Flashcards": ("cards", flash_card),
}
REFUSED = {"ArithmeticQuiz": "random_numbers"}
