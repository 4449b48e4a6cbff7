"""Rows out of .xlsx, .xls, .ods, .csv and .txt, and into .xlsx. Nothing here knows what they mean.

`read(content, name)` gives a `Book` or raises `Refused` with a sentence for the person;
`write(sheets)` gives the bytes of an .xlsx.
"""

from .reading import Book, Sheet, read
from .refusals import MAX_BYTES, Refused
from .writing import write

__all__ = ["MAX_BYTES", "Book", "Refused", "Sheet", "read", "write"]
