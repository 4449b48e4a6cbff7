r"""Rich text of a lecture as a teacher types it into a plain field, and back.

An empty line parts paragraphs; «- » and «1. » begin points, two spaces before them the points below;
**bold**, *italic*, x^{2}, H_{2}O, [words](https://…); formulas stay as they are, \( … \). Pure.

>>> to_simple("<p>Một <b>hai</b></p><ul><li>ba<ol><li>bốn</li></ol></li></ul>")
'Một **hai**\n\n- ba\n  1. bốn'
>>> to_html("Một **hai**\n\n- ba\n  1. bốn")
'<p>Một <b>hai</b></p><ul><li>ba<ol><li>bốn</li></ol></li></ul>'
"""

import re
from html import escape
from html.parser import HTMLParser

POINT = re.compile(r"^( *)([-•–]|\d{1,3}[.)])\s+(.*)$")
PARTS = re.compile(r"(\\\((?:(?!\\\().)+?\\\))", re.DOTALL)
LINK = re.compile(r"\[([^\[\]\n]{1,300})\]\(((?:https?://|mailto:|tel:)[^\s()]{1,500})\)")
BOLD = re.compile(r"\*\*(?=\S)([^*\n]+?)(?<=\S)\*\*")
ITALIC = re.compile(r"(?<!\*)\*(?=[^\s*])([^*\n]+?)(?<=[^\s*])\*(?!\*)")
RAISED = {"sup": ("^{", "}"), "sub": ("_{", "}")}
RAISED_WORDS = re.compile(r"([\^_])\{([^{}\n]{1,60})\}")
DEEPEST = 8


def to_simple(html):
    reading = _Reading()
    reading.feed(html)
    reading.close()
    return reading.told()


def to_html(text):
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\xa0", " ")
    out, points, lines = [], [], []

    def close():
        if points:
            out.append(_list(points))
        if lines:
            out.append(f"<p>{'<br/>'.join(map(_marked, lines))}</p>")
        points.clear()
        lines.clear()

    for line in text.split("\n"):
        found = POINT.match(line.replace("\t", "  "))
        if found:
            if lines:
                close()
            points.append((min(len(found[1]) // 2, DEEPEST), "ul" if found[2] in "-•–" else "ol", found[3]))
        elif not line.strip():
            close()
        else:
            if points:
                close()
            lines.append(line.strip())
    close()
    return "".join(out)


def _list(points):
    out, open_ = [], []
    for depth, tag, words in points:
        while open_ and open_[-1][0] > depth:
            out.append(f"</li></{open_.pop()[1]}>")
        if open_ and open_[-1] == (depth, tag):
            out.append("</li><li>")
        else:
            if open_ and open_[-1][0] == depth:
                out.append(f"</li></{open_.pop()[1]}>")
            out.append(f"<{tag}><li>")
            open_.append((depth, tag))
        out.append(_marked(words.strip()))
    while open_:
        out.append(f"</li></{open_.pop()[1]}>")
    return "".join(out)


def _marked(line):
    # A formula may hold stars and brackets of its own.
    return "".join(
        escape(part, quote=False) if at % 2 else _words(part) for at, part in enumerate(PARTS.split(line))
    )


def _words(text):
    text = escape(text, quote=False)
    text = LINK.sub(lambda found: f'<a href="{found[2].replace(chr(34), "%22")}">{found[1]}</a>', text)
    text = ITALIC.sub(r"<i>\1</i>", BOLD.sub(r"<b>\1</b>", text))
    tags = {signs[0][0]: tag for tag, signs in RAISED.items()}
    return RAISED_WORDS.sub(lambda found: "<{0}>{1}</{0}>".format(tags[found[1]], found[2]), text)


class _Reading(HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.blocks, self.lists, self.links, self.line = [], [], [], ""

    def told(self):
        self._end()
        out, before = "", ""
        for kind, text in self.blocks:
            out += ("" if not out else "\n" if kind == before == "point" else "\n\n") + text
            before = kind
        return out

    def handle_starttag(self, tag, attributes):
        if tag in ("ul", "ol"):
            self._end()
            self.lists.append([tag, 0])
        elif tag in ("p", "li"):
            self._end()
            if tag == "li" and self.lists:
                self.lists[-1][1] += 1
        elif tag == "br":
            self.line += "\n"
        elif tag == "a":
            self.links.append(dict(attributes).get("href") or "")
            self.line += "["
        elif tag in ("b", "strong"):
            self.line += "**"
        elif tag in ("i", "em"):
            self.line += "*"
        elif tag in RAISED:
            self.line += RAISED[tag][0]

    def handle_endtag(self, tag):
        if tag in ("p", "li"):
            self._end()
        elif tag in ("ul", "ol"):
            self._end()
            if self.lists:
                self.lists.pop()
        elif tag == "a" and self.links:
            self.line += f"]({self.links.pop()})"
        elif tag in ("b", "strong"):
            self.line += "**"
        elif tag in ("i", "em"):
            self.line += "*"
        elif tag in RAISED:
            self.line += RAISED[tag][1]

    def handle_data(self, data):
        self.line += data

    def _end(self):
        text, self.line = self.line.strip(), ""
        if not text:
            return
        if not self.lists:
            self.blocks.append(("paragraph", text))
            return
        tag, number = self.lists[-1]
        sign = "-" if tag == "ul" else f"{max(number, 1)}."
        self.blocks.append(("point", f"{'  ' * (len(self.lists) - 1)}{sign} {text}".replace("\n", " ")))
