"""What the database refuses about orders of priority and allocation lists, whoever writes."""

from lms import guards

LINE, STEP = "devices_allocation", "devices_allocationstep"
ORDER, RULE, LIST = "devices_priorityorder", "devices_priorityrule", "devices_allocationlist"
LINE_KEYS = [
    "id",
    "list_id",
    "household_id",
    "student_id",
    "pupil_id",
    "rule_place",
    "override_id",
    "replaces_id",
    "made_at",
]
LIST_KEYS = ["id", "batch_id", "school_id", "made_by_id", "made_at"]
ORDER_KEYS = ["decision_number", "decision_date", "starts_on", "tie"]
# The ways a line can go; whatever else is written is a mistake.
WAYS = [
    ("planned", "approved"),
    ("planned", "taken_out"),
    ("approved", "handed"),
    ("approved", "refused"),
    ("approved", "taken_out"),
    ("refused", "replaced"),
    # The hand-over was struck out.
    ("handed", "approved"),
    ("handed", "taken_out"),
]


def register():
    guards.refuse(f"{LINE}_never_delete", LINE, "delete", "lines of an allocation list are taken out")
    guards.keep_columns(f"{LINE}_keeps", LINE, LINE_KEYS, "take the line out and add another")
    ways = " OR ".join(f"(OLD.state = '{was}' AND NEW.state = '{now}')" for was, now in WAYS)
    guards.refuse_if(
        f"{LINE}_ways",
        LINE,
        "update",
        "a line of an allocation list does not go this way",
        f"NEW.state <> OLD.state AND NOT ({ways})",
    )
    # What a family was chosen for may be forgotten once its time is over, and never be rewritten.
    guards.refuse_if(
        f"{LINE}_keeps_evidence",
        LINE,
        "update",
        "what a family was chosen for does not change",
        "(CAST(NEW.evidence AS TEXT) <> CAST(OLD.evidence AS TEXT) AND CAST(NEW.evidence AS TEXT) <> '{}') "
        "OR (NEW.reason <> OLD.reason AND NEW.reason <> '')",
    )
    for verb in ("insert", "update"):
        changed = "" if verb == "insert" else "(OLD.state <> NEW.state) AND "
        guards.refuse_if(
            f"{LINE}_handed_{verb}",
            LINE,
            verb,
            "the machine went to another family",
            f"{changed}NEW.handed_line_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM devices_assignment a "
            "WHERE a.id = NEW.handed_line_id AND a.voided_at IS NULL AND a.device_id IS NOT NULL "
            "AND (a.pupil_id = NEW.pupil_id OR a.served_household_id = NEW.household_id))",
        )
    guards.refuse(f"{LIST}_never_delete", LIST, "delete", "allocation lists are never deleted")
    guards.keep_columns(f"{LIST}_keeps", LIST, LIST_KEYS, "make another list")
    guards.append_only(STEP, may_update=STEP_EMPTIED)

    used = f"EXISTS (SELECT 1 FROM {LIST} l WHERE l.order_id = OLD.%s)"
    told = "a list was made by this order: write another one"
    changed = " OR ".join(f"NEW.{name} IS DISTINCT FROM OLD.{name}" for name in ORDER_KEYS)
    guards.refuse_if(f"{ORDER}_used", ORDER, "update", told, f"({changed}) AND {used % 'id'}")
    for verb in ("update", "delete"):
        guards.refuse_if(f"{RULE}_used_{verb}", RULE, verb, told, used % "order_id")
    guards.refuse_if(
        f"{RULE}_used_insert",
        RULE,
        "insert",
        told,
        f"EXISTS (SELECT 1 FROM {LIST} l WHERE l.order_id = NEW.order_id)",
    )


# Words may be taken out with an erased record, never rewritten.
STEP_EMPTIED = guards.only_emptied({"words": ""}, ["id", "list_id", "line_id", "act", "by_id", "at"])
