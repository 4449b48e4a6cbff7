"""Tables in text files: their letters, what separates their columns, their rows."""

import csv
import io
import re

from lms import letters

from .refusals import MAX_ROWS, Refused

SEPARATORS = ",;\t"


def decode(content):
    """(text, its form of Unicode); bytes in an old encoding come as Latin signs and ""."""
    marks = {b"\xef\xbb\xbf": "utf-8", b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}
    mark = next((mark for mark in marks if content.startswith(mark)), b"")
    encoding = marks.get(mark) or _without_mark(content)
    try:
        text = content[len(mark) :].decode(encoding)
    except UnicodeDecodeError as error:
        if mark or encoding != "utf-8":
            raise Refused("unknown_letters") from error
        text, encoding = letters.decoded_byte_by_byte(content), ""
    if "\x00" in text or sum(1 for sign in text[:4000] if sign < " " and sign not in "\r\n\t\f") > 3:
        raise Refused("not_a_spreadsheet")
    if not encoding and not letters.guess([text[:200_000]], letters.SINGLE_BYTE).is_readable:
        raise Refused("unknown_letters")
    return text, encoding


def _without_mark(content):
    """UTF-16 without its mark shows as a NUL beside nearly every ASCII sign."""
    sample = content[:4000]
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if max(even, odd) > len(sample) / 8:
        return "utf-16-le" if odd > even else "utf-16-be"
    return "utf-8"


def rows(text):
    # Excel takes a first line «sep=;» as an instruction and does not show it as a row.
    told = re.match(r'"?sep=([^"\r\n])"?\r?\n', text, re.IGNORECASE)
    if told:
        text, separator = text[told.end() :], told[1]
    else:
        separator = _separator(text)
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    number = 0
    try:
        for number, cells in enumerate(lines, start=1):
            if number > MAX_ROWS:
                raise Refused("too_many_rows", limit=MAX_ROWS)
            if any(cell.strip() for cell in cells):
                yield number, cells
    except csv.Error as error:
        raise Refused("bad_text_table", line=number + 1) from error


def _separator(text):
    """The sign that splits most of the first lines into the same number of columns."""
    lines = [line for line in text[:20_000].splitlines() if line.strip()][:40]

    def steadiness(sign):
        counts = [line.count(sign) for line in lines if sign in line]
        return max((counts.count(most) * min(most, 12) for most in set(counts)), default=0)

    return max(SEPARATORS, key=steadiness)
