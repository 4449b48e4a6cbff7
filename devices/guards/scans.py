"""Scans of signed papers, and photos of damage: struck out, never deleted or exchanged."""

from lms import guards

SCAN_KEYS = ["id", "content_type", "size", "content_hash", "attached_by_id", "attached_at"]
# Table, and the column that names what the picture is of.
SCANS = {
    "devices_handoverscan": "handover_id",
    "devices_returnscan": "paper_id",
    "devices_incidentphoto": "incident_id",
    "devices_machinephoto": "inspection_id",
    "devices_devicephoto": "device_id",
    "devices_batchpaper": "batch_id",
    "devices_repairphoto": "ticket_id",
    "devices_lossscan": "loss_id",
    "devices_writeoffscan": "write_off_id",
}


def register():
    for scan, whose in SCANS.items():
        guards.refuse(f"{scan}_never_delete", scan, "delete", "scans of signed papers are struck out")
        guards.keep_columns(
            f"{scan}_keeps", scan, [*SCAN_KEYS, whose], "strike the scan out and attach another"
        )
        guards.write_once(f"{scan}_once", scan, ["struck_at"], "a scan is struck out once")
        told = "a scan is struck out once"
        guards.settle(f"{scan}_struck", scan, "struck_at", ["struck_by_id"], told)
        # The reason may name a child (devices/emptying.py).
        struck = "OLD.struck_at IS NOT NULL"
        guards.keep_or_empty(f"{scan}_keeps_reason", scan, "struck_reason", told, empty="–", when=struck)
