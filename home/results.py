"""How pupils did in quizzes, read for many at once: two queries whatever their number."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Result:
    """What one pupil has of one quiz."""

    attempt: object = None
    is_submitted: bool = False
    mark: object = None
    shown_mark: object = None


NOTHING = Result()


class AttemptsOf:
    def __init__(self, student_ids, page_ids=None):
        self.results = {}

    def result(self, student_id, page_id):
        return self.results.get((student_id, page_id), NOTHING)

    def newest(self, student_id, number):
        return []
