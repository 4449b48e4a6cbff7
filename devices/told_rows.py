"""Rows of a file that a carrier or another office made, by what the headings of its columns mean.

They are found as lists of pupils are (students/roster/reader.py): the heading anywhere in the first rows,
in one row or two, old encodings turned into Unicode.
"""

from students.roster import reader, values
from students.roster.vocabulary import Vocabulary


def vocabulary(columns, must=(), example="", any_of=()):
    """The columns of such a file; a sheet without all of `must`, or one of `any_of`, is no such list."""
    must = frozenset(must or any_of)
    return Vocabulary(
        columns,
        facts=must,
        sure_facts=must,
        needs=tuple({name} for name in any_of) or (must,),
        example=example,
        weights=dict.fromkeys((name for name, _pattern in columns), 3),
        has_people=False,
        # A row that holds any of them is one of the list: what it lacks is said, never dropped in silence.
        tells=lambda given: bool(must & given.keys()),
    )


def rows_of(book, words):
    """The records of a file."""
    return list(reader.read(book, words=words).records)


def text_of(record, name):
    return values.text(record.given.get(name, ""))
