"""Questions as GIFT. It has no pictures and fewer kinds; what it cannot hold is told."""

from decimal import Decimal

from django.utils.translation import gettext as _

from .html import html
from .moodle_question import per_cent, point, worth_of
from .written import Written, beside

LABEL = "GIFT"
ENDING = "txt"
TYPE = "text/plain; charset=utf-8"
SIGNS = "\\~=#{}:"


def write(versions):
    written, parts, topic = Written(), [], ""
    for version in versions:
        builder = BUILDERS.get(version.kind)
        if builder is None:
            written.left_out.append(version)
            continue
        if version.topic != topic:
            topic = version.topic
            path = f"$course$/top/{topic.replace('/', '//')}" if topic else "$course$/top"
            parts.append(f"$CATEGORY: {path}")
        parts.append(_question(version, builder))
        if lost := list(_lost(version)):
            written.lost[version] = lost
    written.content = ("\n\n".join(parts) + "\n").encode()
    return written


def escaped(text):
    return "".join(f"\\{sign}" if sign in SIGNS else sign for sign in text)


def _question(version, builder):
    answers = builder(version.content, version.key)
    tag = f"// [tag:{version.level}]\n" if version.level else ""
    if answers is None:
        return f"{tag}[html]{_html(version.text)}"
    general = f"\n####{_html(version.feedback)}" if version.feedback else ""
    return f"{tag}[html]{_html(version.text)} {{{answers}{general}\n}}"


def _html(text):
    return escaped(html(text))


def _said(key, id_):
    said = (key.get("said") or {}).get(id_)
    return f"#{_html(said)}" if said else ""


def _one_choice(content, key):
    worth = key.get("worth") or {}
    lines = []
    for one in content["options"]:
        part = worth.get(one["id"])
        sign = "=" if one["id"] == key["right"] else f"~%{per_cent(part)}%" if part else "~"
        lines.append(f"\n{sign}{_html(one['text'])}{_said(key, one['id'])}")
    return "".join(lines)


def _several_choices(content, key):
    return "".join(
        f"\n~%{per_cent(worth_of(one['id'], key))}%{_html(one['text'])}{_said(key, one['id'])}"
        for one in content["options"]
    )


def _true_false(content, key):
    right = key["right"]
    said = key.get("said") or {}
    wrong = "false" if right == "true" else "true"
    # The first feedback is for the wrong answer.
    told = f"#{_html(said.get(wrong, ''))}#{_html(said.get(right, ''))}" if said else ""
    return right.upper() + told


def _short_number(content, key):
    first = {"value": key["value"], "tolerance": key.get("tolerance", "0"), "worth": "1"}
    lines = []
    for one in [first, *(key.get("accepted") or [])]:
        part = one.get("worth", "1")
        weight = "" if Decimal(part) == 1 else f"%{per_cent(part)}%"
        lines.append(f"\n={weight}{point(one['value'])}:{point(one.get('tolerance') or '0')}")
    return "#" + "".join(lines)


def _short_text(content, key):
    worth, lines = key.get("worth") or {}, []
    for text in key["accepted"]:
        weight = f"%{per_cent(worth[text])}%" if text in worth else ""
        star = text if key.get("wildcard") else text.replace("*", "\\*")
        lines.append(f"\n={weight}{escaped(star)}")
    return "".join(lines)


def _matching(content, key):
    rights = {one["id"]: one["text"] for one in content["right"]}
    used = set(key["pairs"].values())
    lines = [
        f"\n={_html(one['text'])} -> {escaped(rights[key['pairs'][one['id']]])}" for one in content["left"]
    ]
    return "".join(lines) + "".join(
        f"\n= -> {escaped(text)}" for id_, text in rights.items() if id_ not in used
    )


def _lost(version):
    """What GIFT has no place for, in sentences."""
    if version.curriculum:
        yield _("The code in the curriculum is left out.")
    content, key = version.content, version.key
    yield from beside(version)
    if version.picture_id:
        yield _("The picture is left out.")
    if version.pictures_of_options():
        yield _("The pictures to choose from are left out; their texts stay.")
    if content.get("unit"):
        yield _("The unit is left out.")
    if content.get("case_matters") or content.get("marks_matter") is False:
        yield _("How capital letters and marks are compared is left out.")
    if key.get("rubric") or key.get("model"):
        yield _("The marking guide is left out.")


BUILDERS = {
    "one_choice": _one_choice,
    "several_choices": _several_choices,
    "true_false": _true_false,
    "short_number": _short_number,
    "short_text": _short_text,
    "matching": _matching,
    "essay": lambda content, key: "",
    "information": lambda content, key: None,
}
