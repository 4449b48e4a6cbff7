"""Options whose marks the rules of a file tell: each is tried, alone and beside the right ones."""

from decimal import Decimal

from lms.text import fold

from . import answers, options
from .pieces import lose_feedback

TRUTHS = {
    **dict.fromkeys(("true", "dung", "wahr", "vrai", "verdadero", "t"), "true"),
    **dict.fromkeys(("false", "sai", "falsch", "faux", "falso", "f"), "false"),
}


def single(item, declared, ids, choices):
    """One of the options. `ids`: their names in the file, in the order of `choices`."""
    name = declared.id
    rights = [value for value in declared.rights() if value in ids]
    tries = {id_: {name: item.said(declared, [id_])} for id_ in ids}
    scores = {id_: item.score(one) for id_, one in tries.items()}
    known = [id_ for id_ in ids if scores[id_]]
    best = max(known, key=lambda id_: (scores[id_], id_ in rights), default="") or (rights or [""])[0]
    if best:
        item.set_best({name: item.said(declared, [best])})
    for id_, one in zip(ids, choices, strict=True):
        if item.knows_marks:
            one.worth = 100 * (item.fraction(tries[id_]) or 0)
        else:
            one.worth = 100 if id_ in rights[:1] else 0
    _remarks(item, list(tries.values()), choices, [])
    truths = [TRUTHS.get(fold(one.text)) for one in choices]
    if sorted(map(str, truths)) == ["false", "true"] and max(one.worth for one in choices) > 0:
        right = truths[ids.index(best)]
        answers.true_false(
            item.found, right, {truth: one.said for truth, one in zip(truths, choices, strict=True)}
        )
        return
    options.fill(item.found, choices, single=True)


def several(item, declared, ids, choices):
    """Any number of the options."""
    name = declared.id
    mapped = declared.mapping
    rights = [value for value in declared.rights() if value in ids]
    rights = rights or [id_ for id_ in ids if mapped and mapped.of_one(id_) > 0]
    rights = rights or [id_ for id_ in ids if (item.score({name: [id_]}) or 0) > 0]
    if rights:
        item.set_best({name: rights})
    alone = {id_: item.fraction({name: [id_]}) for id_ in ids}
    whole = bool(item.knows_marks and len(rights) > 1 and not any(alone[id_] for id_ in rights))
    if whole:
        item.found.say("all_or_nothing")
    part = Decimal(100) / max(1, len(rights))
    for id_, one in zip(ids, choices, strict=True):
        one.worth = part if id_ in rights else -part
        if item.knows_marks and not whole and len(rights) < len(ids):
            worth = _worth(item, name, id_, rights)
            one.worth = one.worth if worth is None else worth
    _remarks(item, [{name: [id_]} for id_ in ids], choices, [item.best] if item.best else [])
    options.fill(item.found, choices, single=False)
    item.found.expects = []
    if not whole:
        _compare(item, name, dict(zip(ids, options.LETTERS, strict=False)), rights)


def _worth(item, name, id_, rights):
    """Per cent of one of several: alone where it is right, else what it takes away from all right ones."""
    one = item.score({name: [id_] if id_ in rights else [*rights, id_]})
    if one is None:
        return None
    return 100 * (one if id_ in rights else min(one - item.whole, Decimal(0))) / item.whole


def _compare(item, name, letters, rights):
    item.expect([letters[id_] for id_ in rights], {name: rights})
    for id_, letter in letters.items():
        item.expect([letter], {name: [id_]})
        if id_ not in rights:
            item.expect([*(letters[right] for right in rights), letter], {name: [*rights, id_]})


def _remarks(item, tries, choices, others):
    """What is shown after every answer explains; what is shown after one option is its remark."""
    shown = [item.shown(one) for one in tries]
    if None in shown or not shown:
        item.explain([])
        return
    more = [item.shown(one) or [] for one in others]
    common = [text for text in shown[0] if all(text in one for one in [*shown, *more])]
    # After each single one of several: that not all is right yet.
    always = {text for text in shown[0] if more and all(text in one for one in shown)}
    item.add_explanation(common)
    told = set(common)
    for one, texts in zip(choices, shown, strict=True):
        own = [text for text in texts if text not in common and text not in always]
        one.said = "\n".join(own)[:500]
        told.update(own)
    for text in dict.fromkeys(text for texts in [*shown, *more] for text in texts if text not in told):
        lose_feedback(item.found, text)
