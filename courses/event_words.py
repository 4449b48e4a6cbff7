"""What the offline events of learning are called on screen."""

from django.utils.translation import gettext_lazy as _

from lms import event_words

WORDS = {
    "answer.saved": _("Answers to a quiz or practice"),
    "attempt.submitted": _("A quiz that was handed in"),
    "answer.piece": _("A photo, voice or file of an answer"),
    "points.given": _("Points that were given"),
    "lecture.read": _("What was read in a lecture"),
    "lecture.mistake": _("A mistake that was found in a lecture"),
    "recall.answered": _("Answers of revision"),
    "skill.ticked": _("Ticks for a digital skill"),
    "task.handed": _("Work for a task of a lecture"),
    "task.piece": _("A photo or voice of a task"),
    "contest.handed": _("A work for a contest"),
    "contest.piece": _("A file for a contest"),
    "post.asked": _("A question to the teacher"),
    "post.begun": _("What was written on the board of the class"),
    "post.written": _("An answer to a question or a board"),
    "post.read": _("What was read of questions and boards"),
    "post.withdrawn": _("A post that was taken back"),
    "post.piece": _("A photo or voice of a post"),
}


def register():
    for kind, words in WORDS.items():
        event_words.name(kind, words)
