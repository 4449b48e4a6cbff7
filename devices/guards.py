"""What the database itself refuses, whoever writes: the invariants of the ledger that no unique
index or check can say (those stand in the models). Called once, from `AppConfig.ready`."""

from lms import guards

GONE = "('lost', 'stolen', 'disposed', 'retired')"

LINE_KEYS = [
    "id",
    "handover_id",
    "device_id",
    "sim_id",
    "accessory_id",
    "quantity",
    "student_id",
    "household_id",
    "teacher_id",
    "school_id",
    "point_id",
    "pupil_id",
    "served_household_id",
    "override_id",
    "instead_of_id",
    "tenure",
    "handed_over_at",
    "condition_out",
    "request_id",
    "recorded_by_id",
    "recorded_at",
]
RETURN_KEYS = ["returned_to_id", "condition_in", "returned_with_id"]
VOID_KEYS = ["voided_by_id"]
# What was said with it, and what takes its place once the paper's time is over.
RETURN_WORDS = ("return_note", "")
VOID_WORDS = ("void_reason", "–")
PAPER_KEYS = [
    "id",
    "school_id",
    "year",
    "sequence",
    "number",
    "place",
    "signed_on",
    "pupil_id",
    "class_name",
    "giver_id",
    "giver_name",
    "relation",
    "signed_how",
    "terms_version",
    "request_id",
    "recorded_at",
]
# Of whom a paper tells: these go when its time to be kept is over, and change never.
PAPER_NAMES = ["receiver_name", "signer_name", "signer_reason"]
RETURN_PAPER_KEYS = [
    "id",
    "school_id",
    "year",
    "sequence",
    "number",
    "returned_on",
    "class_name",
    "is_of_one",
    "taken_by_id",
    "taken_by_name",
    "request_id",
    "recorded_at",
]
SCAN_KEYS = ["id", "handover_id", "content_type", "size", "content_hash", "attached_by_id", "attached_at"]


# A paper is kept for ten years after its things came back; the database knows at least its ten years.
YEARS_KEPT = 10
TOO_EARLY = (
    "NEW.forgotten_on IS NOT NULL AND CAST(SUBSTR(CAST(NEW.forgotten_on AS TEXT), 1, 4) AS INTEGER) < "
    f"CAST(SUBSTR(CAST(NEW.signed_on AS TEXT), 1, 4) AS INTEGER) + {YEARS_KEPT}"
)


def register():
    line, paper, device = "devices_assignment", "devices_handover", "devices_device"

    guards.refuse(f"{line}_never_delete", line, "delete", "lines of the ledger are never deleted")
    guards.refuse(f"{paper}_never_delete", paper, "delete", "hand-over records are never deleted")
    guards.keep_columns(f"{line}_keeps", line, LINE_KEYS, "void the line and write a new one")
    guards.keep_columns(f"{paper}_keeps", paper, PAPER_KEYS, "a signed paper does not change")
    told = "a line is returned once and voided once"
    guards.write_once(f"{line}_once", line, ["returned_at", "voided_at"], told)
    guards.settle(f"{line}_returned", line, "returned_at", RETURN_KEYS, told)
    guards.settle(f"{line}_voided", line, "voided_at", VOID_KEYS, told)

    _let_go_of_names(line, paper)
    # Written before there was a column for it, older papers stay as they are.
    guards.refuse_if(
        f"{paper}_signed_for_by_somebody",
        paper,
        "insert",
        "who signed for the receiver, and why, is missing",
        "NEW.signed_how = 'signed_for' AND (NEW.signer_name = '' OR NEW.signer_reason = '')",
    )
    given_back = "devices_returnpaper"
    guards.refuse(f"{given_back}_never_delete", given_back, "delete", "return records are never deleted")
    guards.keep_columns(
        f"{given_back}_keeps", given_back, RETURN_PAPER_KEYS, "a signed paper does not change"
    )

    scan = "devices_handoverscan"
    guards.refuse(f"{scan}_never_delete", scan, "delete", "scans of hand-over records are struck out")
    guards.keep_columns(f"{scan}_keeps", scan, SCAN_KEYS, "strike the scan out and attach another")
    guards.write_once(f"{scan}_once", scan, ["struck_at"], "a scan is struck out once")
    guards.settle(
        f"{scan}_struck", scan, "struck_at", ["struck_by_id", "struck_reason"], "a scan is struck out once"
    )

    for item in ("device", "sim"):
        guards.no_overlap(
            f"{line}_{item}_overlap",
            line,
            f"{item}_id",
            "handed_over_at",
            "returned_at",
            when="ROW.voided_at IS NULL",
        )
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

    # What is gone has no holder, from either side.
    guards.refuse_if(
        f"{device}_gone_while_held",
        device,
        "update",
        "take the device back first",
        f"NEW.lifecycle IN {GONE} AND EXISTS (SELECT 1 FROM {line} l WHERE l.device_id = NEW.id "
        f"AND l.returned_at IS NULL AND l.voided_at IS NULL)",
    )
    guards.refuse_if(
        f"{line}_of_gone_device",
        line,
        "insert",
        "the device is gone",
        f"NEW.returned_at IS NULL AND NEW.voided_at IS NULL AND EXISTS (SELECT 1 FROM {device} d "
        f"WHERE d.id = NEW.device_id AND d.lifecycle IN {GONE})",
    )
    # A pupil's programme machine counts for the household: it cannot be written past the rule.
    guards.refuse_if(
        f"{line}_serves_household",
        line,
        "insert",
        "the household of the pupil is missing",
        "NEW.device_id IS NOT NULL AND NEW.student_id IS NOT NULL AND NEW.served_household_id IS DISTINCT "
        "FROM (SELECT s.household_id FROM students_student s WHERE s.id = NEW.student_id)",
    )
    # One number never stands on two machines, in whichever of the two columns.
    crossed = (
        f"EXISTS (SELECT 1 FROM {device} d WHERE d.id <> NEW.id "
        f"AND (d.imei1 = NEW.imei2 OR d.imei2 = NEW.imei1))"
    )
    for verb in ("insert", "update"):
        guards.refuse_if(f"{device}_imei_{verb}", device, verb, "this IMEI is on another device", crossed)


def _let_go_of_names(line, paper):
    """What a paper tells of people may be taken out once its time is over, and never be rewritten."""
    told = "a signed paper does not change"
    guards.write_once(f"{paper}_forgotten_once", paper, ["forgotten_on"], told)
    guards.refuse_if(f"{paper}_kept_long", paper, "update", "the paper is to be kept for longer", TOO_EARLY)
    for name in PAPER_NAMES:
        guards.refuse_if(
            f"{paper}_keeps_{name}",
            paper,
            "update",
            told,
            f"NEW.{name} IS DISTINCT FROM OLD.{name} AND (NEW.{name} <> '' OR NEW.forgotten_on IS NULL)",
        )
    of_forgotten = f"(SELECT 1 FROM {paper} h WHERE h.id = NEW.handover_id AND h.forgotten_on IS NOT NULL)"
    for moment, (words, empty) in (("returned_at", RETURN_WORDS), ("voided_at", VOID_WORDS)):
        guards.refuse_if(
            f"{line}_keeps_{words}",
            line,
            "update",
            "a line is returned once and voided once",
            f"OLD.{moment} IS NOT NULL AND NEW.{words} IS DISTINCT FROM OLD.{words} "
            f"AND (NEW.{words} <> '{empty}' OR NOT EXISTS {of_forgotten})",
        )
