"""Hand-over records and their lines: written once, returned once, voided once, never deleted."""

from lms import guards

LINE, PAPER = "devices_assignment", "devices_handover"

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

# A paper is kept for ten years after its things came back; the database knows at least its ten years.
YEARS_KEPT = 10
TOO_EARLY = (
    "NEW.forgotten_on IS NOT NULL AND CAST(SUBSTR(CAST(NEW.forgotten_on AS TEXT), 1, 4) AS INTEGER) < "
    f"CAST(SUBSTR(CAST(NEW.signed_on AS TEXT), 1, 4) AS INTEGER) + {YEARS_KEPT}"
)


def register():
    guards.refuse(f"{LINE}_never_delete", LINE, "delete", "lines of the ledger are never deleted")
    guards.refuse(f"{PAPER}_never_delete", PAPER, "delete", "hand-over records are never deleted")
    guards.keep_columns(f"{LINE}_keeps", LINE, LINE_KEYS, "void the line and write a new one")
    guards.keep_columns(f"{PAPER}_keeps", PAPER, PAPER_KEYS, "a signed paper does not change")
    told = "a line is returned once and voided once"
    guards.write_once(f"{LINE}_once", LINE, ["returned_at", "voided_at"], told)
    guards.settle(f"{LINE}_returned", LINE, "returned_at", RETURN_KEYS, told)
    guards.settle(f"{LINE}_voided", LINE, "voided_at", VOID_KEYS, told)

    _let_go_of_names()
    # Written before there was a column for it, older papers stay as they are.
    guards.refuse_if(
        f"{PAPER}_signed_for_by_somebody",
        PAPER,
        "insert",
        "who signed for the receiver, and why, is missing",
        "NEW.signed_how = 'signed_for' AND (NEW.signer_name = '' OR NEW.signer_reason = '')",
    )
    given_back = "devices_returnpaper"
    guards.refuse(f"{given_back}_never_delete", given_back, "delete", "return records are never deleted")
    guards.keep_columns(
        f"{given_back}_keeps", given_back, RETURN_PAPER_KEYS, "a signed paper does not change"
    )

    for item in ("device", "sim"):
        guards.no_overlap(
            f"{LINE}_{item}_overlap",
            LINE,
            f"{item}_id",
            "handed_over_at",
            "returned_at",
            when="ROW.voided_at IS NULL",
        )
    # A pupil's programme machine counts for the household: it cannot be written past the rule.
    guards.refuse_if(
        f"{LINE}_serves_household",
        LINE,
        "insert",
        "the household of the pupil is missing",
        "NEW.device_id IS NOT NULL AND NEW.student_id IS NOT NULL AND NEW.served_household_id IS DISTINCT "
        "FROM (SELECT s.household_id FROM students_student s WHERE s.id = NEW.student_id)",
    )


def _let_go_of_names():
    """What a paper tells of people may be taken out once its time is over, and never be rewritten."""
    told = "a signed paper does not change"
    guards.write_once(f"{PAPER}_forgotten_once", PAPER, ["forgotten_on"], told)
    guards.refuse_if(f"{PAPER}_kept_long", PAPER, "update", "the paper is to be kept for longer", TOO_EARLY)
    for name in PAPER_NAMES:
        guards.refuse_if(
            f"{PAPER}_keeps_{name}",
            PAPER,
            "update",
            told,
            f"NEW.{name} IS DISTINCT FROM OLD.{name} AND (NEW.{name} <> '' OR NEW.forgotten_on IS NULL)",
        )
    of_forgotten = f"(SELECT 1 FROM {PAPER} h WHERE h.id = NEW.handover_id AND h.forgotten_on IS NOT NULL)"
    # No part of the signed paper: it goes with the record of the pupil (devices/erasing.py).
    of_erased = "(SELECT 1 FROM students_student s WHERE s.id = NEW.pupil_id AND s.erased_at IS NOT NULL)"
    for moment, (words, empty) in (("returned_at", RETURN_WORDS), ("voided_at", VOID_WORDS)):
        guards.refuse_if(
            f"{LINE}_keeps_{words}",
            LINE,
            "update",
            "a line is returned once and voided once",
            f"OLD.{moment} IS NOT NULL AND NEW.{words} IS DISTINCT FROM OLD.{words} "
            f"AND (NEW.{words} <> '{empty}' OR NOT (EXISTS {of_forgotten} OR EXISTS {of_erased}))",
        )
