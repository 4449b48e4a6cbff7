"""HTML → plain text with formulas; what has no place in plain text is told."""

import re
from html.parser import HTMLParser
from urllib.parse import unquote

from lms.text import whole_number

from . import lines, mathml, tex
from .found import CannotRead, Picture
from .html_tags import BLOCKS, EMBEDDED, EMPHASIS, KNOWN, SIGN, unless_tag
from .raised import joined_to

# Of a text without its pictures. A question has at most 4,000 signs.
MOST_SIGNS = 60_000
STYLED = re.compile(r"(color|background|text-decoration|font-weight|font-style)\s*:", re.IGNORECASE)
RAISED = dict(zip("0123456789+-−=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿ", strict=True))
LOWERED = dict(zip("0123456789+-−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎", strict=True))
SOUNDS = re.compile(r"\.(mp3|ogg|oga|opus|wav|m4a|mp4|webm|mov|avi|flv)$", re.IGNORECASE)
DATA = re.compile(r"data:image/[a-zA-Z0-9.+-]+;base64,")
DATA_IN_TAG = re.compile(r"""(src\s*=\s*["']?)(data:image/[a-zA-Z0-9.+-]+;base64,[A-Za-z0-9+/=\s]+)""")
# A space at the beginning of a line of code, until the other spaces are put in order.
INDENTED = "\U000f2000"


class Reader(HTMLParser):
    def __init__(self, files, breaks_lines):
        super().__init__(convert_charrefs=True)
        self.files, self.breaks_lines = files, breaks_lines
        self.out, self.piece = [], lines.Piece("")
        self.dropped = self.kept_as_is = self.stressed = self.inside = self.outside = 0
        self.lists, self.raised, self.links, self.math, self.formula = [], [], [], [], None
        self.styled, self.data = [], []

    def read(self, source):
        source = DATA_IN_TAG.sub(self._put_aside, source)
        if len(source) > MOST_SIGNS:
            raise CannotRead("too_long", limit=4000)
        self.feed(SIGN.sub(unless_tag, source))
        self.close()
        while self.raised:
            self._end_raised()
        if self.math:
            self._say("mathml", formula="")
        if self.inside and self.outside:
            self._say("emphasis")
        text = tex.with_house_marks(lines.lines("".join(self.out)))
        self.piece.text = text.replace(INDENTED, "\xa0")
        return self.piece

    def _put_aside(self, found):
        """Long pictures would make the parser slow."""
        self.data.append(found[2])
        return f"{found[1]}data:{len(self.data) - 1}"

    def handle_starttag(self, tag, attrs):
        attributes = {name: value or "" for name, value in attrs}
        if self.math or tag == "math":
            self._begin_math(tag, attributes)
        elif tag == "script" and attributes.get("type", "").startswith("math/tex"):
            self.formula = []
        elif tag in ("script", "style"):
            self.dropped += 1
        else:
            self._begin(tag, attributes)

    def _begin(self, tag, attributes):
        if tag in BLOCKS or tag in ("br", "li", "caption"):
            self.out.append("\n")
        if tag == "table":
            self._say("table")
        elif tag in ("td", "th") and self.out and not self.out[-1].endswith("\n"):
            self.out.append(" | ")
        elif tag in ("ul", "ol"):
            self.lists.append([tag, 0])
        elif tag == "li":
            self._begin_item()
        elif tag == "img":
            self._picture(attributes.get("src", ""), attributes.get("alt", ""))
        elif tag in ("sup", "sub"):
            self.raised.append((tag, len(self.out)))
        elif tag == "a":
            self.links.append((attributes.get("href", ""), len(self.out)))
        elif tag in ("audio", "video", "source"):
            if attributes.get("src"):
                self._say("sound", name=_name(attributes["src"]))
        elif tag in EMBEDDED:
            self._say("embedded", name=attributes.get("src") or tag)
        elif tag == "pre":
            self.kept_as_is += 1
        if tag in EMPHASIS:
            self.stressed += 1
        if tag == "span":
            is_styled = bool(STYLED.search(attributes.get("style", "")))
            self.styled.append(is_styled)
            self.stressed += is_styled

    def _begin_item(self):
        if self.lists and self.lists[-1][0] == "ol":
            self.lists[-1][1] += 1
            self.out.append(f"{self.lists[-1][1]}. ")
        else:
            self.out.append("- ")

    def handle_endtag(self, tag):
        if self.math:
            self._end_math(tag)
        elif tag == "script" and self.formula is not None:
            self.out.append(rf"\( {''.join(self.formula).strip()} \)")
            self.formula = None
        elif tag in ("script", "style"):
            self.dropped = max(0, self.dropped - 1)
        elif tag in KNOWN:
            self._end(tag)

    def _end(self, tag):
        if tag in BLOCKS:
            self.out.append("\n")
        if tag in ("ul", "ol") and self.lists:
            self.lists.pop()
        elif tag in ("sup", "sub") and self.raised:
            self._end_raised()
        elif tag == "a" and self.links:
            self._end_link()
        elif tag == "pre":
            self.kept_as_is = max(0, self.kept_as_is - 1)
        elif tag in EMPHASIS:
            self.stressed = max(0, self.stressed - 1)
        elif tag == "span" and self.styled:
            self.stressed = max(0, self.stressed - self.styled.pop())

    def _end_raised(self):
        """x<sup>2</sup> is x²; what has no such sign becomes a formula, for «x2» would be another thing."""
        tag, start = self.raised.pop()
        text = "".join(self.out[start:]).strip()
        del self.out[start:]
        signs = RAISED if tag == "sup" else LOWERED
        if all(sign in signs for sign in text):
            self.out.append("".join(signs[sign] for sign in text))
        elif text:
            safe = re.sub(r"[\\{}%&#$_^]", "", text)
            inner = safe if len(safe) == 1 or not safe.isalpha() else rf"\text{{{safe}}}"
            formula = rf"\({{}}{'^' if tag == 'sup' else '_'}{{{inner}}}\)"
            written = self.out.pop() if self.out else ""
            stays, formula = joined_to(written, formula)
            self.out += [written[:stays], formula]

    def _end_link(self):
        address, start = self.links.pop()
        text = "".join(self.out[start:]).strip()
        if address.startswith(("http://", "https://")):
            if text and address.rstrip("/") not in text:
                self.out.append(f" ({address})")
        elif address.startswith("@@PLUGINFILE@@"):
            name = _name(address)
            self._say("sound" if SOUNDS.search(name) else "attachment", name=name)

    def handle_data(self, data):
        if self.math:
            self.math[-1].text += data
        elif self.formula is not None:
            self.formula.append(data)
        elif not self.dropped:
            self._put(data)

    def _put(self, text):
        seen = len(text.strip())
        if self.stressed:
            self.inside += seen
        else:
            self.outside += seen
        if self.kept_as_is:
            text = re.sub(r"(?m)^[ \t]+", lambda found: INDENTED * len(found[0].expandtabs(4)), text)
        elif not self.breaks_lines:
            text = re.sub(r"\s+", " ", text)
        self.out.append(text)

    def _picture(self, address, alt):
        content, name = None, _name(address)
        if address.startswith("data:"):
            content, name = self._data(address), "hinh"
        elif address in self.files:
            content = self.files[address]
        elif address.startswith("@@PLUGINFILE@@") or name in self.files:
            content = self.files.get(name)
        elif re.match(r"(https?:)?//", address):
            self._say("picture_outside", address=address)
            return
        if content is None:
            self._say("picture_missing", name=name)
            return
        self.piece.pictures.append(Picture(name, content, lines.collapsed(alt)[:250]))

    def _data(self, address):
        place = whole_number(address.removeprefix("data:"), 6)
        if place is None or place >= len(self.data):
            return None
        return lines.decoded(DATA.sub("", self.data[place], count=1))

    def _begin_math(self, tag, attributes):
        node = mathml.Node(tag, attributes)
        if self.math:
            self.math[-1].children.append(node)
        self.math.append(node)
        if len(self.math) > 2 * mathml.DEEPEST:
            raise CannotRead("damaged_question", why="MathML")

    def _end_math(self, tag):
        while self.math:
            node = self.math.pop()
            if not self.math:
                self._put_formula(node)
            if node.tag == tag:
                return

    def _put_formula(self, node):
        try:
            self.out.append(rf"\( {mathml.to_latex(node).strip()} \)")
        except mathml.Unknown:
            plain = lines.collapsed(_all_text(node))
            self._say("mathml", formula=plain)
            self.out.append(plain)

    def _say(self, code, **values):
        self.piece.issues.append((code, values))


def _name(address):
    return unquote(re.split(r"[?#]", address)[0]).rpartition("/")[2]


def _all_text(node, depth=0):
    if depth > mathml.DEEPEST:
        return ""
    return node.text + " ".join(_all_text(child, depth + 1) for child in node.children)
