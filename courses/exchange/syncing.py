"""What the offline events of the exchange mean.

`post.asked`   {"post": uuid, "lecture": uuid, "block": id, "words": "…", "files": [ids]}
               {"post": uuid, "paper": uuid, "place": 3, "words": "…", "files": [ids]}
`post.begun`   {"post": uuid, "class": uuid, "title": "…", "words": "…", "files": [ids]}
               {"post": uuid, "pairing": uuid, "title": "…", "words": "…", "files": [ids]}
`post.written` {"post": uuid, "thread": uuid, "words": "…", "files": [ids]}
`post.read`    {"post": uuid}: the own question was read up to this post
`post.withdrawn` {"post": uuid}: offered for what the school has, so never before the post itself
`post.piece`   {"post": uuid, "file": uuid, "number": 1, "of": 5, "content": base64}

Posts are only ever added, and known by the id that the browser gave them: again, it is the same post. Files
may arrive before or after the post that names them. All other keys are ignored.
"""

from courses import answer_files
from courses.exchange import asking, files, posting, reading, refusing, showing, withdrawing
from courses.models import Pairing, Post, Thread
from courses.sync_answers import MALFORMED, read_bytes, read_uuid
from lms import outbox
from lms.outbox import Outcome
from students.abilities import can


def register():
    outbox.register("post.asked", take_asked)
    outbox.register("post.begun", take_begun)
    outbox.register("post.written", take_written)
    outbox.register("post.read", take_read)
    outbox.register("post.withdrawn", take_withdrawn)
    outbox.register("post.piece", take_piece)


def take_asked(event, sender):
    told = _read(event.payload)
    if told is None:
        return MALFORMED
    about = asking.read_about(sender.user, event.payload)
    if about is None:
        return outbox.FORBIDDEN
    return _taken(posting.ask, sender.user, *told, **about)


def take_begun(event, sender):
    told, title = _read(event.payload), event.payload.get("title")
    if told is None or not isinstance(title, str):
        return MALFORMED
    if not can(sender.user, "study"):
        return outbox.FORBIDDEN
    school_class, pairing = refusing.class_of(sender.user.student), None
    if "pairing" in event.payload:
        key = read_uuid(event.payload["pairing"])
        pairing = Pairing.objects.visible_to(sender.user).filter(pk=key).first() if key else None
    elif school_class and read_uuid(event.payload.get("class")) != school_class.uid:
        school_class = None
    if school_class is None or "pairing" in event.payload and pairing is None:
        return outbox.FORBIDDEN
    key, words, files_named = told
    return _taken(posting.begin, sender.user, key, school_class, title, words, files_named, pairing=pairing)


def take_written(event, sender):
    told, key = _read(event.payload), read_uuid(event.payload.get("thread"))
    if told is None or key is None:
        return MALFORMED
    thread = Thread.objects.visible_to(sender.user).filter(pk=key).select_related("pairing").first()
    if thread is None or not can(sender.user, "take part in the exchange"):
        return outbox.FORBIDDEN
    return _taken(posting.reply, sender.user, thread, *told)


def take_read(event, sender):
    key = read_uuid(event.payload.get("post"))
    if key is None:
        return MALFORMED
    if not can(sender.user, "take part in the exchange") or not reading.read(sender.user, key):
        return outbox.FORBIDDEN
    return outbox.STORED


def take_withdrawn(event, sender):
    key = read_uuid(event.payload.get("post"))
    if key is None:
        return MALFORMED
    post = Post.objects.written_by(sender.user).filter(pk=key).first()
    if post is None or not can(sender.user, "take part in the exchange"):
        return outbox.FORBIDDEN
    try:
        withdrawing.withdraw(post, sender.user)
    except posting.NotTaken as why:
        return Outcome("rejected", "not_taken", str(why))
    return outbox.STORED


def take_piece(event, sender):
    told = event.payload
    number, of = told.get("number"), told.get("of")
    post, file, content = (
        read_uuid(told.get("post")),
        read_uuid(told.get("file")),
        read_bytes(told.get("content")),
    )
    if type(number) is not int or type(of) is not int or not 1 <= number <= of <= answer_files.MOST_PIECES:
        return MALFORMED
    if post is None or file is None or not content:
        return MALFORMED
    if not can(sender.user, "take part in the exchange"):
        return outbox.FORBIDDEN
    try:
        files.take_piece(sender.user, post, file, number, of, content)
    except answer_files.NotKept as why:
        return Outcome("rejected", "not_kept", str(why))
    return outbox.STORED


def _read(told):
    """(key, words, ids of files) of a post; None when it makes no sense."""
    key, words, named = read_uuid(told.get("post")), told.get("words"), told.get("files", [])
    if key is None or not isinstance(words, str) or not isinstance(named, list):
        return None
    ids = [read_uuid(one) for one in named[: posting.MOST_FILES + 1]]
    return None if None in ids else (key, words, list(dict.fromkeys(map(str, ids))))


def _taken(take, *told, **about):
    try:
        post, is_new = take(*told, **about)
    except posting.NotTaken as why:
        return Outcome("rejected", "not_taken", str(why))
    return Outcome("stored" if is_new else "duplicate", told=showing.said_of(post))
