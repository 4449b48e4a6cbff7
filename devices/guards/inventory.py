"""Machines: numbers in their one spelling and never given out anew; what is gone has no holder."""

from lms import guards

from .ledger import LINE
from .spelling import bare, is_digits, luhn_holds

DEVICE = "devices_device"
GONE = "('lost', 'stolen', 'disposed', 'retired')"
# Written off for good; what is lost may be found.
FOR_GOOD = "('disposed', 'retired')"
NUMBERS = ["serial", "serial_norm", "imei1", "imei2"]


def register():
    _keep_spelling()
    _keep_numbers()
    _refuse_holders_of_gone()
    _refuse_disposed_without_decision()


def _keep_spelling():
    guards.keep_right(
        f"{DEVICE}_serial",
        DEVICE,
        ["serial", "serial_norm"],
        "the serial number is not in its one spelling",
        _wrongly_spelt("NEW.serial NOT GLOB '*[^ -~]*'"),
        postgresql=_wrongly_spelt("OCTET_LENGTH(NEW.serial) = LENGTH(NEW.serial)"),
    )
    for imei in ("imei1", "imei2"):
        number = f"NEW.{imei}"
        guards.keep_right(
            f"{DEVICE}_{imei}",
            DEVICE,
            [imei],
            "this is no IMEI: fifteen digits, the last one a check digit",
            f"{number} IS NOT NULL AND CASE WHEN LENGTH({number}) <> 15 OR NOT ({is_digits(number)}) "
            f"THEN TRUE ELSE NOT ({luhn_holds(number, 15)}) END",
        )


def _wrongly_spelt(is_ascii):
    """What stands outside ASCII the database cannot bring to capitals; there it looks at signs alone."""
    told = f"CASE WHEN {is_ascii} THEN NEW.serial ELSE NEW.serial_norm END"
    return f"NEW.serial_norm <> {bare(told)}"


def _keep_numbers():
    # One number never stands on two machines, in whichever of the two columns.
    crossed = (
        f"EXISTS (SELECT 1 FROM {DEVICE} d WHERE d.id <> NEW.id "
        f"AND (d.imei1 = NEW.imei2 OR d.imei2 = NEW.imei1))"
    )
    for verb in ("insert", "update"):
        guards.refuse_if(f"{DEVICE}_imei_{verb}", DEVICE, verb, "this IMEI is on another device", crossed)
    # Else a retired machine could be renamed or deleted, and its number given out anew.
    told = "what was written off keeps its numbers"
    changed = " OR ".join(f"NEW.{column} IS DISTINCT FROM OLD.{column}" for column in NUMBERS)
    guards.refuse_if(
        f"{DEVICE}_gone_keeps", DEVICE, "update", told, f"OLD.lifecycle IN {FOR_GOOD} AND ({changed})"
    )
    guards.refuse_if(f"{DEVICE}_gone_stays", DEVICE, "delete", told, f"OLD.lifecycle IN {GONE}")


def _refuse_holders_of_gone():
    """What is gone has no holder, from either side."""
    held = (
        f"NEW.lifecycle IN {GONE} AND EXISTS (SELECT 1 FROM {LINE} l WHERE l.device_id = NEW.id "
        f"AND l.returned_at IS NULL AND l.voided_at IS NULL)"
    )
    told = "take the device back first"
    guards.refuse_if(f"{DEVICE}_gone_while_held", DEVICE, "update", told, held)
    # INSERT OR REPLACE puts a row in the place of another.
    guards.refuse_if(f"{DEVICE}_gone_when_replaced", DEVICE, "insert", told, held)
    guards.refuse_if(
        f"{LINE}_of_gone_device",
        LINE,
        "insert",
        "the device is gone",
        f"NEW.returned_at IS NULL AND NEW.voided_at IS NULL AND EXISTS (SELECT 1 FROM {DEVICE} d "
        f"WHERE d.id = NEW.device_id AND d.lifecycle IN {GONE})",
        # Whoever writes the machine off at this moment is waited for.
        postgresql_first=f"PERFORM 1 FROM {DEVICE} d WHERE d.id = NEW.device_id FOR SHARE",
    )


def _refuse_disposed_without_decision():
    """A machine leaves the books by a decision that names it (devices/loss/writing_off.py)."""
    decided = (
        "EXISTS (SELECT 1 FROM devices_writeoffline l JOIN devices_writeoff o ON o.id = l.write_off_id "
        "WHERE l.device_id = NEW.id AND l.struck_at IS NULL AND o.decided_on IS NOT NULL)"
    )
    told = "a device is written off by a decision"
    for verb, fresh in (("insert", ""), ("update", "OLD.lifecycle <> 'disposed' AND ")):
        guards.refuse_if(
            f"{DEVICE}_disposed_{verb}",
            DEVICE,
            verb,
            told,
            f"{fresh}NEW.lifecycle = 'disposed' AND NOT {decided}",
        )
