"""What a phone takes along to count without signal: the machines that are expected, and sentences."""

from django.utils.translation import gettext as _

from devices.models import Device
from devices.stocktake.expected import taken_home
from devices.stocktake.rooms import rooms_of

# Beyond it the page would grow too heavy: codes are then only noted, and the school says what they are.
MOST_TAKEN_ALONG = 300


def known(count, said):
    if said.makes_list:
        return _to_make_a_list(count, said)
    rows = said.found + said.missing + said.in_repair
    taken = rows if len(rows) <= MOST_TAKEN_ALONG else []
    return {
        "stocktake": str(count.pk),
        "expected": len(rows),
        "seen": [row.device.code for row in said.found],
        "machines": [
            _numbers(row.device) | {"words": " ".join(filter(None, [row.class_name, row.holder]))}
            for row in taken
        ],
    }


def _to_make_a_list(count, said):
    """The machines of the school: which of them come onto the list of the room, and which somebody has."""
    of_school = Device.objects.filter(school=count.school).exclude(lifecycle__in=Device.GONE)
    devices = list(of_school.order_by("pk")[: MOST_TAKEN_ALONG + 1])
    elsewhere = set(taken_home().filter(device__school=count.school).values_list("device", flat=True))
    elsewhere |= set(rooms_of(count.school, before=count.opened_at))
    return {
        "stocktake": str(count.pk),
        "expected": 0,
        "makesList": True,
        "seen": [row.device.code for row in said.new],
        "machines": [
            _numbers(device) | {"words": "", "belongs": device.pk not in elsewhere} for device in devices
        ]
        if len(devices) <= MOST_TAKEN_ALONG
        else [],
    }


def _numbers(device):
    return {
        "code": device.code,
        "serial": device.serial_norm,
        "imeis": [number for number in (device.imei1, device.imei2) if number],
    }


def words(known):
    """Sentences of the page that takes `known` along; of a count that makes the list of a room others."""
    return {
        "found": _("{what} comes onto the list of this room.")
        if known.get("makesList")
        else _("{what}: it is here."),
        "notOfRoom": _(
            "{what} is written down, but does not come onto the list of this room: somebody has it, or "
            "another room. The result tells where it belongs."
        ),
        "again": _("{what} was seen before; it counts once."),
        "elsewhere": _elsewhere(known),
        "card": _("This is a sign-in card, not a machine. Nothing was written down."),
        "link": _("This square leads to another site. Look for the label of the machine."),
        "nothing": _("Scan or type the code of a machine first."),
        "signedOut": _("Sign in again: what is saved on this phone stays here until then."),
        "broken": _("It could not be saved on this phone. Load the page anew and scan the machine again."),
        "here": _("saved on this phone"),
        "sent": _("at school"),
        "late": _("at school, after closing"),
        "refused": _("not taken: ask who began the count"),
    }


def _elsewhere(known):
    if not known.get("makesList"):
        return _("{what} is written down. It is not on this list; the result tells where it belongs.")
    if known["machines"]:
        return _(
            "{what} is in no book of this school and does not come onto the list. Read it again, or put the "
            "machine aside and ask."
        )
    return _("{what} is written down. The result tells whether it comes onto the list of this room.")
