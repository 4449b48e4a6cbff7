"""What readers do with a text that came out of a file (plain.py): its losses, its pictures, its tags."""

from .found import CannotRead
from .levels import level_of


def take_issues(found, piece):
    for code, values in piece.issues:
        found.say(code, **values)


def leave_out(found, piece, is_answer=False):
    """Pictures of answers and explanations have no place; each is named."""
    if piece.pictures and is_answer and not piece.text:
        raise CannotRead("picture_answers")
    for picture in piece.pictures:
        found.say("picture_beside", name=picture.name)


def use_tags(found, tags):
    for tag in tags:
        if level := level_of(tag):
            found.level = level
        elif not found.topic:
            found.topic = tag.strip()[:120]


def explain(found, pairs):
    """Kinds without options say nothing about single answers: it goes into the explanation."""
    lines = [f"{text}: {said}" if text not in ("", "*") else said for text, said in pairs if said]
    if lines:
        found.feedback = "\n".join(filter(None, [found.feedback, *lines]))
        found.say("answer_feedback")
