"""School years by their code; one that nobody made yet comes with its usual days and terms."""

import re
from datetime import date

from students.models import SchoolYear, Term


def year_coded(code, on):
    """The year of a code such as 2026-2027 (not saved when it is new); None when it is no such code.

    A year may be made up to two years ahead, so that a slip of the pen makes no year 2206.
    """
    found = re.fullmatch(r"(20\d\d)\s*[-–—/]\s*(20\d\d)", str(code).strip())
    if not found or int(found[2]) != int(found[1]) + 1:
        return None
    start = int(found[1])
    known = SchoolYear.objects.filter(code=f"{start}-{start + 1}").first()
    if known or not -2 <= start - on.year <= 2:
        return known
    # Decisions of the province set other days now and then; they are edited on the row itself.
    return SchoolYear(
        code=f"{start}-{start + 1}", starts_on=date(start, 9, 5), ends_on=date(start + 1, 5, 31)
    )


def save_with_terms(year):
    """Save a new year with the two terms that schools start from (18 and 17 weeks)."""
    year.save()
    start = year.starts_on.year
    Term.objects.bulk_create(
        [
            Term(year=year, number=1, starts_on=year.starts_on, ends_on=date(start + 1, 1, 17)),
            Term(year=year, number=2, starts_on=date(start + 1, 1, 18), ends_on=year.ends_on),
        ]
    )
    return year
