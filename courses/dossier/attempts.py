"""Attempts at quizzes, on screen and on paper, with what a person gave and said."""

from django.utils.translation import gettext as _

from courses.models import (
    AnswerFile,
    GivenPoints,
    HandBack,
    PaperListRow,
)
from courses.models.papers import items_of
from students.dossier import table


def tables(student, attempts):
    yield table(
        "attempts",
        _("attempts"),
        attempts,
        quiz=(_("quiz"), "paper.title"),
        number=_("try"),
        started_at=_("started"),
        submitted_at=_("submitted"),
        answered=_("answered"),
        mark=(_("mark"), "shown_mark"),
    )
    yield table(
        "answers",
        _("answers"),
        [answer for attempt in attempts for answer in _answers(attempt)],
        quiz=(_("quiz"), lambda answer: answer["quiz"]),
        number=(_("try"), lambda answer: answer["number"]),
        question=(_("question"), lambda answer: answer["place"]),
        answer=(_("answer"), lambda answer: answer["said"]),
    )
    yield table(
        "answer_files",
        _("files handed in with answers"),
        AnswerFile.objects.filter(attempt__student=student)
        .select_related("attempt__paper")
        .order_by("arrived_at"),
        quiz=(_("quiz"), "attempt.paper.title"),
        number=(_("try"), "attempt.number"),
        question=(_("question"), "place"),
        name=(_("name"), "name"),
        size=(_("size"), "size"),
        arrived_at=(_("arrived"), "arrived_at"),
    )
    yield table(
        "paper_rows",
        _("rows about the pupil in files of answers on paper"),
        PaperListRow.objects.filter(student=student).select_related("paper_list__page").order_by("pk"),
        quiz=(_("quiz"), "paper_list.page.title"),
        file=(_("file"), "paper_list.file_name"),
        uploaded_at=(_("uploaded"), "paper_list.uploaded_at"),
        code=(_("paper code"), "code"),
        answers=(_("answers"), lambda row: "; ".join(f"{n} {text}" for n, text in row.texts.items() if text)),
    )
    yield table(
        "given_points",
        _("points given by hand"),
        [row for attempt in attempts if attempt.shown_mark is not None for row in _given(attempt)],
        quiz=(_("quiz"), "attempt.paper.title"),
        number=(_("try"), "attempt.number"),
        question=(_("question"), "place"),
        points=(_("points"), "points"),
        comment=(_("comment"), "comment"),
        spoken=(_("spoken comment"), lambda row: _("yes") if row.voice_id else ""),
        at=(_("given"), "at"),
    )
    yield table(
        "hand_backs",
        _("hand-backs of attempts"),
        HandBack.objects.filter(attempt__student=student).select_related("attempt__paper").order_by("at"),
        quiz=(_("quiz"), "attempt.paper.title"),
        number=(_("try"), "attempt.number"),
        reason=(_("reason"), "reason"),
        until=(_("hand in again until"), "until"),
        at=(_("handed back"), "at"),
    )


def _given(attempt):
    """What counts of the points that a teacher gave."""
    rows = GivenPoints.objects.latest_of(attempt, attempt.state().reworked).values()
    for row in rows:
        row.attempt = attempt
    return rows


def _answers(attempt):
    """What counts of an attempt; what was written and written over before is not told twice."""
    responses = attempt.state().responses
    for item in items_of(attempt.paper_id):
        response = responses.get(item.place)
        if response is not None:
            said = item.version.rules.shown_response(response, item.version.content)
            yield {
                "quiz": attempt.paper.title,
                "number": attempt.number,
                "place": item.place,
                "said": str(said),
            }
