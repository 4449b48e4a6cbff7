"""A quiz and a class: which questions told pupils apart, as a page and as an Excel file."""

from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from courses import analysing, judging, seeing_keys
from lms import downloads, spreadsheets
from lms.text import make_slug
from students.abilities import requires

from .results import found_quiz


@requires("see marks")
@require_safe
def quiz_analysis(request, uid, class_uid):
    page, school_class = found_quiz(request, uid, class_uid, to="see marks")
    analysis = analysing.of_class(school_class, page, request.user)
    context = {
        "page": page,
        "school_class": school_class,
        "analysis": analysis,
        "figures": _figures_of(analysis.quiz),
        "headings": _headings(),
        "enough": analysing.ENOUGH,
        "keys": judging.may_correct_at(request.user, page, school_class.school_id)
        and seeing_keys.may_open(request.user, page),
    }
    return render(request, "courses/quiz_analysis.html", context)


@requires("see marks")
@require_safe
def workbook(request, uid, class_uid):
    page, school_class = found_quiz(request, uid, class_uid, to="see marks")
    analysis = analysing.of_class(school_class, page, request.user)
    sheets = [
        (_("Questions"), _question_rows(analysis)),
        (_("Whole quiz"), _quiz_rows(analysis.quiz)),
        (_("Answers chosen"), _chosen_rows(analysis)),
    ]
    name = f"phan-tich-{make_slug(page.title)}-{make_slug(school_class.name)}.xlsx"
    return downloads.xlsx(spreadsheets.write(sheets), name)


def _question_rows(analysis):
    yield [pgettext("on a paper", "Question"), _("Text"), *_headings(), _("What it means")]
    for one in analysis.questions:
        figures = map(_rounded, one.figures.told())
        yield [one.number, one.version.text, *figures, " ".join(one.remarks)]


def _headings():
    """What the figures of a question are called, in the order of `QuestionFigures.told`."""
    return [
        *(_("Facility (%)"), _("Standard deviation"), _("Intended weight (%)"), _("Effective weight (%)")),
        *(_("Discrimination index (%)"), _("Discriminative efficiency (%)")),
    ]


def _quiz_rows(quiz):
    yield [_("Figure"), _("Value")]
    for label, value in _figures_of(quiz):
        yield [label, _rounded(value)]


def _chosen_rows(analysis):
    yield [pgettext("on a paper", "Question"), _("Answer"), _("Right answer"), _("Chosen by"), _("Right (%)")]
    for one in analysis.questions:
        for text, right, count in one.chosen:
            yield [one.number, text, "x" if right else "", count, ""]
        for letter, text, facility in one.statements:
            yield [one.number, f"{letter}) {text}", "", "", _rounded(facility)]
        for part in one.parts:
            yield [one.number, part.label, "", "", _rounded(part.share)]
            if part.often:
                said, count = part.often
                yield [one.number, f"{part.label}: {said}", "", count, ""]


def _figures_of(quiz):
    """(label, value) of each figure of the whole quiz."""
    return [
        (_("Attempts"), quiz.attempts),
        (_("Points of the quiz"), quiz.out_of),
        (_("Mean"), quiz.mean),
        (_("Median"), quiz.median),
        (_("Standard deviation"), quiz.sd),
        (_("Skewness"), quiz.skewness),
        (_("Kurtosis"), quiz.kurtosis),
        (_("Internal consistency, Cronbach's alpha (%)"), quiz.alpha),
        (_("Error ratio (%)"), quiz.error_ratio),
        (_("Standard error"), quiz.standard_error),
    ]


def _rounded(value):
    return None if value is None else round(value, 2)
