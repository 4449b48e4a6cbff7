"""What a reader brings out of a file."""

from dataclasses import dataclass, field

from .said import ERROR, SAID

LONGEST_SAID = 160


@dataclass
class Issue:
    """Something to say about a file or a place in it; its sentence is made when it is read."""

    code: str
    values: dict = field(default_factory=dict)

    @property
    def level(self):
        return SAID[self.code][0]

    @property
    def sentence(self):
        values = {name: str(value)[:LONGEST_SAID] for name, value in self.values.items()}
        return str(SAID[self.code][1]) % values

    def kept(self):
        return {"code": self.code, "values": self.values}


class Refused(Exception):
    """The whole file was not read. `code` is stable; the text is a sentence for the person."""

    def __init__(self, code, **values):
        self.issue = Issue(code, values)
        super().__init__(self.issue.sentence)

    @classmethod
    def known(cls, code, values):
        """What another reader of the house refused with this code; one it alone knows is a damaged file."""
        is_ours = code in SAID and SAID[code][0] == ERROR
        return cls(code, **values) if is_ours else cls("package_damaged")


@dataclass
class Drawn:
    """A picture as it is kept: the bytes of its file, and about how heavy its light copy will be."""

    content: bytes
    ending: str
    weight: int
    # The same for the same picture, however often it stands in the file.
    hash: str


@dataclass
class Piece:
    """A piece of a lecture. `kind`: heading, text, note, formula, table, picture, spoken, media, page.

    `content` by kind: text and size; html; latex; caption and rows; alt; name; text.
    """

    kind: str
    content: dict
    place: int = 0
    issues: list = field(default_factory=list)
    picture: Drawn | None = None
    begins_lecture: bool = False
    is_left_out: bool = False


@dataclass
class Result:
    """What a file holds; `places` are its slides or pages."""

    format: str
    pieces: list
    title: str = ""
    places: int = 0
    # Pairs of (place, Issue); place 0 means the file.
    issues: list = field(default_factory=list)
