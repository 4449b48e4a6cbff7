"""What the database itself keeps about SIM cards and signal. Called once, from `AppConfig.ready`."""

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
