"""HTML of a clipboard → lines: headings, paragraphs, points of lists, tables. No database."""

import re
from dataclasses import dataclass, field
from html import escape, unescape
from html.parser import HTMLParser
from urllib.parse import urlsplit

from courses.markup import SCHEMES
from lms.text import INVISIBLE

from .formulas import written_out
from .spans import replaced

# Lines are cut here; what is inside one another counts as one line.
PARTS = {"p", "div", "li", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "dt", "dd", "section"}
UNREAD = {"style", "script", "title", "xml", "head", "svg", "object"}
MARKS = {"b": "b", "strong": "b", "i": "i", "em": "i", "sup": "sup", "sub": "sub"}
EMPTY = {"br", "img", "meta", "link", "hr", "col", "input", "wbr"}
# «[if !supportLists]»: the number or dot that Word draws itself.
DRAWN_NUMBER = "<![if !supportLists]>", "<![endif]>"
COMMENT = "<!--", "-->"
CONDITION = re.compile(r"<!\[(?:if|endif)[^<>]*>")
LEVEL = re.compile(r"mso-list:\s*l\d+ level(\d)", re.IGNORECASE)
NUMBERED = re.compile(r"^\s*[(]?(?:\d+|[a-zđ]|[ivx]+)[.)]", re.IGNORECASE)
HEADING_CLASS = re.compile(r"(?:mso)?(?:heading|title|tiêuđề)\s*(\d?)$", re.IGNORECASE)
MOST_DEEP = 60


@dataclass
class Line:
    """A line as HTML; `kind`: text, bullet, number or heading (then `size` 1–6)."""

    html: str
    kind: str = "text"
    size: int = 0

    @property
    def words(self):
        return " ".join(unescape(re.sub(r"<[^>]*>", " " if "<br" in self.html else "", self.html)).split())


@dataclass
class Table:
    """Rows of cells, as plain words."""

    rows: list = field(default_factory=list)


def read(html):
    """Lines and tables in the order in which they stand."""
    html = written_out(html)
    html = replaced(html, *DRAWN_NUMBER, lambda sign: f"<x-sign>{sign}</x-sign>")
    html = replaced(html, *COMMENT, lambda _inner: "")
    reader = _Reader()
    reader.feed(CONDITION.sub("", html))
    reader.close()
    reader.end_line()
    return reader.found


class _Reader(HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.found = []
        # Open elements as (tag, marks that it brings).
        self.open = []
        self.unread = 0
        self.begin_line()
        self.lists = []
        self.table = self.cell = None

    def begin_line(self, kind="text", size=0):
        self.kind, self.size, self.pieces, self.sign = kind, size, [], None

    def end_line(self):
        html = _tidy("".join(self.pieces))
        if html:
            kind = self.kind
            if self.sign is not None:
                kind = "number" if NUMBERED.match(self.sign) else "bullet"
            self._take(Line(html, kind, self.size))
        self.begin_line()

    def _take(self, line):
        if self.cell is None:
            self.found.append(line)
        else:
            self.cell.append(line.words)

    def handle_starttag(self, tag, attrs):
        told = {key: value or "" for key, value in attrs}
        if tag == "br":
            self._write("<br/>")
        if tag in EMPTY or len(self.open) > MOST_DEEP:
            return
        if tag in UNREAD:
            self.unread += 1
        style = told.get("style", "")
        if tag in ("ul", "ol"):
            self.lists.append(tag)
        elif tag in ("table", "tr", "td", "th"):
            self._begin_of_table(tag)
        elif tag in PARTS:
            self._begin_part(tag, told, style)
        elif tag == "x-sign":
            self.sign = ""
        self.open.append((tag, _marks(tag, told, style)))

    def _begin_part(self, tag, told, style):
        # A paragraph in a point of a list is that point.
        if tag in ("p", "div") and self.kind in ("bullet", "number") and not _tidy("".join(self.pieces)):
            return
        self.end_line()
        named = HEADING_CLASS.match(told.get("class", ""))
        if tag == "li":
            self.begin_line("number" if self.lists[-1:] == ["ol"] else "bullet")
        elif tag[0] == "h" and tag[1:].isdigit():
            self.begin_line("heading", int(tag[1:]))
        elif named:
            self.begin_line("heading", int(named[1] or 1))
        elif LEVEL.search(style):
            self.begin_line("bullet")

    def _begin_of_table(self, tag):
        self.end_line()
        if tag == "table":
            if self.table is None:
                self.table = Table()
        # A table inside a cell is words of that cell.
        elif self.table is not None and self._tables_open() == 1:
            if tag == "tr":
                self.table.rows.append([])
            elif self.table.rows:
                self.cell = []

    def handle_endtag(self, tag):
        place = next((n for n in range(len(self.open) - 1, -1, -1) if self.open[n][0] == tag), None)
        if place is None:
            return
        for name, _marks_of in self.open[place:]:
            if name in UNREAD:
                self.unread -= 1
        del self.open[place:]
        if tag in PARTS:
            self.end_line()
        elif tag in ("ul", "ol"):
            del self.lists[-1:]
        elif tag in ("td", "th"):
            self.end_line()
            if self._tables_open() > 1:
                return
            if self.cell is not None and self.table is not None:
                self.table.rows[-1].append(" ".join(self.cell))
            self.cell = None
        elif tag == "table" and not self._tables_open():
            self.end_line()
            if self.table is not None:
                self.found += _as_table(self.table)
            self.table = self.cell = None

    def _tables_open(self):
        return sum(name == "table" for name, _marks_of in self.open)

    def handle_data(self, text):
        if self.unread:
            return
        if any(name == "x-sign" for name, _marks_of in self.open):
            self.sign += text
            return
        text = re.sub(r"[ \t\r\n\xa0]+", " ", text.translate(INVISIBLE))
        self._write(escape(text, quote=False), self._marks_now() if text.strip() else ())

    def _marks_now(self):
        marks = {}
        for _tag, brought in self.open:
            marks |= brought
        return [(name, value) for name, value in marks.items() if value]

    def _write(self, html, marks=()):
        for name, value in marks:
            if self.kind == "heading" and name in ("b", "i"):
                continue
            opened = f'a href="{escape(value)}"' if name == "a" else name
            html = f"<{opened}>{html}</{name}>"
        self.pieces.append(html)


def _marks(tag, told, style):
    """What an element says of the words in it: {mark: whether, or where it leads}."""
    marks = {}
    if tag in MARKS:
        marks[MARKS[tag]] = True
    if tag == "a" and urlsplit(told.get("href", "")).scheme.lower() in SCHEMES:
        marks["a"] = told["href"]
    style = style.lower().replace(" ", "")
    if found := re.search(r"(?:^|;)font-weight:(bold|normal|\d+)", style):
        marks["b"] = found[1] == "bold" or (found[1].isdigit() and int(found[1]) >= 600)
    if found := re.search(r"(?:^|;)font-style:(italic|normal)", style):
        marks["i"] = found[1] == "italic"
    if found := re.search(r"(?:^|;)vertical-align:(super|sub)", style):
        marks["sup" if found[1] == "super" else "sub"] = True
    return marks


def _tidy(html):
    """Marks that end where the same begin are one; no space at the ends."""
    html = re.sub(r"</(b|i|sup|sub)>(\s*)<\1>", r"\2", html)
    html = re.sub(r"\s+", " ", html).strip()
    html = re.sub(r"^(?:<br/>\s*)+", "", html)
    # Backwards by hand: a pattern would begin anew at each of many breaks.
    end = len(html)
    while html.startswith("<br/>", end - 5) and end >= 5:
        end -= 5
        while end and html[end - 1] == " ":
            end -= 1
    return html[:end].strip()


def _as_table(table):
    """A table with at least two columns and rows; what was only laid out with one is lines."""
    rows = [row for row in table.rows if any(row)]
    width = max((len(row) for row in rows), default=0)
    if len(rows) < 2 or width < 2:
        return [Line(escape(cell, quote=False)) for row in rows for cell in row if cell]
    return [Table([row + [""] * (width - len(row)) for row in rows])]
