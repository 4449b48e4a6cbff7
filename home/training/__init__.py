"""Training classes (lớp tập huấn): enrolling, signing in by phone and code, arriving, the question,
certificates, counts without names. Nouns: home/models/training.py, participants.py, training_questions.py."""


class Refused(Exception):  # noqa: N818 – it is an answer, not an accident
    """Why not, as a sentence for the screen."""
