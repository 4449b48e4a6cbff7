"""The columns of the sheet that a class's papers are typed into: one for each question, whatever the code."""

from dataclasses import dataclass

from courses.printing import layout, written

# How wide a field has to be, by what is written in it.
SHORT, FOUR, LONG = "short", "four", "long"
OF_KIND = {"one_choice": SHORT, "true_false": SHORT, "four_statements": FOUR, "short_number": FOUR}
# After so many signs the next field is meant.
SIGNS = {"one_choice": 1, "true_false": 1, "four_statements": 4}


@dataclass(frozen=True)
class Column:
    label: str
    hint: str
    width: str
    signs: int
    part: int


def of_papers(papers):
    """The Columns of all questions that any of `papers` asks, in printed order."""
    found = {}
    for paper in papers:
        for asked in layout.questions_of(paper):
            found.setdefault((asked.part, asked.number), []).append(asked)
    return [_column(same) for _where, same in sorted(found.items())]


def _column(same):
    """Of different draws one number may ask different kinds: then nothing is said of it."""
    first = same[0]
    kinds = {one.version.kind for one in same}
    alike = len(kinds) == 1
    kind = first.version.kind
    width = FOUR if first.by_hand else OF_KIND.get(kind, LONG)
    return Column(
        first.label,
        written.hint_of(first) if alike else "",
        width if alike else LONG,
        SIGNS.get(kind, 0) if alike else 0,
        first.part,
    )
