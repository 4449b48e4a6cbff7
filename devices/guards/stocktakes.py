"""What the database refuses about counts: the list of what is expected is frozen, scans only grow."""

from lms import guards

COUNT_KEYS = [
    "id",
    "school_id",
    "scope",
    "school_class_id",
    "batch_id",
    "point_id",
    "room",
    "label",
    "request_id",
    "opened_by_id",
    "opened_at",
]
CLOSING_KEYS = ["closed_by_id", "summary"]
SCAN_KEYS = ["id", "stocktake_id", "code", "device_id", "seen_as", "takes_back", "scanned_by_id"]
SCAN_KEYS += ["scanned_at", "told_at"]
FOLLOW_UP_KEYS = ["id", "stocktake_id", "device_id", "outcome", "told_by_id", "told_at"]


def register():
    count, expected = "devices_stocktake", "devices_stocktakeexpected"
    guards.refuse(f"{count}_never_delete", count, "delete", "a count is never deleted")
    guards.keep_columns(f"{count}_keeps", count, COUNT_KEYS, "a count does not change what it counts")
    told = "a count is listed once and closed once"
    guards.write_once(f"{count}_once", count, ["listed_at", "closed_at"], told)
    guards.settle(f"{count}_closed", count, "closed_at", CLOSING_KEYS, told)

    guards.append_only(expected)
    guards.refuse_if(
        f"{expected}_listed",
        expected,
        "insert",
        "the list of what is expected is complete",
        f"EXISTS (SELECT 1 FROM {count} s WHERE s.id = NEW.stocktake_id AND s.listed_at IS NOT NULL)",
    )
    unexpected = "devices_stocktakeunexpected"
    guards.append_only(unexpected)
    guards.refuse_if(
        f"{unexpected}_closed",
        unexpected,
        "insert",
        "the result of a closed count stays as it was",
        f"EXISTS (SELECT 1 FROM {count} s WHERE s.id = NEW.stocktake_id AND s.closed_at IS NOT NULL)",
    )
    # Notes may be taken out (devices/emptying.py), never rewritten.
    closed = "OLD.closed_at IS NOT NULL"
    guards.keep_or_empty(f"{count}_keeps_closing_note", count, "closing_note", told, when=closed)
    for table, keys in (("devices_stocktakescan", SCAN_KEYS), ("devices_stocktakefollowup", FOLLOW_UP_KEYS)):
        guards.append_only(table, may_update=guards.only_emptied({"note": ""}, keys))
