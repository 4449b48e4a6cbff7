"""In which encoding a sheet is written, and the sheet in Unicode. What was found is said, never hidden."""

import re

from lms import letters
from lms.spreadsheets import Sheet

from . import values
from .issues import Issue

# Signs that stand for Vietnamese letters in old encodings and in no language of our lists.
OLD_SIGNS = re.compile("[µ¶·¸¹®¨©ª«¬¡¢£¤¥§øûïåäëüöæñ]")
# Fewer than this are «m²» or a trademark.
FEW = 3
# Cells with old letters that are looked at to find the encoding.
MOST_CELLS = 2_000


def in_unicode(sheet, book, chosen, issues):
    """(the sheet in Unicode, its encoding as docs/roster.md names it); a person's choice goes first."""
    among = letters.SINGLE_BYTE if book.is_text and not book.text_encoding else tuple(letters.ENCODINGS)
    found = letters.guess(_sample(sheet), among)
    encoding = chosen if chosen in letters.ENCODINGS else found.encoding
    if encoding == letters.UNICODE:
        old = [text for text in _sample(sheet) if OLD_SIGNS.search(text)]
        if not found.is_readable and len(old) > FEW:
            issues.append(Issue("old_font", sheet.name, values={"value": old[0][:40]}))
        return sheet, book.text_encoding or letters.UNICODE
    mixed = any(letters.is_surely_unicode(text) for text in _sample(sheet))
    rows = sheet.rows.turned(lambda cells: [_turned(cell, encoding, mixed) for cell in cells])
    said = {"encoding": letters.ENCODINGS[encoding]}
    issues.append(Issue("encoding_chosen" if chosen else "encoding_found", sheet.name, values=said))
    if found.is_unclear and not chosen:
        issues.append(Issue("encoding_unclear", sheet.name, values=said))
    if mixed:
        issues.append(Issue("encoding_mixed", sheet.name, values=said))
    return Sheet(sheet.name, rows, sheet.merged, sheet.hidden), encoding


def choices(texts, in_use):
    """[(encoding, its name, the texts as they would read, whether it is in use)], each reading once."""
    offered, seen = [], set()
    for code in sorted(letters.ENCODINGS, key=lambda code: code != in_use):
        read = [values.name(letters.to_unicode(text, code)) for text in texts]
        if code == in_use or tuple(read) not in seen:
            offered.append((code, letters.ENCODINGS[code], read, code == in_use))
        seen.add(tuple(read))
    return offered


def meant(text):
    """What a name typed with an old font in a Unicode list would be in Unicode, or ""."""
    if text.isascii() or letters.is_surely_unicode(text) or letters.is_vietnamese(text):
        return ""
    read = (letters.to_unicode(text, encoding) for encoding in letters.ENCODINGS)
    return next((one for one in read if one != text and letters.is_vietnamese(one)), "")


def _turned(cell, encoding, mixed):
    if not isinstance(cell, str) or cell.isascii():
        return cell
    turned = letters.to_unicode(cell, encoding)
    if mixed and letters.is_vietnamese(cell) and not letters.is_vietnamese(turned):
        return cell
    return turned


def _sample(sheet):
    many = 0
    for _number, cells in sheet.rows:
        for cell in cells:
            if isinstance(cell, str) and not cell.isascii():
                many += 1
                yield cell
        if many > MOST_CELLS:
            return
