"""What follows from marks: Thông tư 22/2021 (secondary) and 27/2020 (primary). Pure; exact decimals, one
rounding at the end, half up: 8,25 is 8,3."""

from decimal import ROUND_HALF_UP, Decimal

# A sheet of the ministry has five columns of regular marks (ĐĐGtx).
MOST_REGULAR = 5

TENTH = Decimal("0.1")

GOOD, FAIR, PASSED, FAILED = "good", "fair", "passed", "failed"
# From the best.
LEVELS = (GOOD, FAIR, PASSED, FAILED)

ACHIEVED, NOT_ACHIEVED = "Đ", "CĐ"
# Hoàn thành tốt, hoàn thành, chưa hoàn thành.
PRIMARY_LEVELS = ("T", "H", "C")

# No subject of a pupil of Khá is below.
FAIR_LEAST = Decimal("5.0")
# In so many subjects the higher threshold of a level is to be reached.
SUBJECTS = 6


def rounded(value):
    """To one decimal, half up.

    >>> rounded(Decimal("8.25"))
    Decimal('8.3')
    """
    return Decimal(value).quantize(TENTH, ROUND_HALF_UP)


def term_average(regular, midterm, final):
    """The average of a subject in a term (ĐTBmhk); None while midterm or final is missing."""
    if midterm is None or final is None:
        return None
    return rounded((sum(regular, Decimal(0)) + 2 * midterm + 3 * final) / (len(regular) + 5))


def year_average(first, second):
    """The average of a subject in a year (ĐTBmcn) of those of its terms; None while one is missing."""
    if first is None or second is None:
        return None
    return rounded((first + 2 * second) / 3)


def term_result(regular, midterm, final):
    """Đ or CĐ of a subject that is judged by remarks: Đ when each judgement of the term is. None while
    midterm or final is missing."""
    if not midterm or not final:
        return None
    judged = [*regular, midterm, final]
    return ACHIEVED if all(one == ACHIEVED for one in judged) else NOT_ACHIEVED


def year_result(_first, second):
    """Of such a subject the second term decides."""
    return second


def level(averages, results):
    """The level of learning out of all `averages` and all `results` (Đ, CĐ) of a term or year."""
    failed = sum(1 for one in results if one != ACHIEVED)

    def reached(each, higher):
        return all(one >= each for one in averages) and sum(one >= higher for one in averages) >= SUBJECTS

    if not failed and reached(Decimal("6.5"), Decimal("8.0")):
        return GOOD
    if not failed and reached(FAIR_LEAST, Decimal("6.5")):
        return FAIR
    if failed <= 1 and reached(Decimal("3.5"), Decimal("5.0")):
        return PASSED
    return FAILED


def adjusted_level(averages, results):
    """(level, whether it was lifted): where a single subject alone takes a pupil down by two levels or more
    from Tốt or Khá, the next level up counts (Thông tư 22/2021, Điều 9, khoản 3)."""
    found = level(averages, results)
    weak = sum(1 for one in averages if one < FAIR_LEAST) + sum(1 for one in results if one != ACHIEVED)
    if weak > 1 or found in (GOOD, FAIR):
        # No single subject takes down, or not by two levels.
        return found, False
    without = [
        *(level([*averages[:at], Decimal(10), *averages[at + 1 :]], results) for at in range(len(averages))),
        *(level(averages, [*results[:at], ACHIEVED, *results[at + 1 :]]) for at in range(len(results))),
    ]
    best = min((LEVELS.index(one) for one in without), default=len(LEVELS))
    if best <= LEVELS.index(FAIR) and LEVELS.index(found) - best >= 2:
        return LEVELS[LEVELS.index(found) - 1], True
    return found, False
