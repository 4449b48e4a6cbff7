"""One search over lectures, quizzes and articles; marks need not be typed: «dien bien» finds «Điện Biên»."""

import re
from dataclasses import dataclass

from wagtail.models import Page
from wagtail.search.query import Phrase

from courses.models import LecturePage, QuizPage
from home.models import ArticlePage
from home.shelves import STEP
from lms.text import fold

LONGEST = 80
WORDS = re.compile(r"[^\W_]+")
LECTURES_SHOWN = 30
QUIZZES_SHOWN = 15
ARTICLES_SHOWN = 10


@dataclass
class Found:
    """What a search found, and what was really looked for."""

    looked_for: str
    was_cut: bool
    lectures: list
    quizzes: list
    articles: list

    @property
    def is_empty(self):
        return not (self.lectures or self.quizzes or self.articles)


def search(text, user):
    """Lectures and quizzes that `user` may read, and published articles, best first."""
    text = " ".join(text.replace("\0", " ").split())
    looked_for = text[:LONGEST].strip()
    # Words alone: quotes and signs mean something to the search of SQLite.
    folded = " ".join(WORDS.findall(fold(looked_for)))
    lectures, quizzes, articles = [], [], []
    if folded:
        lectures = _best(LecturePage.objects.visible_to(user), folded, LECTURES_SHOWN)
        quizzes = _best(QuizPage.objects.visible_to(user), folded, QUIZZES_SHOWN)
        articles = _best(ArticlePage.objects.live().public(), folded, ARTICLES_SHOWN)
        _name_courses([*lectures, *quizzes])
    return Found(looked_for, len(text) > LONGEST, lectures, quizzes, articles)


def _best(pages, folded, number):
    """Pages where the words stand side by side, then those that have them all; where there are
    none, titles with words that begin so («dien bi»)."""
    pages = pages.defer_streamfields()
    together = list(pages.search(Phrase(folded))[:number]) if " " in folded else []
    anywhere = list(pages.search(folded)[:number])
    found = list({page.pk: page for page in [*together, *anywhere]}.values())[:number]
    return found or list(pages.autocomplete(folded)[:number])


def _name_courses(pages):
    """Give each page the title of its course: one query."""
    paths = {page.path[:-STEP] for page in pages}
    titles = dict(Page.objects.filter(path__in=paths).values_list("path", "title"))
    for page in pages:
        page.course_title = titles.get(page.path[:-STEP], "")
