"""What the offline events of contests of works mean.

`contest.handed` {"contest": uuid, "title": "…", "words": "…", "files": [ids], "turn": 2}
`contest.piece`  {"contest": uuid, "file": uuid, "number": 1, "of": 5, "content": base64}

Of what was handed in, the greatest (turn, seq, install) counts, so that no order of arrival changes it. A
file may arrive before or after the word that names it. What arrives after the last day, parts of files too,
is taken for some days when its tablet says that it is from before; the organiser sees that, and a work that
was confirmed without its file waits anew. All other keys are ignored.
"""

from django.utils.translation import gettext as _

from courses import answer_files
from courses.competitions.entering import Refused
from courses.models import WorkContest
from courses.sync_answers import MALFORMED, read_bytes, read_uuid
from courses.work_contests import arriving, entering
from lms import outbox

MOST_TURNS = 1_000_000


def register():
    outbox.register("contest.handed", take_handed)
    outbox.register("contest.piece", take_piece)


def take_handed(event, sender):
    told = event.payload
    title, words, named, turn = (told.get(name) for name in ("title", "words", "files", "turn"))
    if not isinstance(words, str) or not isinstance(title, str):
        return MALFORMED
    if type(turn) is not int or not 1 <= turn <= MOST_TURNS:
        return MALFORMED
    if not isinstance(named, list) or not all(map(entering.is_id, named)) or not (words.strip() or named):
        return MALFORMED
    contest, refusal = _contest(told, sender)
    if refusal:
        return refusal
    ids = list(dict.fromkeys(named))
    try:
        is_last = arriving.take_handed(
            contest, sender.user, title, words, ids, turn, event.seq, event.install, event.wall
        )
    except Refused as why:
        return outbox.Outcome("rejected", "not_taken", str(why))
    return outbox.STORED if is_last else outbox.LATE


def take_piece(event, sender):
    told = event.payload
    number, of = told.get("number"), told.get("of")
    file_id, content = read_uuid(told.get("file")), read_bytes(told.get("content"))
    if type(number) is not int or type(of) is not int or not 1 <= number <= of <= answer_files.MOST_PIECES:
        return MALFORMED
    if file_id is None or not content:
        return MALFORMED
    contest, refusal = _contest(told, sender)
    if refusal:
        return refusal
    try:
        arriving.take_piece(contest, sender.user, file_id, number, of, content, event.wall)
    except (answer_files.NotKept, Refused) as why:
        return outbox.Outcome("rejected", "not_kept", str(why))
    return outbox.STORED


def _contest(told, sender):
    """(the contest, None), or (None, why it is not taken)."""
    if sender.user.student_or_none is None:
        return None, outbox.Outcome("stored", told=_("Only pupils hand work in; nothing was kept."))
    key = read_uuid(told.get("contest"))
    contest = WorkContest.objects.visible_to(sender.user).filter(pk=key).first() if key else None
    return (contest, None) if contest else (None, outbox.FORBIDDEN)
