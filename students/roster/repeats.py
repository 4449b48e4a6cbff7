"""The same pupil in two rows of a file, and one id on two pupils: reported, never merged.

Every row is looked at first and leaves no more than two numbers behind, so that a list of any
length fits into memory; what rows have in common is then told row by row, in the order of the file.
"""

from dataclasses import dataclass

from .classes import class_key
from .values import tone_key


@dataclass(slots=True)
class _Seen:
    """What is known of an id, or of a name with its birth, that occurs more than once."""

    # The rows that give the id to somebody else than the first one: (sheet, row).
    strangers: list
    # Hashes of the classes in which the name stands.
    classes: set
    # Filled in while rows are judged: the first row, and the first of each class.
    first: object = None
    first_in_class: dict | None = None


class Repeats:
    def __init__(self):
        # hash of an id → hash of the name it first stands with; hash of a name and its birth → of its class
        self._ids, self._names = {}, {}
        self._again = {}

    def look(self, entry):
        if not entry.full_name:
            return
        name = tone_key(entry.full_name)
        if entry.ministry_id:
            number, said = hash(entry.ministry_id), hash(name)
            if number in self._ids:
                seen = self._again.setdefault(number, _Seen([], set()))
                if self._ids[number] != said:
                    seen.strangers.append((entry.sheet, entry.row))
                return
            self._ids[number] = said
        if any(born := born_as_told(entry)):
            person, place = hash((name, born)), hash(class_key(entry.class_name))
            if person in self._names:
                seen = self._again.setdefault(person, _Seen([], {self._names[person]}))
                seen.classes.add(place)
            else:
                self._names[person] = place

    def judge(self, entry):
        """Note what a row has in common with others; called in the order of the file."""
        if not entry.full_name:
            return
        if entry.ministry_id and (seen := self._again.get(hash(entry.ministry_id))):
            if seen.first is None:
                seen.first = _brief(entry)
                for sheet, row in seen.strangers:
                    entry.note("same_id_in_file", "ministry_id", **_where(entry, sheet, row))
            else:
                same = seen.first.name == tone_key(entry.full_name)
                where = _where(entry, seen.first.sheet, seen.first.row)
                entry.note("twice_in_file" if same else "same_id_in_file", "ministry_id", **where)
                return
        born = born_as_told(entry)
        if any(born) and (seen := self._again.get(hash((tone_key(entry.full_name), born)))):
            self._judge_name(entry, seen)

    def _judge_name(self, entry, seen):
        brief, place = _brief(entry), class_key(entry.class_name)
        seen.first_in_class = seen.first_in_class or {}
        in_class = seen.first_in_class.setdefault(place, brief)
        seen.first = seen.first or brief
        if in_class is not brief and not _two_ids(in_class, brief):
            entry.note("twice_in_file", "full_name", **_where(entry, in_class.sheet, in_class.row))
        elif seen.first is not brief and in_class is brief and not _two_ids(seen.first, brief):
            where = _where(entry, seen.first.sheet, seen.first.row)
            entry.note("maybe_twice", "full_name", **where, **{"class": seen.first.class_name})

    # What matching asks, so that a row further down still finds the pupil that is surely its own.

    def has_id(self, ministry_id):
        return bool(ministry_id) and hash(ministry_id) in self._ids

    def has_person(self, full_name, born):
        return born is not None and hash((tone_key(full_name), (born, (), None))) in self._names

    def has_in_class(self, full_name, born, place):
        """Whether a person of this name stands in more than one class of the file, this one among them."""
        seen = self._again.get(hash((tone_key(full_name), (born, (), None))))
        return seen is not None and hash(place) in seen.classes


def born_as_told(entry):
    return entry.born.day, tuple(entry.born.candidates), entry.born.year


@dataclass(frozen=True, slots=True)
class _Brief:
    sheet: str
    row: int
    name: str
    class_name: str
    ministry_id: str


def _brief(entry):
    return _Brief(entry.sheet, entry.row, tone_key(entry.full_name), entry.class_name, entry.ministry_id)


def _two_ids(one, other):
    return bool(one.ministry_id and other.ministry_id and one.ministry_id != other.ministry_id)


def _where(entry, sheet, row):
    return {"other": row, "where": "" if sheet == entry.sheet else f" («{sheet}»)"}
