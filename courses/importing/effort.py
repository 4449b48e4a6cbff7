"""How much carrying out the rules of one question, and of one file, may cost."""

MOST_FOR_ONE = 300_000
MOST_FOR_ALL = 6_000_000
# Larger rules than any question has are not searched.
LARGEST = 20_000


class Unknown(Exception):  # noqa: N818 – no trouble of the file
    """A rule that is not carried out here, by its name."""


class Effort:
    """Steps of all the rules of a file."""

    def __init__(self):
        self.left = MOST_FOR_ALL


class Steps:
    """Steps of the rules of one question."""

    def __init__(self, effort=None):
        self.effort, self.left = effort or Effort(), MOST_FOR_ONE

    def spend(self, many=1):
        self.left -= many
        self.effort.left -= many
        if self.left < 0 or self.effort.left < 0:
            raise Unknown("…")
