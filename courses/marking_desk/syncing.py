"""What the offline events of marking mean.

`points.given` {"quiz": uuid, "class": uuid, "attempt": uuid, "place": 3, "points": "0,5",
"rubric": {"1": "0.5"}, "comment": "…", "after": "17", "role": "first"}

The stream is «marks:», quiz and class, so that a desk is read once for all of a parcel. `after` and `role`:
what the page showed that the points were written on. Of what one browser tells of one answer the greatest
seq counts, in whatever order it comes; what somebody else gave meanwhile is never written over unseen.
"""

from django.utils.translation import gettext as _

from courses.marking_desk import drafts, giving, rubric
from courses.marking_desk.opening import desk_of
from courses.sync_answers import MALFORMED, read_uuid
from lms import outbox
from students.abilities import can

KIND = "points.given"
TEXTS = ("points", "comment", "after", "role")


def register():
    outbox.register_stream(KIND, take_given)


def take_given(events, sender):
    """Outcomes of the points that a teacher gave on the answers of a desk."""
    if not can(sender.user, "see marks"):
        return [outbox.FORBIDDEN] * len(events)
    desks = {}
    return [_take(event, sender, desks) for event in events]


def _take(event, sender, desks):
    told = event.payload
    keys = [read_uuid(told.get(name)) for name in ("quiz", "class", "attempt")]
    place, steps = told.get("place"), told.get("rubric", {})
    if None in keys or type(place) is not int or not isinstance(steps, dict):
        return MALFORMED
    if not all(isinstance(told.get(name, ""), str) for name in TEXTS):
        return MALFORMED
    quiz, school_class, attempt = keys
    if (quiz, school_class) not in desks:
        desks[quiz, school_class] = desk_of(sender.user, quiz, school_class)
    desk = desks[quiz, school_class]
    slot = desk and desk.find(attempt, place)
    if slot is None:
        words = _("You do not mark this answer any more. Your points and words stand here; look at the desk.")
        return outbox.Outcome("rejected", "forbidden", words)
    typed = {name: told.get(name, "") for name in TEXTS}
    typed |= {f"rubric-{name}": step for name, step in steps.items()}
    try:
        giving.give(
            slot,
            drafts.read(typed, rubric.rows_of(slot.item.version.key, slot.item.points)),
            sender.user,
            after=typed["after"],
            seen_role=typed["role"] or None,
            school_class=desk.school_class,
            made=giving.Made(event.install, event.seq),
        )
    except giving.Refused as why:
        return outbox.Outcome("rejected", "not_given", " ".join(why.sentences.values()))
    return outbox.STORED
