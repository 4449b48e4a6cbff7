"""What rows of people have in common: cells that can be read, and a name."""

from . import encodings, values
from .vocabulary import NAMES

# As the columns of names in our tables hold.
MOST_LETTERS = 120


def readable(row, given):
    """The cells without those in which Excel shows an error; these are noted."""
    clean = {}
    for meaning, cell in given.items():
        if isinstance(cell, str) and values.ERROR_CELL.fullmatch(cell.strip()):
            row.note("value_error_cell", meaning, value=cell)
        else:
            clean[meaning] = cell
    return clean


def name(row, given):
    """Take the name, in one column or two, and note what is strange about it."""
    parts = [given.get(part, "") for part in NAMES]
    row.full_name = values.name(" ".join(values.text(part) for part in parts))
    if not row.full_name:
        row.note("name_missing", "full_name")
    elif meant := encodings.meant(" ".join(map(str, filter(None, parts)))):
        row.note("name_old_font", "full_name", value=row.full_name[:60], meant=values.name(meant)[:60])
    elif not values.is_name(row.full_name):
        row.note("name_strange", "full_name", value=row.full_name[:60])
    elif " " not in row.full_name:
        row.note("name_one_word", "full_name", value=row.full_name)
    if len(row.full_name) > MOST_LETTERS:
        row.note("value_too_long", "full_name", value=row.full_name[:30])
        row.full_name = row.full_name[:MOST_LETTERS]
