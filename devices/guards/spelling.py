"""The one spelling of numbers (devices/numbers.py) in words that SQLite and PostgreSQL both understand."""

# Printable ASCII that is neither a letter nor a digit: what `bare` leaves out.
LEFT_OUT = [chr(place) for place in range(32, 127) if not chr(place).isalnum()]
# What a digit counts when it is doubled, at the place of the digit.
DOUBLED = "0246813579"


def is_digits(column):
    return f"LTRIM({column}, '0123456789') = '' AND {column} <> ''"


def bare(column):
    """`column` in capitals, without spaces, dashes and the like."""
    stripped = column
    for sign in LEFT_OUT:
        stripped = f"REPLACE({stripped}, '{sign.replace(chr(39), chr(39) * 2)}', '')"
    return f"UPPER({stripped})"


def luhn_holds(column, length):
    """Whether the last digit of a number of `length` digits is the check digit of the others."""
    digits = (
        _doubled(f"SUBSTR({column}, {place}, 1)")
        if (length - place) % 2
        else f"CAST(SUBSTR({column}, {place}, 1) AS INTEGER)"
        for place in range(1, length + 1)
    )
    return f"({' + '.join(digits)}) % 10 = 0"


def _doubled(digit):
    return f"CAST(SUBSTR('{DOUBLED}', CAST({digit} AS INTEGER) + 1, 1) AS INTEGER)"
