"""Scans of signed papers: struck out, never deleted or exchanged."""

from lms import guards

SCAN_KEYS = ["id", "handover_id", "content_type", "size", "content_hash", "attached_by_id", "attached_at"]


def register():
    scan = "devices_handoverscan"
    guards.refuse(f"{scan}_never_delete", scan, "delete", "scans of hand-over records are struck out")
    guards.keep_columns(f"{scan}_keeps", scan, SCAN_KEYS, "strike the scan out and attach another")
    guards.write_once(f"{scan}_once", scan, ["struck_at"], "a scan is struck out once")
    guards.settle(
        f"{scan}_struck", scan, "struck_at", ["struck_by_id", "struck_reason"], "a scan is struck out once"
    )
