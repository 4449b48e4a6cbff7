"""One question as an element of Moodle XML: pure, out of what a version says."""

from decimal import Decimal
from xml.etree.ElementTree import Element, SubElement

from .html import html

# The element in which the bank tells what Moodle has no place for; Moodle passes it by.
OWN = "songvamaytinh"
HUNDRED = Decimal(100)


def element(said, picture="", option_pictures=None):
    """`said`: whatever has the fields of a version; `picture`: the name of the file shown under it;
    `option_pictures`: the same by the id of an option."""
    kind = BUILDERS.get(said.kind, _by_hand)
    question = Element("question", type=MOODLE.get(said.kind, "essay"))
    _text(SubElement(question, "name"), " ".join(said.text.split())[:60])
    shown = f'<br><img src="@@PLUGINFILE@@/{picture}" alt="{html(said.alt)}">' if picture else ""
    words = _cloze_text(said) if said.kind == "cloze" else html(said.text)
    _text(SubElement(question, "questiontext", format="html"), words + shown)
    _text(SubElement(question, "generalfeedback", format="html"), html(said.feedback))
    SubElement(question, "defaultgrade").text = "1"
    kind(question, said.content, said.key)
    for one, answer in zip(said.content.get("options", []), question.findall("answer"), strict=False):
        if name := (option_pictures or {}).get(one["id"]):
            answer.find("text").text += f'<br><img src="@@PLUGINFILE@@/{name}" alt="">'
    if said.level:
        _text(SubElement(SubElement(question, "tags"), "tag"), said.level)
    return question


def _text(parent, words):
    SubElement(parent, "text").text = words


def _answer(question, fraction, words, said="", form="html"):
    answer = SubElement(question, "answer", fraction=per_cent(fraction), format=form)
    _text(answer, words)
    _text(SubElement(answer, "feedback", format="html"), html(said))
    return answer


def per_cent(fraction):
    """«33.33333» of "0.3333333"."""
    return f"{(round(Decimal(fraction) * HUNDRED, 5)).normalize():f}"


def _one_choice(question, content, key):
    SubElement(question, "single").text = "true"
    worth, said = key.get("worth") or {}, key.get("said") or {}
    for one in content["options"]:
        fraction = 1 if one["id"] == key["right"] else worth.get(one["id"], 0)
        _answer(question, fraction, html(one["text"]), said.get(one["id"], ""))


def _several_choices(question, content, key):
    SubElement(question, "single").text = "false"
    for one in content["options"]:
        _answer(
            question, worth_of(one["id"], key), html(one["text"]), (key.get("said") or {}).get(one["id"], "")
        )


def worth_of(id_, key):
    """What one of several choices adds: as the key says, else as the bank itself counts."""
    if worth := key.get("worth"):
        return worth.get(id_, "0")
    part = Decimal(1) / len(key["right"])
    return part if id_ in key["right"] else -part


def _true_false(question, content, key):
    for truth in ("true", "false"):
        said = (key.get("said") or {}).get(truth, "")
        _answer(question, int(key["right"] == truth), truth, said, form="moodle_auto_format")


def _short_number(question, content, key):
    first = {"value": key["value"], "tolerance": key.get("tolerance", "0"), "worth": "1"}
    for one in [first, *(key.get("accepted") or [])]:
        answer = _answer(question, one.get("worth", "1"), point(one["value"]))
        SubElement(answer, "tolerance").text = point(one.get("tolerance") or "0")
    if content.get("unit"):
        unit = SubElement(SubElement(question, "units"), "unit")
        SubElement(unit, "multiplier").text = "1"
        SubElement(unit, "unit_name").text = content["unit"]


def point(number):
    return number.replace(",", ".")


def _short_text(question, content, key):
    SubElement(question, "usecase").text = str(int(bool(content.get("case_matters"))))
    for text in key["accepted"]:
        words = text if key.get("wildcard") else text.replace("*", "\\*")
        _answer(question, (key.get("worth") or {}).get(text, "1"), words, form="moodle_auto_format")


def _matching(question, content, key):
    rights = {one["id"]: one["text"] for one in content["right"]}
    pairs = [(html(one["text"]), rights[key["pairs"][one["id"]]]) for one in content["left"]]
    used = set(key["pairs"].values())
    for left, right in [*pairs, *(("", text) for id_, text in rights.items() if id_ not in used)]:
        one = SubElement(question, "subquestion", format="html")
        _text(one, left)
        _text(SubElement(one, "answer"), right)


def _ordering(question, content, key):
    SubElement(question, "gradingtype").text = "-1" if key.get("grading") == "all" else "0"
    texts = {one["id"]: one["text"] for one in content["items"]}
    for at, id_ in enumerate(key["order"], start=1):
        _answer(question, Decimal(at) / HUNDRED, html(texts[id_]))


def _rows(question, rows, columns, right):
    """A table in which each row belongs to one column: the plugin «mtf»."""
    _text(SubElement(question, "scoringmethod"), "subpoints")
    for at, words in enumerate(rows, start=1):
        _text(
            SubElement(SubElement(question, "row", number=str(at)), "optiontext", format="html"), html(words)
        )
    for at, words in enumerate(columns, start=1):
        column = SubElement(question, "column", number=str(at))
        _text(SubElement(column, "responsetext", format="html"), html(words))
    for row in range(1, len(rows) + 1):
        for column in range(1, len(columns) + 1):
            weight = SubElement(question, "weight", rownumber=str(row), columnnumber=str(column))
            SubElement(weight, "value").text = str(int(right[row - 1] == column))


def _four_statements(question, content, key):
    rows = [one["text"] for one in content["statements"]]
    right = [1 if key[one["id"]] == "true" else 2 for one in content["statements"]]
    _rows(question, rows, ["Đúng", "Sai"], right)


def _classify(question, content, key):
    places = {one["id"]: at for at, one in enumerate(content["groups"], start=1)}
    rows = [one["text"] for one in content["items"]]
    columns = [one["text"] for one in content["groups"]]
    _rows(question, rows, columns, [places[key["groups"][one["id"]]] for one in content["items"]])


def _cloze_text(said):
    words = html(said.content["text"])
    for id_, gap in said.content["gaps"].items():
        words = words.replace(f"{{{id_}}}", html(_gap(gap, said.key["gaps"][id_])))
    return words


def _gap(gap, key):
    """{1:SHORTANSWER:=Hà Nội~%50%HN}"""
    weight = gap.get("weight", 1)
    if gap["kind"] == "choice":
        worth = {key["right"]: "1", **(key.get("worth") or {})}
        told = [f"%{per_cent(worth.get(one['id'], '0'))}%{_escaped(one['text'])}" for one in gap["options"]]
        return f"{{{weight}:MULTICHOICE:{'~'.join(told)}}}"
    if gap["kind"] == "number":
        return f"{{{weight}:NUMERICAL:={point(key['value'])}:{point(key.get('tolerance') or '0')}}}"
    worth = key.get("worth") or {}
    told = [f"%{per_cent(worth.get(text, '1'))}%{_escaped(text)}" for text in key["accepted"]]
    kind = "SHORTANSWER_C" if gap.get("case_matters") else "SHORTANSWER"
    return f"{{{weight}:{kind}:{'~'.join(told)}}}"


def _escaped(text):
    return "".join(f"\\{sign}" if sign in '}#~/"\\{=' else sign for sign in text)


def _by_hand(question, content, key):
    lines = content.get("lines", 8)
    SubElement(question, "responseformat").text = "editor"
    SubElement(question, "responsefieldlines").text = str(lines)
    _text(SubElement(question, "graderinfo", format="html"), html(key.get("model", "")))


def _nothing(question, content, key):
    pass


def _spoken(question, content, key):
    SubElement(question, "mediatype").text = "audio"
    SubElement(question, "timelimitinseconds").text = str(content.get("seconds_most", 120))


MOODLE = {
    "one_choice": "multichoice",
    "several_choices": "multichoice",
    "true_false": "truefalse",
    "short_number": "numerical",
    "short_text": "shortanswer",
    "matching": "matching",
    "ordering": "ordering",
    "four_statements": "mtf",
    "classify": "mtf",
    "cloze": "cloze",
    "essay": "essay",
    "information": "description",
    "spoken": "recordrtc",
}
BUILDERS = {
    "one_choice": _one_choice,
    "several_choices": _several_choices,
    "true_false": _true_false,
    "short_number": _short_number,
    "short_text": _short_text,
    "matching": _matching,
    "ordering": _ordering,
    "four_statements": _four_statements,
    "classify": _classify,
    "cloze": _nothing,
    "essay": _by_hand,
    "information": _nothing,
    "spoken": _spoken,
}
