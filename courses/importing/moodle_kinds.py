"""Kinds of Moodle, one function each: an element in, kind, content and key out."""

from decimal import Decimal

from lms.text import whole_number

from . import answers, options, plain
from .found import CannotRead

REFUSED = dict.fromkeys(
    ("calculated", "calculatedsimple", "calculatedmulti", "varnumeric", "varnumericset"), "random_numbers"
)


def multichoice(source, found):
    single = (source.element.findtext("single") or "true").strip().lower() in ("1", "true")
    options.fill(found, _choices(source), single)


def choice_set(source, found):
    """Plugins in which all right ones, and only they, must be ticked."""
    multiresponse(source, found)
    found.say("all_or_nothing")


def multiresponse(source, found):
    options.fill(found, _spread(_choices(source)), single=False)


def _choices(source):
    told = []
    for answer, worth in source.answers():
        piece = source.piece(answer)
        said = source.text(answer.find("feedback"))
        told.append(options.Choice(piece.text, worth, said, piece.pictures))
    return told


def _spread(choices):
    """Each right option its equal part, each wrong one as much off."""
    right = sum(1 for one in choices if one.worth > 0)
    part = Decimal(100) / right if right else Decimal(0)
    for one in choices:
        one.worth = part if one.worth > 0 else -part
    return choices


def truefalse(source, found):
    right, said = "", {}
    for answer, worth in source.answers():
        truth = (answer.findtext("text") or "").strip().lower()
        if truth in ("true", "false"):
            said[truth] = source.text(answer.find("feedback"))
            if worth > 0:
                right = truth
    if not right:
        raise CannotRead("no_right")
    answers.true_false(found, right, said)


def shortanswer(source, found):
    accepted, said = [], []
    for answer, worth in source.answers():
        text = plain.read(answer.findtext("text") or "", "moodle").text
        accepted.append((text, worth))
        said.append((text, source.text(answer.find("feedback"))))
    source.explain(said)
    answers.short_text(found, accepted, case_matters=source.flag("usecase"))


def numerical(source, found):
    accepted, said = [], []
    for answer, worth in source.answers():
        value = (answer.findtext("text") or answer.text or "").strip()
        accepted.append((value, (answer.findtext("tolerance") or "0").strip(), worth))
        said.append((value, source.text(answer.find("feedback"))))
    source.explain(said)
    units = [(unit.findtext("unit_name") or "").strip() for unit in source.element.iterfind("units/unit")]
    if len(units) > 1:
        found.say("units", units=", ".join(units[1:]))
    answers.short_number(found, accepted, unit=units[0][:20] if units else "")


def matching(source, found):
    pairs = []
    for one in source.element.iterfind("subquestion"):
        left = source.text(one, is_answer=True)
        pairs.append(
            (left, plain.read(one.findtext("answer/text") or one.findtext("answer") or "", "moodle").text)
        )
    answers.matching(found, pairs)


def essay(source, found):
    element = source.element
    if plain.read(element.findtext("responsetemplate/text"), "html").text:
        found.say("response_template")
    lines = whole_number((element.findtext("responsefieldlines") or "").strip(), 3, 8)
    model = source.text(element.find("graderinfo"))
    if element.findtext("responseformat") == "noinline":
        found.say("attachment", name="…")
    answers.essay(found, lines, model)


def essay_by_program(source, found):
    essay(source, found)
    found.say("own_grading", kind=source.element.get("type"))


def description(source, found):
    answers.information(found)


def ordering(source, found):
    texts = [(worth, source.text(answer, is_answer=True)) for answer, worth in source.answers()]
    grading = (source.element.findtext("gradingtype") or "0").strip()
    # -1: all or nothing; 0: each in its place. The others count neighbours, which is nearest to place.
    if grading not in ("-1", "0"):
        found.say("order_marks")
    many = options.as_percent(source.element.findtext("selectcount"))
    if (source.element.findtext("selecttype") or "0").strip() != "0" and 0 < many < len(texts):
        found.say("part_of_items", many=many)
    answers.ordering(found, [text for _worth, text in texts], "all" if grading == "-1" else "place")


def statements(source, found):
    """Rows with two columns. Four of them are as in the exam; else they are sorted under the columns."""
    element = source.element
    rows = [source.text(row.find("optiontext"), is_answer=True) for row in element.iterfind("row")]
    columns = [source.text(column.find("responsetext")) for column in element.iterfind("column")]
    right = {}
    for weight in element.iterfind("weight"):
        row, column = (whole_number(weight.get(name), 6) for name in ("rownumber", "columnnumber"))
        is_right = options.as_percent((weight.findtext("value") or "").strip()) > 0
        if is_right and None not in (row, column):
            right.setdefault(row, column)
    said = [
        (row, source.text(place.find("feedbacktext")))
        for row, place in zip(rows, element.iterfind("row"), strict=True)
    ]
    source.explain(said)
    if not rows or not columns:
        raise CannotRead("no_answers")
    if any(at not in right or right[at] > len(columns) for at in range(1, len(rows) + 1)):
        raise CannotRead("no_right")
    scheme = (element.findtext("scoringmethod/text") or "").strip() or "subpoints"
    if len(rows) == 4 and len(columns) == 2:
        answers.statements(
            found, [(row, "true" if right[at] == 1 else "false") for at, row in enumerate(rows, start=1)]
        )
        found.say("statement_marks", scheme=scheme)
        return
    answers.classify(found, columns, [(row, right[at]) for at, row in enumerate(rows, start=1)])
    if scheme != "subpoints":
        found.say("statement_marks", scheme=scheme)


def recorded(source, found):
    found.kind, found.content, found.key = "spoken", {"seconds_most": 120}, {}
    limit = whole_number((source.element.findtext("timelimitinseconds") or "").strip(), 5, 0)
    if 0 < limit <= 600:
        found.content["seconds_most"] = limit
    if (source.element.findtext("mediatype") or "audio").strip() not in ("audio", ""):
        raise CannotRead("unknown_kind", kind="recordrtc (video)")


READERS = {
    "multichoice": multichoice,
    "multichoiceset": choice_set,
    "oumultiresponse": multiresponse,
    "truefalse": truefalse,
    "shortanswer": shortanswer,
    "numerical": numerical,
    "matching": matching,
    "match": matching,
    "ddmatch": matching,
    "essay": essay,
    "essayautograde": essay_by_program,
    "description": description,
    "ordering": ordering,
    "kprime": statements,
    "mtf": statements,
    "recordrtc": recorded,
}
