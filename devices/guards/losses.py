"""Losses and write-offs: what was told stays, a decision is taken once, and its list does not change."""

from lms import guards

LOSS, OFF, LINE = "devices_loss", "devices_writeoff", "devices_writeoffline"
LOSS_KEYS = ["id", "device_id", "school_id", "line_id", "class_name"]
# Written down without its story when a thing did not come back; told afterwards, once.
STORY = ["kind", "happened_on", "told_by_id"]


def register():
    guards.refuse(f"{LOSS}_never_delete", LOSS, "delete", "losses are never deleted")
    guards.keep_columns(f"{LOSS}_keeps", LOSS, LOSS_KEYS, "a loss is of one machine and its holder")
    told = "OLD.place <> ''"
    changed = " OR ".join(f"NEW.{column} IS DISTINCT FROM OLD.{column}" for column in STORY)
    stays = "what was told of a loss stays"
    guards.refuse_if(f"{LOSS}_told_stays", LOSS, "update", stays, f"{told} AND ({changed})")
    for column in ("place", "circumstances"):
        guards.keep_or_empty(f"{LOSS}_keeps_{column}", LOSS, column, stays, empty="–", when=told)
    guards.write_once(f"{LOSS}_once", LOSS, ["found_on", "police_on"], "told once")
    guards.settle(f"{LOSS}_found", LOSS, "found_on", ["found_by_id"], "told once")
    # Words about people may be taken out (devices/emptying.py), never rewritten.
    guards.keep_or_empty(
        f"{LOSS}_keeps_found_note", LOSS, "found_note", "told once", when="OLD.found_on IS NOT NULL"
    )

    guards.refuse(f"{OFF}_never_delete", OFF, "delete", "write-offs are never deleted")
    guards.keep_columns(f"{OFF}_keeps", OFF, ["id", "school_id", "request_id", "proposed_by_id"], "stays")
    guards.write_once(f"{OFF}_once", OFF, ["decided_on"], "a decision is taken once")
    guards.settle(f"{OFF}_decided", OFF, "decided_on", ["decision_number"], "a decision is taken once")
    guards.refuse(f"{LINE}_never_delete", LINE, "delete", "strike the line out")
    decided = f"EXISTS (SELECT 1 FROM {OFF} o WHERE o.id = NEW.write_off_id AND o.decided_on IS NOT NULL)"
    guards.refuse_if(f"{LINE}_decided_insert", LINE, "insert", "this list is decided", decided)
    unnamed = guards.only_emptied({"reason": "–"}, ["id", "value", "struck_at"])
    guards.refuse_if(
        f"{LINE}_decided_update", LINE, "update", "this list is decided", f"{decided} AND NOT ({unnamed})"
    )
    guards.keep_columns(f"{LINE}_keeps", LINE, ["write_off_id", "device_id"], "strike the line out")
