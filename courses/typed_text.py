r"""Rich text as a teacher types it into a plain field: few marks, and back.

    **bold**   __slanted__   x^{2}   H_{2}O   [words](https://…)   \( formula \)
    «• » begins a point of a list; «1. », «2. » … points of a numbered one; two spaces before it a point below

An empty line parts two paragraphs; a line that begins with «- » stays what somebody says. What rich text says
beyond that is not touched where it is kept as it is (`to_marks`: None).
js/marks.js shows the same while there is no signal; both are held to tests/golden/marks.json.
"""

import re
from html import escape
from html.parser import HTMLParser

from courses.formulas import INLINE

BULLET = "• "
POINT = re.compile(r"( *)(• |(\d{1,3})\. )(.*)")
DEEPEST = 4
BOLD = re.compile(r"\*\*(?=\S)(.+?)(?<=\S)\*\*")
SLANTED = re.compile(r"(?<![\w_])__(?=[^\s_])(.+?)(?<=[^\s_])__(?![\w_])")
LINK = re.compile(r"\[([^\[\]\n]{1,300})\]\(((?:https?://|mailto:|tel:)[^\s()]{1,500})\)")
RAISED = re.compile(r"([\^_])\{([^{}\n]{1,60})\}")
HIDDEN = re.compile("\ue000(\\d+)\ue001")
SAME = {"strong": "b", "em": "i"}
SIGNS = {"^": "sup", "_": "sub"}
OPENING = {"b": "**", "i": "__", "br": "\n", "sup": "^{", "sub": "_{"}
CLOSING = {"b": "**", "i": "__", "sup": "}", "sub": "}"}
KNOWN = {"p", "ul", "ol", "li", "a", *OPENING}


def to_html(text):
    """Rich text as the editor of the back office keeps it; nothing that is typed becomes a tag."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\ue000", "").replace("\ue001", "")
    blocks = re.split(r"\n[^\S\n]*\n", text)
    return "".join(_block(lines) for block in blocks if (lines := _lines(block)))


def to_marks(html):
    """The text with marks for which `to_html` says the same again; None when there is none."""
    reader = _read(html)
    text = _text_of(reader)
    return text if not reader.strange and canonical(to_html(text)) == canonical(html or "") else None


def nearly(html):
    """The text with marks that comes nearest; what no mark can say is left as its words."""
    return _text_of(_read(html))


def _read(html):
    reader = _Reader()
    reader.feed(html or "")
    reader.close()
    return reader


def _text_of(reader):
    return "\n\n".join(filter(None, reader.blocks))


def canonical(html):
    """The same for two texts that a reader cannot tell apart."""
    writer = _Canonical()
    writer.feed(html)
    writer.close()
    return re.sub(r"<p></p>", "", "".join(writer.told))


def _lines(block):
    lines = block.replace("\t", "  ").replace("\xa0", " ").split("\n")
    return [line.rstrip() for line in lines if line.strip()]


def _block(lines):
    """Neighbouring lines of one kind make one paragraph or one list."""
    told, at = [], 0
    while at < len(lines):
        if (end := _end_of_list(lines, at)) > at:
            told.append(_list([_point(line) for line in lines[at:end]]))
        else:
            end = at + 1
            while end < len(lines) and _end_of_list(lines, end) == end:
                end += 1
            told.append(f"<p>{'<br/>'.join(_inline(line.strip()) for line in lines[at:end])}</p>")
        at = end
    return "".join(told)


def _point(line):
    """(depth, tag, number, words) of a line that begins a point; None for any other."""
    found = POINT.fullmatch(line)
    if not found:
        return None
    return min(len(found[1]) // 2, DEEPEST), "ol" if found[3] else "ul", int(found[3] or 0), found[4].strip()


def _end_of_list(lines, start):
    """Where the list ends that begins with the line `start`; `start` itself where none begins."""
    first, end, number = _point(lines[start]), start, 0
    while first and end < len(lines) and (point := _point(lines[end])):
        if end == start or point[0] == 0:
            if point[1] != first[1] or (point[1] == "ol" and point[2] != number + 1):
                break
            number += 1
        end += 1
    return end if first and (first[1] == "ul" or number > 1) else start


def _list(points):
    told, open_, before = [], [], -1
    for deep, tag, _number, words in points:
        depth = before = min(deep, before + 1)
        while open_ and open_[-1][0] > depth:
            told.append(f"</li></{open_.pop()[1]}>")
        if open_ and open_[-1] == (depth, tag):
            told.append("</li><li>")
        else:
            if open_ and open_[-1][0] == depth:
                told.append(f"</li></{open_.pop()[1]}>")
            told.append(f"<{tag}><li>")
            open_.append((depth, tag))
        told.append(_inline(words))
    while open_:
        told.append(f"</li></{open_.pop()[1]}>")
    return "".join(told)


def _inline(line):
    # Formulas and addresses keep their stars and lines.
    hidden = []

    def hide(words):
        hidden.append(words)
        return f"\ue000{len(hidden) - 1}\ue001"

    line = escape(INLINE.sub(lambda found: hide(escape(found[0], quote=False)), line), quote=False)
    line = LINK.sub(lambda found: _linked(found, hide), line)
    line = RAISED.sub(lambda found: "<{0}>{1}</{0}>".format(SIGNS[found[1]], found[2]), line)
    line = SLANTED.sub(r"<i>\1</i>", BOLD.sub(r"<b>\1</b>", line))
    return HIDDEN.sub(lambda found: hidden[int(found[1])], line)


def _linked(found, hide):
    address = found[2].replace('"', "%22")
    return hide(f'<a href="{address}">') + found[1] + hide("</a>")


class _Reader(HTMLParser):
    """Rich text into blocks of marked lines."""

    def __init__(self):
        super().__init__()
        self.blocks, self.words, self.strange = [], None, False
        # [tag, how many points] of each list that is open; the lines of the outermost one.
        self.lists, self.lines, self.links = [], [], []

    def handle_starttag(self, tag, attrs):
        tag = SAME.get(tag, tag)
        if tag not in KNOWN or (tag == "p" and self.lists):
            self.strange = True
        elif tag in ("ul", "ol"):
            self._end_point()
            self.lists.append([tag, 0])
        elif tag == "li" and self.lists:
            self.lists[-1][1] += 1
            self.words = []
        elif tag == "p":
            self.words = []
        elif tag == "a":
            self.links.append(dict(attrs).get("href") or "")
            self._say("[")
        else:
            self._say(OPENING.get(tag, ""))

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag):
        tag = SAME.get(tag, tag)
        if tag == "li":
            self._end_point()
        elif tag in ("ul", "ol") and self.lists:
            self.lists.pop()
            if not self.lists:
                self.blocks.append("\n".join(self.lines))
                self.lines = []
        elif tag == "p" and self.words is not None:
            self.blocks.append(self._said())
        elif tag == "a" and self.links:
            self._say(f"]({self.links.pop()})")
        else:
            self._say(CLOSING.get(tag, ""))

    def handle_data(self, data):
        if self.words is not None:
            self.words.append(re.sub(r"\s+", " ", data))
        elif data.strip():
            self.strange = True
            self.blocks.append(data.strip())

    def _say(self, words):
        if self.words is not None:
            self.words.append(words)

    def _end_point(self):
        if self.lists and self.words is not None:
            tag, number = self.lists[-1]
            sign = BULLET if tag == "ul" else f"{number}. "
            self.lines.append("  " * (len(self.lists) - 1) + sign + self._said())

    def _said(self):
        said, self.words = "".join(self.words).strip(), None
        return said


class _Canonical(HTMLParser):
    def __init__(self):
        super().__init__()
        self.told = []

    def handle_starttag(self, tag, attrs):
        more = "".join(f" {name}={value}" for name, value in attrs if name in ("href", "linktype", "id"))
        self.told.append(f"<{SAME.get(tag, tag)}{more}>")

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag):
        if tag != "br":
            self._strip()
            self.told.append(f"</{SAME.get(tag, tag)}>")

    def handle_data(self, data):
        data = re.sub(r"\s+", " ", data)
        after_break = not self.told or re.fullmatch(r"</?(p|li|ul|ol|br)\b.*>", self.told[-1])
        self.told.append(data.lstrip() if after_break else data)

    def _strip(self):
        if self.told and not self.told[-1].startswith("<"):
            self.told[-1] = self.told[-1].rstrip()
