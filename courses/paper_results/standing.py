"""What stands of a class: for each pupil the sheet that was typed in, and work on screen beside it."""

from collections import defaultdict
from dataclasses import dataclass, field

from courses import replaying, results
from courses.models import Attempt
from courses.printing import layout, written
from courses.templatetags.questions import points as in_words
from students.models import Student


@dataclass
class Sheet:
    """A pupil with the sheet that counts (`attempt`), its texts by label, and the tries made on screen."""

    student: Student
    attempt: Attempt | None = None
    texts: dict = field(default_factory=dict)
    on_screen: list = field(default_factory=list)
    # The try that counts by the quiz's rule: this sheet, or one on screen.
    counting: Attempt | None = None

    @property
    def code(self):
        return self.attempt.paper.code if self.attempt else ""

    def is_of(self, papers):
        """Whether what was typed in stands on one of `papers`."""
        return self.attempt is not None and any(self.attempt.paper_id == paper.pk for paper in papers)

    def holds(self, paper, texts):
        """Whether just this was typed in. Codes come again with each publishing: the paper is asked."""
        return self.attempt is not None and (self.attempt.paper_id, self.texts) == (paper.pk, texts)

    @property
    def counts(self):
        return self.attempt is not None and self.counting is not None and self.counting.pk == self.attempt.pk


def of_class(school_class, page, user):
    """A Sheet for each pupil of the class whose marks `user` may see, by name. Four queries."""
    students = list(Student.objects.visible_to(user, to="see marks").sitting_in(school_class))
    return of_students(students, page)


def of_students(students, page):
    tries = defaultdict(list)
    found = Attempt.objects.filter(student__in=students, page=page).order_by("started_at")
    for one in found.select_related("paper", "page"):
        tries[one.student_id].append(one)
    sheets = []
    for student in students:
        mine = tries[student.pk]
        sheets.append(
            Sheet(
                student,
                attempt=next((one for one in mine if one.on_paper and one.counted), None),
                on_screen=[one for one in mine if not one.on_paper],
                counting=results.counting_attempt(mine, page),
            )
        )
    _fill(sheets)
    return sheets


def _fill(sheets):
    """The texts of all sheets at once."""
    typed_in = [sheet for sheet in sheets if sheet.attempt]
    if not typed_in:
        return
    told, asked_by = replaying.read([sheet.attempt for sheet in typed_in]), {}
    for sheet in typed_in:
        paper = sheet.attempt.paper
        if paper.pk not in asked_by:
            asked_by[paper.pk] = layout.questions_of(paper)
        state, given = told[sheet.attempt.pk]
        points = {place: row.points for place, row in given.items()}
        sheet.texts = texts_of(asked_by[paper.pk], state.responses, points)


def texts_of(asked, responses, given):
    """{label: text} of all questions, as one would type them."""
    return {one.label: _text(one, responses.get(one.place), given.get(one.place)) for one in asked}


def _text(asked, response, points):
    if not asked.by_hand:
        return written.write(asked, response)
    if response is None and points == 0:
        return written.EMPTY
    return "" if points is None else in_words(points)
