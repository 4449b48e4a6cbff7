"""Places in a picture: labels that belong there, and spots with names of their own."""

from io import BytesIO

from PIL import Image

from lms import photos

from . import answers, lettered
from .found import CannotRead
from .qti_gaps import pairs_of
from .qti_values import number


def labels(item, one):
    """Words that belong to places of a picture."""
    declared = item.declared(one)
    item.places[one] = prompt_and_picture(item, one)
    item.found.text = item.take_body()
    words = {
        child.get("identifier", ""): _label(item, child)
        for child in one
        if child.tag in ("gapText", "gapImg")
    }
    places = {child.get("identifier", ""): child for child in one.iterfind("associableHotspot")}
    belongs = {place: word for word, place in pairs_of(declared) if word in words and place in places}
    if not belongs:
        raise CannotRead("no_right")
    size = _size(item, one)
    item.set_best({declared.id: pairs_of(declared)})
    texts = list(dict.fromkeys(words.values()))
    found = item.found
    found.kind = "picture_spots"
    numbered = {text: str(at) for at, text in enumerate(texts, start=1)}
    found.content = {
        "spots": [{"id": str(at), **area(places[id_], size)} for at, id_ in enumerate(belongs, start=1)],
        "items": [{"id": id_, "text": text} for text, id_ in numbered.items()],
    }
    found.key = {
        "spots": {str(at): numbered[words[word]] for at, word in enumerate(belongs.values(), start=1)}
    }
    found.expects = [(found.key["spots"], "1")]
    if not found.own_pictures:
        found.say("picture_needed")
    pairs = pairs_of(declared)
    if len(pairs) > 1 and item.knows_marks and not item.fraction({declared.id: pairs[1:]}):
        found.say("all_or_nothing")
        found.expects = []
    item.explain([item.best, {}])


def prompt_and_picture(item, one):
    prompt = one.find("prompt")
    shown = next((child for child in one if child.tag in ("object", "img", "picture")), None)
    if shown is not None:
        item.places[one] = ""
    said = "" if prompt is None else f"<p>{item.inside(prompt)}</p>"
    return said + ("" if shown is None else item.outside(shown))


def prompt_only(item, one):
    prompt = one.find("prompt")
    return "" if prompt is None else f"<p>{item.inside(prompt)}</p>"


def give_letters(item, one, spots):
    """Draw a letter into each of the `spots`, whose names they become."""
    shown = item.found.own_pictures
    places = [area(spot, _size(item, one)) for spot in spots] if shown else []
    drawn = lettered.draw(shown[0], places, item.rules.steps) if places else None
    if drawn is None:
        raise CannotRead("unnamed_spots", kind=one.tag)
    item.found.pictures = [drawn, *item.found.pictures[1:]]
    item.found.say("lettered")
    for letter, spot in zip(lettered.LETTERS, spots, strict=False):
        spot.set("hotspotLabel", letter)


def ordered_spots(item, one):
    """Spots to be put in order, by their letters."""
    declared = item.declared(one)
    spots = one.findall("hotspotChoice")
    if len(spots) > len(lettered.LETTERS):
        raise CannotRead("many_options", many=len(spots), limit=len(lettered.LETTERS))
    item.places[one] = prompt_and_picture(item, one)
    item.found.text = item.take_body()
    names = {spot.get("identifier", ""): spot for spot in spots}
    order = [value for value in declared.rights() if value in names]
    if len(order) < len(names) or declared.cardinality != "ordered":
        raise CannotRead("no_right")
    give_letters(item, one, spots)
    item.set_best({declared.id: order})
    turned = {declared.id: [*order[1:], order[0]]}
    texts = [names[id_].get("hotspotLabel") for id_ in order]
    answers.ordering(item.found, texts, "place" if item.fraction(turned) else "all")
    item.explain([item.best, turned])


def _label(item, child):
    """What a label says; one that is a picture needs a name for those who cannot see it."""
    named = child.get("objectLabel") or child.get("hotspotLabel")
    if child.tag == "gapText" or named:
        return item.words(child) if child.tag == "gapText" else named
    inside = next((one for one in child.iter() if one.tag in ("object", "img")), None)
    alt = "" if inside is None else (inside.get("alt") or "".join(inside.itertext())).strip()
    if not alt:
        raise CannotRead("picture_answers")
    item.found.say("picture_beside", name=alt)
    return " ".join(alt.split())


def _size(item, one):
    """(width, height) of the picture that the coordinates mean."""
    shown = next((child for child in one if child.tag in ("object", "img")), None)
    told = [number(shown.get(side, "")) if shown is not None else None for side in ("width", "height")]
    if all(side and side > 0 for side in told):
        return tuple(map(float, told))
    if not item.found.pictures:
        raise CannotRead("picture_needed")
    try:
        with Image.open(BytesIO(item.found.pictures[0].content), formats=photos.FORMATS) as picture:
            return float(picture.width), float(picture.height)
    except photos.BROKEN as why:
        raise CannotRead("picture_needed") from why


def area(place, size):
    """The frame around a place, in per cent of the picture."""
    sides = [float(number(part.rstrip("%")) or 0) for part in place.get("coords", "").split(",")]
    shape = place.get("shape", "default")
    width, height = size
    if shape == "circle" and len(sides) == 3:
        x, y, r = sides
        frame = (x - r, y - r, x + r, y + r)
    elif shape == "ellipse" and len(sides) == 4:
        x, y, h, v = sides
        frame = (x - h, y - v, x + h, y + v)
    elif shape == "rect" and len(sides) == 4 or shape == "poly" and len(sides) >= 6:
        frame = (min(sides[::2]), min(sides[1::2]), max(sides[::2]), max(sides[1::2]))
    else:
        frame = (0, 0, width, height)
    left, top, right, bottom = (
        min(max(value / whole, 0.0), 1.0) * 100
        for value, whole in zip(frame, (width, height) * 2, strict=True)
    )
    x, y = min(round(left, 2), 99.0), min(round(top, 2), 99.0)
    return {
        "x": x,
        "y": y,
        "w": round(min(max(right - x, 1.0), 100 - x), 2),
        "h": round(min(max(bottom - y, 1.0), 100 - y), 2),
    }
