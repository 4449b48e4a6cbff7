"""What is shown of things that were found: asked of the things themselves, for whoever reads."""

from collections import Counter
from dataclasses import dataclass

from wagtail.models import Page

from courses.library.filters import LANGUAGES
from courses.library.own_kinds import LIGHT
from courses.library.shelving import kinds
from courses.models import LectureRating, LibraryEntry, SchoolUse
from courses.models.ratings import FEWEST
from lms.small_cells import SMALLEST


@dataclass
class Card:
    """One thing as the list shows it; `thing` is the page or outside page itself."""

    entry: LibraryEntry
    thing: object
    course_title: str = ""
    # Pupils of the reader's school who have read it; 0 where they are too few to tell.
    readers: int = 0
    # (how many say «ready to use», how many said anything); None before there are enough.
    ready: tuple | None = None

    @property
    def kind(self):
        return self.entry.kind

    @property
    def is_light(self):
        return self.entry.size < LIGHT

    @property
    def other_languages(self):
        return [
            LANGUAGES[code] for code in self.entry.languages.split() if code in LANGUAGES and code != "vi"
        ]


def cards(keys, user, schools=(), with_ratings=False):
    """Cards in the order of `keys` (of entries); what `user` may not read (any more) has none: the things
    themselves say it."""
    entries = LibraryEntry.objects.in_bulk(keys)
    things = _things(entries.values(), user)
    shown = [Card(entries[key], things[key]) for key in keys if key in things]
    _name_courses([card for card in shown if card.entry.page_id])
    if schools:
        _tell_readers(shown, min(schools))
    if with_ratings:
        _tell_ratings(shown)
    return shown


def _things(entries, user):
    """{entry's key: its thing}; one query a kind."""
    found = {}
    for kind, shelved in kinds().items():
        wanted = {entry.link_id or entry.page_id: entry.pk for entry in entries if entry.kind == kind}
        if wanted:
            things = shelved.readable(user).filter(pk__in=wanted)
            found |= {wanted[thing.pk]: thing for thing in things}
    return found


def _name_courses(shown):
    paths = {card.thing.path[: -Page.steplen] for card in shown}
    titles = dict(Page.objects.filter(path__in=paths).values_list("path", "title")) if paths else {}
    for card in shown:
        card.course_title = titles.get(card.thing.path[: -Page.steplen], "")


def _tell_readers(shown, school):
    used = dict(
        SchoolUse.objects.filter(
            school=school, entry__in=[card.entry.pk for card in shown], readers__gte=SMALLEST
        ).values_list("entry", "readers")
    )
    for card in shown:
        card.readers = used.get(card.entry.pk, 0)


def _tell_ratings(shown):
    lectures = [card.entry.page_id for card in shown if card.kind == "lecture"]
    said, ready = Counter(), Counter()
    for lecture, verdict in LectureRating.objects.filter(lecture__in=lectures).values_list(
        "lecture", "verdict"
    ):
        said[lecture] += 1
        ready[lecture] += verdict == LectureRating.Verdict.READY
    for card in shown:
        if said[card.entry.page_id] >= FEWEST:
            card.ready = (ready[card.entry.page_id], said[card.entry.page_id])
