"""Paragraphs, tables and pictures, in the order of the file → pieces of a lecture."""

import re
from html import escape

from courses.formulas import BadFormula, mathml
from courses.importing.exam.marked import Table, Text
from lms.text import tidy

from .found import Issue, Piece, Refused
from .lines import Paragraph, Shown, anchors, html_of, is_anchor, only_formula

LONGEST_HEADING = 120
# A text of a lecture that a pupil reads at one go; a longer one becomes several pieces.
LONG_TEXT = 1_500
LONGEST_CELL, MOST_COLUMNS, MOST_ROWS = 400, 8, 60
LONGEST_ALT = 250
MOST_PIECES = 1_500
CAPTION = re.compile(r"^(Bảng|Table)\b", re.IGNORECASE)


class Assembly:
    """Takes the items of a document one by one; `pieces` is the lecture so far."""

    def __init__(self):
        self.pieces, self.open, self.issues = [], [], []
        self.place = self.tables = self.signs = 0
        # What stands behind the private signs of the lines.
        self.document = None

    def go_to(self, place):
        """A new slide or page begins."""
        self.close()
        self.place = place

    def take(self, item):
        if isinstance(item, Table):
            self.close()
            self._table(item)
        elif isinstance(item, Shown):
            self.close()
            self._picture(item)
        else:
            self._paragraph(item)

    def add(self, kind, content, **more):
        if len(self.pieces) >= MOST_PIECES:
            raise Refused("too_long", limit=MOST_PIECES)
        piece = Piece(kind, content, self.place, **more)
        self.pieces.append(piece)
        return piece

    def say(self, code, **values):
        issue = Issue(code, values)
        if (self.place, issue) not in self.issues:
            self.issues.append((self.place, issue))

    def close(self):
        """End the text that is being gathered."""
        if self.open:
            html = as_html(self.open)
            self.open, self.signs = [], 0
            if html:
                self.add("text", {"html": html})

    def _paragraph(self, line):
        pictures, issues = anchors(line.text, self.document) if self.document else ([], [])
        for issue in issues:
            self.say(issue.code, **issue.values)
        words = plain(line.text)
        if words and line.heading and len(words) <= LONGEST_HEADING:
            self.close()
            self.add("heading", {"text": words, "size": str(line.heading)})
        elif latex := only_formula(line.text):
            self._formula(latex)
        elif words:
            if self.signs > LONG_TEXT and not line.list:
                self.close()
            self.open.append(line)
            self.signs += len(words)
        for picture in pictures:
            self.close()
            self._picture(picture)

    def _formula(self, latex):
        try:
            mathml(latex, display="block")
        except BadFormula:
            self.say("formula_undrawn", formula=latex)
            self.open.append(Paragraph(Text(latex)))
        else:
            self.close()
            self.add("formula", {"latex": latex})

    def _picture(self, shown):
        for issue in shown.issues:
            self.say(issue.code, **issue.values)
        if shown.picture is not None:
            self.add("picture", {"alt": tidy(shown.alt)[:LONGEST_ALT], "caption": ""}, picture=shown.picture)

    def _table(self, table):
        rows, pictures = [], []
        for row in table.rows:
            cells = []
            for cell in row:
                lines = list(_lines(cell))
                for line in lines:
                    found, issues = anchors(line.text, self.document) if self.document else ([], [])
                    pictures += found
                    for issue in issues:
                        self.say(issue.code, **issue.values)
                cells.append([line for line in lines if plain(line.text)])
            if any(cells):
                rows.append(cells)
        if rows:
            self._rows(rows)
        for picture in pictures:
            self._picture(picture)

    def _rows(self, rows):
        columns = max(map(len, rows))
        if columns == 1 and len(rows) == 1:
            # A frame around a text is what a teacher wants remembered.
            self.add("note", {"title": "", "html": as_html(rows[0][0])})
            return
        told = [["; ".join(plain(line.text) for line in cell) for cell in row] for row in rows]
        longest = max(len(cell) for row in told for cell in row)
        if columns == 1 or columns > MOST_COLUMNS or longest > LONGEST_CELL or len(rows) > MOST_ROWS:
            if columns > 1:
                self.say("table_wide")
            for row in rows:
                for line in (line for cell in row for line in cell):
                    self._paragraph(line)
            self.close()
            return
        self.tables += 1
        caption = self._caption()
        self.add("table", {"caption": caption, "rows": [row + [""] * (columns - len(row)) for row in told]})

    def _caption(self):
        """What stands above the table as its name; else its number."""
        before = self.pieces[-1] if self.pieces else None
        if before and before.kind == "text" and before.place == self.place:
            words = tidy(re.sub(r"<[^>]+>", "", before.content["html"]))
            if CAPTION.match(words) and len(words) <= 160:
                self.pieces.pop()
                return words
        return f"Bảng {self.tables}"


def plain(text):
    """The words of a line, without pictures and losses."""
    return tidy("".join(sign for sign in text.signs if not is_anchor(sign)))


def as_html(lines):
    """Paragraphs and nested lists as the rich text of a lecture."""
    out, at = [], 0
    while at < len(lines):
        if not lines[at].list:
            inner = html_of(lines[at].text).strip()
            label = f"{escape(lines[at].label)} " if lines[at].label else ""
            if inner:
                out.append(f"<p>{label}{inner}</p>")
            at += 1
            continue
        end = at
        while end < len(lines) and lines[end].list:
            end += 1
        out.append(_list(lines[at:end]))
        at = end
    return "".join(out)


def _list(lines):
    """Nested lists; a level that is left out in the file is no level of its own."""
    out, depth = [], []
    for line in lines:
        tag = "ol" if line.list == "number" else "ul"
        while depth and depth[-1][0] > line.level:
            out.append(f"</li></{depth.pop()[1]}>")
        if depth and depth[-1][0] == line.level and depth[-1][1] == tag:
            out.append("</li><li>")
        else:
            if depth and depth[-1][0] == line.level:
                out.append(f"</li></{depth.pop()[1]}>")
            out.append(f"<{tag}><li>")
            depth.append((line.level, tag))
        out.append(html_of(line.text).strip())
    while depth:
        out.append(f"</li></{depth.pop()[1]}>")
    return "".join(out)


def _lines(items):
    """The paragraphs of a cell; those of tables inside it too."""
    for item in items:
        if isinstance(item, Table):
            for row in item.rows:
                for cell in row:
                    yield from _lines(cell)
        elif isinstance(item, Paragraph):
            yield item
