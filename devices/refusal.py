class Refused(Exception):
    """Why it cannot be done, as a sentence for the screen."""

    @property
    def sentence(self):
        return str(self)


class NeedsDecision(Refused):
    """It can be done once the number of a decision that allows it is written."""
