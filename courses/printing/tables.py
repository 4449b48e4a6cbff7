"""Tables as both the typesetter and Word are told of them: sections of cells that hold words and formulas."""

from dataclasses import asdict, dataclass, field

from .typst_maths import pieces


@dataclass(frozen=True)
class Cell:
    text: str = ""
    across: int = 1
    down: int = 1
    strong: bool = False
    left: bool = False


@dataclass
class Table:
    """`widths` are parts of the width; of `rows` the first `heads` are repeated on each page."""

    widths: list
    rows: list
    heads: int = 1


@dataclass
class Section:
    """A heading, lines of text below it, a table below them."""

    title: str
    lines: list = field(default_factory=list)
    table: Table | None = None
    # A sheet of its own.
    new_page: bool = False


def facts_of(sections, head, title, flipped=False):
    """The facts of `templates/courses/paper_tables.typ`."""
    return {
        "head": asdict(head),
        "title": title,
        "flipped": flipped,
        "sections": [_section(section) for section in sections],
    }


def _section(section):
    table = section.table
    return {
        "title": section.title,
        "lines": [pieces(line) for line in section.lines],
        "new_page": section.new_page,
        "table": table
        and {
            "widths": table.widths,
            "heads": table.heads,
            "rows": [[{**asdict(cell), "text": pieces(cell.text)} for cell in row] for row in table.rows],
        },
    }
