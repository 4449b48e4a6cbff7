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
REQUEST_KEYS = [
    "student_id",
    "kind",
    "asked_on",
    "answer_due",
    "done_due",
    "recorded_at",
    "recorded_by_id",
]
HOUSEHOLD_SCAN_KEYS = [
    "household_id",
    "content_type",
    "size",
    "content_hash",
    "attached_by_id",
    "attached_at",
]
SCAN_KEYS = ["paper_id", "content_type", "size", "content_hash", "attached_by_id", "attached_at"]


def register():
    consent = "students_consent"
    guards.refuse(f"{consent}_never_delete", consent, "delete", "consents are withdrawn, never deleted")
    guards.keep_columns(f"{consent}_keeps", consent, CONSENT_KEYS, "what a family agreed to does not change")
    guards.write_once(f"{consent}_once", consent, ["withdrawn_at"], "a consent is withdrawn once")
    guards.keep_or_empty(f"{consent}_keeps_given_by", consent, "given_by", "who agreed does not change")

    scan = "students_consentscan"
    guards.refuse(f"{scan}_never_delete", scan, "delete", "scans of consents are struck out")
    guards.keep_columns(f"{scan}_keeps", scan, SCAN_KEYS, "strike the scan out and attach another")
    guards.write_once(f"{scan}_once", scan, ["struck_at"], "a scan is struck out once")

    scan = "students_householdscan"
    guards.refuse(f"{scan}_never_delete", scan, "delete", "scans of certificates are struck out")
    guards.keep_columns(f"{scan}_keeps", scan, HOUSEHOLD_SCAN_KEYS, "strike the scan out and attach another")
    guards.write_once(f"{scan}_once", scan, ["struck_at"], "a scan is struck out once")

    request = "students_datarequest"
    guards.refuse(f"{request}_never_delete", request, "delete", "requests are settled, never deleted")
    guards.keep_columns(f"{request}_keeps", request, REQUEST_KEYS, "what a family asked does not change")
    guards.write_once(
        f"{request}_once", request, ["answered_at", "done_at"], "a request is answered and settled once"
    )
    for column in ("asked_by", "words"):
        # It may be taken out with the rest of an erased record, never rewritten.
        told = "what a family asked does not change"
        guards.keep_or_empty(f"{request}_keeps_{column}", request, column, told)
