"""A file → rows about SIM cards and machines that the person manages; what is not understood is said."""

import hashlib
from collections import Counter
from dataclasses import dataclass, field

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

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
WORDS = vocabulary(
    [
        ("number", r"stt|tt"),
        ("phone", r"(so )?(thue bao|dien thoai|sdt|msisdn)( data)?|so (thue bao|dt)|phone( number)?"),
        ("iccid", r"iccid|(so )?(seri|serial)( cua)? sim|so sim"),
        ("imei", r"(so )?imei( 1)?"),
        ("serial", r"(so )?(seri|serial|s n|so may)( number| may)?"),
        ("month", r"thang|ky( cuoc)?|month|thang su dung"),
        ("day", r"ngay( su dung| thang)?|date|day"),
        ("amount", AMOUNT),
    ],
    must={"amount"},
    example="«Số thuê bao», «Tháng», «Dung lượng (MB)»",
)
SAID = {
    "new": gettext_lazy("new"),
    "changed": gettext_lazy("another amount than before: the new one counts"),
    "unchanged": gettext_lazy("known already, nothing changes"),
    "unknown": gettext_lazy("no SIM card and no machine of yours has this number"),
    "no_span": gettext_lazy("the day or month cannot be read"),
    "ahead": gettext_lazy("the day lies ahead"),
    "no_amount": gettext_lazy("the amount is no number"),
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
    used: int = 0

    @property
    def said(self):
        return SAID[self.verdict]

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


def read(book, source, user=None):
    """The lines of a file about the SIM cards and machines that `user` manages; None: about all of them."""
    lines = [line for sheet in reader.read(book, words=WORDS).sheets for line in _lines(sheet)]
    if not lines:
        raise Refused(
            _("No use was found in the file: the heading needs %(example)s.") % {"example": WORDS.example}
        )
    _find_things(lines, user)
    _compare(lines, source)
    return UsageRead(source, lines)


def hash_of(source, thing, span, used):
    told = f"{source}|{thing}|{span[0]:%Y-%m-%d}|{span[1]:%Y-%m-%d}|{used}"
    return hashlib.sha256(told.encode()).hexdigest()


def _lines(sheet):
    title = sheet.titles[sheet.columns["amount"]]
    unit = unit_in(title)
    if not unit:
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
        month, day = given.get("month", ""), given.get("day", "")
        line.span = (span_of(day) if day != "" else None) or span_of(month, is_month=True)
        line.used = bytes_of(given.get("amount", ""), unit)
        if line.span is None:
            line.verdict = "no_span"
        elif line.span[0] > timezone.localdate():
            line.verdict = "ahead"
        elif line.used is None:
            line.verdict = "no_amount"
        yield line


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
            same = known[place] == hash_of(source, f"{name}{key}", line.span, line.used)
            line.verdict = "unchanged" if same else "changed"
        seen.add(place)


def _pieces(keys, size=500):
    keys = list(keys)
    return [keys[at : at + size] for at in range(0, len(keys), size)]
