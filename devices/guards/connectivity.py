"""SIM cards: numbers in their one spelling, one plan and one device at a time."""

from lms import guards

from .spelling import is_digits, luhn_holds

SIM = "devices_sim"

WRONG_ICCID = (
    f"CASE WHEN LENGTH(NEW.iccid) NOT IN (19, 20) OR NOT ({is_digits('NEW.iccid')}) "
    f"OR SUBSTR(NEW.iccid, 1, 2) <> '89' THEN TRUE "
    f"WHEN LENGTH(NEW.iccid) = 19 THEN NOT ({luhn_holds('NEW.iccid', 19)}) "
    f"ELSE NOT ({luhn_holds('NEW.iccid', 20)}) END"
)
# What `plain_phone` (devices/models/connectivity.py) would write otherwise.
WRONG_NUMBER = (
    f"NEW.number <> '' AND (NOT ({is_digits('NEW.number')}) "
    f"OR (LENGTH(NEW.number) = 11 AND SUBSTR(NEW.number, 1, 2) = '84') "
    f"OR (LENGTH(NEW.number) = 9 AND SUBSTR(NEW.number, 1, 1) IN ('3', '5', '7', '8', '9')))"
)


def register():
    guards.keep_right(f"{SIM}_iccid", SIM, ["iccid"], "this is no serial number of a SIM card", WRONG_ICCID)
    guards.keep_right(
        f"{SIM}_number", SIM, ["number"], "a phone number is ten digits without spaces", WRONG_NUMBER
    )
    told = "what was cancelled keeps its numbers"
    kept = "OLD.status = 'cancelled' AND NEW.status = 'cancelled' AND NEW.iccid <> OLD.iccid"
    guards.refuse_if(f"{SIM}_cancelled_keeps", SIM, "update", told, kept)
    guards.refuse_if(f"{SIM}_cancelled_stays", SIM, "delete", told, "OLD.status = 'cancelled'")

    guards.no_overlap(
        "devices_plan_overlap",
        "devices_plansubscription",
        "sim_id",
        "starts_on",
        "ends_on",
        days=True,
        when="ROW.voided_at IS NULL",
    )
    guards.no_overlap("devices_sim_overlap", "devices_siminsertion", "sim_id", "inserted_at", "removed_at")
