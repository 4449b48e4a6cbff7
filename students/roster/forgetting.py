"""Take a pupil's lines out of lists that were uploaded, and out of what undoing them would need."""

from lms import letters
from lms.days import years_after
from lms.text import fold
from students import erasing, trail
from students.models import MovementWrite, RosterBlock, RosterImport, RosterWrite

# So long after leaving, a pupil may still stand in a list of the school.
YEARS_NAMED = 2


def lines_of(student, names):
    """{block id: numbers of the rows} that tell of the pupil, in all lists of the schools it went to."""
    return lines_in(RosterImport.objects.filter(school__in=student.school_ids()), student, names)


def lines_in(lists, student, names):
    """As `lines_of`, in some lists: searched as they were read, in the encoding they were taken for."""
    ids = {number for number in (student.ministry_id, student.national_id) if number}
    found = {}
    if left := erasing.left_on(student):
        # Lists of later years do not know the pupil any more.
        lists = lists.filter(uploaded_at__date__lte=years_after(left, YEARS_NAMED))
    for kept in lists:
        encodings = _encodings(kept)
        for block in kept.blocks.iterator(chunk_size=10):
            rows = [number for number, cells in block.rows if _tells_of(cells, ids, names, encodings)]
            if rows:
                found[block.pk] = rows
    return found


def forget_lines(student, names):
    """Take the rows out; returns how many."""
    found = lines_of(student, names)
    blocks = RosterBlock.objects.filter(pk__in=found).select_related("roster_import")
    return sum(forget_rows(block, block.roster_import, found[block.pk]) for block in blocks)


def forget_rows(block, kept, numbers):
    """Take rows out of a block of an uploaded list, and what was chosen or said about them."""
    block.rows = [row for row in block.rows if row[0] not in numbers]
    block.save(update_fields=["rows"])
    # Read anew: another block of the same list may just have been done.
    kept.refresh_from_db(fields=["outline", "answers", "counts"])
    sheet = kept.outline["sheets"][block.sheet]
    sheet["rows"] -= len(numbers)
    gone = {f"{sheet['name']}!{number}" for number in numbers}
    for of_rows in (kept.answers.get("dates"), kept.answers.get("pupils"), kept.counts.get("left_out")):
        for key in gone & (of_rows or {}).keys():
            del of_rows[key]
    kept.save(update_fields=["outline", "answers", "counts"])
    return len(numbers)


def forget_trail(student, rows):
    """Empty what undo remembers of `rows` ({label of a model: keys}); such an act is not undone any more."""
    schools = student.school_ids()
    keys = {model: {str(key) for key in keys} for model, keys in rows.items()}
    for writes in (
        RosterWrite.objects.filter(roster_import__school__in=schools, model__in=keys),
        MovementWrite.objects.filter(movement__school__in=schools, model__in=keys),
    ):
        for write in writes.iterator(chunk_size=10):
            if any(key in keys[write.model] for key, _before, _after in write.rows):
                write.rows = [_emptied(row) if row[0] in keys[write.model] else row for row in write.rows]
                write.save(update_fields=["rows"])


def _emptied(row):
    key, before, after = row
    return [key, before and trail.ERASED, after and trail.ERASED]


def _encodings(kept):
    """What the cells may be turned from before they are compared; none for a list in Unicode."""
    chosen = kept.answers.get("encoding")
    return [chosen] if chosen in letters.ENCODINGS else [*letters.ENCODINGS]


def _tells_of(cells, ids, names, encodings):
    texts = [_text(cell) for cell in cells if cell != ""]
    if ids & set(texts):
        return True
    # In one cell, or parted into family and given name over two: cells are joined by one space.
    line = " ".join(texts)
    if _names_one(line, names):
        return True
    is_read = line.isascii() or letters.is_vietnamese(line)
    return not is_read and any(_names_one(letters.to_unicode(line, one), names) for one in encodings)


def _text(cell):
    if isinstance(cell, float):
        return f"{cell:.0f}"
    return str(cell).strip().lstrip("'") if isinstance(cell, str | int) else ""


def _names_one(line, names):
    folded = f" {fold(line)} "
    return any(f" {name} " in folded for name in names)
