"""The «biên bản thu hồi»: what is printed and shown of things that came back."""

from devices.inspecting import in_words
from devices.models import Condition
from devices.papers import NO_NAME, thing
from devices.papers_kept import kept_until
from lms.pdf import render_pdf


def pdf(paper):
    return render_pdf("devices/return.typ", facts(paper))


def facts(paper):
    lines = paper.lines.with_holders().select_related("device__model", "sim", "accessory", "handover")
    lines = lines.prefetch_related("inspections__marks__point")
    lines = lines.order_by("pupil__name_sort", "handover", "device_id", "sim_id")
    by_holder = {}
    for line in lines:
        by_holder.setdefault((line.pupil_id or str(line.holder), line.handover_id), []).append(line)
    rows = [_row(found) for found in by_holder.values()]
    return {
        "school": paper.school.name,
        "issuer": paper.school.stands_under,
        "number": paper.number,
        "day": f"{paper.returned_on:%d}",
        "month": f"{paper.returned_on:%m}",
        "year": f"{paper.returned_on:%Y}",
        "class": paper.class_name,
        "taker": paper.taken_by_name,
        # Who signs: the holder, or the teacher of a class.
        "is_of_one": paper.is_of_one or len(by_holder) == 1,
        "rows": rows,
        "count": sum(thing["quantity"] for row in rows for thing in row["things"]),
        "lost": sum(1 for row in rows for thing in row["things"] if thing["is_lost"]),
    }


def _row(lines):
    first = lines[0]
    return {
        "who": _who(first),
        "handover": first.handover.number,
        "things": [
            {
                **thing(line),
                "condition": line.get_condition_in_display(),
                "is_lost": line.condition_in == Condition.LOST,
                "note": line.return_note,
                "looked": in_words(line, "in") if line.device_id else "",
            }
            for line in sorted(lines, key=lambda line: (line.device_id is None, line.sim_id is None))
        ],
    }


def _who(line):
    """The holder as the hand-over record names it: no name once that record has forgotten it."""
    if not line.pupil_id:
        return str(line.holder)
    if line.handover.forgotten_on:
        return NO_NAME
    if line.pupil.erased_at and (until := kept_until(line.handover)):
        return f"{line.pupil} – giữ đến {until:%d/%m/%Y} theo hồ sơ bàn giao"
    return str(line.pupil)
