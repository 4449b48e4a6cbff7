"""What the database itself refuses about people. Called once, from `AppConfig.ready`."""

from lms import guards

CONSENT_KEYS = [
    "student_id",
    "purpose",
    "text_version",
    "given_how",
    "given_on",
    "child_agreed_on",
    "paper_id",
    "recorded_at",
    "recorded_by_id",
]
SCAN_KEYS = ["paper_id", "content_type", "size", "content_hash", "attached_by_id", "attached_at"]


def register():
    consent = "students_consent"
    guards.refuse(f"{consent}_never_delete", consent, "delete", "consents are withdrawn, never deleted")
    guards.keep_columns(f"{consent}_keeps", consent, CONSENT_KEYS, "what a family agreed to does not change")
    guards.write_once(f"{consent}_once", consent, ["withdrawn_at"], "a consent is withdrawn once")
    # The name of who signed may be taken out with the rest of an erased record, never rewritten.
    guards.refuse_if(
        f"{consent}_keeps_name",
        consent,
        "update",
        "who agreed does not change",
        "NEW.given_by IS DISTINCT FROM OLD.given_by AND NEW.given_by <> ''",
    )

    scan = "students_consentscan"
    guards.refuse(f"{scan}_never_delete", scan, "delete", "scans of consents are struck out")
    guards.keep_columns(f"{scan}_keeps", scan, SCAN_KEYS, "strike the scan out and attach another")
    guards.write_once(f"{scan}_once", scan, ["struck_at"], "a scan is struck out once")
