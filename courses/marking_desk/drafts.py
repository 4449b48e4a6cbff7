"""Keep what a teacher is writing about an answer, so that a dead battery or a closed lid loses none of it."""

from courses.giving_points import MOST_SIGNS
from courses.models import MarkingDraft
from courses.templatetags.questions import points as in_words


def draft_of(slot, by):
    return MarkingDraft.objects.filter(attempt=slot.attempt, place=slot.item.place, by=by).first()


def keep(slot, told, by):
    """Write over what was kept. Nothing at all is no draft."""
    told = {name: value for name, value in told.items() if name != "no_voice"}
    if not any(told.values()):
        forget(slot, by)
        return None
    row, _made = MarkingDraft.objects.update_or_create(
        attempt=slot.attempt, place=slot.item.place, by=by, defaults={"told": told}
    )
    return row


def forget(slot, by):
    MarkingDraft.objects.filter(attempt=slot.attempt, place=slot.item.place, by=by).delete()


def read(post, rows):
    """What a form says, as it was typed: points, comment, and the chosen step of each row of the rubric."""
    steps = {row.id: post.get(f"rubric-{row.id}") for row in rows}
    return {
        "points": (post.get("points") or "").strip()[:6],
        "comment": (post.get("comment") or "").replace("\r\n", "\n").replace("\0", "").strip()[:MOST_SIGNS],
        "rubric": {row.id: steps[row.id] for row in rows if steps[row.id] in row.steps},
    }


def said_of(row, slot):
    """What the form shows: the draft, else what was given, else nothing."""
    if row:
        return row.told
    if slot.own:
        return {
            "points": in_words(slot.own.points),
            "comment": slot.own.comment,
            "rubric": slot.own.rubric,
            "voice": "",
        }
    return {"points": "", "comment": "", "rubric": {}}
