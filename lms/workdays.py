"""Days on which offices work."""

from datetime import timedelta

SATURDAY = 5


def after(day, count):
    """The day by which `count` working days after `day` are over: Monday to Friday.

    Public holidays count as working days: a deadline kept too early harms nobody.
    """
    while count:
        day += timedelta(days=1)
        if day.weekday() < SATURDAY:
            count -= 1
    return day
