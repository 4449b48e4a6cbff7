"""Which questions a pupil may revise, and which not now.

What is asked in practice that the pupil may read, and the own mistakes whose right answer was shown. So no
question of a bank gets out that no practice asks, and none that a graded quiz still keeps to itself.
"""

from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db.models import Q

from courses import correcting, review_rules, withholding
from courses.models import CoursePage, PaperItem, QuestionVersion, QuizPage, QuizPaper
from courses.questions import KINDS, is_asked, is_by_hand

KINDS_MARKED = [kind for kind in KINDS if is_asked(kind) and not is_by_hand(kind)]


@dataclass
class Asked:
    """A question to revise, and where it was met. As an item of a paper it can be corrected and shown."""

    version: QuestionVersion
    page_id: int | None
    place: int = 1

    @property
    def version_id(self):
        return self.version.pk


def items(user, course=None):
    """Items of the practices that `user` may read, of one course or of all."""
    pages = QuizPage.objects.visible_to(user).filter(practice=True)
    if course is not None:
        pages = pages.filter(path__startswith=course.path)
    papers = QuizPaper.objects.newest().filter(practice=True, page__in=pages.order_by().values("pk"))
    return PaperItem.objects.filter(paper__in=papers.values("pk"), version__kind__in=KINDS_MARKED)


def practices_of(user):
    """Practices of the pupil's grade, in the order of their courses; all while the grade is not known."""
    quizzes = QuizPage.objects.visible_to(user).filter(practice=True).order_by("path").defer("parts")
    grade = grade_of(user)
    if grade is None:
        return quizzes
    paths = CoursePage.objects.filter(Q(grade=None) | Q(grade=grade)).values_list("path", flat=True)
    return quizzes.filter(reduce(or_, (Q(path__startswith=path) for path in paths), Q(pk=None)))


def grade_of(user):
    """The grade in which the pupil sits; None while that is not known."""
    enrolment = user.student.current_enrolment()
    return enrolment.school_class.grade if enrolment else None


def topic_of(version):
    """What a question is about; as its bank is called where its author said nothing."""
    return version.topic or version.question.bank.title


def withheld(question_ids):
    """Those of the questions that a graded quiz asks whose right answers are not out."""
    used = withholding.pages_asking(list(question_ids), practice=False)
    pages = QuizPage.objects.in_bulk(set().union(*used.values())) if used else {}
    secret = {pk for pk, page in pages.items() if not _key_is_out(page)}
    return {question for question, where in used.items() if where & secret}


def _key_is_out(page):
    told = review_rules.rules_of(page).get(review_rules.CLOSED, frozenset())
    return review_rules.KEY in told and review_rules.keys_are_out(page)


def corrected(asked, school_id):
    """`asked` with the keys that count now, at that school where no practice says another; what was void is
    left out."""
    rows = correcting.rows_for(asked)
    pages = QuizPage.objects.in_bulk({one.page_id for one in asked if one.page_id} if rows else [])
    told = []
    for one in asked:
        page = pages.get(one.page_id)
        school = page.school_id if page and page.practice else school_id
        told += correcting.corrected([one], rows, one.page_id, school)
    return [one for one in told if not one.version.void_words()]
