"""XML of strangers: without entities, without outside, not deeper than any real file."""

from xml.etree.ElementTree import ParseError, TreeBuilder

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

from .found import MOST_QUESTIONS, Refused

DEEPEST = 100
# Sixty for each of as many questions as are read.
MOST_ELEMENTS = 300_000
# Word writes five hundred for a question.
MOST_TAGS_IN_PIECES = 2_500_000
TAKEN_DEPTH = 2


class Damaged(Exception):  # noqa: N818 – the reader decides what it means
    """The file is no XML from some line on."""

    def __init__(self, error):
        self.line = error.position[0]
        super().__init__(str(error))


class _TooDeep(Exception):  # noqa: N818
    pass


class _TooMany(Exception):  # noqa: N818
    pass


class _Builder(TreeBuilder):
    """Deeper trees than any question has are not built."""

    def __init__(self, take=None):
        super().__init__()
        self.depth = self.many = 0
        self.take = take

    def start(self, tag, attrs):
        self.depth += 1
        if self.depth > DEEPEST:
            raise _TooDeep
        self.many += 1
        if self.many > MOST_ELEMENTS and self.take is None:
            raise _TooMany
        return super().start(tag, attrs)

    def end(self, tag):
        self.depth -= 1
        element = super().end(tag)
        if self.take is not None and self.depth == TAKEN_DEPTH:
            self.take(element)
            element.clear()
        return element


def parse(content, take=None):
    """The root element of `content` (bytes or text). Raises `Damaged`, or `Refused` for what attacks.

    With `take`, a large file is read piece by piece: each child of a child of the root is handed to it as
    soon as it is whole, and not kept.
    """
    if take is not None and content.count(b"<") > MOST_TAGS_IN_PIECES:
        raise Refused("too_many", limit=MOST_QUESTIONS)
    parser = DefusedXMLParser(target=_Builder(take), forbid_dtd=True)
    try:
        parser.feed(content)
        return parser.close()
    except DefusedXmlException as why:
        raise Refused("entities") from why
    except _TooDeep as why:
        raise Refused("too_deep") from why
    except _TooMany as why:
        raise Refused("too_many", limit=MOST_QUESTIONS) from why
    except ParseError as error:
        raise Damaged(error) from error
    except (LookupError, ValueError) as error:
        # An encoding that nobody knows, or one that the parser does not read.
        raise Refused("unknown_letters") from error
