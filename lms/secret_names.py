"""Names of files drawn by lot, for files whose address is the right to have them."""

import re
import secrets
from string import ascii_lowercase, digits

# Wagtail shortens the name of a copy to 60 signs in all; these are never cut off.
SIGNS = 17
DRAWN = re.compile(rf"[a-z0-9]{{{SIGNS}}}")
# A path to a file called so, or to a copy of it, for the database.
BEGINS_DRAWN = rf"/[a-z0-9]{{{SIGNS}}}\.[^/]*$"


def secret_name():
    return "".join(secrets.choice(ascii_lowercase + digits) for _sign in range(SIGNS))


def is_drawn(stem):
    """Whether a name without its ending was drawn here."""
    return bool(DRAWN.fullmatch(stem))
