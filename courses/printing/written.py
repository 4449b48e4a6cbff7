"""An answer as it is written on paper, and back: «A», «ĐSĐĐ», «-0,5», points.

The key that is printed, the sheet that is typed and the file that is read all speak this way, each question
in the letters of its own code. A dash is a part that was left empty.
"""

import re
import unicodedata

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from courses.questions import short_number
from courses.templatetags.questions import points as in_words

from .layout import LETTERS

TRUE, FALSE = "Đ", "S"
EMPTY = "-"
# What people type for true and false, in capitals and without marks.
TRUTH = {"D": "true", "T": "true", "S": "false", "F": "false"}
NOTHING = re.compile(r"[-–—.…_\s]*")
PAIR_KINDS = {"matching", "classify", "picture_spots"}


class Unreadable(ValueError):
    """Why something is no answer to its question, in a sentence."""


def key_of(asked):
    """The right answer as it is written on paper; "" where a person marks."""
    version = asked.version
    kind, key = version.kind, version.key
    if asked.by_hand:
        return ""
    if "void" in key:
        return "–"
    if kind == "one_choice":
        return write(asked, key["right"])
    if kind == "several_choices":
        return write(asked, key["right"])
    if kind == "four_statements":
        return write(asked, {letter: key[letter] for letter in "abcd"})
    if kind == "true_false":
        return write(asked, key["right"])
    if kind == "short_number":
        return key["value"]
    if kind == "short_text":
        return _first_of(key)
    if kind == "cloze":
        return write(
            asked, {gap: _gap_key(version.content["gaps"][gap], key["gaps"][gap]) for gap in key["gaps"]}
        )
    if kind == "ordering":
        return write(asked, {one: str(place) for place, one in enumerate(key["order"], start=1)})
    return write(asked, key[{"matching": "pairs", "classify": "groups", "picture_spots": "spots"}[kind]])


def also_right(asked):
    """Everything that is right, where that is more than one way to write it; else ""."""
    version = asked.version
    if "void" in version.key:
        return version.void_words()
    if version.kind not in ("short_number", "short_text", "cloze"):
        return ""
    shown = version.shown_key()
    return shown if shown != key_of(asked) else ""


def write(asked, response):
    """A response as it is written on paper; "" when there is none."""
    version = asked.version
    kind, content = version.kind, version.content
    if response is None or asked.by_hand:
        return ""
    if kind == "one_choice":
        return _letters(asked.things).get(response, "")
    if kind == "several_choices":
        letters = _letters(asked.things)
        return "".join(sorted(letters[one] for one in response if one in letters))
    if kind == "true_false":
        return TRUE if response == "true" else FALSE
    if kind == "four_statements":
        signs = {"true": TRUE, "false": FALSE}
        return "".join(signs.get(response.get(one["id"]), EMPTY) for one in asked.things)
    if kind == "cloze":
        told = [_write_gap(content["gaps"][gap], response.get(gap)) for gap in gaps_of(content)]
        return "; ".join(told)
    if kind == "ordering":
        places = [response.get(one["id"], EMPTY) for one in asked.things]
        return " ".join(places)
    if kind in PAIR_KINDS:
        letters = _letters(choices_of(version))
        return "".join(letters.get(response.get(one["id"]), EMPTY) for one in parts_of(asked))
    return str(response)


def read(asked, text):
    """The response that `text` stands for; None when nothing was answered. Raises Unreadable."""
    text = unicodedata.normalize("NFC", text or "").strip()
    kind = asked.version.kind
    if not text or (kind not in ("short_text", "short_number") and NOTHING.fullmatch(text)):
        return None
    if kind in ("short_text", "short_number") and text in ("-", "–", "—"):
        return None
    if kind in READERS:
        return READERS[kind](asked, text)
    return _read_pairs(asked, text)


def hint_of(asked):
    """How an answer to this question is typed, in a few words."""
    kind = asked.version.kind
    if asked.by_hand:
        return _("points, 0 to %(most)s") % {"most": in_words(asked.points)}
    if kind in ("one_choice", "several_choices"):
        last = LETTERS[len(asked.things) - 1]
        words = _("a letter, A to %(last)s") if kind == "one_choice" else _("letters, A to %(last)s")
        return words % {"last": last}
    if kind == "four_statements":
        return _("four signs, such as ĐSĐĐ")
    if kind == "true_false":
        return _("Đ or S")
    if kind == "short_number":
        return _("a number, such as -0,5")
    if kind == "short_text":
        return pgettext("how to answer", "words")
    if kind == "cloze":
        return _("the gaps one after the other, with ; between")
    if kind == "ordering":
        return _("the place of each, such as 2 1 3")
    return _("a letter for each of %(many)d, such as %(like)s") % {
        "many": len(parts_of(asked)),
        "like": (LETTERS[: len(choices_of(asked.version))] * 20)[: len(parts_of(asked))],
    }


def gaps_of(content):
    """The gaps of a text in the order in which they stand in it."""
    from courses.questions import cloze

    return [told for kind, told in cloze.pieces(content) if kind == "gap"]


def parts_of(asked):
    """What each is to be said of, in the order of the paper."""
    return asked.version.content["spots"] if asked.version.kind == "picture_spots" else asked.things


def choices_of(version):
    """What may be said of each, by their letters."""
    content = version.content
    if version.kind == "matching":
        return content["right"]
    return content["groups"] if version.kind == "classify" else content["items"]


def _read_letter(asked, text):
    letter = _plain(text).strip(" .)")
    found = {letter: one for one, letter in _letters(asked.things).items()}
    if letter not in found:
        raise Unreadable(_no_letter(text, len(asked.things)))
    return found[letter]


def _read_letters(asked, text):
    found = {letter: one for one, letter in _letters(asked.things).items()}
    letters = re.sub(r"[\s,;.]+", "", _plain(text))
    wrong = [letter for letter in letters if letter not in found]
    if wrong:
        raise Unreadable(_no_letter(wrong[0], len(asked.things)))
    chosen = {found[letter] for letter in letters}
    return [one["id"] for one in asked.version.content["options"] if one["id"] in chosen] or None


def _read_truth(asked, text):
    told = TRUTH.get(_plain(text)[:1]) if _plain(text) in ("D", "S", "T", "F", "DUNG", "SAI") else None
    if told is None:
        raise Unreadable(_("«%(text)s»: write Đ for true or S for false.") % {"text": text[:20]})
    return told


def _read_four(asked, text):
    signs = re.sub(r"[\s,;/|]+|[ABCD]\s*[).:]", "", _plain(text).replace("DUNG", "D").replace("SAI", "S"))
    signs = re.sub(r"[–—._…]", EMPTY, signs)
    if len(signs) != 4 or any(sign not in TRUTH and sign != EMPTY for sign in signs):
        raise Unreadable(
            _("«%(text)s»: write four signs, Đ or S for each statement and a dash for an empty one, as ĐSĐ-.")
            % {"text": text[:20]}
        )
    # Independent statements have the letters of their place on this paper.
    pairs = zip(asked.things, signs, strict=True)
    return {one["id"]: TRUTH[sign] for one, sign in pairs if sign in TRUTH} or None


def _read_number(asked, text):
    content = asked.version.content
    told = short_number.clean(text)
    if short_number.value(told) is None:
        # Signs that are no number were answered all the same: the paper is marked wrong, not refused.
        if re.fullmatch(r"[-,0-9]{1,32}", told) and len(told) <= short_number.max_signs(content):
            return told
        raise Unreadable(_("«%(text)s» is no number. Write it as -0,5.") % {"text": text[:20]})
    if len(told) > short_number.max_signs(content):
        raise Unreadable(
            _("«%(text)s» is too long: there are four cells, for digits, a comma and a minus sign.")
            % {"text": text[:20]}
        )
    return told


def _read_text(asked, text):
    return asked.version.rules.read_response(text, asked.version.content)


def _read_gaps(asked, text):
    content = asked.version.content
    gaps, told = gaps_of(content), [one.strip() for one in text.split(";")]
    if len(told) > len(gaps):
        raise Unreadable(
            _("There are %(gaps)d gaps, and %(many)d answers with ; between.")
            % {"gaps": len(gaps), "many": len(told)}
        )
    raw = []
    for gap, said in zip(gaps, told, strict=False):
        one = content["gaps"][gap]
        if not said or said in ("-", "–"):
            continue
        if one["kind"] == "choice":
            found = {letter: option for option, letter in _letters(one["options"]).items()}
            if _plain(said) not in found:
                raise Unreadable(_no_letter(said, len(one["options"])))
            said = found[_plain(said)]
        raw.append(f"{gap}:{said}")
    return asked.version.rules.read_response(raw, content) if raw else None


def _read_order(asked, text):
    things = asked.things
    told = re.findall(r"\d+|[-–]", text)
    if len(told) == 1 and len(told[0]) == len(things) <= 9:
        told = list(told[0])
    places = {str(number) for number in range(1, len(things) + 1)}
    if len(told) != len(things) or any(one not in places and one not in "-–" for one in told):
        raise Unreadable(
            _("«%(text)s»: write the place of each of the %(many)d, with spaces between.")
            % {"text": text[:30], "many": len(things)}
        )
    return {one["id"]: place for one, place in zip(things, told, strict=True) if place in places} or None


def _read_pairs(asked, text):
    """«ACB», «A C B» or «1A 2C 3B», in the order of the paper."""
    parts = parts_of(asked)
    found = {letter: one for one, letter in _letters(choices_of(asked.version)).items()}
    plain = re.sub(r"[–—_…]", EMPTY, _plain(text))
    numbered = re.findall(r"(\d+)\s*[-.:)=>]*\s*([A-Z])", plain)
    if numbered:
        told = {int(number): letter for number, letter in numbered}
        letters = [told.get(number, EMPTY) for number in range(1, len(parts) + 1)]
        strange = set(told) - set(range(1, len(parts) + 1))
    else:
        letters, strange = list(re.sub(r"[\s,;.]+", "", plain)), set()
    if len(letters) != len(parts) or strange or any(one not in found and one != EMPTY for one in letters):
        raise Unreadable(
            _("«%(text)s»: write a letter for each of the %(many)d, and a dash for an empty one.")
            % {"text": text[:30], "many": len(parts)}
        )
    return {part["id"]: found[one] for part, one in zip(parts, letters, strict=True) if one in found} or None


READERS = {
    "one_choice": _read_letter,
    "several_choices": _read_letters,
    "true_false": _read_truth,
    "four_statements": _read_four,
    "short_number": _read_number,
    "short_text": _read_text,
    "cloze": _read_gaps,
    "ordering": _read_order,
}


def _letters(things):
    return {one["id"]: letter for one, letter in zip(things, LETTERS, strict=False)}


def _plain(text):
    """In capitals, without marks: đ, Đ and D are one."""
    bare = unicodedata.normalize("NFD", text.upper().replace("Đ", "D"))
    return "".join(sign for sign in bare if not unicodedata.combining(sign)).strip()


def _no_letter(text, many):
    return _("«%(text)s» is none of the letters A to %(last)s.") % {
        "text": text[:20],
        "last": LETTERS[many - 1],
    }


def _write_gap(gap, said):
    if said is None:
        return EMPTY
    return _letters(gap["options"]).get(said, EMPTY) if gap["kind"] == "choice" else str(said)


def _gap_key(gap, key):
    if gap["kind"] == "choice":
        return key["right"]
    return key["value"] if gap["kind"] == "number" else _first_of(key)


def _first_of(key):
    """The variant that is worth all of the points, if one is."""
    worth = key.get("worth") or {}
    whole = [one for one in key["accepted"] if one not in worth]
    return (whole or key["accepted"])[0]
