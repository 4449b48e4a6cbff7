"""Kinds of QTI 2 and 3, by their interactions: one function each, an item in, kind, content and key out."""

from courses.questions.file import ENDINGS, MOST_MB
from lms.text import whole_number

from . import answers, qti_choices, qti_gaps, qti_pairs, qti_pictures
from .found import CannotRead

MOST_LINES = 40


def fill(item):
    """Fill the question of `item`. Raises `CannotRead`."""
    if item.root.find("templateDeclaration") is not None:
        raise CannotRead("random_numbers", kind=_names(item) or "template")
    if item.body is not None and _is_in_steps(item):
        raise CannotRead("several_steps")
    many = item.interactions
    if not many:
        nothing(item)
    elif len(many) == 1 and many[0].tag in READERS:
        READERS[many[0].tag](item, many[0])
    elif len(many) == 1:
        raise CannotRead("unknown_kind", kind=many[0].tag)
    elif all(one.tag in qti_gaps.INLINE or one.tag == "choiceInteraction" for one in many):
        qti_gaps.mixed(item, many)
    else:
        raise CannotRead("mixed_kinds", kinds=_names(item))


def _is_in_steps(item):
    """Whether something is asked only after something else was answered."""
    hidden = [inside for one in item.body.iter("feedbackBlock") for inside in one.iter()]
    return any(one in hidden for one in item.interactions)


def _names(item):
    return ", ".join(dict.fromkeys(one.tag for one in item.interactions))


def nothing(item):
    item.found.text = item.take_body() or item.found.text
    answers.information(item.found)
    item.explain([{}])


def ordering(item, one):
    declared = item.declared(one)
    item.found.text = item.take_body()
    texts = {
        child.get("identifier", ""): item.words(child, is_answer=True)
        for child in one.iterfind("simpleChoice")
    }
    order = [value for value in declared.rights() if value in texts]
    if len(order) < len(texts) or declared.cardinality != "ordered":
        answers.ordering(item.found, list(texts.values()))
        raise CannotRead("no_right")
    item.set_best({declared.id: order})
    turned = [order[1], order[0], *order[2:]] if len(order) > 1 else order
    part = item.fraction({declared.id: turned})
    answers.ordering(item.found, [texts[id_] for id_ in order], "place" if part else "all")
    if part:
        places = {id_: str(at) for at, id_ in enumerate(turned, start=1)}
        letters = dict(zip(order, item.found.key["order"], strict=True))
        item.expect({letters[id_]: place for id_, place in places.items()}, {declared.id: turned})
    item.explain([{declared.id: order}, {declared.id: turned}])


def written(item, one):
    """A longer answer, marked by hand."""
    item.found.text = item.take_body()
    declared = item.responses.get(one.get("responseIdentifier", ""))
    model = [str(value) for value in declared.rights()] if declared else []
    lines = whole_number(one.get("expectedLines", "").strip(), 3, 8)
    answers.essay(
        item.found, min(max(lines, 2), MOST_LINES), "\n".join(filter(None, [*model, item.for_markers()]))
    )
    if declared is not None and (declared.mapping or item.rules.are_there and model):
        item.found.say("own_grading", kind="extendedTextInteraction")
    item.explain([])


def slider(item, one):
    """A number on a scale; here it is written."""
    declared = item.declared(one)
    item.found.text = item.take_body()
    item.found.say("slider", lowest=one.get("lowerBound", ""), highest=one.get("upperBound", ""))
    answers.short_number(item.found, [(str(value), "0", 100) for value in declared.rights()])
    item.explain([{declared.id: declared.right}, {}])


def upload(item, one):
    item.found.text = item.take_body()
    kind = one.get("type", "")
    if kind.startswith("image/"):
        item.found.kind, item.found.content = "photo", {"pages_most": 1}
    elif kind.startswith("audio/"):
        item.found.kind, item.found.content = "spoken", {"seconds_most": 120}
    else:
        item.found.kind, item.found.content = "file", {"kinds": list(ENDINGS), "mb_most": MOST_MB}
    item.found.key = {}
    if model := item.for_markers():
        item.found.key["model"] = model
    item.explain([])


def drawing(item, one):
    """Drawn on paper and photographed. A picture to draw on comes along."""
    item.places[one] = item.inside(one)
    item.found.text = item.take_body()
    item.found.kind, item.found.content, item.found.key = "photo", {"pages_most": 1}, {}
    item.found.say("drawn_on_screen")
    item.explain([])


def media(item, one):
    """A sound or film to be listened to, and nothing to answer."""
    item.places[one] = item.inside(one)
    nothing(item)


READERS = {
    "choiceInteraction": qti_choices.choice,
    "hottextInteraction": qti_choices.hottext,
    "orderInteraction": ordering,
    "extendedTextInteraction": written,
    "sliderInteraction": slider,
    "uploadInteraction": upload,
    "drawingInteraction": drawing,
    "mediaInteraction": media,
    "textEntryInteraction": qti_gaps.entry,
    "inlineChoiceInteraction": qti_gaps.inline,
    "gapMatchInteraction": qti_gaps.dragged,
    "matchInteraction": qti_pairs.match,
    "associateInteraction": qti_pairs.associate,
    "graphicGapMatchInteraction": qti_pictures.labels,
    "hotspotInteraction": qti_choices.hotspots,
    "graphicOrderInteraction": qti_pictures.ordered_spots,
}
