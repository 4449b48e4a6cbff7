"""How long what is kept."""


def years_after(day, years):
    """The same day some years later; 29 February is the 28th where there is none.

    >>> years_after(date(2024, 2, 29), 5)
    datetime.date(2029, 2, 28)
    """
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def years_before(day, years):
    return years_after(day, -years)
