"""What a question says, as words to be searched and compared."""

from lms.text import fold

# Of what a version holds: what a reader sees. Ids, places and rules are no words.
WORDS = ("text", "unit", "words", "group")


def texts_in(content):
    """Every text in `content`, in the order in which it stands there."""
    if isinstance(content, dict):
        for name, value in content.items():
            if isinstance(value, str):
                if name in WORDS and value:
                    yield value
            else:
                yield from texts_in(value)
    elif isinstance(content, list):
        for one in content:
            yield from texts_in(one)


def searched(bank, number, text, content, topic, curriculum):
    """The folded words by which a question is found; in capitals or small, with marks or without."""
    return fold(" ".join([f"{bank}-{number}", text, *texts_in(content), topic, curriculum]))
