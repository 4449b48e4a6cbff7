"""What the database itself keeps about the life of SIM cards, grants and reports of signal."""

from lms import guards

EVENT_KEYS = [
    "id",
    "sim_id",
    "kind",
    "on",
    "before",
    "after",
    "other_id",
    "request_id",
    "recorded_by_id",
    "recorded_at",
]

GRANT_KEYS = [
    "id",
    "kind",
    "student_id",
    "household_id",
    "school_id",
    "point_id",
    "sim_id",
    "source",
    "starts_on",
    "request_id",
    "recorded_by_id",
    "recorded_at",
]


def register():
    guards.keep_last(
        "devices_sim_plan_end",
        "devices_plansubscription",
        "sim_id",
        "ends_on",
        into="devices_sim",
        column="plan_ends_on",
        when="ROW.voided_at IS NULL",
    )
    event = "devices_simevent"
    told = "what became of a SIM card stays as it was written"
    guards.refuse(f"{event}_never_delete", event, "delete", told)
    guards.keep_columns(f"{event}_keeps", event, [f'"{name}"' for name in EVENT_KEYS], told)
    # Words about a family may be taken out (devices/erasing.py), never rewritten.
    guards.refuse_if(
        f"{event}_keeps_reason",
        event,
        "update",
        told,
        "NEW.reason IS DISTINCT FROM OLD.reason AND NEW.reason <> ''",
    )
    # A newer report takes an old one's place; only a home's go, with the family's record.
    guards.append_only("devices_signalreport", may_delete="OLD.household_id IS NOT NULL")

    grant = "devices_connectivitygrant"
    told = "a grant is ended with a reason, never rewritten"
    guards.keep_columns(f"{grant}_keeps", grant, GRANT_KEYS, told)
    guards.write_once(f"{grant}_once", grant, ["ended_at"], told)
    guards.settle(f"{grant}_ended", grant, "ended_at", ["ended_by_id"], told)
    guards.refuse_if(
        f"{grant}_never_delete", grant, "delete", told, "OLD.student_id IS NULL AND OLD.household_id IS NULL"
    )
