"""What rows of one hand-over list have in common: one device for two pupils, one pupil with two devices.

Which of two rows is right nobody can tell from here: both are kept out until a person has decided.
"""

from collections import defaultdict
from itertools import combinations

from students.roster.classes import class_key
from students.roster.repeats import born_as_told
from students.roster.values import tone_key


def look_for_repeats(rows):
    rows = [row for row in rows if not row.receiver.refused]
    _same_thing(rows, "device")
    _same_thing(rows, "sim")
    _two_devices(rows)
    _one_household(rows)


def where(row, other):
    return {"other": other.row, "where": "" if other.sheet == row.sheet else f" («{other.sheet}»)"}


def _same_thing(rows, kind):
    for same in _alike(rows, lambda row: getattr(row, f"{kind}_key")):
        first = same[0]
        if len({_pupil(row) for row in same}) == 1:
            for row in same[1:]:
                row.note("row_again", "full_name", **where(row, first))
            continue
        meaning = "serial" if kind == "device" else "iccid"
        for row in same:
            other = next(one for one in same if one is not row)
            row.note(f"{kind}_twice", meaning, **where(row, other))


def _two_devices(rows):
    with_device = [row for row in rows if row.device_key]
    for same in _alike(with_device, _pupil):
        for one, other in combinations(same[:10], 2):
            if one.device_key != other.device_key:
                _note_once(one, "pupil_two_devices", other)
                _note_once(other, "pupil_two_devices", one)


def _one_household(rows):
    """Brothers and sisters: the first one receives, as when the papers were signed one after the other."""
    first = {}
    for row in rows:
        household = row.student and row.student.household_id
        if not household or row.device is None or row.has_error:
            continue
        other = first.setdefault(household, row)
        if other.student.pk != row.student.pk:
            row.note("household_two_devices", "full_name", **where(row, other))


def _alike(rows, key):
    groups = defaultdict(list)
    for row in rows:
        if named := key(row):
            groups[named].append(row)
    return [same for same in groups.values() if len(same) > 1]


def _pupil(row):
    """Who a row speaks of: the pupil that was found, or what the row tells."""
    if row.student is not None:
        return row.student.pk
    # Without any fact beside the name two rows may be two pupils.
    if not row.full_name or not (any(born_as_told(row)) or row.class_name):
        return (row.sheet, row.row)
    return tone_key(row.full_name), born_as_told(row), class_key(row.class_name)


def _note_once(row, code, other):
    if not any(issue.code == code for issue in row.issues):
        row.note(code, "full_name", **where(row, other))
