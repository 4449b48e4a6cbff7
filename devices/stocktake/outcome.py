"""What a count says, out of the set of scans: found, missing, in repair, not expected, unknown codes."""

from collections import defaultdict
from dataclasses import dataclass, field

from devices.handover_rules import holder_words
from devices.models import Device, Incident, StocktakeFollowUp, holders_of
from devices.stocktake import frozen
from devices.stocktake.expected import class_names_of, open_lines_of
from devices.stocktake.rooms import rooms_of
from devices.stocktake.scanning import find_number
from students.abilities import scope_for


@dataclass
class Row:
    """One machine of a count: what was expected of it, and how it was seen."""

    device: Device
    expected: object = None
    scans: list = field(default_factory=list)
    holder: str = ""
    class_name: str = ""
    # Of what was missing when the count was closed: what became of it.
    later: list = field(default_factory=list)
    lost: object = None
    late: object = None
    # Of what was not expected: where it belongs, and the room in which it was counted last.
    room: str = ""
    school: object = None
    line: object = None
    is_new: bool = False
    is_own: bool = True

    @property
    def last(self):
        return self.scans[-1] if self.scans else None

    @property
    def twice(self):
        """Seen more than once: no harm, but perhaps two labels of one code."""
        return len(self.scans) > 1

    @property
    def seen_as(self):
        """The last condition that somebody told."""
        return next((scan.get_seen_as_display() for scan in reversed(self.scans) if scan.seen_as), "")

    @property
    def notes(self):
        return [scan.note for scan in self.scans if scan.note]

    @property
    def is_settled(self):
        return bool(self.late or self.lost or self.later)


@dataclass
class Outcome:
    found: list
    missing: list
    in_repair: list
    elsewhere: list
    unknown: list
    # The first count of a room makes its list: what was seen is not wrong there.
    new: list = field(default_factory=list)
    makes_list: bool = False

    @property
    def expected(self):
        return len(self.found) + len(self.missing) + len(self.in_repair)

    @property
    def twice(self):
        return [row for row in self.found + self.new + self.elsewhere if row.twice]

    @property
    def unsettled(self):
        return [row for row in self.missing if not row.is_settled]

    def as_numbers(self):
        return {
            "expected": self.expected,
            "found": len(self.found),
            "missing": len(self.missing),
            "in_repair": len(self.in_repair),
            "elsewhere": len(self.elsewhere),
            "new": len(self.new),
            "unknown": len(self.unknown),
            "twice": len(self.twice),
        }


def outcome(count, reader):
    """Everything that `count` says, in words for `reader`: what is not theirs to see stays a code.

    Of a closed count it is what was written down when it was closed (devices/stocktake/frozen.py). Without a
    reader it is what the count says by itself.
    """
    in_time, late = standing_scans(count)
    rows = _expected(count)
    elsewhere, unknown = {}, []
    for scan in in_time:
        scan.known_as = _known_to(reader, scan) if reader and scan.device is None else None
        device = scan.device or (None if count.is_closed else scan.known_as)
        if device is None:
            unknown.append(scan)
        elif device.pk in rows:
            rows[device.pk].scans.append(scan)
        else:
            elsewhere.setdefault(device.pk, Row(device)).scans.append(scan)
    makes_list = count.scope == count.Scope.ROOM and not rows
    (frozen.recall if count.is_closed else _say_where)(count, elsewhere)
    if reader:
        _hide(elsewhere, reader)
    new = [row for row in elsewhere.values() if makes_list and row.is_new]
    others = [row for row in elsewhere.values() if row not in new]
    found = [row for row in rows.values() if row.scans]
    unseen = [row for row in rows.values() if not row.scans]
    away = [row for row in unseen if row.expected.lifecycle == Device.Lifecycle.REPAIR]
    missing = [row for row in unseen if row.expected.lifecycle != Device.Lifecycle.REPAIR]
    if count.is_closed:
        _follow_up(count, missing, late)
    found, missing, away = (sorted(part, key=_in_order) for part in (found, missing, away))
    return Outcome(
        found, missing, away, others, _each_code_once(unknown), sorted(new, key=_in_order), makes_list
    )


def _expected(count):
    return {
        expected.device_id: Row(
            expected.device,
            expected,
            holder=holder_words(expected.line) if expected.line else "",
            class_name=expected.class_name,
        )
        for expected in count.expected.select_related("device__model", "device__school", *holders_of("line"))
    }


def standing_scans(count):
    """(those of the count, those that came after it was closed), without what was taken back in time."""
    scans = list(
        count.scans.select_related("device__model", "device__school", "scanned_by").order_by(
            "scanned_at", "pk"
        )
    )
    closed = count.closed_at
    in_time = [scan for scan in scans if closed is None or scan.scanned_at <= closed]
    late = [scan for scan in scans if closed is not None and scan.scanned_at > closed]
    return _without_taken_back(in_time), _without_taken_back(late)


def _without_taken_back(scans):
    taken_back = {scan.takes_back for scan in scans if scan.takes_back}
    return [scan for scan in scans if not scan.takes_back and scan.pk not in taken_back]


def _known_to(reader, scan):
    """Somebody who sees more than the one who counted may know the number."""
    return find_number(
        scan.code, Device.objects.visible_to(reader, to="see devices").select_related("school", "model")
    )


def _say_where(count, rows):
    """Where machines that were not expected should be, by what the books say now."""
    lines = open_lines_of(rows)
    classes = class_names_of(lines.values())
    rooms = rooms_of(count.school, before=count.opened_at) if count.scope == count.Scope.ROOM else {}
    for key, row in rows.items():
        row.line, row.room, row.school = lines.get(key), rooms.get(key, ""), row.device.school
        row.class_name = classes.get(row.line.pk, "") if row.line else ""
        # A machine of this school that nobody took home, and of which no other room's count knew.
        taken_home = row.line is not None and row.line.school_id is None
        row.is_new = row.school.pk == count.school_id and not row.room and not taken_home


def _hide(rows, reader):
    """Who has a machine is said only to those who may see the machine."""
    mine = Device.objects.visible_to(reader, to="see devices")
    own = set(mine.filter(pk__in=rows).values_list("pk", flat=True))
    led = scope_for(reader, "see devices")
    for key, row in rows.items():
        # Of a closed count the machine may have moved to another school since.
        row.is_own = key in own or led.everywhere or row.school.pk in led.led_school_ids
        if row.is_own and row.line:
            row.holder = holder_words(row.line)
        elif not row.is_own:
            row.class_name = ""


def _follow_up(count, missing, late):
    keys = [row.device.pk for row in missing]
    told, seen = defaultdict(list), {}
    for follow_up in StocktakeFollowUp.objects.filter(stocktake=count).select_related("told_by"):
        told[follow_up.device_id].append(follow_up)
    for scan in late:
        seen[scan.device_id] = scan
    incidents = Incident.objects.filter(
        device__in=keys, kind__in=Incident.MISSING, reported_at__gte=count.opened_at
    )
    lost = {incident.device_id: incident for incident in incidents}
    for row in missing:
        row.later, row.late = told[row.device.pk], seen.get(row.device.pk)
        row.lost = lost.get(row.device.pk)


def _in_order(row):
    line = row.expected and row.expected.line
    return (row.class_name, line.pupil.name_sort if line and line.pupil else "", row.device.code)


def _each_code_once(scans):
    return list({scan.code: scan for scan in scans}.values())
