"""How runs look: what a style says, and what the run itself does."""

from dataclasses import dataclass, replace

from courses.importing.exam.marked import Marks

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
DEEPEST = 20
OFF = ("0", "false", "off", "none")
# Of what a sign looks like: below this no colour is clearly one.
LEAST_COLOUR = 0x40
SIMPLE = {"b": "bold", "i": "italic", "strike": "strike", "dstrike": "strike"}


@dataclass(frozen=True)
class Look:
    """What a run is written in."""

    marks: Marks = Marks()
    font: str = ""
    # "superscript", "subscript" or nothing.
    raised: str = ""
    is_hidden: bool = False
    is_capitals: bool = False


PLAIN = Look()


class Styles:
    """The styles of a document by their ids; `None` of a document without."""

    def __init__(self, root=None):
        self.by_id, self.default, self.usual = {}, "", PLAIN
        self.cache, self.looks = {}, {}
        if root is None:
            return
        for style in root.iterfind(f"{W}style"):
            self.by_id[style.get(f"{W}styleId", "")] = style
            if style.get(f"{W}type") == "paragraph" and style.get(f"{W}default") in ("1", "true", "on"):
                self.default = style.get(f"{W}styleId", "")
        told = root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
        if told is not None:
            self.usual = changed(PLAIN, told)

    def look(self, id_, upon=None):
        """What the style `id_` looks like, upon the look of what it lies in."""
        upon = self.usual if upon is None else upon
        if (id_, upon) not in self.cache:
            look = upon
            for style in reversed(self._chain(id_)):
                told = style.find(f"{W}rPr")
                if told is not None:
                    look = changed(look, told)
            self.cache[id_, upon] = look
        return self.cache[id_, upon]

    def numbering(self, id_):
        """The <w:numPr> of a style, or of what it is based on."""
        for style in self._chain(id_):
            told = style.find(f"{W}pPr/{W}numPr")
            if told is not None:
                return told
        return None

    def name(self, id_):
        """What Word calls the style, in small letters: «heading 1», whatever the language of its ids."""
        named = self.by_id[id_].find(f"{W}name") if id_ in self.by_id else None
        return named.get(f"{W}val", "").lower() if named is not None else ""

    def outline(self, id_):
        """The level of a heading, from 0; None of a style that is none."""
        for style in self._chain(id_):
            if (told := style.find(f"{W}pPr/{W}outlineLvl")) is not None:
                value = told.get(f"{W}val", "")
                return int(value) if value in tuple("012345678") else None
        return None

    def of_run(self, run, look):
        """The look of a run that lies in a paragraph of `look`."""
        told = run.find(f"{W}rPr")
        if told is None or not len(told):
            return look
        style = told.find(f"{W}rStyle")
        if style is not None:
            look = self.look(style.get(f"{W}val", ""), look)
        return changed(look, told)

    def _chain(self, id_):
        chain = []
        while id_ in self.by_id and len(chain) < DEEPEST:
            style = self.by_id[id_]
            chain.append(style)
            based = style.find(f"{W}basedOn")
            id_ = based.get(f"{W}val", "") if based is not None else ""
        return chain


def changed(look, told):
    """`look` with what the <w:rPr> `told` says otherwise."""
    marks, more = {}, {}
    for one in told:
        tag, value = one.tag.rpartition("}")[2], one.get(f"{W}val")
        if tag in SIMPLE:
            marks[SIMPLE[tag]] = value not in OFF
        elif tag == "u":
            marks["underline"] = (value or "single") not in OFF
        elif tag == "color":
            marks["colour"] = clear_colour(value or "")
        elif tag == "highlight":
            marks["highlight"] = "" if value in (None, "none", "white") else value
        elif tag == "shd":
            # The shade behind a text is what many use instead of the pen.
            marks["highlight"] = clear_colour(one.get(f"{W}fill", ""))
        elif tag == "rFonts":
            more["font"] = one.get(f"{W}ascii") or one.get(f"{W}hAnsi") or one.get(f"{W}cs") or look.font
        elif tag == "vertAlign":
            more["raised"] = value if value in ("superscript", "subscript") else ""
        elif tag == "position" and told.find(f"{W}sz") is not None:
            # Moved up or down and made small: what some programs write for raised signs.
            more["raised"] = _moved(value)
        elif tag == "vanish":
            more["is_hidden"] = value not in OFF
        elif tag == "caps":
            more["is_capitals"] = value not in OFF
    if marks:
        more["marks"] = replace(look.marks, **marks)
    return replace(look, **more) if more else look


def _moved(value):
    try:
        return "superscript" if int(value or 0) > 1 else "subscript" if int(value or 0) < -1 else ""
    except ValueError:
        return ""


def clear_colour(value):
    """Six digits of a colour that nobody takes for black, grey or white; else nothing."""
    try:
        parts = [int(value[at : at + 2], 16) for at in (0, 2, 4)] if len(value) == 6 else []
    except ValueError:
        return ""
    return value.upper() if parts and max(parts) - min(parts) >= LEAST_COLOUR else ""
