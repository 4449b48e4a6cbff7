"""Word files, as teachers write exams.

    opened              the parts of the package, its relations and pictures
    styles, numbering   what a run looks like, and the numbers that Word writes by itself
    body, runs, signs   the blocks → lines with the marks of their signs; fonts made letters
    own                 what our own export wrote beside
    omml, eq_fields     formulas → LaTeX
    ole, mtef, mathtype those of MathType and of the equation editor before it

What is a question in these lines: courses/importing/exam/.
"""

from courses.importing import exam
from courses.importing.found import Refused

from .body import Body
from .opened import Opened, is_word
from .own import Own

LABEL = "Word"


def is_one(content, text):
    return text is None and is_word(content)


def read(content):
    parts = Opened(content)
    body = Body(parts)
    try:
        parts.read_body(body.take)
    except RecursionError as why:
        raise Refused("too_deep") from why
    return exam.read(body.document, Own(parts).take)
