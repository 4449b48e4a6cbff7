"""What a kind of list has to bring along."""

from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass, field

from ..vocabulary import Vocabulary


@dataclass(frozen=True, eq=False)
class Kind:
    """`compare(plan)` gives a `Comparison`, `write(plan, by)` what carries rows out with a trail.

    `shown`: (heading, value of a row) for the table of the preview. `as_json`: a row in the report.
    """

    code: str
    title: str
    # What such a list looks like, in a sentence.
    told: str
    words: Vocabulary
    compare: Callable
    write: Callable
    shown: list
    as_json: Callable
    # Makes what looks at all rows of a sheet, to know how to read each.
    watch: Callable | None = None
    # Counts of its own, as they are when nothing was read.
    no_counts: dict = field(default_factory=dict)


class Comparison(ABC):
    """Rows of one list against the school. Nothing is written here."""

    def __init__(self, plan):
        self.plan = plan
        # Classes that do not exist yet and that some row needs.
        self.new_classes = []

    def survey(self, watch):  # noqa: B027 – most kinds need no second look
        """Look at all rows before any of them is judged; nothing of the school is needed for that."""

    def begin(self):  # noqa: B027 – nor anything kept from before
        """Look at the school as it is now; from here on it must not change."""

    @abstractmethod
    def rows(self):
        """The rows in the order of the file."""

    @abstractmethod
    def settle(self, rows):
        """Set the action of some rows, and note what is wrong with them."""

    def counts(self):
        return {}

    def seen(self):
        """What else a person sees before confirming; if it differs later, nothing is written."""
        return []
