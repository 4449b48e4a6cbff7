r"""Rich text as a teacher types it on a telephone: a plain text with few marks, and back.

    **bold**   __slanted__   \( formula \)
    «• » begins a line of a list; «1. », «2. » … lines of a numbered one

An empty line parts two paragraphs. What rich text says beyond that is not touched here (`to_marks`: None).
js/marks.js shows the same while there is no signal; both are held to tests/golden/marks.json.
"""

import re
from html import escape
from html.parser import HTMLParser

from courses.formulas import INLINE

BULLET = "• "
NUMBER = re.compile(r"(\d{1,3})\. ")
BOLD = re.compile(r"\*\*(?=\S)(.+?)(?<=\S)\*\*")
SLANTED = re.compile(r"(?<![\w_])__(?=[^\s_])(.+?)(?<=[^\s_])__(?![\w_])")
HIDDEN = re.compile("\ue000(\\d+)\ue001")
SAME = {"strong": "b", "em": "i"}
BLOCKS = {"p", "ul", "ol", "li"}
KNOWN = {*BLOCKS, "b", "i", "br"}


def to_html(text):
    """Rich text as the editor of the back office keeps it; nothing that is typed becomes a tag."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\ue000", "").replace("\ue001", "")
    blocks = re.split(r"\n[^\S\n]*\n", text)
    return "".join(_block(lines) for block in blocks if (lines := _lines(block)))


def to_marks(html):
    """The text with marks for which `to_html` says the same again; None when there is none."""
    reader = _Reader()
    reader.feed(html or "")
    reader.close()
    if reader.strange:
        return None
    text = "\n\n".join(filter(None, reader.blocks))
    return text if canonical(to_html(text)) == canonical(html or "") else None


def canonical(html):
    """The same for two texts that a reader cannot tell apart."""
    writer = _Canonical()
    writer.feed(html)
    writer.close()
    return re.sub(r"<p></p>", "", "".join(writer.told))


def _lines(block):
    return [line for line in map(str.strip, block.split("\n")) if line]


def _block(lines):
    """Neighbouring lines of one kind make one paragraph or one list."""
    told, at = [], 0
    while at < len(lines):
        if lines[at].startswith(BULLET):
            end = _run(lines, at, lambda line, _n: line.startswith(BULLET))
            told.append(_list("ul", [line[len(BULLET) :] for line in lines[at:end]]))
        elif (end := _run(lines, at, _is_numbered)) - at > 1:
            told.append(_list("ol", [NUMBER.sub("", line, count=1) for line in lines[at:end]]))
        else:
            end = at + 1
            while end < len(lines) and not lines[end].startswith(BULLET):
                if _run(lines, end, _is_numbered) - end > 1:
                    break
                end += 1
            told.append(f"<p>{'<br/>'.join(map(_inline, lines[at:end]))}</p>")
        at = end
    return "".join(told)


def _run(lines, start, fits):
    end = start
    while end < len(lines) and fits(lines[end], end - start + 1):
        end += 1
    return end


def _is_numbered(line, number):
    return line.startswith(f"{number}. ")


def _list(tag, items):
    return f"<{tag}>{''.join(f'<li>{_inline(item.strip())}</li>' for item in items)}</{tag}>"


def _inline(line):
    # Formulas keep their stars and lines.
    formulas = []

    def hide(found):
        formulas.append(found[0])
        return f"\ue000{len(formulas) - 1}\ue001"

    line = escape(INLINE.sub(hide, line), quote=False)
    line = SLANTED.sub(r"<i>\1</i>", BOLD.sub(r"<b>\1</b>", line))
    return HIDDEN.sub(lambda found: escape(formulas[int(found[1])], quote=False), line)


class _Reader(HTMLParser):
    """Rich text into blocks of marked lines."""

    def __init__(self):
        super().__init__()
        self.blocks, self.lines, self.words = [], None, None
        self.lists, self.strange = [], False

    def handle_starttag(self, tag, attrs):
        tag = SAME.get(tag, tag)
        if tag not in KNOWN or (tag in ("ul", "ol") and self.lists):
            self.strange = True
        elif tag in ("ul", "ol"):
            self.lists.append(tag)
            self.lines = []
        elif tag in ("p", "li"):
            self.words = []
        elif self.words is not None:
            self.words.append({"b": "**", "i": "__", "br": "\n"}[tag])

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag):
        tag = SAME.get(tag, tag)
        if tag in ("b", "i") and self.words is not None:
            self.words.append({"b": "**", "i": "__"}[tag])
        elif tag == "li" and self.lists and self.words is not None:
            sign = BULLET if self.lists[-1] == "ul" else f"{len(self.lines) + 1}. "
            self.lines.append(sign + self._said())
        elif tag in ("ul", "ol") and self.lists:
            self.lists.pop()
            self.blocks.append("\n".join(self.lines))
        elif tag == "p" and self.words is not None:
            self.blocks.append(self._said())

    def handle_data(self, data):
        if self.words is not None:
            self.words.append(re.sub(r"\s+", " ", data))
        elif data.strip():
            self.strange = True

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
