"""Pairs of QTI: matching where each goes with its own, groups where many go with few."""

from courses.questions.four_statements import SCALE
from lms.text import fold

from . import answers
from .found import CannotRead
from .qti_gaps import pairs_of

MOST_GROUPS = 6
TRUE, FALSE = (
    {"true", "dung", "yes", "right", "richtig", "vrai"},
    {"false", "sai", "no", "wrong", "falsch", "faux"},
)


def match(item, one):
    declared = item.declared(one)
    item.found.text = item.take_body()
    sets = one.findall("simpleMatchSet")
    if len(sets) != 2:
        raise CannotRead("damaged_question", why="simpleMatchSet")
    left, right = (_texts(item, side) for side in sets)
    rights = [pair if pair[0] in left else pair[::-1] for pair in pairs_of(declared)]
    rights = [(one_, other) for one_, other in rights if one_ in left and other in right]
    if not rights:
        raise CannotRead("no_right")
    item.set_best({declared.id: list(pairs_of(declared))})
    goes_with = _goes_with(rights, left)
    if goes_with is None:
        left, right = right, left
        rights = [(other, one_) for one_, other in rights]
        goes_with = _goes_with(rights, left)
    if goes_with is None:
        raise CannotRead("pairs_many")
    _fill(item, left, right, goes_with)
    _compare(item, declared)


def _texts(item, side):
    return {
        child.get("identifier", ""): item.words(child, is_answer=True)
        for child in side.iterfind("simpleAssociableChoice")
    }


def _goes_with(rights, left):
    """{left: right} where each of the left goes with one; None otherwise."""
    told = dict(rights)
    return told if len(told) == len(set(rights)) and set(told) == set(left) else None


def _fill(item, left, right, goes_with):
    found = item.found
    if len(left) == 4 and (truths := _truths(right)):
        answers.statements(found, [(left[id_], truths[goes_with[id_]]) for id_ in left])
        if not _as_in_the_exam(item):
            found.say("statement_marks", scheme=item.rules.template or "responseProcessing")
        return
    is_sorted = len(set(goes_with.values())) < len(left)
    if is_sorted and len(right) <= MOST_GROUPS and len(right) > 1:
        groups = list(right)
        items = [(left[id_], groups.index(goes_with[id_]) + 1) for id_ in left]
        answers.classify(found, [right[id_] for id_ in groups], items)
        return
    used = set(goes_with.values())
    pairs = [(left[id_], right[goes_with[id_]]) for id_ in left]
    answers.matching(found, pairs + [("", text) for id_, text in right.items() if id_ not in used])


def _as_in_the_exam(item):
    """Whether one, two, three right rows get what the exam gives."""
    ((name, pairs),) = item.best.items()
    given = [item.fraction({name: pairs[:many]}) for many in range(1, 4)]
    return None not in given and given == SCALE[1:4]


def _truths(right):
    """{id: "true" | "false"} of two columns that say so."""
    if len(right) != 2:
        return None
    folded = {id_: fold(text) for id_, text in right.items()}
    truths = {id_: "true" for id_, text in folded.items() if text in TRUE}
    truths |= {id_: "false" for id_, text in folded.items() if text in FALSE}
    return truths if sorted(truths.values()) == ["false", "true"] else None


def _compare(item, declared):
    """With one pair missing: nothing where only all counts, else its part less."""
    found, pairs = item.found, item.best[declared.id]
    item.explain([item.best, {}])
    if not found.expects or len(pairs) < 2 or not item.knows_marks:
        return
    if not item.fraction({declared.id: pairs[1:]}):
        found.say("all_or_nothing")
        return
    ((whole, _all),) = found.expects[:1]
    item.expect(dict(list(whole.items())[1:]), {declared.id: pairs[1:]})


def associate(item, one):
    """Pairs out of one heap: the first of each pair stands on the left."""
    declared = item.declared(one)
    item.found.text = item.take_body()
    texts = _texts(item, one)
    pairs = [pair for pair in pairs_of(declared) if pair[0] in texts and pair[1] in texts]
    paired = [id_ for pair in pairs for id_ in pair]
    if not pairs:
        raise CannotRead("no_right")
    if len(set(paired)) < len(paired):
        raise CannotRead("pairs_many")
    item.set_best({declared.id: pairs_of(declared)})
    # In the order of the file, whatever the pair is called.
    order = list(texts)
    pairs = [tuple(sorted(pair, key=order.index)) for pair in pairs]
    told = [(texts[left], texts[right]) for left, right in pairs]
    spare = [("", text) for id_, text in texts.items() if id_ not in paired]
    item.found.say("one_heap")
    answers.matching(item.found, told + spare)
    _compare(item, declared)
