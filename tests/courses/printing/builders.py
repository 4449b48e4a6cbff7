"""A quiz of every kind for paper, and how it is read back."""

import io
import shutil
import subprocess
import zipfile

from courses.models import QuizPaper
from courses.printing import layout
from tests.courses import quizzes

ON_PAPER = [kind for kind in quizzes.QUESTIONS if kind not in ("information", "picture_spots")]


def make_paper_quiz(bank, course=None, kinds=ON_PAPER, codes=4, **details):
    """A published quiz with a question of each kind, in `codes` papers."""
    questions = [quizzes.make_question(bank, kind, text=f"Câu {kind}: \\(x^2\\)?") for kind in kinds]
    return quizzes.make_quiz(
        course or quizzes.make_course(),
        questions,
        part={"shuffle": True, "shuffle_options": True},
        codes=codes,
        **details,
    )


def papers_of(page):
    return list(QuizPaper.objects.filter(page=page).order_by("-number", "code"))


def place_of(paper, kind):
    """The question of a kind as this paper asks it."""
    return next(one for one in layout.questions_of(paper) if one.version.kind == kind)


def text_of_pdf(content):
    """What the PDF says; None where no reader of PDFs is installed."""
    if shutil.which("pdftotext") is None:
        return None
    done = subprocess.run(["pdftotext", "-layout", "-", "-"], input=content, capture_output=True, check=True)
    return done.stdout.decode()


def names_in(zipped):
    with zipfile.ZipFile(io.BytesIO(zipped)) as pack:
        return {one.filename: pack.read(one) for one in pack.infolist()}
