"""Everything the importer can say, as code: (level, sentence). The codes are stable (docs/roster.md)."""

from .cells import CELLS
from .files import FILES
from .others import OTHERS
from .pupils import PUPILS

ISSUES = FILES | CELLS | PUPILS | OTHERS
