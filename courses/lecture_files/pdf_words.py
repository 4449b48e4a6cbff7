"""Runs of letters of a page, with where they stand → the text as it is read: columns, lines joined, words
that were parted at the end of a line whole again. Pure."""

import re
import statistics
from dataclasses import dataclass

# Of the height of a line: runs so near are words of one line, lines so far apart are paragraphs.
SAME_LINE, NEW_PARAGRAPH = 0.5, 1.7
# How much wider than a letter the gutter between two columns is.
GUTTER = 2.5
LEAST_OF_A_COLUMN = 4
HYPHENATED = re.compile(r"[a-zA-ZÀ-ỹđĐ]-$")
# A line that begins so begins something.
BEGINS = re.compile(r"^\s*([-–•●▪+*]|\d{1,3}[.)]|[a-zA-Zđ][.)]|Câu\s|Bài\s|Ví dụ)\s*")


@dataclass
class Line:
    left: float
    bottom: float
    right: float
    top: float
    text: str

    @property
    def height(self):
        return max(self.top - self.bottom, 1)


def put_together(runs):
    """`runs`: [left, bottom, right, top, text] each."""
    found = [Line(*run[:4], clean(run[4])) for run in runs]
    told = [_read(_lines(column)) for column in _columns([one for one in found if one.text])]
    return "\n".join(filter(None, told))


def clean(text):
    """
    >>> clean("Phân\\ufffe số\\r\\n bằng")
    'Phân- số bằng'
    """
    # pdfium's sign for a hyphen at the end of a line.
    text = text.replace("\ufffe", "-").replace("\u00ad", "-").replace("\x02", "-")
    text = re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\uffff]", "", text)
    return " ".join(text.split())


def _columns(runs):
    """The page parted where nothing stands over a gutter from top to bottom; else one column."""
    if len(runs) < 2 * LEAST_OF_A_COLUMN:
        return [runs]
    height = statistics.median(one.height for one in runs)
    for middle in _gutters(runs, GUTTER * height / 2):
        left = [one for one in runs if one.right <= middle]
        right = [one for one in runs if one.left >= middle]
        across = [one for one in runs if one.left < middle < one.right]
        if min(len(left), len(right)) >= LEAST_OF_A_COLUMN and len(across) <= len(runs) // 5:
            top = max(one.top for one in left + right)
            bottom = min(one.bottom for one in left + right)
            heads = [one for one in across if one.bottom >= top - height]
            feet = [one for one in across if one.top <= bottom + height]
            if len(heads) + len(feet) == len(across):
                return [part for part in (heads, left, right, feet) if part]
    return [runs]


def _gutters(runs, wide):
    """Middles of stripes in which hardly any run stands, those near the middle of the page first."""
    first, last = min(one.left for one in runs), max(one.right for one in runs)
    found = []
    for part in range(30, 71, 2):
        middle = first + (last - first) * part / 100
        if sum(1 for one in runs if one.left < middle + wide and one.right > middle - wide) <= len(runs) // 5:
            found.append(middle)
    return sorted(found, key=lambda middle: abs(middle - (first + last) / 2))


def _lines(runs):
    """Runs side by side as one line, from top to bottom."""
    rows = []
    for one in sorted(runs, key=lambda run: -(run.top + run.bottom)):
        middle = (one.top + one.bottom) / 2
        row = next(
            (row for row in reversed(rows[-3:]) if abs(row[0] - middle) < SAME_LINE * one.height), None
        )
        if row is None:
            rows.append((middle, [one]))
        else:
            row[1].append(one)
    told = []
    for _middle, row in rows:
        row.sort(key=lambda run: run.left)
        text = " ".join(run.text for run in row)
        left, right = row[0].left, max(run.right for run in row)
        told.append(Line(left, min(r.bottom for r in row), right, max(r.top for r in row), text))
    return told


def _read(lines):
    if not lines:
        return ""
    height = statistics.median(line.height for line in lines)
    widest = max(line.right for line in lines)
    paragraphs, before = [], None
    for line in lines:
        if before is None or _begins(before, line, height, widest):
            paragraphs.append(line.text)
        elif HYPHENATED.search(paragraphs[-1]) and line.text[:1].islower():
            paragraphs[-1] = paragraphs[-1][:-1] + line.text
        else:
            paragraphs[-1] += " " + line.text
        before = line
    return "\n".join(paragraphs)


def _begins(before, line, height, widest):
    """Whether a line is a new paragraph: far below, marked, larger, or after a line that ends early."""
    far = before.bottom - line.top > (NEW_PARAGRAPH - 1) * height
    ends_early = before.right < widest - 12 * height / 2 and not line.text[:1].islower()
    other_size = abs(before.height - line.height) > 0.35 * height
    return far or other_size or ends_early or bool(BEGINS.match(line.text))
