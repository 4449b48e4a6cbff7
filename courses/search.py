"""Find lectures without caring for marks: «dien bien» finds «Điện Biên», on either database."""

from courses.models import LecturePage
from lms.text import fold

LONGEST = 100


def lectures(query, user):
    """Published lectures that `user` may read, best first: a lazy list of search results.

    Every word must be there, whole or (in the title) as its beginning.
    """
    words = clean(query)
    if not words:
        return LecturePage.objects.none()
    readable = LecturePage.objects.visible_to(user).defer("body")
    found = readable.search(words, operator="and")
    if found:
        return found
    return readable.autocomplete(words, operator="and")


def clean(query):
    """The words of a query as the index has them; signs that mean something to a database are gone."""
    folded = fold(query.replace("\0", " ")[:LONGEST])
    return " ".join("".join(sign if sign.isalnum() else " " for sign in folded).split())
