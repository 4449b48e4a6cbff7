"""One question of an exam, as the bank would ask it."""

import re
from contextlib import suppress
from decimal import Decimal

from courses.importing import answers, options, plain
from courses.importing.found import CannotRead, Found, FoundPassage
from courses.questions import gap_writing, short_number, short_text
from lms.text import fold

from . import choices, headings, key_signs, parted, statements, values
from .marked import Text, joined
from .words import Words

ASKS_SEVERAL = re.compile(
    r"(chon|nhung|cac|nhieu)\s+(cac |nhieu )(dap an|phuong an|y|cau|khang dinh|phat bieu)|"
    r"(nhung|cac)\s+(dap an|phuong an|y|cau|khang dinh|phat bieu)( \w+){0,4} dung|"
    r"chon (hai|ba|2|3|nhieu)|nhieu hon mot|(choose|select) (two|three|all|2|3)|all that apply"
)
TRUE_OR_FALSE = re.compile(r"dung\s*(hay|hoac|/)\s*sai|true or false")
PAIR = re.compile(r"(\d{1,2})\s*(?:[-–—:→.)]|->|với|nối)\s*([A-Ha-h])(?![\w])")
# Begins what pupils are to do, and not what may be true.
TASK = re.compile(
    r"(tinh|giai|viet|ve|chung minh|tim|neu|hay|so sanh|rut gon|xac dinh|trinh bay|phan tich|giai thich|ke|"
    r"lap|cho biet|dien|dat|bieu dien|thuc hien|lam|tai sao|vi sao|em)\b"
)
LONGEST_SHORT_TEXT = 80
TITLE = re.compile(r"«(.+)»")
LONGEST_TITLE = 120
LINES = 8
MOST_LINES = 40


def read(block, document):
    found = Found(str(block.number), "", topic=block.topic, level=block.level)
    told = parted.part(block.items)
    found.level, found.topic = told.level or found.level, told.topic or found.topic
    found.points, found.curriculum = told.points or found.points, told.curriculum
    words = Words(document, found)
    _solve(told, block)
    if block.instruction and told.body and not choices.split(told.body)[0]:
        told.body, block.asks_by_instruction = joined([block.instruction, told.body]), True
    try:
        found.feedback, told.model = words.explained(told.explained), words.explained(told.guide)
        found.passage = _passage(block, words)
        _fill(found, told, block, words)
    except CannotRead as why:
        found.kind = found.kind or "one_choice"
        found.issues.append(why.issue)
    return found


def _solve(told, block):
    """What a chapter of solutions or a table says about it."""
    if block.solution:
        later = parted.part(block.solution)
        told.values += later.values
        is_repeated = fold(later.body.plain)[:40] == fold(told.body.plain)[:40]
        if is_repeated:
            told.marked_again = later.body
        elif later.body:
            told.explained.append(later.body)
        told.explained += later.explained
    if block.value is not None:
        is_guide = block.value.kind == values.WORDS and block.part.kind != headings.SHORT
        if is_guide and not told.values and not choices.split(told.body)[1]:
            # What a marking guide says is what markers compare with.
            told.guide.append(Text(block.value.told))
        else:
            told.values.append(block.value)


def _passage(block, words):
    """What several questions are about; a picture in it is shown under each of them."""
    if not block.passage:
        return None
    heading = words.text(block.passage.heading)
    text = words.text(joined([line for line in block.passage.lines if isinstance(line, Text)]))
    named = TITLE.search(heading)
    if named or not text:
        return FoundPassage((named[1] if named else heading)[:LONGEST_TITLE], text or heading)
    if len(heading) > LONGEST_TITLE:
        # What pupils are to do is not cut off.
        text = f"{heading}\n{text}"
    return FoundPassage(heading[:LONGEST_TITLE], text)


def _fill(found, told, block, words):
    kind = block.part.kind
    upper_stem, upper = choices.split(told.body)
    small_stem, small = choices.split(told.body, is_small=True)
    has_truths = any(value.kind == values.TRUTHS for value in told.values)
    if gap_writing.WRITTEN.search(told.body.plain):
        _cloze(found, told, words)
    elif told.pairs:
        _matching(found, told, words)
    elif len(upper) > 1 and not has_truths and not (kind == headings.STATEMENTS and not _letters(told)):
        _choices(found, told, upper_stem, upper, words)
    elif len(upper) > 1 and (has_truths or kind == headings.STATEMENTS):
        statements.fill(found, told, upper_stem, upper, words)
    elif len(small) > 1 and statements.are_some(told, kind, small_stem, small, has_truths):
        statements.fill(found, told, small_stem, small, words)
    elif len(small) > 1 and kind != headings.WRITTEN and _are_options(told, kind, small_stem, small):
        _choices(found, told, small_stem, small, words)
    else:
        _without_options(found, told, kind, words)


def _letters(told):
    return [value.told for value in told.values if value.kind == values.LETTERS]


def _are_options(told, kind, stem, small):
    if _letters(told) or kind == headings.CHOICES:
        return True
    if any(TASK.match(fold(one.text.plain)) or one.text.plain.strip().endswith("?") for one in small):
        return False
    return bool(key_signs.votes(small, stem.mask)) or all(len(one.text) < 60 for one in small)


def _choices(found, told, stem, listed, words):
    found.text = words.text(stem)
    choices_ = [words.choice(key_signs.without_ticks(one.text)) for one in listed]
    known = [(one.letter, choice.text) for one, choice in zip(listed, choices_, strict=True)]
    try:
        right = _right_of(told, stem, listed, known)
    except CannotRead:
        # What is known of it is mended on the page.
        with suppress(CannotRead):
            options.fill(found, choices_, single=True)
        found.kind, found.key = "one_choice", {}
        raise
    if _is_true_or_false(known) and len(right) == 1:
        is_right = fold(dict(known)[next(iter(right))]) in ("dung", "true")
        answers.true_false(found, "true" if is_right else "false")
        return
    share = Decimal(100) / len(right)
    for (letter, _text), choice in zip(known, choices_, strict=True):
        choice.worth = share if letter in right else -share if len(right) > 1 else 0
    options.fill(found, choices_, single=len(right) == 1)


def _right_of(told, stem, listed, known):
    """The letters that all signs name. Raises `CannotRead`."""
    votes, is_written = key_signs.votes(listed, stem.mask) + _marked_again(told, stem), False
    for value in told.values:
        letters = _as_letters(value, known)
        is_written = is_written or len(letters) > 1
        if letters and set(letters) not in votes:
            votes.append(set(letters))
    if not votes:
        unread = next((value for value in told.values if value.kind != values.LETTERS), None)
        raise CannotRead("key_not_there", value=str(unread.told)) if unread else CannotRead("no_key_seen")
    right = _agreed(votes, [letter for letter, _text in known])
    if len(right) > 1 and not (is_written or ASKS_SEVERAL.search(fold(stem.plain))):
        raise CannotRead("several_marked", letters=", ".join(sorted(right)))
    return right


def _marked_again(told, stem):
    """The question printed once more among the solutions, now with a sign."""
    again = told.marked_again
    return key_signs.votes(choices.split(again)[1], stem.mask) if again else []


def _as_letters(value, listed):
    if value.kind == values.LETTERS:
        return value.told
    words = {"true": "đúng", "false": "sai"}.get(value.told, "") if value.kind == values.TRUTH else value.told
    return values.letter_of_option(words + value.unit, listed) if isinstance(words, str) else ""


def _agreed(votes, known):
    """The one set of letters that all signs name. Raises `CannotRead` when they differ."""
    if any(vote != votes[0] for vote in votes):
        raise CannotRead("signs_differ", signs=" / ".join(",".join(sorted(vote)) for vote in votes))
    if not votes[0] <= set(known):
        raise CannotRead("key_not_there", value=", ".join(sorted(votes[0])))
    return votes[0]


def _is_true_or_false(known):
    return sorted(fold(text) for _letter, text in known) in (["dung", "sai"], ["false", "true"])


def _matching(found, told, words):
    found.kind, left, right = "matching", told.pairs.left, told.pairs.right
    found.text = words.text(told.body)
    texts = [[words.part(text) for _label, text in side] for side in (left, right)]
    names = [
        {
            label or (str(at) if side is left else "abcdefgh"[at - 1 : at]): at - 1
            for at, (label, _t) in enumerate(side, 1)
        }
        for side in (left, right)
    ]
    said = (
        " ; ".join(str(value.told) for value in told.values)
        + " "
        + " ".join(one.plain for one in told.explained)
    )
    pairs = {first: other.lower() for first, other in PAIR.findall(said)}
    joined_ = [
        (texts[0][at], texts[1][names[1][pairs[label]]])
        for label, at in names[0].items()
        if pairs.get(label) in names[1]
    ]
    if len(joined_) < len(left):
        found.content = {
            "left": [{"id": str(at), "text": text} for at, text in enumerate(texts[0], 1)],
            "right": [{"id": str(at), "text": text} for at, text in enumerate(texts[1], 1)],
        }
        raise CannotRead("no_pairs")
    spare = [("", text) for text in texts[1] if text not in {other for _one, other in joined_}]
    answers.matching(found, joined_ + spare)


def _cloze(found, told, words):
    """Answers that stand where they belong, between [[ and ]]; what stands above them says what to do."""
    lines = told.body.split("\n")
    first = next((at for at, line in enumerate(lines) if "[[" in line.signs), 0)
    written = plain.read(joined(lines[first:]).plain, "plain").text
    found.kind = "cloze"
    found.content, found.key = gap_writing.read(written)
    if first:
        found.text = words.text(joined(lines[:first]))
    else:
        words.text(told.body)
        found.text = gap_writing.WRITTEN.sub("…", written)


def _without_options(found, told, kind, words):
    found.text = words.text(told.body)
    value = told.values[-1] if told.values else None
    if kind == headings.WRITTEN:
        _essay(found, told)
    elif value is None:
        _without_answer(found, told, kind)
    elif value.kind == values.TRUTH:
        answers.true_false(found, value.told)
    elif value.kind == values.NUMBER:
        _number(found, value, kind)
    elif value.kind == values.LETTERS:
        found.kind, found.content = "one_choice", {"options": []}
        raise CannotRead("no_options", value=value.told)
    elif value.kind == values.WORDS and len(value.told) <= LONGEST_SHORT_TEXT and "\n" not in value.told:
        _short_text(found, value)
    else:
        _essay(found, told, str(value.told) if value.kind == values.WORDS else "")


def _short_text(found, value):
    """Words, or several numbers: «2,5 ± 0,1 / 3 (50%)»."""
    key = short_text.read_lines(re.split(r"\s+/\s+|\s+hoặc\s+", value.told))
    listed = [(one, Decimal(key.get("worth", {}).get(one, "1")) * 100) for one in key["accepted"]]
    numbers = [values.number_of(one) for one, _worth in listed]
    if len(numbers) > 1 and all(numbers):
        rows = [(one.told, one.tolerance, worth) for one, (_text, worth) in zip(numbers, listed, strict=True)]
        answers.short_number(found, rows, numbers[-1].unit)
    else:
        answers.short_text(found, listed)


def _number(found, value, kind):
    if value.grouped:
        found.say("grouped_number", value=value.grouped, read=value.told)
    answers.short_number(found, [(value.told, value.tolerance, 100)], value.unit)
    if kind == headings.SHORT and len(value.told) <= short_number.EXAM_SIGNS:
        found.content["policy"] = "exam"


def _without_answer(found, told, kind):
    if kind == headings.SHORT:
        found.kind, found.content = "short_number", {"policy": "exam", "unit": ""}
        raise CannotRead("no_key_seen")
    if kind in (headings.CHOICES, headings.STATEMENTS):
        found.kind, found.content = (
            ("one_choice", {"options": []}) if kind == headings.CHOICES else ("four_statements", {})
        )
        raise CannotRead("no_answers")
    if TRUE_OR_FALSE.search(fold(found.text)):
        found.kind = "true_false"
        raise CannotRead("no_key_seen")
    _essay(found, told)


def _essay(found, told, model=""):
    """A question to be answered in writing: its solution is what markers compare with."""
    if told.model:
        answers.essay(found, min(max(LINES, told.blank_lines), MOST_LINES), told.model)
        return
    model = "\n".join(part for part in (model, found.feedback) if part)
    for value in told.values:
        if value.kind in (values.NUMBER, values.WORDS) and str(value.told) not in model:
            model = "\n".join(part for part in (model, f"{value.told} {value.unit}".strip()) if part)
    found.feedback = ""
    answers.essay(found, min(max(LINES, told.blank_lines), MOST_LINES), model)
