"""The answer sheet (phiếu trả lời): circles to fill in, as the ministry's sheet has them.

It holds only how many letters and cells there are, nothing of what is asked.
"""

from dataclasses import asdict
from itertools import groupby

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from . import written
from .facts import words
from .layout import LETTERS, laid_out, roman
from .typst_maths import pieces

CANDIDATE_DIGITS = 6


def sheet_facts(papers, head):
    """The facts of `templates/courses/answer_sheet.typ`; codes whose questions lie alike share a sheet."""
    sheets = []
    for paper in papers:
        laid = laid_out(paper)
        parts = [told for part in laid if (told := _part(part))["groups"]]
        alike = next((sheet for sheet in sheets if sheet["parts"] == parts), None)
        if alike:
            alike["codes"].append(paper.code)
        else:
            elsewhere = any(_form(one) == "elsewhere" for part in laid for one in part.questions)
            sheets.append({"codes": [paper.code], "parts": parts, "elsewhere": elsewhere})
    for sheet in sheets:
        sheet["digits"] = max(len(code) for code in sheet["codes"])
        # Only where not every code fits is it said which this one is for.
        sheet["only"] = ", ".join(sheet["codes"]) if len(sheets) > 1 else ""
    return {
        "head": asdict(head),
        "candidate_digits": CANDIDATE_DIGITS,
        "words": {
            **words(),
            "title": _("ANSWER SHEET"),
            "room": _("Exam room"),
            "birth": _("Date of birth"),
            "pupil": pgettext("on a printed paper", "Pupil"),
            "invigilator": _("Invigilator"),
            "sign": _("(signature)"),
            "how": _(
                "Fill the circles with a pencil, whole and dark. One wrong: rub it out cleanly. Keep the "
                "sheet flat, and do not write at the four black corners."
            ),
            "only": _("For the paper codes"),
            "elsewhere": _("Questions without a place here are answered on the paper itself."),
        },
        "sheets": sheets,
    }


def _part(part):
    groups = []
    for form, run in groupby(part.questions, key=_form):
        asked = list(run)
        if form == "elsewhere":
            continue
        groups.append({"form": form, "questions": [_question(form, one) for one in asked]})
    name = pgettext("on a printed paper", "Part %(number)s") % {"number": roman(part.number)}
    return {"name": name if _is_one_of_many(part) else "", "groups": groups}


def _is_one_of_many(part):
    return any(one.parts_many for one in part.asked)


def _form(asked):
    version = asked.version
    if asked.by_hand:
        return "elsewhere"
    if version.kind in ("one_choice", "several_choices", "true_false"):
        return "letters"
    if version.kind == "four_statements":
        return "statements"
    if version.kind == "short_number" and version.content.get("policy") == "exam":
        return "numbers"
    if version.kind in written.PAIR_KINDS:
        return "pairs"
    return "line"


def _question(form, asked):
    told = {"number": asked.number}
    if form == "letters":
        is_truth = asked.version.kind == "true_false"
        told["letters"] = ["Đ", "S"] if is_truth else list(LETTERS[: len(asked.things)])
    if form == "numbers":
        told["unit"] = pieces(asked.version.content.get("unit", ""))
    if form == "pairs":
        told["rows"] = len(written.parts_of(asked))
        told["letters"] = list(LETTERS[: len(written.choices_of(asked.version))])
    return told
