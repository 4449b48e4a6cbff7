"""GIFT, Moodle's text format: «::name::text{=right ~wrong}», questions parted by empty lines."""

import re
from dataclasses import dataclass

from . import gift_answers, pieces, plain, texts
from .found import CannotRead, Found, refuse_too_many
from .gift_signs import OWN_RANGE, form_of, hidden, shown

LABEL = "GIFT"
COMMENT = re.compile(r"^\s*//")
TAGGED = re.compile(r"\[tag:([^\]]*)\]")
CATEGORY = re.compile(r"^\s*\$CATEGORY:\s*(.*?)\s*$")
NAME = re.compile(r"\s*::(.*?)::", re.DOTALL)


def is_one(content, text):
    if not text or text.lstrip()[:5].lower().startswith(("<?xml", "<quiz")):
        return False
    return bool(re.search(r"^\s*(::|\$CATEGORY:)", text, re.MULTILINE)) or bool(
        re.search(r"(?<!\\)\{[^{}]*(?<!\\)\}", text)
        and re.search(r"(?<!\\)\{\s*([=~#]|[TF]\b|TRUE\b|FALSE\b|\})", text)
    )


def read(content):
    text, issues = texts.decode(content)
    return [_question(str(at), block) for at, block in enumerate(_blocks(text), start=1)], issues


@dataclass
class _Block:
    text: str
    notes: set
    category: str
    tags: list


def _blocks(text):
    text = OWN_RANGE.sub("", text)
    category, lines, tags = "", [], []
    blocks = []
    for line in [*text.split("\n"), ""]:
        if COMMENT.match(line):
            tags += TAGGED.findall(line)
        elif found := CATEGORY.match(line):
            category = found[1]
        elif line.strip():
            lines.append(line)
        elif lines:
            blocks.append(_Block(*hidden("\n".join(lines)), category, tags))
            lines, tags = [], []
            refuse_too_many(blocks)
    return _joined(blocks)


def _joined(blocks):
    """An empty line inside { … } parts nothing."""
    whole = []
    for block in blocks:
        if (
            whole
            and whole[-1].text.count("{") > whole[-1].text.count("}")
            and "}" in block.text.split("{")[0]
        ):
            whole[-1].text += "\n" + block.text
            whole[-1].notes |= block.notes
        else:
            whole.append(block)
    return whole


def _question(ref, block):
    found = Found(ref, "")
    found.topic = _topic(block.category)
    for code, command in sorted(block.notes):
        found.say(code, **({"command": command} if command else {}))
    pieces.use_tags(found, block.tags)
    text, name = block.text, ""
    if named := NAME.match(text):
        text, name = text[named.end() :], shown(named[1]).strip()
    form, text = form_of(text, "moodle")
    before, answers, after = text, None, ""
    try:
        if "{" in text:
            before, rest = text.split("{", 1)
            if "}" not in rest:
                raise CannotRead("unclosed")
            answers, after = rest.split("}", 1)
            if "{" in after:
                raise CannotRead("bad_syntax", near=shown(after[after.index("{") :][:30]))
        gift_answers.take_text(found, _around(before, after, answers), form, name)
        gift_answers.fill(found, answers, form)
    except CannotRead as why:
        found.kind = found.kind or "gift"
        if not found.text:
            found.text = plain.read(shown(before), "plain").text[:4000] or name
        found.issues.append(why.issue)
    return found


def _around(before, after, answers):
    """A gap inside a sentence is shown as one."""
    if answers is None or not after.strip() or not re.search(r"[=~]", answers):
        return f"{before} {after}" if after.strip() else before
    return f"{before.rstrip()} _____ {after.lstrip()}" if before.strip() else f"_____ {after.lstrip()}"


def _topic(category):
    """The last part of «$course$/top/Chương 1/Phân số»."""
    parts = [part.strip() for part in re.split(r"(?<!/)/(?!/)", shown(category)) if part.strip()]
    last = parts[-1].replace("//", "/") if parts else ""
    return "" if last.startswith("$") or last in ("top", "") else last[:120]
