"""What is written down about a thing in somebody's hands: looked at once, said once, answered once."""

from lms import guards

INSPECTION, MARK = "devices_inspection", "devices_inspectionmark"
SCANNED = "devices_scannedreturn"
DISPUTE, ROUND, SIGHTING = "devices_dispute", "devices_custodyround", "devices_sighting"


def register():
    for table in (INSPECTION, MARK, SIGHTING, SCANNED):
        guards.append_only(table)
    guards.refuse_if(
        f"{INSPECTION}_corrects_its_own",
        INSPECTION,
        "insert",
        "a check-list corrects one of the same line and moment",
        f"NEW.corrects_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM {INSPECTION} i "
        f"WHERE i.id = NEW.corrects_id AND i.line_id = NEW.line_id AND i.moment = NEW.moment)",
    )
    guards.refuse(f"{DISPUTE}_never_delete", DISPUTE, "delete", "disputes are answered, never deleted")
    guards.keep_columns(
        f"{DISPUTE}_keeps",
        DISPUTE,
        ["id", "handover_id", "kind", "raised_by_id", "raised_at"],
        "what was said stays",
    )
    guards.write_once(f"{DISPUTE}_once", DISPUTE, ["answered_at"], "a dispute is answered once")
    guards.settle(
        f"{DISPUTE}_answered",
        DISPUTE,
        "answered_at",
        ["outcome", "answered_by_id"],
        "a dispute is answered once",
    )
    guards.refuse(f"{ROUND}_never_delete", ROUND, "delete", "rounds are closed, never deleted")
    guards.write_once(f"{ROUND}_once", ROUND, ["closed_at"], "a round is closed once")
    guards.settle(
        f"{ROUND}_closed", ROUND, "closed_at", ["closed_by_id", "due_on"], "a closed round does not change"
    )
    guards.refuse_if(
        f"{SIGHTING}_of_closed",
        SIGHTING,
        "insert",
        "this round is closed",
        f"EXISTS (SELECT 1 FROM {ROUND} r WHERE r.id = NEW.round_id AND r.closed_at IS NOT NULL)",
    )
