"""What `courses` keeps about a pupil (students/dossier.py), noun by noun; no key, no mark before its time."""

from django.utils.translation import gettext_lazy

from courses import results
from courses.competitions import kept as competitions
from courses.work_contests import kept as work_contests
from students import dossier

from . import attempts, exchange, lectures, marks, own_rules


def register():
    dossier.register(
        dossier.Part(
            "learning",
            gettext_lazy("Lessons and quizzes"),
            {
                "courses.Attempt",
                "courses.AnswerEvent",
                "courses.AnswerFile",
                "courses.AnswerPiece",
                "courses.ExtraTime",
                "courses.QuizOverride",
                "courses.GivenPoints",
                "courses.CommentSound",
                "courses.HandBack",
                "courses.ColumnMark",
                # Not decided yet, so nothing is told of it.
                "courses.MarkingDraft",
                "courses.LectureProgress",
                "courses.ReadingTime",
                "courses.MistakeReport",
                "courses.Recall",
                "courses.RecallAnswer",
                "courses.TaskWork",
                "courses.TaskPage",
                "courses.TaskPiece",
                "courses.PaperListRow",
                "courses.MarkListRow",
                "courses.ShownPupil",
                "courses.Thread",
                "courses.Post",
                "courses.PostFile",
                "courses.PostPiece",
                "courses.Flag",
                "courses.Mute",
                "courses.SkillTick",
                "courses.Entrant",
                "courses.Appeal",
                "courses.Award",
                "courses.HallPlace",
                "courses.ContestAuthor",
            },
            tables,
            order=40,
        )
    )


def tables(student):
    tries = results.marks_of(student)[::-1]
    yield from lectures.tables(student)
    yield from exchange.tables(student)
    yield from attempts.tables(student, tries)
    yield from marks.tables(student, tries)
    yield from competitions.tables(student)
    yield from work_contests.tables(student)
    yield from own_rules.tables(student)
