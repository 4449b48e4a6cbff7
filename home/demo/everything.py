"""Load the whole demo, all or nothing, and once."""

from django.db import transaction
from django.utils import timezone

from home.demo import (
    allocations,
    bindings,
    competitions,
    culture,
    custody,
    kits,
    lessons,
    library,
    machines,
    mark_book,
    news,
    notices,
    papers,
    parents,
    passports,
    people,
    products,
    short_lectures,
    signal,
    study,
    talk,
    training,
    upkeep,
    usage,
    work_contests,
)
from home.skills import loading as skills


def load(today=None, small=False):
    """The cast of the demo, made now or as it was made before. `small`: a few pupils, two weeks."""
    today = today or timezone.localdate()
    with transaction.atomic():
        if people.is_loaded():
            return people.recall(today)
        cast = people.load(today, small=small)
        weeks = 2 if small else usage.WEEKS
        shelves = lessons.Shelves()
        banks = papers.Banks(by=cast.users["tacgia.so"])
        lectures = lessons.load(shelves, banks)
        skills.load()
        quizzes = papers.load(cast, shelves, banks)
        news.load(shelves, today)
        culture.load(cast, shelves, today)
        products.load(shelves, today)
        machines.load(cast, small=small)
        upkeep.load(cast)
        signal.load(cast)
        allocations.load(cast)
        kits.load(cast)
        custody.load(cast)
        usage.load(cast, weeks=weeks)
        bindings.load(cast)
        study.load(cast, lectures, quizzes, weeks=weeks)
        short_lectures.load(cast)
        library.load(cast, lectures)
        mark_book.load(cast)
        passports.load(cast, weeks=weeks)
        competitions.load(cast, shelves, banks)
        notices.load(cast, lectures)
        talk.load(cast, lectures)
        training.load(cast)
        work_contests.load(cast)
        # Last, for papers of hand-overs name the parent whose machine it is.
        parents.account_of_parent(cast)
    return people.recall(today)
