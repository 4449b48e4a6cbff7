"""What brings back a piece or question that was taken out: a signed word for how the lecture stood before."""

from django.core import signing

UNDO = "courses.writing.undo"
A_DAY = 24 * 3600


def token(uid, revision, key, question):
    return signing.dumps([str(uid), revision, key, question], salt=UNDO)


def read(told, page):
    """(the revision before, the piece, the question) that a token names; None for one of somewhere else."""
    try:
        uid, revision, key, question = signing.loads(told, salt=UNDO, max_age=A_DAY)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    found = page.revisions.filter(pk=revision).first() if uid == str(page.translation_key) else None
    return (found, key, question) if found else None
