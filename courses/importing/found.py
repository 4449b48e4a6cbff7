"""What a reader brings out of a file."""

from dataclasses import dataclass, field

from .said import ERROR, LOSSY, SAID

LONGEST_SAID = 120
MOST_QUESTIONS = 5_000
# More has no question that somebody is to read.
MOST_ANSWERS = 100


class Refused(Exception):
    """The whole file was not read. `code` is stable; the text is a sentence for the person."""

    def __init__(self, code, **values):
        self.issue = Issue(code, values)
        super().__init__(self.issue.sentence)


def refuse_too_many(questions):
    """Before all the work is done."""
    if len(questions) > MOST_QUESTIONS:
        raise Refused("too_many", limit=MOST_QUESTIONS)


class CannotRead(Exception):  # noqa: N818 – the answer of a reader about one question
    """One question of the file cannot be read; the others can."""

    def __init__(self, code, **values):
        self.issue = Issue(code, values)
        super().__init__(code)


@dataclass
class Issue:
    """Something to say about a question or a file; its sentence is made when it is read."""

    code: str
    values: dict = field(default_factory=dict)

    @property
    def level(self):
        return SAID[self.code][0]

    @property
    def sentence(self):
        # A sentence that another part of the house says stays whole.
        values = {
            name: str(value) if name == "sentence" else str(value)[:LONGEST_SAID]
            for name, value in self.values.items()
        }
        return str(SAID[self.code][1]) % values

    def kept(self):
        return {"code": self.code, "values": self.values}


@dataclass
class Picture:
    """A picture of a question, as the bytes of its file; `option`: the id of the option it stands with."""

    name: str
    content: bytes
    alt: str = ""
    option: str = ""


@dataclass
class FoundPassage:
    """A text that several questions of a file are about."""

    title: str
    text: str


@dataclass
class Found:
    """A question of a file, in the words of the bank: `content` and `key` are those of its kind.

    `kind` is the file's own word where the bank has none. `expects`: what the file says that answers are
    worth, as (response, fraction); the bank must come to the same (judging.py).
    """

    ref: str
    kind: str
    text: str = ""
    content: dict = field(default_factory=dict)
    key: dict = field(default_factory=dict)
    feedback: str = ""
    level: str = ""
    topic: str = ""
    curriculum: str = ""
    points: str = "1"
    pictures: list = field(default_factory=list)
    issues: list = field(default_factory=list)
    expects: list = field(default_factory=list)
    passage: FoundPassage | None = None
    # The same for the same question; given when it is judged.
    hash: str = ""

    def say(self, code, **values):
        """Add an issue, once."""
        issue = Issue(code, values)
        if issue not in self.issues:
            self.issues.append(issue)

    @property
    def own_pictures(self):
        """Those that stand under the question itself."""
        return [one for one in self.pictures if not one.option]

    @property
    def option_pictures(self):
        return [one for one in self.pictures if one.option]

    @property
    def is_refused(self):
        return any(issue.level == ERROR for issue in self.issues)

    @property
    def is_lossy(self):
        return not self.is_refused and any(issue.level == LOSSY for issue in self.issues)


# What the bank keeps of a question: the fields of a version.
LONGEST = {"text": 4000, "feedback": 2000, "topic": 120, "curriculum": 40, "passage": 20_000}
