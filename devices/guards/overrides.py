"""A second machine for a household stands on a decision, and on that household's own."""

from lms import guards

from .ledger import LINE

OVERRIDE = "devices_programmeoverride"
OVERRIDE_KEYS = ["id", "household_id", "student_id", "decision_number", "recorded_at"]


def register():
    guards.keep_columns(f"{OVERRIDE}_keeps", OVERRIDE, OVERRIDE_KEYS, "a decision does not change")
    guards.refuse_if(
        f"{OVERRIDE}_used_stays",
        OVERRIDE,
        "delete",
        "a machine stands on this decision",
        f"EXISTS (SELECT 1 FROM {LINE} l WHERE l.override_id = OLD.id)",
    )
    guards.refuse_if(
        f"{LINE}_by_its_own_decision",
        LINE,
        "insert",
        "the decision is about another household",
        f"NEW.override_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM {OVERRIDE} o "
        "WHERE o.id = NEW.override_id "
        "AND (o.household_id = NEW.served_household_id OR o.student_id = NEW.student_id))",
    )
