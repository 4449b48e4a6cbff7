"""What the offline events of quizzes mean.

`answer.saved`      {"place": 3, "response": ["a"], "elapsed_ms": 61000, "paper": uuid, "hints": 1}
`attempt.submitted` {"elapsed_ms": 1800000, "paper": uuid}

`answer.piece`      {"place": 3, "file": uuid, "number": 1, "of": 5, "name": "…", "content": base64}

The stream is the attempt's id; of pieces «files:» and the id, so that no photo holds an answer up. `paper`
lets an attempt begin on the device: whichever of its events arrives first makes it, so that no order of
arrival loses an answer. With `ticket`, signed by the school (courses/quiz_tickets.py), it counts as begun at
school. All other keys are ignored.
"""

import base64
from uuid import UUID

from django.utils import timezone

from courses import answer_files, marking, overriding, quiz_tickets
from courses.models import AnswerEvent, Attempt, QuizPage, QuizPaper
from courses.models.beginning import facts_of_ticket, next_number
from courses.models.papers import items_of
from courses.questions import hints
from lms import outbox

OF_FILES = "files:"
# The version of the keys that browsers draw (uuid7 of lms/js/outbox.js).
BROWSERS = 7
MALFORMED = outbox.Outcome("rejected", "malformed")


def register():
    outbox.register_stream("answer.saved", take_answers)
    outbox.register_stream("attempt.submitted", take_answers)
    outbox.register_stream("answer.piece", take_pieces)


def take_answers(events, sender):
    """Outcomes of the events of one attempt."""
    attempt = _attempt(events, sender)
    if attempt is None:
        return [outbox.FORBIDDEN] * len(events)
    items = {item.place: item for item in items_of(attempt.paper_id)}
    outcomes, rows = {}, {}
    now = timezone.now()
    for event in events:
        row = _row(event, attempt, items, now)
        if row is None:
            outcomes[event.id] = MALFORMED
        else:
            rows[event.id] = row
    if rows:
        state = attempt.take_in(list(rows.values()))
        late = {(one.install, one.seq) for one in state.late}
        for event_id, row in rows.items():
            is_late = (row.install, row.seq) in late
            outcomes[event_id] = outbox.LATE if is_late else outbox.STORED
    return [outcomes[event.id] for event in events]


def take_pieces(events, sender):
    """Outcomes of parts of files. What comes after the end is kept as well: a teacher sees it."""
    attempt = _attempt(events, sender, prefix=OF_FILES)
    if attempt is None:
        return [outbox.FORBIDDEN] * len(events)
    items = {item.place: item for item in items_of(attempt.paper_id)}
    return [_take_piece(event.payload, attempt, items) for event in events]


def _take_piece(told, attempt, items):
    place, number, of, name = (told.get(key) for key in ("place", "number", "of", "name"))
    item = items.get(place) if type(place) is int else None
    file_id, content = read_uuid(told.get("file")), read_bytes(told.get("content"))
    if item is None or not answer_files.is_file_kind(item.version.kind) or not file_id or not content:
        return MALFORMED
    if type(number) is not int or type(of) is not int or not 1 <= number <= of <= answer_files.MOST_PIECES:
        return MALFORMED
    try:
        name = name if isinstance(name, str) else ""
        answer_files.take_piece(attempt, item, file_id, number, of, content, name)
    except answer_files.NotKept as why:
        return outbox.Outcome("rejected", "not_kept", str(why))
    return outbox.STORED


def read_bytes(text):
    """What base64 says; None when it is none or too long for one part."""
    try:
        content = base64.b64decode(text, validate=True)
    except (TypeError, ValueError):
        return None
    return content if len(content) <= answer_files.PIECE_BYTES else None


def _attempt(events, sender, prefix=""):
    """The sender's attempt, locked; begun now when an event says of which paper. None: not theirs."""
    student = sender.user.student_or_none
    stream = read_uuid(events[0].stream.removeprefix(prefix))
    if student is None or stream is None:
        return None
    apart = quiz_tickets.apart(stream, student.pk)
    found = {
        attempt.pk: attempt
        for attempt in Attempt.objects.select_for_update(of=("self",))
        .filter(pk__in=(stream, apart))
        .select_related("page", "paper")
        .order_by("pk")
    }
    ticket = _ticket(events, stream, student)
    own = next(
        (found[key] for key in (stream, apart) if key in found and found[key].student_id == student.pk), None
    )
    if own is not None:
        if ticket is not None:
            _prove(own, ticket)
        return own
    if ticket is not None:
        key = apart if stream in found else stream
        return Attempt.objects.make_of_ticket(student, ticket, timezone.now(), key)
    if found:
        return None
    papers = (read_uuid(event.payload.get("paper")) for event in events)
    paper = QuizPaper.objects.filter(pk=next(filter(None, papers), None)).select_related("page").first()
    return _begin(stream, student, paper, sender) if paper else None


def _ticket(events, stream, student):
    """The ticket of this attempt that any of the events tells; None without a good one."""
    told = {event.payload.get("ticket") for event in events if isinstance(event.payload.get("ticket"), str)}
    for ticket in filter(None, map(quiz_tickets.read, sorted(told))):
        if ticket.student == str(student.pk) and ticket.id == stream:
            return ticket
    return None


def _prove(attempt, ticket):
    """An event without its ticket may have come first: what it began apart counts as begun with it."""
    if attempt.ticket or "unverified" not in attempt.start_flags or str(attempt.paper_id) != ticket.paper:
        return
    now = attempt.events.order_by("received_at").values_list("received_at", flat=True).first()
    attempt.start_flags = Attempt.objects.flags_of_ticket(
        attempt.student, attempt.paper, ticket, now or timezone.now()
    )
    for name, value in facts_of_ticket(attempt.student, ticket).items():
        setattr(attempt, name, value)
    attempt.number = ticket.number
    attempt.save()


def _begin(stream, student, paper, sender):
    """An attempt that began on the device. Graded ones are kept apart until a teacher accepts them."""
    if paper.page is None or not QuizPage.objects.visible_to(sender.user).filter(pk=paper.page_id).exists():
        return None
    earlier = list(Attempt.objects.filter(student=student, page=paper.page).only("number", "counted"))
    number, key = _number_and_key(stream, student, paper, earlier)
    flags = []
    if not paper.practice:
        flags = ["unverified"]
        if sum(attempt.counted for attempt in earlier) >= overriding.rules_for(student, paper.page).tries:
            flags.append("over_limit")
    return Attempt.objects.make(student, paper, number=number, id=key, start_flags=flags, flags=flags)


def _number_and_key(stream, student, paper, earlier):
    """Of which try it is, and under which key it is kept. A browser draws keys of the seventh version; the
    school's own are of the fourth, and under one of those nobody begins but its pupil: who has seen that of
    a classmate would shut the classmate's work out."""
    number = quiz_tickets.number_of(stream, student.pk, paper.pk)
    key = stream if number or stream.version == BROWSERS else quiz_tickets.apart(stream, student.pk)
    if number is None or number in {attempt.number for attempt in earlier}:
        number = next_number(earlier)
    return number, key


def _row(event, attempt, items, now):
    """The AnswerEvent of an event; None when it makes no sense for this paper."""
    told = event.payload
    # What is typed in from paper counts also after the end: no browser may say that it is that.
    if event.install == marking.ON_PAPER:
        return None
    elapsed = told.get("elapsed_ms")
    if elapsed is not None and (isinstance(elapsed, bool) or not isinstance(elapsed, int | float)):
        return None
    place, response = None, None
    if event.kind == "answer.saved":
        place = told.get("place")
        item = items.get(place) if type(place) is int else None
        raw = told.get("response")
        if item is None:
            return None
        version = item.version
        response = version.rules.read_response(raw, version.content)
        if response is None and raw not in (None, "", [], [""], {}):
            return None
    return AnswerEvent(
        attempt=attempt,
        event_id=event.id,
        install=event.install,
        seq=event.seq,
        place=place,
        response=response,
        hints=_hints(told.get("hints")) if attempt.paper.practice else 0,
        elapsed_ms=None if elapsed is None else max(0, int(elapsed)),
        wall=event.wall,
        received_at=now,
    )


def _hints(number):
    """How many hints were asked for; nonsense is none."""
    return min(number, hints.MOST) if type(number) is int and number > 0 else 0


def read_uuid(text):
    try:
        return UUID(text)
    except (TypeError, ValueError, AttributeError):
        return None
