"""Repairs: place and holder of the day stay, steps and parts only grow, states only go forward."""

from lms import guards

TICKET, STEP, PART = "devices_repairticket", "devices_repairstep", "devices_repairpart"
TICKET_KEYS = [
    "id",
    "device_id",
    "school_id",
    "line_id",
    "class_name",
    "repeat_of_id",
    "reported_on",
    "opened_by_id",
    "opened_at",
]
STEP_KEYS = ["id", "ticket_id", "state", "rank", '"on"', "corrects_id", "told_by_id", "told_at"]

# A corrected step stands no longer.
STANDING = f"NOT EXISTS (SELECT 1 FROM {STEP} c WHERE c.corrects_id = s.id)"


def register():
    guards.refuse(f"{TICKET}_never_delete", TICKET, "delete", "repairs are never deleted")
    guards.keep_columns(f"{TICKET}_keeps", TICKET, TICKET_KEYS, "where and from whom a repair came stays")
    guards.write_once(f"{TICKET}_once", TICKET, ["back_on"], "a repair is closed once")
    # A note may be taken out (devices/emptying.py), never rewritten.
    guards.append_only(STEP, may_update=guards.only_emptied({"note": ""}, STEP_KEYS))
    guards.append_only(PART)
    guards.append_only("devices_claimstep")
    guards.refuse_if(
        f"{STEP}_forward",
        STEP,
        "insert",
        "states of a repair only go forward",
        f"EXISTS (SELECT 1 FROM {STEP} s WHERE s.ticket_id = NEW.ticket_id "
        f"AND s.id IS DISTINCT FROM NEW.corrects_id AND s.rank >= NEW.rank AND {STANDING})",
    )
    guards.refuse_if(
        f"{STEP}_corrects_its_own",
        STEP,
        "insert",
        "a step corrects one of the same repair",
        f"NEW.corrects_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM {STEP} s "
        f"WHERE s.id = NEW.corrects_id AND s.ticket_id = NEW.ticket_id)",
    )
    guards.refuse_if(
        f"{STEP}_of_closed",
        STEP,
        "insert",
        "this repair is closed",
        f"EXISTS (SELECT 1 FROM {TICKET} t WHERE t.id = NEW.ticket_id AND t.back_on IS NOT NULL)",
    )
