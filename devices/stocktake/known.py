"""What a phone takes along to count without signal: the machines that are expected, and sentences."""

from django.utils.translation import gettext as _

# Beyond it the page would grow too heavy: codes are then only noted, and the school says what they are.
MOST_TAKEN_ALONG = 300


def known(count, said):
    rows = said.found + said.missing + said.in_repair
    taken = rows if len(rows) <= MOST_TAKEN_ALONG else []
    return {
        "stocktake": str(count.pk),
        "expected": len(rows),
        "seen": [row.device.code for row in said.found],
        "machines": [
            {
                "code": row.device.code,
                "serial": row.device.serial_norm,
                "imeis": [number for number in (row.device.imei1, row.device.imei2) if number],
                "words": " ".join(filter(None, [row.class_name, row.holder])),
            }
            for row in taken
        ],
    }


def words(makes_list=False):
    """Sentences of the page; of a count that makes the list of a room (devices/stocktake/rooms.py)."""
    return {
        "found": _("{what}: it is here."),
        "again": _("{what} was seen before; it counts once."),
        "elsewhere": _("{what} is written down and comes onto the list of this room.")
        if makes_list
        else _("{what} is written down. It is not on this list; the result tells where it belongs."),
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
