"""Published quizzes in memory, for the minute in which a whole school begins one.

What was read holds for one edition (courses/keeping.py): whatever is published, moved or taken down ends it.
Whoever gets a page from here must not change it: other requests read it at the same time.
"""

from courses.models import QuizPage

MOST = 50
_read = {}


def quiz(uid, stamp):
    """The published quiz with its papers, as it is in the edition `stamp`; None when there is none."""
    known, page = _read.get(uid, (None, None))
    if page is None or known != stamp or stamp is None:
        page = QuizPage.objects.live().filter(translation_key=uid).first()
        if page is None:
            return None
        # The papers too, and whether it is one of a competition; properties read them once.
        _ = page.edition, page.contest
        if len(_read) >= MOST:
            _read.clear()
        _read[uid] = stamp, page
    return page
