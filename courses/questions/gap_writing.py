"""How teachers write a text with gaps: each answer where it belongs, between [[ and ]].

[[Hà Nội | Thăng Long (50%)]]    words, the second worth half
[[= 2,5 ± 0,1]]                  a number; further ones behind |
[[*tăng | giảm (50%) | như cũ]]  a list to choose from
[[Hà Nội]](x2)                   counts twice
"""

import re

from . import options, pair_lines, short_number, short_text, worth

# No answer holds a further [[, so that a thousand of them without an end are not sought through each time.
WRITTEN = re.compile(r"\[\[((?:(?!\[\[).)*?)\]\](?:\(x([0-9]{1,2})\))?", re.DOTALL)


def read(text):
    """(content, key) of a text as a teacher wrote it."""
    gaps, keys = {}, {}

    def gap(found):
        name = str(len(gaps) + 1)
        gaps[name], keys[name] = _read_gap(found[1])
        if found[2]:
            gaps[name]["weight"] = int(found[2])
        return f"{{{name}}}"

    return {"text": WRITTEN.sub(gap, text), "gaps": gaps}, {"gaps": keys}


def _read_gap(written):
    answers = [" ".join(one.split()) for one in pair_lines.split(written, "|")]
    answers = [one for one in answers if one]
    if answers and answers[0].startswith("="):
        first, *others = [short_number.read_line(one.lstrip("= ")) for one in answers]
        first.pop("worth", None)
        return {"kind": "number"}, {**first, **({"accepted": others} if others else {})}
    if any(one.startswith("*") for one in answers):
        return _read_choice(answers)
    return {"kind": "text"}, short_text.read_lines(answers)


def _read_choice(answers):
    listed, right, parts = [], "", {}
    for letter, one in zip(options.LETTERS, answers, strict=False):
        text, fraction = worth.without_per_cent(one.lstrip("* ") if one.startswith("*") else one)
        listed.append({"id": letter, "text": text})
        if one.startswith("*"):
            right = letter
        elif fraction:
            parts[letter] = fraction
    return {"kind": "choice", "options": listed}, {"right": right, **({"worth": parts} if parts else {})}


def written(content, key):
    """The text of `content` with the answers of `key`, as `read` understands it."""
    from . import cloze

    told = []
    for kind, part in cloze.pieces(content):
        told.append(part if kind == "text" else _written_gap(content["gaps"][part], key["gaps"][part]))
    return "".join(told)


def _written_gap(gap, key):
    if gap["kind"] == "number":
        answers = [f"= {short_number.written(key)}"]
        answers += [short_number.line_of(one) for one in key.get("accepted") or []]
    elif gap["kind"] == "choice":
        parts = key.get("worth") or {}
        answers = [
            f"*{one['text']}"
            if one["id"] == key["right"]
            else worth.with_per_cent(one["text"], parts.get(one["id"]))
            for one in gap["options"]
        ]
    else:
        answers = short_text.lines_of(key)
    weight = gap.get("weight", 1)
    return f"[[{' | '.join(answers)}]]" + (f"(x{weight})" if weight != 1 else "")
