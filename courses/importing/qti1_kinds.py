"""Kinds of QTI 1.2: what the program wrote beside the item, else what its responses look like."""

import re

from courses.questions.file import ENDINGS, MOST_MB

from . import answers, choosing, gap_marks, gaps, options
from .found import MOST_ANSWERS, CannotRead
from .gap_marks import Gap
from .qti1_literals import bounds, literals

# As Canvas names them, and as cartridges do.
NAMED = {
    "cc.multiple_choice.v0p1": "multiple_choice",
    "cc.multiple_response.v0p1": "multiple_answers",
    "cc.true_false.v0p1": "true_false",
    "cc.fib.v0p1": "short_answer",
    "cc.pattern_match.v0p1": "pattern_match",
    "cc.essay.v0p1": "essay",
}
NOT_READ = {"response_xy", "response_extension", "response_grp"}
NUMBER_TYPES = {"integer", "decimal", "scientific"}
OWN_PLACE = re.compile(r"\[([^\[\]\n]{1,80})\]")


def fill(item):
    """Fill the question of `item`. Raises `CannotRead`."""
    named = NAMED.get(item.meta.get("cc_profile", "").lower(), item.type)
    responses = item.responses()
    item.found.kind = (
        named or ", ".join(dict.fromkeys(one.render or one.element.tag for one in responses)) or "?"
    )
    most = max((len(one.labels) for one in responses), default=0)
    if max(most, len(responses)) > MOST_ANSWERS:
        raise CannotRead("many_options", many=max(most, len(responses)), limit=MOST_ANSWERS)
    if named in ("calculated", "formula"):
        raise CannotRead("random_numbers", kind=named)
    if named in BY_NAME:
        BY_NAME[named](item, responses)
    elif named in REFUSED:
        raise CannotRead("unknown_kind", kind=named)
    else:
        _by_shape(item, responses)


def _by_shape(item, responses):
    if not responses:
        item.found.text = item.take_text() or item.found.text
        answers.information(item.found)
    elif any(one.element.tag in NOT_READ for one in responses):
        raise CannotRead("unknown_kind", kind=item.found.kind)
    elif all(_is_written(one) for one in responses):
        written(item, responses)
    elif len(responses) == 1:
        (ordered if responses[0].cardinality == "ordered" else choice)(item, responses)
    elif all(one.element.tag == "response_lid" for one in responses):
        (in_text if _has_own_places(item, responses) else matching)(item, responses)
    else:
        raise CannotRead("mixed_kinds", kinds=item.found.kind)


def _is_written(response):
    return response.element.tag in ("response_str", "response_num") or response.render == "render_fib"


def _only(item, responses):
    if len(responses) != 1:
        raise CannotRead("damaged_question", why=f"{item.found.kind}: {len(responses)} response_…")
    return responses[0]


def choice(item, responses):
    response = _only(item, responses)
    if response.render in ("render_hotspot", "render_slider") or response.element.tag != "response_lid":
        raise CannotRead("unknown_kind", kind=response.render or response.element.tag)
    item.found.text = _text(item, response)
    choices = [options.Choice(label.text, pictures=label.pictures) for label in response.labels]
    ids = [label.id for label in response.labels]
    declared = response.declared
    if declared.cardinality == "multiple":
        declared.right = _all_right(item, response)
        choosing.several(item, declared, ids, choices)
    else:
        choosing.single(item, declared, ids, choices)


def _all_right(item, response):
    """The options that give all points together: without those that the rules want and take points for."""
    wanted, forbidden = set(), set()
    for condition in item.rules.conditions:
        if condition.find("setvar") is not None:
            barred = {one for part in condition.iter("not") for one in part.iter("varequal")}
            wanted |= {(one.text or "").strip() for one in condition.iter("varequal") if one not in barred}
            forbidden |= {(one.text or "").strip() for one in barred}
    right = [label.id for label in response.labels if label.id in wanted - forbidden]
    whole = item.score({response.id: right})
    if whole is None:
        return right
    without = {id_: item.score({response.id: [one for one in right if one != id_]}) for id_ in right}
    return [id_ for id_ in right if (without[id_] or 0) < whole] or right


def _text(item, response):
    """The words before the answer; a response may have some of its own."""
    own = item.markup(response.element, {"response_label"})
    item.places[response.element] = own
    return item.take_text()


def written(item, responses):
    """Words or a number to be written; in the midst of a text they are gaps."""
    if len(responses) > 1 or _is_inside(item, responses[0]):
        _gaps_in_flow(item, responses)
        return
    response = responses[0]
    item.found.text = _text(item, response)
    gap = _gap(item, response)
    if not gap.values:
        essay(item, responses)
        return
    marks = gap_marks.GapMarks(item, [gap])
    if gap.is_number:
        answers.short_number(item.found, marks.numbers(gap))
    else:
        answers.short_text(item.found, marks.texts(gap), marks.case_matters(gap))
    marks.expect_alone(gap)
    marks.explain()


def _gap(item, response):
    fib = next(response.element.iter("render_fib"), None)
    kind = (fib.get("fibtype", "") if fib is not None else "").lower()
    is_number = kind in NUMBER_TYPES or response.element.tag == "response_num" or item.type == "numerical"
    values = literals(item, response.id, is_number)
    return Gap(
        response.declared, values, is_number=is_number, offs=lambda value: bounds(item, response.id, value)
    )


def _is_inside(item, response):
    """Whether words stand behind the place to write in."""
    mark = gaps.mark(1)
    item.places[response.element] = mark
    after = item.texts.words(item.markup(item.presentation)).partition(mark)[2]
    del item.places[response.element]
    return bool(re.search(r"\w", after))


def _gaps_in_flow(item, responses):
    for number, one in enumerate(responses, start=1):
        item.places[one.element] = item.markup(one.element, {"response_label"}) + gaps.mark(number)
    gap_marks.put(item, [_gap(item, one) for one in responses], item.take_text())


def essay(item, responses):
    item.found.text = _text(item, responses[0]) if responses else item.take_text()
    model = "\n".join(text for part in item.element.iter("solution") if (text := item.material(part)))
    answers.essay(item.found, 8, model)
    if not model:
        item.explain([])


def pattern(item, responses):
    """A pattern is an expression of a program; without signs of one it is a text."""
    response = _only(item, responses)
    if any(re.search(r"[\\^$+?()\[\]{}|]", value) for value in literals(item, response.id, False)):
        raise CannotRead("unknown_kind", kind="pattern_match")
    written(item, responses)


def _has_own_places(item, responses):
    """Canvas: [màu] in the text, and a response called response_màu."""
    text = item.markup(item.presentation, {"response_lid"})
    return any(f"[{one.id.removeprefix('response_')}]" in text for one in responses)


def in_text(item, responses, is_chosen=True):
    """Gaps that stand in the text by their names."""
    item.words_only(responses)
    numbers = {one.id.removeprefix("response_"): at for at, one in enumerate(responses, start=1)}
    for one in responses:
        item.places[one.element] = ""

    def place(found):
        return gaps.mark(numbers[found[1]]) if found[1] in numbers else found[0]

    text = OWN_PLACE.sub(place, item.take_text())
    made = [_named_gap(item, one, is_chosen) for one in responses]
    gap_marks.put(item, made, text)


def _named_gap(item, response, is_chosen):
    chosen = {label.element.get("answer_type", "") for label in response.labels}
    is_chosen = is_chosen and chosen != {"openEntry"} or bool(chosen & {"dropdown", "wordbank"})
    if is_chosen:
        if "wordbank" in chosen:
            item.found.say("dragging")
        labels = [(label.id, label.text) for label in response.labels]
        return Gap(response.declared, [id_ for id_, _text in labels], labels)
    # All that stand there are right, although the rules name one of them.
    scores = {label.id: item.score({response.id: label.id}) or 0 for label in response.labels}
    best = max(scores, key=scores.get, default="")
    item.meant[response.id] = {label.text.lower(): best for label in response.labels}
    return Gap(response.declared, [label.text for label in response.labels if label.text])


def blanks(item, responses):
    in_text(item, responses, is_chosen=False)


def matching(item, responses):
    """Each response is a thing on the left, its options all that may go with it."""
    item.words_only(responses)
    for one in responses:
        item.places[one.element] = ""
    item.found.text = item.take_text()
    pairs, used, best = [], set(), {}
    spare = {}
    for one in responses:
        left = item.material(one.element, is_answer=True, skips={"response_label", "render_choice"})
        texts = {label.id: label.text for label in one.labels}
        spare |= dict.fromkeys(texts.values())
        scores = {id_: item.score({one.id: id_}) or 0 for id_ in texts}
        right = max(scores, key=scores.get, default="")
        if not right or scores[right] <= 0:
            raise CannotRead("no_right")
        best[one.id] = right
        pairs.append((left, texts[right]))
        used.add(texts[right])
    item.set_best(best)
    answers.matching(item.found, pairs + [("", text) for text in spare if text not in used])
    if len(best) > 1 and item.knows_marks:
        rest = list(best)[1:]
        (whole, _all), *_more = item.found.expects
        item.expect(dict(list(whole.items())[1:]), {name: best[name] for name in rest})
    item.explain([item.best, {}])


def ordered(item, responses):
    response = _only(item, responses)
    item.words_only(responses)
    item.found.text = _text(item, response)
    texts = {label.id: label.text for label in response.labels}
    order = next(
        (
            wanted
            for condition in item.rules.conditions
            for wanted in [[(one.text or "").strip() for one in condition.iter("varequal")]]
            if sorted(wanted) == sorted(texts) and condition.find("conditionvar/not") is None
        ),
        None,
    )
    if order is None:
        raise CannotRead("no_right")
    answers.ordering(item.found, [texts[id_] for id_ in order], "all")
    item.explain([])


def upload(item, responses):
    item.found.text = item.take_text()
    item.found.kind, item.found.content, item.found.key = (
        "file",
        {"kinds": list(ENDINGS), "mb_most": MOST_MB},
        {},
    )


def only_read(item, responses):
    item.found.text = item.take_text() or item.found.text
    answers.information(item.found)


REFUSED = {"hot_spot", "categorization", "rich_fill_blank"}
BY_NAME = {
    "multiple_choice": choice,
    "true_false": choice,
    "multiple_answers": choice,
    "short_answer": written,
    "numerical": written,
    "essay": essay,
    "pattern_match": pattern,
    "fill_in_multiple_blanks": blanks,
    "multiple_dropdowns": in_text,
    "matching": matching,
    "ordering": ordered,
    "file_upload": upload,
    "text_only": only_read,
}
