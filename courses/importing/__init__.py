"""Questions out of files that schools already have.

A reader is pure: bytes in, a list of `Found` out, one for every question of the file, in its order – also for
those that cannot be asked here, with an issue that says why. One bad question never sinks the file; only a
file that cannot be read at all raises `Refused`.

    formats    which reader reads what, found by what the file holds and never by its name
    found      what a reader brings: Found, Picture, Issue; Refused
    said       the sentence of each issue
    judging    whether the bank can ask it, and whether it gives the marks the file gave
    keeping    the file waits, question by question, for a person to look (models/imports.py)
    applying   into the bank, once, in one transaction; and undone
    report     the same told as JSON
"""

from .formats import FORMATS, read
from .found import Found, Issue, Picture, Refused

__all__ = ["FORMATS", "Found", "Issue", "Picture", "Refused", "read"]
