"""How pupils did in quizzes, read for many at once: two queries whatever their number."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Count, OuterRef

from courses.marking_desk.veil import without_telling_marks
from courses.models import Attempt
from courses.results import counting_attempt, newest_marks_of


@dataclass(frozen=True)
class Result:
    """What one pupil has of one quiz: the try that counts, or the newest that does not."""

    attempt: Attempt | None = None
    counts: bool = True
    # The try the pupil is in the middle of.
    running: Attempt | None = None

    @property
    def is_submitted(self):
        return self.attempt is not None and self.attempt.is_over()

    @property
    def mark(self):
        """For who marks: known as soon as the try is over."""
        return self.attempt.mark if self.is_submitted and self.counts else None

    @property
    def shown_mark(self):
        """For the pupil: only what may be seen now (see `marks_of`)."""
        return getattr(self.attempt, "shown_mark", None)


NOTHING = Result()


class Results:
    def __init__(self, attempts):
        """`attempts` with their `page`, in any order."""
        tries = defaultdict(list)
        for attempt in sorted(attempts, key=lambda one: one.started_at):
            if attempt.page:
                tries[attempt.student_id, attempt.page_id].append(attempt)
        self._results = {key: self._result(mine) for key, mine in tries.items()}

    def of(self, student_id, page_id):
        return self._results.get((student_id, page_id), NOTHING)

    @staticmethod
    def _result(tries):
        chosen = counting_attempt(tries, tries[0].page)
        running = next((one for one in tries if one.is_open()), None)
        return Result(chosen, running=running) if chosen else Result(tries[-1], counts=False)


def results_of_class(students, page_ids, user):
    """What the pupils of a class have of some quizzes, as far as `user` may see their marks."""
    attempts = (
        Attempt.objects.visible_to(user, to="see marks")
        .filter(student__in=students, page__in=page_ids)
        .select_related("paper", "page")
    )
    return Results(without_telling_marks(attempts.defer("page__parts")))


def own_attempts(student):
    """The pupil's newest tries, each with `shown_mark`."""
    return newest_marks_of(student)


def submitted_by_class(sits_here):
    """For an OuterRef query of given work: how many pupils of the class handed the quiz in."""
    handed_in = Attempt.objects.filter(sits_here, page=OuterRef("page"), submitted_at__isnull=False)
    return handed_in.order_by().values("page").annotate(n=Count("student", distinct=True)).values("n")
