"""A teacher sits a quiz as a pupil would, and nothing of it is kept."""

import random
from dataclasses import dataclass

from courses import answer_lines, editions, paper_codes, papers, question_html, review_rules, scoring


@dataclass
class DryRun:
    """The quiz as `page` asks it, in the order of a code or, without codes, of one pupil."""

    page: object
    code: str
    seed: int

    def __post_init__(self):
        self.paper, self.items = editions.drafted(self.page, self.code, self.seed)

    def sheet(self):
        return papers.sheet_of_draft(self.paper, self.items)

    def marked(self, post):
        """(Result, a line for each question) of what was posted."""
        told = {item.place: question_html.read_form(post, item) for item in self.items}
        responses = {place: said for place, said in told.items() if said is not None}
        result = scoring.score(self.items, responses, practice=self.page.practice)
        moved = {item.place: item.options for item in self.items if item.options}
        return result, answer_lines.lines(self.items, responses, result, moved, review_rules.ALL)


def of(page, code="", seed=None):
    """A DryRun of `page`; what is none of its codes is its first."""
    codes = paper_codes.codes(page.codes)
    code = code if code in codes else codes[0]
    return DryRun(page, code, seed or random.SystemRandom().randrange(1, 2**31))
