"""Read the demo's lectures and quizzes from text files that a teacher could write.

A file begins with `@key value` lines; then each `::kind title` opens a block, whose own
`@key value` lines come first and whose body runs to the next `::`. In a question, `+` marks
a right option or true statement, `-` a wrong one, `=` the answer, `>` what is said afterwards; `. name words`
is a line of the field of that name in the form of its kind. `::passage` is what questions with its id as
`@about` ask about.
"""

from dataclasses import dataclass, field
from pathlib import Path

from lms.text import tidy

HERE = Path(__file__).resolve().parent


@dataclass
class Block:
    kind: str
    title: str = ""
    facts: dict = field(default_factory=dict)
    body: str = ""

    @property
    def paragraphs(self):
        return [part.strip() for part in self.body.split("\n\n") if part.strip()]

    @property
    def lines(self):
        """The body as list items: its lines without the leading dash or number."""
        return [line.lstrip("- ").strip() for line in self.body.splitlines() if line.strip()]

    @property
    def rows(self):
        """A table's rows of cells; the first row is the heading."""
        return [
            [cell.strip() for cell in line.strip().strip("|").split("|")]
            for line in self.body.splitlines()
            if line.strip().startswith("|")
        ]


@dataclass
class Question:
    id: str
    kind: str
    stem: str
    level: str
    topic: str
    options: list = field(default_factory=list)  # (text, whether right)
    answers: list = field(default_factory=list)
    feedback: str = ""
    picture: str = ""
    alt: str = ""
    about: str = ""
    fields: dict = field(default_factory=dict)  # of the form of its kind


@dataclass
class Paper:
    """A lecture or a quiz as written: facts of the whole, then its blocks in order."""

    facts: dict
    blocks: list

    def __getattr__(self, name):
        try:
            return self.__dict__["facts"][name]
        except KeyError:
            raise AttributeError(name) from None

    def first(self, kind):
        return next((block for block in self.blocks if block.kind == kind), None)

    def questions(self):
        return [question(block) for block in self.blocks if block.kind == "question"]

    def passages(self):
        """{id: block}"""
        return {block.facts["id"]: block for block in self.blocks if block.kind == "passage"}

    def parts(self):
        """A quiz's parts: (part block, its questions)."""
        parts = []
        for block in self.blocks:
            if block.kind == "part":
                parts.append((block, []))
            elif block.kind == "question":
                parts[-1][1].append(question(block))
        return parts


def lectures():
    return [read(path) for path in sorted((HERE / "lectures").glob("*.txt"))]


def quizzes():
    return [read(path) for path in sorted((HERE / "quizzes").glob("*.txt"))]


def contests():
    """The papers of competitions, by the names of their files."""
    return {path.stem: read(path) for path in sorted((HERE / "contests").glob("*.txt"))}


def read(path):
    facts, blocks = {}, []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("::"):
            kind, _space, title = line[2:].partition(" ")
            if kind == "formula":  # what stands on the line is LaTeX, not a heading
                blocks.append(Block(kind, facts={"latex": title.strip()}))
            else:
                blocks.append(Block(kind, tidy(title)))
        elif line.startswith("@") and (not blocks or not blocks[-1].body.strip()):
            key, _space, value = line[1:].partition(" ")
            (blocks[-1].facts if blocks else facts)[key] = value.strip()
        elif blocks:
            blocks[-1].body += line + "\n"
    return Paper({"name": path.stem, **facts}, blocks)


def question(block):
    """The question that a `::question` block holds."""
    made = Question(
        id=block.facts["id"],
        kind=block.title,
        stem="",
        level=block.facts.get("level", "recognise"),
        topic=block.facts.get("topic", ""),
        picture=block.facts.get("picture", ""),
        alt=block.facts.get("alt", ""),
        about=block.facts.get("about", ""),
    )
    stem = []
    for line in filter(None, map(str.strip, block.body.splitlines())):
        sign, _space, rest = line.partition(" ")
        if sign in {"+", "-"}:
            made.options.append((rest, sign == "+"))
        elif sign == "=":
            made.answers = [answer.strip() for answer in rest.split("|")]
        elif sign == ".":
            name, _space, words = rest.partition(" ")
            made.fields[name] = "\n".join(filter(None, [made.fields.get(name, ""), words]))
        elif sign == ">":
            made.feedback = rest
        else:
            stem.append(line)
    made.stem = "\n".join(stem)
    return made
