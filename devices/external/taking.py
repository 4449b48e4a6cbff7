"""Write what a file counted. A source tells a span of a thing once; another amount takes its place."""

from collections import defaultdict
from datetime import date

from django.db import transaction
from django.utils import timezone

from devices.external.reading import Line
from devices.models import Assignment, Device, ExternalUsage, Sim
from lms.history import note_change


def kept(lines):
    """The lines that change something, for a preview's way to its confirmation."""
    return [
        [
            *next(iter(line.things.items())),
            *(day.isoformat() for day in line.span),
            line.used,
            line.screen,
            line.seen and line.seen.isoformat(),
        ]
        for line in lines
        if line.changes
    ]


def lines_of(rows):
    return [_line_of(*row) for row in rows]


def _line_of(name, key, first, last, used, screen=None, seen=None):
    """Previews of the days before told amounts alone."""
    span = (date.fromisoformat(first), date.fromisoformat(last))
    seen = date.fromisoformat(seen) if seen else None
    return Line("", 0, "", "new", {name: key}, span, used, screen, seen)


def still_theirs(lines, user):
    """Those of `lines` whose thing `user` manages now: a preview may be a day old."""
    found = set()
    for name, model in (("sim_id", Sim), ("device_id", Device)):
        keys = [line.things[name] for line in lines if name in line.things]
        mine = model.objects.visible_to(user, to="manage devices").filter(pk__in=keys)
        found |= {(name, key) for key in mine.values_list("pk", flat=True)}
    return [line for line in lines if found.issuperset(line.things.items())]


def take(source, lines, by):
    """Write the lines that change something; returns how many. Twice is as once."""
    by_thing = {"sim_id": [], "device_id": []}
    for line in lines:
        if line.changes:
            ((name, key),) = line.things.items()
            by_thing[name].append(
                ExternalUsage(
                    source=source,
                    starts_on=line.span[0],
                    ends_on=line.span[1],
                    used_bytes=line.used,
                    screen_s=line.screen,
                    seen_on=line.seen,
                    row_hash=line.hash_for(source),
                    imported_by=by,
                    imported_at=timezone.now(),
                    **{name: key},
                )
            )
    with transaction.atomic():
        for name, rows in by_thing.items():
            _freeze_schools(name, rows)
            ExternalUsage.objects.bulk_create(
                rows,
                batch_size=500,
                update_conflicts=True,
                unique_fields=["source", name, "starts_on", "ends_on"],
                update_fields=["used_bytes", "screen_s", "seen_on", "row_hash", "imported_by", "imported_at"],
            )
        count = sum(len(rows) for rows in by_thing.values())
        if count:
            rows = by_thing["sim_id"] or by_thing["device_id"]
            first = rows[0]
            school = Sim.objects.get(pk=first.sim_id).school_id if first.sim_id else first.device.school_id
            thing = ExternalUsage.objects.get(
                source=source,
                sim=first.sim_id,
                device=first.device_id,
                starts_on=first.starts_on,
                ends_on=first.ends_on,
            )
            note_change(by=by, act="take in use", thing=thing, after={"count": count}, school=school)
    return count


def _freeze_schools(name, rows):
    """Where each thing was in its span: a machine with the school that had handed it out then, else where it
    is now. A row that stands keeps its school."""
    keys = [getattr(row, name) for row in rows]
    model = {"sim_id": Sim, "device_id": Device}[name]
    now = dict(model.objects.filter(pk__in=keys).values_list("pk", "school"))
    lines = defaultdict(list)
    told = Assignment.objects.filter(**{f"{name}__in": keys}, voided_at=None).order_by("handed_over_at")
    for key, *line in told.values_list(name, "handed_over_at", "returned_at", "handover__school"):
        lines[key].append(line)
    for row in rows:
        key = getattr(row, name)
        then = [
            school
            for since, until, school in lines[key]
            if timezone.localdate(since) <= row.ends_on
            and (until is None or timezone.localdate(until) >= row.starts_on)
        ]
        row.school_id = then[-1] if then else now[key]
