"""A file → rows about SIM cards and machines that the person manages; what is not understood is said."""

import hashlib
from collections import Counter
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from devices.external import times
from devices.external.spans import bytes_of, span_of, unit_in
from devices.models import Device, ExternalUsage, Sim
from devices.models.connectivity import plain_phone
from devices.numbers import bare, digits
from devices.refusal import Refused
from devices.told_rows import vocabulary
from students.roster import reader, values

UNIT = r"(mb|gb|kb|bytes?)"
AMOUNT = (
    rf"((tong|tong so|so) )?(luu luong|dung luong|data|usage|volume|{UNIT})"
    rf"( (data|su dung|da dung|dung|{UNIT}))*"
)
SCREEN = (
    r"(total |daily )?(screen|usage|active|use|on|device usage)( on)? (time|duration)|(screen|usage) "
    r"(time|duration).*|"
    r"(tong )?thoi (gian|luong) (su dung|dung may|dung|man hinh|hoat dong|bat man hinh)( .*)?|"
    r"(so )?(phut|gio|giay) (su dung|dung|dung may|hoat dong)|active seconds|seconds active|(screen|active) "
    r"(min|minutes|seconds|hours)"
)
SEEN = (
    r"(device )?last (seen|contact|contacted|connected|online|sync|synced|policy sync|check ?in|activity|"
    r"active|communication|reported|used|heartbeat)( (time|date|at|on))*|"
    r"lan (cuoi|cuoi cung)( .*)?|(ket noi|hoat dong|truc tuyen|dong bo|thay|online) lan cuoi( .*)?|"
    r"(ngay|lan) (thay|ket noi|hoat dong|dong bo) (cuoi|gan nhat|lan cuoi|sau cung)( .*)?"
)
MEASURES = ("amount", "screen", "seen")
WORDS = vocabulary(
    [
        ("screen", SCREEN),
        ("seen", SEEN),
        ("number", r"stt|tt"),
        ("phone", r"(so )?(thue bao|dien thoai|sdt|msisdn)( data)?|so (thue bao|dt)|phone( number)?"),
        ("iccid", r"iccid|(so )?(seri|serial)( cua)? sim|so sim"),
        ("imei", r"(so )?imei( 1| no| number)?"),
        ("serial", r"(so )?((device |hardware )?(seri|serial)|s n|so may)( number| no| may)?"),
        ("month", r"thang|ky( cuoc)?|month|thang su dung"),
        ("day", r"ngay( su dung| thang)?|date|day"),
        ("amount", AMOUNT),
    ],
    any_of=MEASURES,
    example="«Số thuê bao», «Tháng», «Dung lượng (MB)»; «Serial», «Last seen», «Screen time (min)»",
)
SAID = {
    "new": gettext_lazy("new"),
    "changed": gettext_lazy("another amount than before: the new one counts"),
    "unchanged": gettext_lazy("known already, nothing changes"),
    "unknown": gettext_lazy("no SIM card and no machine of yours has this number"),
    "no_span": gettext_lazy("the day or month cannot be read"),
    "ahead": gettext_lazy("the day lies ahead"),
    "no_amount": gettext_lazy("the amount is no number"),
    "no_time": gettext_lazy("the time of use cannot be read"),
    "no_time_unit": gettext_lazy("the heading does not say whether the time is in minutes or hours"),
    "too_long": gettext_lazy("more time than the days have"),
    "no_seen": gettext_lazy("the day of «last seen» cannot be read"),
    "no_day_of_time": gettext_lazy(
        "for which day or month does it count? Add a column «Ngày» or «Tháng», or name it with the file"
    ),
    "nothing": gettext_lazy("the row tells of no use"),
    "twice": gettext_lazy("stands twice in the file, the first row counts"),
}


@dataclass
class Line:
    """One row of the file, and what it would do."""

    sheet: str
    row: int
    number: str
    verdict: str
    things: dict = field(default_factory=dict)
    span: tuple = ()
    used: int | None = None
    screen: int | None = None
    seen: date | None = None

    @property
    def said(self):
        return SAID[self.verdict]

    def hash_for(self, source):
        ((name, key),) = self.things.items()
        return hash_of(source, f"{name}{key}", self.span, self.used, self.screen, self.seen)

    @property
    def changes(self):
        return self.verdict in ("new", "changed")


@dataclass
class UsageRead:
    source: str
    lines: list

    @property
    def counts(self):
        return Counter(line.verdict for line in self.lines)


def read(book, source, user=None, span=None, by_seen=False):
    """The lines of a file about the SIM cards and machines that `user` manages; None: about all of them.

    `span` (first day, last day) is what the file counts where its rows do not say it; `by_seen`: the day of
    «last seen» is then the day that a row counts.
    """
    lines = [line for sheet in reader.read(book, words=WORDS).sheets for line in _lines(sheet, span, by_seen)]
    if not lines:
        raise Refused(
            _("No use was found in the file: the heading needs %(example)s.") % {"example": WORDS.example}
        )
    _find_things(lines, user)
    _compare(lines, source)
    return UsageRead(source, lines)


def hash_of(source, thing, span, used, screen=None, seen=None):
    told = f"{source}|{thing}|{span[0]:%Y-%m-%d}|{span[1]:%Y-%m-%d}|{used}"
    if screen is not None or seen is not None:
        told += f"|{screen}|{seen}"
    return hashlib.sha256(told.encode()).hexdigest()


def _lines(sheet, told_span, by_seen):
    title = sheet.titles[sheet.columns["amount"]] if "amount" in sheet.columns else ""
    unit = unit_in(title)
    if title and not unit:
        raise Refused(
            _("The heading «%(title)s» does not say whether it counts MB or GB. Write the unit into it.")
            % {"title": title}
        )
    for record in sheet.records():
        given = record.given
        told = {name: values.text(given.get(name, "")) for name in ("phone", "iccid", "serial", "imei")}
        phone, iccid = plain_phone(told["phone"]), digits(told["iccid"])
        serial, imei = bare(told["serial"]), digits(told["imei"])
        number = phone or iccid or serial or imei
        line = Line(record.sheet, record.row, number, "new", {"told": (phone, iccid, serial, imei)})
        line.verdict = _measures(line, given, unit, times.time_unit_in(_title(sheet, "screen")))
        if line.verdict == "new":
            line.verdict = _place_in_time(line, given, told_span, by_seen)
        yield line


def _title(sheet, name):
    return sheet.titles[sheet.columns[name]] if name in sheet.columns else ""


def _measures(line, given, unit, time_unit):
    """Read what the row counts into `line`; the verdict on it. An empty cell tells nothing."""
    amount, screen, seen = (given.get(name, "") for name in MEASURES)
    if amount != "" and (used := bytes_of(amount, unit)) is None:
        return "no_amount"
    line.used = used if amount != "" else None
    if screen != "":
        line.screen = times.seconds_of(screen, time_unit)
        if line.screen is None:
            return "no_time_unit" if not time_unit and times.is_bare(screen) else "no_time"
    if seen != "":
        is_told, line.seen = times.seen_on(seen)
        if not is_told:
            return "no_seen"
        if line.seen and line.seen > timezone.localdate():
            return "ahead"
    if line.used is None and line.screen is None and line.seen is None:
        return "no_amount" if given.get("amount", None) == "" else "nothing"
    return "new"


def _place_in_time(line, given, told_span, by_seen):
    """Which days the row counts; «last seen» alone is of its own day, hours beside it if somebody says so."""
    month, day = given.get("month", ""), given.get("day", "")
    is_written = month != "" or day != ""
    line.span = (span_of(day) if day != "" else None) or span_of(month, is_month=True)
    if line.span is None and not is_written:
        only_seen = line.used is None and line.screen is None
        own_day = (line.seen, line.seen) if line.seen and (only_seen or by_seen) else None
        line.span = told_span or own_day
    if line.span is None:
        return "no_span" if is_written or line.screen is None else "no_day_of_time"
    if line.span[0] > timezone.localdate():
        return "ahead"
    if line.screen is not None and line.screen > times.longest(line.span):
        return "too_long"
    return "new"


def _find_things(lines, user):
    told = [line.things["told"] for line in lines]
    phones, iccids, serials, imeis = ({one[at] for one in told if one[at]} for at in range(4))
    sims = Sim.objects.exclude(status=Sim.Status.CANCELLED) if user is None else _own(Sim, user)
    devices = Device.objects.all() if user is None else _own(Device, user)
    by_phone, by_iccid, by_serial, by_imei = {}, {}, {}, {}
    for piece in _pieces(phones | iccids):
        for sim in sims.filter(Q(number__in=piece) | Q(iccid__in=piece)).only("number", "iccid", "status"):
            by_iccid[sim.iccid] = sim
            if sim.status != Sim.Status.CANCELLED:
                by_phone[sim.number] = sim
    for piece in _pieces(serials | imeis):
        for device in devices.filter(Q(serial_norm__in=piece) | Q(imei1__in=piece) | Q(imei2__in=piece)):
            by_serial[device.serial_norm] = device
            by_imei |= {imei: device for imei in (device.imei1, device.imei2) if imei}
    for line in lines:
        phone, iccid, serial, imei = line.things.pop("told")
        if sim := by_phone.get(phone) or by_iccid.get(iccid):
            line.things["sim_id"] = sim.pk
        elif device := by_serial.get(serial) or by_imei.get(imei):
            line.things["device_id"] = device.pk
        elif line.verdict == "new":
            line.verdict = "unknown"


def _own(model, user):
    return model.objects.visible_to(user, to="manage devices")


def _compare(lines, source):
    """Set against what the source told before, and against the rows above."""
    good = [line for line in lines if line.verdict == "new"]
    known = {}
    for name in ("sim_id", "device_id"):
        for piece in _pieces({line.things[name] for line in good if name in line.things}):
            rows = ExternalUsage.objects.filter(source=source, **{f"{name}__in": piece})
            for row in rows.values_list(name, "starts_on", "ends_on", "row_hash"):
                known[name, *row[:3]] = row[3]
    seen = set()
    for line in good:
        ((name, key),) = line.things.items()
        place = (name, key, *line.span)
        if place in seen:
            line.verdict = "twice"
        elif place in known:
            same = known[place] == line.hash_for(source)
            line.verdict = "unchanged" if same else "changed"
        seen.add(place)


def _pieces(keys, size=500):
    keys = list(keys)
    return [keys[at : at + size] for at in range(0, len(keys), size)]
