"""Times of use and days of last sight as systems write them that manage machines (Samsung Knox, ManageEngine,
Google and others). Pure: nothing is guessed, what cannot be read is None."""

import re
from datetime import date, datetime, timedelta

from django.utils import timezone

from devices.external.spans import day_of
from lms.text import fold, tidy

SECONDS = {"s": 1, "min": 60, "h": 3600}
# Words for a unit, in headings and after numbers: folded.
UNITS = {
    **dict.fromkeys(("s", "sec", "secs", "second", "seconds", "giay", "g"), "s"),
    **dict.fromkeys(("m", "min", "mins", "minute", "minutes", "phut", "p", "ph"), "min"),
    **dict.fromkeys(("h", "hr", "hrs", "hour", "hours", "gio"), "h"),
}
# A heading says it in a whole word: «(m)» or «g» might be anything there.
IN_HEADINGS = {word: unit for word, unit in UNITS.items() if len(word) > 1 or word == "h"}
MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
# No time is written longer; digits without end are no number to reckon with.
LONGEST = 80
NEVER = {"", "-", "–", "never", "n/a", "na", "none", "chua bao gio", "chua", "khong co"}


def time_unit_in(title):
    """The unit of time that a heading names, or "".

    >>> time_unit_in("Screen time (min)"), time_unit_in("Thời gian sử dụng")
    ('min', '')
    """
    told = {IN_HEADINGS[word] for word in re.findall(r"[a-z]+", fold(title)) if word in IN_HEADINGS}
    # «Thời gian (giờ:phút)» names two: then the cells must say it.
    return told.pop() if len(told) == 1 else ""


def seconds_of(cell, unit):
    """A time of use in seconds; None where it cannot be read, or is a bare number without a unit.

    >>> seconds_of("01:02:03", ""), seconds_of("1h 30m", ""), seconds_of(90, "min"), seconds_of(90, "")
    (3723, 5400, 5400, None)
    """
    if isinstance(cell, bool):
        return None
    if isinstance(cell, int | float):
        # A workbook keeps «1:05» as a part of a day: under «(min)» it would become a few seconds.
        is_part_of_day = isinstance(cell, float) and 0 < cell < 1 and unit in ("s", "min")
        return None if is_part_of_day else _scaled(cell, unit)
    text = tidy(str(cell))
    if len(text) > LONGEST:
        return None
    if found := re.fullmatch(r"(?:(\d+) days?,? )?(\d{1,4}):([0-5]?\d)(?::([0-5]?\d)(?:\.\d+)?)?", text):
        days, hours, minutes, seconds = (int(part or 0) for part in found.groups())
        return days * 86_400 + hours * 3600 + minutes * 60 + seconds
    folded = fold(text)
    if re.fullmatch(r"\d+([.,]\d+)?", folded):
        return _scaled(float(folded.replace(",", ".")), unit)
    parts = re.findall(r"(\d+(?:[.,]\d+)?) ?([a-z]+)", folded)
    if not parts or re.sub(r"(\d+(?:[.,]\d+)?) ?([a-z]+)|[ ,;]|va|and", "", folded):
        return None
    if any(word not in UNITS for _number, word in parts):
        return None
    return round(sum(float(number.replace(",", ".")) * SECONDS[UNITS[word]] for number, word in parts))


def is_bare(cell):
    """Whether a time is a number alone, which only a heading can explain."""
    return seconds_of(cell, "") is None and seconds_of(cell, "s") is not None


def seen_on(cell):
    """(whether the cell can be read, the day); «never» can, and has none."""
    text = tidy(str(cell))
    if fold(text) in NEVER:
        return True, None
    if not isinstance(cell, str):
        found = day_of(cell)
        return found is not None, found
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        found = day_of(text) or _in_english(text)
        return found is not None, found
    try:
        # With its zone told, midnight in Điện Biên decides.
        return True, timezone.localdate(moment) if moment.tzinfo else moment.date()
    except OverflowError:  # the first and the last day there is, elsewhere
        return False, None


def _scaled(number, unit):
    if not unit or not 0 <= number < 10**9:
        return None
    return round(number * SECONDS[unit])


def _in_english(text):
    """«Nov 24, 2026 08:15 AM» and «24 Nov 2026»."""
    for pattern in (
        r"(?P<month>[a-z]{3})[a-z]*\.? (?P<day>\d{1,2}),? (?P<year>20\d\d)\b.*",
        r"(?P<day>\d{1,2})[ -](?P<month>[a-z]{3})[a-z]*\.?,?[ -](?P<year>20\d\d)\b.*",
    ):
        found = re.fullmatch(pattern, text.lower())
        if found and found["month"] in MONTHS:
            try:
                return date(int(found["year"]), MONTHS.index(found["month"]) + 1, int(found["day"]))
            except ValueError:
                return None
    return None


def longest(span):
    """So many seconds has a span of days."""
    return int((span[1] - span[0] + timedelta(days=1)).total_seconds())
