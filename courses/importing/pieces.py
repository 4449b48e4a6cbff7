"""What readers do with a text that came out of a file (plain.py): its losses, its pictures, its tags."""

from .found import CannotRead
from .levels import level_of

# What programs write there of themselves.
USUAL = {
    "",
    *("your answer is correct.", "your answer is partially correct.", "your answer is incorrect."),
    *("câu trả lời của bạn đúng.", "câu trả lời của bạn đúng một phần.", "câu trả lời của bạn sai."),
    *(
        "câu trả lời đúng",
        "câu trả lời của bạn là đúng.",
        "câu trả lời của bạn đúng một phần",
        "câu trả lời sai",
    ),
    *(
        "votre réponse est correcte.",
        "votre réponse est partiellement correcte.",
        "votre réponse est incorrecte.",
    ),
    *("su respuesta es correcta.", "su respuesta es parcialmente correcta.", "su respuesta es incorrecta."),
    *("respuesta correcta", "respuesta parcialmente correcta.", "respuesta incorrecta."),
    *("die antwort ist richtig.", "die antwort ist teilweise richtig.", "die antwort ist falsch."),
    *("correct", "incorrect", "partially correct", "that's right!", "well done!"),
    *(
        "correct!",
        "correct.",
        "incorrect!",
        "incorrect.",
        "wrong!",
        "wrong.",
        "almost!",
        "right!",
        "yes.",
        "no.",
    ),
    *("yes, that's correct.", "yes, that's right.", "no, that's not correct.", "no, that isn't right."),
    *(
        "yes, that is correct.",
        "no, that is not correct.",
        "đúng!",
        "đúng.",
        "sai!",
        "sai.",
        "đúng rồi!",
        "chưa đúng.",
    ),
}


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


def lose_feedback(found, said):
    """Feedback on the whole that has no place here; what every program says is not worth a word."""
    if " ".join(said.lower().split()) not in USUAL:
        found.say("common_feedback", said=said)
