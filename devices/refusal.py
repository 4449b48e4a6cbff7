class Refused(Exception):
    """Why it cannot be done, as a sentence for the screen."""

    @property
    def sentence(self):
        return str(self)
