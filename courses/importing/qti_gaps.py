"""Gaps of QTI: to write, to choose, to drag words into; one alone at the end of its text is no gap."""

import re
from decimal import Decimal

from . import answers, gap_marks, gaps, options
from .found import MOST_ANSWERS, CannotRead
from .gap_marks import Gap
from .qti_literals import literals

INLINE = {"textEntryInteraction", "inlineChoiceInteraction"}
NUMBERS = {"integer", "float"}
LONGEST_UNIT = 12


def entry(item, one):
    """A short answer to write. Words behind it make it a gap; a short word behind a number is its unit."""
    item.places[one] = gaps.mark(1)
    text = item.take_body()
    before, _mark, after = text.partition(gaps.mark(1))
    is_number = item.declared(one).base in NUMBERS
    unit = after.strip(" .\n")
    is_unit = is_number and len(unit) <= LONGEST_UNIT and not re.search(r"[\s,;:?]", unit)
    if re.search(r"\w", after) and not is_unit:
        gap_marks.put(item, [_gap(item, one)], text)
        return
    is_inside = bool(before.rpartition("\n")[2].strip())
    item.found.text = f"{before.rstrip()} {'… ' if is_inside else ''}{after if not is_unit else ''}".strip()
    item.found.text = re.sub(r"… ([.,;:?!])", r"…\1", item.found.text)
    gap = _gap(item, one)
    told = gap_marks.GapMarks(item, [gap])
    if is_number:
        answers.short_number(item.found, told.numbers(gap), unit if is_unit else "")
    else:
        answers.short_text(item.found, told.texts(gap), told.case_matters(gap))
    told.expect_alone(gap)
    told.explain()


def inline(item, one):
    mixed(item, [one])


def mixed(item, many):
    """Several gaps, or lists of which each wants one option."""
    for number, one in enumerate(many, start=1):
        prompt = one.find("prompt")
        before = "" if prompt is None else f"<p>{item.inside(prompt)}</p>"
        item.places[one] = f"{before}{gaps.mark(number)}"
        if (
            one.tag == "choiceInteraction"
            and item.declared(one).is_container
            and one.get("maxChoices") != "1"
        ):
            raise CannotRead("mixed_kinds", kinds=", ".join(dict.fromkeys(each.tag for each in many)))
    gap_marks.put(item, [_gap(item, one) for one in many], item.take_body())


def _gap(item, one):
    declared = item.declared(one)
    children = [child for child in one if child.tag in ("inlineChoice", "simpleChoice")]
    if one.tag != "textEntryInteraction":
        told = [(child.get("identifier", ""), item.words(child, is_answer=True)) for child in children]
        return Gap(declared, [id_ for id_, _text in told], told)
    mapped = [key for key, worth, _case in declared.mapping.entries if worth > 0] if declared.mapping else []
    values = list(dict.fromkeys([*declared.rights(), *mapped, *literals(item.rules, declared)]))
    is_number = declared.base in NUMBERS
    return Gap(
        declared,
        values[:MOST_ANSWERS],
        is_number=is_number,
        offs=lambda value: literals(item.rules, declared, tolerance_of=value),
    )


def dragged(item, one):
    """Words dragged into the gaps of a text: here they are chosen from lists."""
    declared = item.declared(one)
    prompt = one.find("prompt")
    if prompt is not None:
        item.places[prompt] = f"<p>{item.inside(prompt)}</p>"
    words = {}
    for child in one:
        if child.tag in ("gapText", "gapImg"):
            words[child.get("identifier", "")] = item.words(child, is_answer=True)
            item.places[child] = ""
    places = list(one.iter("gap"))
    for number, child in enumerate(places, start=1):
        item.places[child] = gaps.mark(number)
    item.places[one] = item.inside(one)
    text = item.take_body()
    rights = pairs_of(declared)
    belongs = {place: word for word, place in rights if word in words}
    if any(child.get("identifier") not in belongs for child in places):
        raise CannotRead("no_right")
    item.set_best({declared.id: rights})
    item.found.say("dragging")
    texts = list(dict.fromkeys(words.values()))
    made = []
    for child in places:
        right = words[belongs[child.get("identifier")]]
        told = [options.Choice(word, 100 if word == right else 0) for word in texts]
        made.append(
            gaps.choice_gap(
                told, _pair_weight(declared, (belongs[child.get("identifier")], child.get("identifier")))
            )
        )
    gaps.put(item.found, lambda: text, made)
    _without_one(
        item, declared, [(belongs[child.get("identifier")], child.get("identifier")) for child in places]
    )
    item.explain([item.best, {}])


def pairs_of(declared):
    """The right pairs: as they are called right, else as they are mapped."""
    rights = [pair for pair in declared.rights() if isinstance(pair, tuple) and len(pair) == 2]
    if not rights and declared.mapping:
        rights = [pair for pair, worth, _case in declared.mapping.entries if worth > 0 and len(pair) == 2]
    return rights


def _pair_weight(declared, pair):
    worth = declared.mapping.of_one(pair) if declared.mapping else Decimal(1)
    return int(worth) if worth == int(worth) and 1 <= worth <= 100 else 1


def _without_one(item, declared, pairs):
    """With one gap empty: nothing where only all counts, else its part less."""
    if len(pairs) < 2 or not item.knows_marks:
        return
    whole = item.found.expects[0][0]
    if item.fraction({declared.id: pairs[1:]}) == 0:
        item.found.say("all_or_nothing")
        return
    item.expect({id_: said for id_, said in whole.items() if id_ != "1"}, {declared.id: pairs[1:]})
