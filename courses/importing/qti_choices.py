"""Options of QTI to choose from: listed, as words of a text, as spots of a picture."""

from . import choosing, lettered, options
from .found import MOST_ANSWERS, CannotRead
from .qti_pictures import give_letters, prompt_and_picture, prompt_only


def choice(item, one, children=None):
    """One option or several, to be chosen."""
    declared = item.declared(one)
    item.found.text = item.take_body()
    told = one.findall("simpleChoice") if children is None else children
    if len(told) > MOST_ANSWERS:
        raise CannotRead("many_options", many=len(told), limit=MOST_ANSWERS)
    ids = [child.get("identifier", "") for child in told]
    pieces = [item.piece(child) for child in told]
    choices = [options.Choice(piece.text, pictures=piece.pictures) for piece in pieces]
    if one.get("shuffle", "false") == "false" and len(told) > 2 and children is None:
        item.found.say("fixed_order")
    is_single = not declared.is_container or one.get("maxChoices", "1") == "1"
    (choosing.single if is_single else choosing.several)(item, declared, ids, choices)


def hottext(item, one):
    """Words in a text that one points at: they stand in the text as «…», and are chosen below it."""
    for number, child in enumerate(one.iter("hottext"), start=1):
        item.places[child] = f"«{item.inside(child)}»" if number < 100 else ""
    item.places[one] = _with_prompt(item, one)
    item.found.say("pointing")
    choice(item, one, list(one.iter("hottext")))


def _with_prompt(item, one):
    """An interaction that is a text itself, without the prompt in front of it twice."""
    prompt = one.find("prompt")
    if prompt is None:
        return item.inside(one)
    item.places[prompt] = f"<p>{item.inside(prompt)}</p>"
    return item.inside(one)


def hotspots(item, one):
    """Spots to be pointed at are asked by their names, where they have any."""
    spots = one.findall("hotspotChoice")
    if len(spots) > len(lettered.LETTERS):
        raise CannotRead("many_options", many=len(spots), limit=len(lettered.LETTERS))
    item.places[one] = prompt_and_picture(item, one)
    if not spots or not all(spot.get("hotspotLabel") for spot in spots):
        item.found.text = item.take_body()
        give_letters(item, one, spots)
        item.places[one] = prompt_only(item, one)
    item.found.say("pointing")
    for spot in spots:
        spot.text = spot.get("hotspotLabel")
    choice(item, one, spots)
