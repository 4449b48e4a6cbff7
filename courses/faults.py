"""A sentence about what keeps a page from going out, and where in it that is mended."""


class Fault(str):
    """`places`: pairs of a field of the page and, in its body, the number of the block (else None)."""

    def __new__(cls, sentence, places=()):
        fault = super().__new__(cls, sentence)
        fault.places = tuple(places)
        return fault
